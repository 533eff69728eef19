"""The eight files: their names, columns, what must be filled in, and one example of each."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class FileKind:
    """One kind of file. required: columns that the file must have and every row must fill in.

    example: one row in the order of columns, for the empty files.
    """

    name: str
    columns: tuple[str, ...]
    required: tuple[str, ...]
    example: tuple[str, ...]


def _kind(name: str, required: str, **cells: str) -> FileKind:
    return FileKind(name, tuple(cells), tuple(required.split()), tuple(cells.values()))


CASEWORKERS = _kind(
    "handlaggare",
    "användare namn",
    **{"användare": "sara", "namn": "Sara Exempel", "smsnamn": "Sara", "telefon": "08-465 004 00"},
    **{"epost": "sara@example.se", "enhet": "Enhet A", "från": "2024-01-01", "till": ""},
)
PERSONS = _kind(
    "personer",
    "referens födelsedatum",
    **{"referens": "A-1", "födelsedatum": "2000-05-17", "förnamn": "Kim", "efternamn": "Exempel"},
    **{"kön": "kvinna", "mobil": "070-174 06 05", "epost": "kim@example.se", "väg": "sms", "takt": "lagom"},
    **{"ordval": "diskret", "dag": "tisdag", "klockan": "10.00", "kommun": "Trosa", "enhet": "Enhet A"},
    **{"klassificering": "", "handläggare": "sara", "samtycke": "ja", "skyddad": "nej"},
    **{"adress": "Exempelgatan 1", "postnr": "111 11", "ort": "Trosa", "reservväg": "brev"},
    **{"blad": "2026-01-15", "ombud_ensam": "nej"},
)
DECISIONS = _kind(
    "beslut",
    "referens slag från till",
    **{"referens": "A-1", "slag": "nedsatt", "omfattning": "100", "från": "2025-01-01"},
    **{"till": "2027-12-31", "beslutat": "2024-12-02", "ersätter": ""},
)
DORMANCIES = _kind(
    "vilande",
    "referens skäl nivå från till",
    **{"referens": "A-1", "skäl": "arbete", "nivå": "50", "från": "2026-03-01", "till": "2026-12-31"},
    **{"beslutat": "2026-02-10", "avslutat_av": "", "ersätter": ""},
)
TRIALS = _kind(
    "provotid",
    "referens från till",
    **{"referens": "A-1", "från": "2027-01-01", "till": "2027-05-31", "ersätter": ""},
)
STEPS = _kind(
    "steg",
    "referens steg dag",
    **{"referens": "A-1", "steg": "bokat", "dag": "2027-04-20", "värde": ""},
)
FOLLOW_UPS = _kind(
    "uppfoljning",
    "referens dag slag",
    **{"referens": "A-1", "dag": "2027-03-09", "klockan": "13.00", "slag": "plan", "hur": "på kontoret"},
)
OMBUD = _kind(
    "ombud",
    "referens namn från",
    **{"referens": "A-1", "namn": "Robin Exempel", "mobil": "", "epost": "robin@example.se", "väg": "epost"},
    **{"från": "2026-01-01", "till": "2028-12-31", "kopior": "bråttom"},
)

KINDS: dict[str, FileKind] = {
    kind.name: kind
    for kind in (CASEWORKERS, PERSONS, DECISIONS, DORMANCIES, TRIALS, STEPS, FOLLOW_UPS, OMBUD)
}
"""In the order in which they are read in: a row only leans on rows of an earlier file."""

REPORT_COLUMNS = ("rad", "kolumn", "fick", "väntade", "gör så här")
"""What a file of rejected rows has besides; ignored when the mended file is read in."""
