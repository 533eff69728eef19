"""One cell to one value, or to what was expected instead. Cells come trimmed and never empty."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, time
from difflib import get_close_matches
from typing import TypeVar

import phonenumbers

from dinadatum.register.importing import words

T = TypeVar("T")

EARLIEST_HOUR, LATEST_HOUR = time(9, 0), time(17, 0)
YOUNGEST, OLDEST = 15, 40
EARLIEST_YEAR = 1950
"""Nobody here was born before it; a year that was written with two digits comes as 0026."""
SMS_NAME_LENGTH = 11
_GSM_NAME = re.compile(r"[A-Za-zÅÄÖåäöÉéÈèÀàÜüÆæØøÑñÇßÌìÒòÙù0-9 .'-]+")
_DAY = re.compile(r"(\d{4})-(\d{2})-(\d{2})")
_CLOCK = re.compile(r"(?:kl\.? *)?(\d{1,2})(?:[.:](\d{2}))?(?:[.:]00)?")
_EMAIL = re.compile(r"[^@\s,;:<>()\"]+@(?:[^@\s,;:<>()\".]+\.)+[^@\s,;:<>()\".]{2,}")
_PERSONAL_NUMBER = re.compile(r"(?:18|19|20)?\d\d(?:0\d|1[0-2])(?:[0-2468]\d|[39][01])[-+ ]?\d{4}")


@dataclass(frozen=True, slots=True)
class Wrong:
    """Why a cell is not a value: what was expected and how to mend it."""

    expected: str
    remedy: str


Cell = Callable[[str], T | Wrong]


def day(cell: str) -> date | Wrong:
    """Read an ISO day that exists."""
    found = _DAY.fullmatch(cell)
    if not found:
        return Wrong("en dag som 2026-09-30", "Skriv år, månad och dag med bindestreck emellan.")
    if int(found[1]) < EARLIEST_YEAR:
        return Wrong("en dag som 2026-09-30", "Skriv året med fyra siffror, som 2026. Är året fel?")
    try:
        return date(int(found[1]), int(found[2]), int(found[3]))
    except ValueError:
        return Wrong("en dag som finns, som 2026-09-30", f"{cell} finns inte i kalendern. Rätta dagen.")


def past_day(today: date) -> Cell[date]:
    """Return a reader of days that have come: today or before."""

    def read(cell: str) -> date | Wrong:
        found = day(cell)
        if isinstance(found, Wrong) or found <= today:
            return found
        return Wrong(
            f"i dag ({today}) eller en dag som har varit", "Skriv den dag då det hände. Är året fel?"
        )

    return read


def birth_day(today: date) -> Cell[date]:
    """Return a reader of birth days that make the person 15 to 40 years old today."""

    def read(cell: str) -> date | Wrong:
        born = day(cell)
        if isinstance(born, Wrong):
            return born
        age = today.year - born.year - ((today.month, today.day) < (born.month, born.day))
        if YOUNGEST <= age <= OLDEST:
            return born
        return Wrong(
            f"en födelsedag för någon som är {YOUNGEST} till {OLDEST} år, som 2000-05-17",
            f"Dagen gör personen {age} år. Kontrollera året." if age >= 0 else "Dagen har inte varit än.",
        )

    return read


def clock(cell: str) -> time | Wrong:
    """Read a time of day: 10.30, 10:30 or 10."""
    found = _CLOCK.fullmatch(cell.lower())
    if found and int(found[1]) < 24 and int(found[2] or 0) < 60:
        return time(int(found[1]), int(found[2] or 0))
    return Wrong("ett klockslag som 10.00", "Skriv timme, punkt och minuter.")


def sending_hour(cell: str) -> time | Wrong:
    """Read a time of day at which messages may go."""
    at = clock(cell)
    if isinstance(at, Wrong) or EARLIEST_HOUR <= at <= LATEST_HOUR:
        return at
    return Wrong("ett klockslag från 9.00 till 17.00", "Välj en tid då någon kan svara i telefon.")


def weekdays(cell: str) -> tuple[int, ...] | Wrong:
    """Read one or two days Monday to Thursday: 'tisdag', 'tisdag torsdag'."""
    names = [name for name in re.split(r"[\s,/+&]+|\boch\b", cell.lower()) if name]
    expected = "måndag, tisdag, onsdag eller torsdag (två för takten ofta: tisdag torsdag)"
    if any(name in words.LATE_WEEKDAYS for name in names):
        return Wrong(expected, "Meddelanden går bara måndag till torsdag. Välj en av de dagarna.")
    known = sorted({words.WEEKDAYS[name] for name in names if name in words.WEEKDAYS})
    if not known or len(names) > 2 or any(name not in words.WEEKDAYS for name in names):
        return Wrong(expected, "Skriv en veckodag, eller två med mellanslag emellan.")
    return tuple(known)


OMBUD_RECEIVES = Wrong(
    "en tom cell, eftersom ombudet ensamt får meddelandena (ombud_ensam är ja)",
    "Den som tar ett steg själv får de meddelandena själv. Töm egna_steg, eller skriv nej i ombud_ensam.",
)


def own_steps(cell: str) -> str | Wrong:
    """Read steps 1 to 4: '1 3', '1, 3', 'steg 1 och 3'; returns them in order with a space between, each once."""
    names = [name for name in re.split(r"[\s,+&]+|\boch\b|\bsteg\b", cell.lower()) if name]
    if names and all(name in ("1", "2", "3", "4") for name in names):
        return " ".join(sorted(set(names)))
    return Wrong(
        "ett eller flera av stegen 1, 2, 3 och 4, som 1 3",
        "Skriv stegens siffror med mellanslag emellan, eller lämna tomt för inget steg.",
    )


def one_of(meanings: Mapping[str, T]) -> Cell[T]:
    """Return a reader of words. Capitals don't matter; a near word is suggested."""
    shown = _shown(meanings)

    def read(cell: str) -> T | Wrong:
        word = " ".join(cell.lower().split())
        if word in meanings:
            return meanings[word]
        near = get_close_matches(word, meanings, n=1)
        return Wrong(shown, f"Menade du {near[0]}?" if near else "Skriv ett av de orden.")

    return read


