"""The Swedish of what a reply was read as."""

from __future__ import annotations

READ_AS = {
    "OMBUD": "från ett ombud",
    "OKÄND": "från ett nummer eller en adress som ingen i registret har",
    "FLERA": "från ett nummer eller en adress som flera har",
    "MÄNNISKA": "gick inte att läsa",
    "FRÅGA_STOPP": "kanske STOPP",
    "AKUT": "kan betyda fara för livet",
    "OMBUD_VEM": "frågar vem som får veta",
    "OMBUD_NEJ": "inget mer till ombud",
    "OMBUD_JA": "ombud får veta igen",
    "INTE_KLAR": "inte klar än",
    "DAG": "en dag",
    "BÖRJAR_JOBB": "börjar jobba eller studera",
    "SLUTAR_JOBB": "slutar jobba eller studera",
    "FEL": "fel nummer",
    "TOMT": "tomt",
}


def read_as_words(word: str) -> str:
    """Say what a reply was read as; a reply word says it itself."""
    return READ_AS.get(word, word)
