"""Says in plain Swedish why the database said no: by its code where the driver gives one, else by its words.

A PostgreSQL that lets nobody in says so before there is a connection. The driver then passes on no code, only the
sentence, in the language that the server speaks: English and Swedish are known, of others the sentence is shown.
"""

from __future__ import annotations

import re

_NOTHING_CHANGED = "Inget är ändrat."
_BUSY = "Databasen är upptagen av ett annat program. Inget är ändrat. Försök igen om en stund."
_CROSSED = "Två ändringar väntade på varandra, och den här togs tillbaka. Inget är ändrat. Försök igen."
_FULL = "Disken är full. Inget är ändrat. Gör plats och försök igen."
_AWAY = "Databasen svarar inte. Inget är ändrat. Kontrollera [database] url och att databasen är i gång."
_WRONG_NAME = "Databasen godtar inte namnet eller lösenordet. Kontrollera [database] url och PGPASSWORD."
_NO_ROLE = "Användaren i [database] url finns inte i databasen. Skapa den med createuser."
_NO_DATABASE = "Databasen i [database] url finns inte på servern. Skapa den med createdb."
_NO_ROOM = "Databasen har inga lediga förbindelser. Höj max_connections, eller kör färre processer."
_CUT = "Databasen avbröt förbindelsen, oftast för att den startas om. Försök igen om en stund."
_NOT_OPEN = "Databasen startar eller stänger just nu. Försök igen om en stund."
_NOT_ALLOWED = (
    "Användaren i [database] url får inte göra det här i databasen. "
    "Låt användaren äga den: ALTER DATABASE databasen OWNER TO användaren."
)

_CODES = {
    "28P01": _WRONG_NAME,
    "3D000": _NO_DATABASE,
    "42501": _NOT_ALLOWED,
    "25006": (
        "Databasen går bara att läsa. Är den en kopia som följer en annan server, sätt [database] url till den andra."
    ),
    "53300": _NO_ROOM,
    "53100": _FULL,
    "40P01": _CROSSED,
    "55P03": _BUSY,
    "57P01": _CUT,
    "57P02": _CUT,
    "57P03": _NOT_OPEN,
}
"""By SQLSTATE: the same in every language."""

_NO_WAY_IN = {
    "no password supplied": "Databasen vill ha ett lösenord. Sätt miljövariabeln PGPASSWORD, eller gör en .pgpass.",
    r"pg_hba\.conf": "Databasen släpper inte in den här maskinen eller användaren: se pg_hba.conf.",
    "peer authentication failed|peer-autentisering misslyckades": (
        "Databasen släpper bara in den användare i maskinen som heter som i [database] url. "
        "Kör som den, eller sätt värdnamnet i adressen och ett lösenord."
    ),
    "authentication failed|autentisering misslyckades": _WRONG_NAME,
    'role ".*" does not exist|rollen ".*" finns inte': _NO_ROLE,
    'role ".*" is not permitted to log in|roll ".*" tillåts inte logga in': (
        "Användaren i [database] url får inte logga in: ALTER ROLE användaren LOGIN."
    ),
    'database ".*" does not exist|databasen ".*" existerar inte': _NO_DATABASE,
    'permission denied for database ".*"|rättighet saknas för databas ".*"': _NOT_ALLOWED,
    "failed to resolve": "Databasens värdnamn i [database] url finns inte. Kontrollera hur det är stavat.",
    "too many (clients|connections)|connection slots|för många (klienter|uppkopplingar)|anslutningsslottar": _NO_ROOM,
    "database system is|databassystemet (startar|stänger)": _NOT_OPEN,
}
"""What PostgreSQL and its library say when they let nobody in."""

_ITS_SENTENCE = re.compile(r"failed: \w+:  (.+)")
"""What a server itself said, after its word for fatal; a server that isn't there has no such word."""

_EMBEDDED = {
    "locked": _BUSY,
    "deadlock": _CROSSED,
    "full|no space": _FULL,
    "no such table|no such column": "Databasen saknar tabeller eller är av en annan version. Kör «dinadatum init».",
    "readonly|unable to open": (
        "Databasens fil eller mapp går inte att skriva i. Kontrollera [database] url och rättigheterna."
    ),
}
"""What SQLite says, and PostgreSQL of a disk, where there is no code."""


def by_code(error: object) -> str | None:
    """Return the sentence for the error's SQLSTATE, or None if it has none that is known."""
    words = _CODES.get(getattr(error, "sqlstate", None) or "")
    return words and _ended(words)


def by_words(message: str) -> str:
    """Return the sentence for what the driver said."""
    said = message.lower()
    from_server = "connection failed" in said or "failed to resolve" in said
    for words, means in (_NO_WAY_IN if from_server else _EMBEDDED).items():
        if re.search(words, said):
            return _ended(means)
    sentence = _ITS_SENTENCE.search(message)
    if sentence is not None:
        return _ended(f"Databasen släpper inte in oss. Den säger själv: «{sentence[1].strip()}».")
    return _AWAY


def _ended(words: str) -> str:
    return words if _NOTHING_CHANGED in words else f"{words} {_NOTHING_CHANGED}"