def _shown(meanings: Mapping[str, object]) -> str:
    """List the first word for each meaning."""
    first = {repr(meaning): word for word, meaning in reversed(list(meanings.items()))}
    listed = [word for word in meanings if word in first.values()]
    return f"{', '.join(listed[:-1])} eller {listed[-1]}" if len(listed) > 1 else listed[0]


def extent(cell: str) -> int | Wrong:
    """Read 25, 50, 75 or 100, with or without a percent sign."""
    read = one_of(words.EXTENTS)(cell.removesuffix("%").strip())
    return Wrong("25, 50, 75 eller 100", "Skriv en av de fyra nivåerna.") if isinstance(read, Wrong) else read


def mobile(cell: str) -> str | Wrong:
    """Read a Swedish mobile number; returns it in E.164."""
    number = _number(cell)
    kinds = (phonenumbers.PhoneNumberType.MOBILE, phonenumbers.PhoneNumberType.FIXED_LINE_OR_MOBILE)
    if number and phonenumbers.number_type(number) in kinds and number.country_code == 46:
        return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
    remedy = "Numret går inte att skicka sms till. Rätta det, eller lämna tomt och skriv en e-postadress."
    return Wrong("ett svenskt mobilnummer som 070-174 06 05", remedy)


def phone(cell: str) -> str | Wrong:
    """Read any telephone number that can be called; returns it in E.164."""
    number = _number(cell)
    if number:
        return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
    return Wrong("ett telefonnummer som 08-465 004 00", "Skriv riktnummer och nummer.")


def _number(cell: str) -> phonenumbers.PhoneNumber | None:
    if re.search(r"[^\d\s+()./-]", cell):
        return None
    try:
        number = phonenumbers.parse(cell, "SE")
    except phonenumbers.NumberParseException:
        return None
    return number if phonenumbers.is_valid_number(number) else None


def email(cell: str) -> str | Wrong:
    """Read an e-mail address; returns it with its domain in small letters."""
    plain = cell.isascii() and cell.isprintable() and ".." not in cell
    if plain and len(cell) <= 200 and _EMAIL.fullmatch(cell):
        name, _, domain = cell.partition("@")
        return f"{name}@{domain.lower()}"
    return Wrong("en e-postadress som kim@example.se", "Rätta adressen, eller lämna tomt.")


def reference(cell: str) -> str | Wrong:
    """Read a reference: at most 40 characters, never a personnummer."""
    if _PERSONAL_NUMBER.fullmatch(cell) and _luhn(cell):
        remedy = "Personnummer får inte stå i registret. Använd ett eget nummer, som A-1."
        return Wrong("en egen beteckning som A-1", remedy)
    return text(40)(cell)


def _luhn(cell: str) -> bool:
    figures = [int(figure) for figure in re.sub(r"\D", "", cell)[-10:]]
    return sum(sum(divmod(figure * (2 - place % 2), 10)) for place, figure in enumerate(figures)) % 10 == 0


def text(longest: int) -> Cell[str]:
    """Return a reader of a text on one line. Spaces and line breaks inside become single spaces."""

    def read(cell: str) -> str | Wrong:
        line = " ".join(cell.split())
        if not line.isprintable():
            return Wrong("vanlig text", "Texten har tecken som inte syns. Skriv den på nytt.")
        if len(line) <= longest:
            return line
        return Wrong(f"högst {longest} tecken", f"Texten är {len(line)} tecken. Korta den.")

    return read


def sms_name(cell: str) -> str | Wrong:
    """Read the name that a caseworker has in messages: at most 11 characters, all of them GSM-7."""
    if len(cell) <= SMS_NAME_LENGTH and _GSM_NAME.fullmatch(cell):
        return cell
    return Wrong(
        f"ett förnamn med högst {SMS_NAME_LENGTH} tecken som går i ett vanligt sms, som Sara",
        "Skriv ett kort namn i kolumnen smsnamn. Bokstäver som ë, š och ł går inte.",
    )


def postcode(cell: str) -> str | Wrong:
    """Read five figures; returns them as '111 11'."""
    figures = re.sub(r"\s", "", cell)
    if re.fullmatch(r"\d{5}", figures):
        return f"{figures[:3]} {figures[3:]}"
    return Wrong("fem siffror som 111 11", "Rätta postnumret.")
