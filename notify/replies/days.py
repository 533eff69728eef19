"""Finds the day in a reply: weekdays, "i morgon", "12 mars", "12/3", "den 12:e", "om 3 dagar".

Days are given back from today on; a weekday is the next one after today. Where no today is given, only
whether a day is named is told. Never guesses between two days.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

from notify.replies.wordlist import words
from notify.words import WEEKDAYS
from timeline.words import MONTHS

SOON = 200  # a day without a year that is further away than this has most likely been
LEAP_YEAR = 2028  # without a today, 29 February counts as a day
PLACES = {"första": 1, "andra": 2, "tredje": 3, "fjärde": 4, "femte": 5, "sjätte": 6, "sjunde": 7,
    "åttonde": 8,
          "nionde": 9, "tionde": 10, "elfte": 11, "tolfte": 12, "trettonde": 13, "fjortonde": 14,
    "femtonde": 15,
          "sextonde": 16, "sjuttonde": 17, "artonde": 18, "nittonde": 19, "tjugonde": 20, "tjugoförsta": 21,
          "tjugoandra": 22, "tjugotredje": 23, "tjugofjärde": 24, "tjugofemte": 25, "tjugosjätte": 26,
          "tjugosjunde": 27, "tjugoåttonde": 28, "tjugonionde": 29, "trettionde": 30, "trettioförsta":
    31}  # fmt: skip
NEAR = {"idag": 0, "ikväll": 0, "imorgon": 1, "övermorgon": 2}
COUNTS = {
    "en": 1,
    "ett": 1,
    "två": 2,
    "tre": 3,
    "fyra": 4,
    "fem": 5,
    "sex": 6,
    "sju": 7,
    "åtta": 8,
    "nio": 9,
    "tio": 10,
}
LENGTHS = {"dag": 1, "dagar": 1, "vecka": 7, "veckor": 7}

_MONTH = "|".join(MONTHS)
_PLACE = "|".join(sorted(PLACES, key=len, reverse=True))
PATTERNS = tuple(
    (kind, re.compile(pattern))
    for kind, pattern in (
        ("iso", r"\b(\d{4})-(\d\d)-(\d\d)\b"),
        ("month", rf"\b(?:den )?(\d{{1,2}})(?::?[ea])? (?:i )?({_MONTH})(?: (\d{{4}}))?\b"),
        ("place_month", rf"\b(?:den )?({_PLACE}) ({_MONTH})(?: (\d{{4}}))?\b"),
        ("slash", r"(?<![\d/])(?:den )?(\d{1,2})/(\d{1,2})(?:[/-](\d{4}|\d\d))?(?![\d/])"),
        ("place", rf"\bden ({_PLACE})\b"),
        ("numbered", r"\bden (\d{1,2})(?::?[ea])?(?![\d/.:])\b|\b(\d{1,2})(?::[ea]|e)\b"),
        ("in", rf"\bom ({'|'.join(COUNTS)}|\d{{1,2}}) ({'|'.join(LENGTHS)})\b"),
        ("near", rf"\b({'|'.join(NEAR)})\b"),
        (
            "next",
            (
                rf"\bnästa ({'|'.join(WEEKDAYS)})\b|\b({'|'.join(WEEKDAYS)}) (?:i )?nästa vecka\b"
                rf"|\bnästa vecka (?:på )?({'|'.join(WEEKDAYS)})\b"
            ),
        ),
        ("weekday", rf"\b({'|'.join(WEEKDAYS)})\b"),
    )
)
BARE = re.compile(r"^(\d{1,2})$")
ANSWERED = re.compile(r"^(\d{1,2})[.-](\d{1,2})$")  # "12.3" is a time of day unless a day was asked for
AFTER_DAY = re.compile(
    r" (?:efter att|när|innan|eftersom|för att|för då|så fort) (?:jag|vi|hon|han|mamma|pappa"
    r"|boendestöd\w*|det|de|min|mitt) "
)
"""Begins what is only told beside the day: "på tisdag efter att jag har varit på gymmet"."""
PAST = re.compile(rf"\b(?:igår|förrgår|förra|imorse|{'|'.join(f'{day}s' for day in WEEKDAYS)})\b")
AROUND = words(
    """ihåg jobbet skolan maten mat middagen middag frukost frukosten fika träningen gymmet plugget dagcenter
    daglig verksamhet verksamheten sysselsättningen att tänkte flytta ändra byta bättre är boendestödet
    boendestöd boendestödjare boendestödjaren
    stödperson min mitt mamma pappa när om vågar
    orkar hinner skolan lunchen dagis påminnelsen påminnelse för in med tillsammans bestämmer säger sa
    bitti eller något
    de dem jag kan på den passar bra mig går det gör ska göra boka bokar ringa ringer ansöka ansöker
    fixar fixa klar klart blir bli kanske nog tror vill tar ta hellre då klockan morgon morgonen
    eftermiddag eftermiddagen kväll kvällen förmiddag förmiddagen lunch efter före vid ok ja okej
    tack hej helst annan dag dagen istället kör vi säger gärna funkar är steg tid har någon gång i
    bäst nu med läkaren läkare vårdcentralen mottagningen prova försöka försöker testa testar den
    här veckan nästa som sagt istället nej jo visst fint snälla är det så kommande typ runt under
    börja börjar första jobbar inte_ av del skickar skicka in ansökan numret hittar tänkte tänker
    planerar tid hoppas absolut japp perfekt bokat_ väljer valde det blir fungerar ett två tre en
    fyra komma kommer får"""
)


@dataclass(frozen=True, slots=True)
class Named:
    """A day that was named. day: None where no today was given. rest: the words around it.

    real: False for a day that isn't in the calendar, or has been.
    sure: False for "nästa tisdag", which people mean in two ways.
    """

    day: date | None
    rest: tuple[str, ...]
    real: bool = True
    sure: bool = True


def named_day(words: tuple[str, ...], today: date | None, *, asked: bool = False) -> Named | None:
    """Find the day in a reply. asked: a day was asked for, so "12" and "12.3" are days.

    Gives None where none is named, and a day that isn't real where two are.
    """
    line = " ".join(words)
    found = [(n, kind, match) for n, (kind, p) in enumerate(PATTERNS) for match in p.finditer(line)]
    if asked and not found:
        found = [
            (0, kind, match)
            for kind, p in (("bare", BARE), ("slash", ANSWERED))
            for match in [p.match(line)]
            if match
        ]
    if not found:
        return None
    kept = _outermost([(kind, match) for _, kind, match in found])
    days = [_day(kind, match, today) for kind, match in kept]
    rest = tuple(_without(line, [match for _, match in kept]).split())
    return _one_of(days, [kind for kind, _ in kept], rest, today)


def is_past(words: tuple[str, ...]) -> bool:
    """Tell whether a day gone by is spoken of: "igår", "i tisdags"."""
    return bool(PAST.search(" ".join(words)))


def _outermost(found: list[tuple[str, re.Match[str]]]) -> list[tuple[str, re.Match[str]]]:
    """Leave out what is a part of something longer: the weekday in "nästa tisdag"."""
    kept: list[tuple[str, re.Match[str]]] = []
    for kind, match in found:
        if all(match.end() <= m.start() or match.start() >= m.end() for _, m in kept):
            kept.append((kind, match))
    return kept


def _without(line: str, matches: list[re.Match[str]]) -> str:
    for match in sorted(matches, key=lambda m: m.start(), reverse=True):
        line = f"{line[: match.start()]} {line[match.end() :]}"
    return line


def _one_of(days: list[Resolved], kinds: list[str], rest: tuple[str, ...], today: date | None) -> Named:
    """Take the one day; a weekday beside a date has to agree with it ("tisdag 12 mars")."""
    dates = [day for day, kind in zip(days, kinds, strict=True) if kind not in {"weekday", "next"}]
    if len(days) > 1 and not (len(dates) == 1 and _agree(dates[0], days)):
        return Named(None, rest, real=False)
    day = dates[0] if dates else days[0]
    real = day.real and (today is None or day.day is not None)
    return Named(day.day if real else None, rest, real=real, sure="next" not in kinds)


@dataclass(frozen=True, slots=True)
class Resolved:
    """A day worked out, or None where it can't be. weekday: its number where only that was said."""

    day: date | None
    real: bool
    weekday: int | None = None


def _agree(dated: Resolved, days: list[Resolved]) -> bool:
    weekdays = [day.weekday for day in days if day.weekday is not None]
    return len(weekdays) == len(days) - 1 == 1 and (dated.day is None or dated.day.weekday() == weekdays[0])


def _day(kind: str, match: re.Match[str], today: date | None) -> Resolved:
    groups = [group for group in match.groups() if group is not None]
    if kind in {"weekday", "next"}:
        return _weekday(groups[0], today, later=kind == "next")
    if kind in {"near", "in"}:
        days = NEAR[groups[0]] if kind == "near" else _count(groups[0]) * LENGTHS[groups[1]]
        return Resolved(today + timedelta(days) if today else None, real=True)
    if kind == "iso":
        return _dated(int(groups[2]), int(groups[1]), int(groups[0]), today)
    if kind in {"place", "numbered", "bare"}:
        return _in_month(PLACES.get(groups[0]) or int(groups[0]), today)
    day = PLACES.get(groups[0]) or int(groups[0])
    month = MONTHS.index(groups[1]) + 1 if groups[1] in MONTHS else int(groups[1])
    return _dated(day, month, _year(groups[2]) if len(groups) > 2 else None, today)


def _count(word: str) -> int:
    return COUNTS.get(word) or int(word)


def _year(digits: str) -> int:
    return int(digits) if len(digits) == 4 else 2000 + int(digits)


def _weekday(name: str, today: date | None, *, later: bool) -> Resolved:
    """Find the next such day after today; with "nästa" the one of next week."""
    number = WEEKDAYS.index(name)
    if today is None:
        return Resolved(None, real=True, weekday=number)
    ahead = (number - today.weekday() - 1) % 7 + 1
    if later:
        ahead = 7 - today.weekday() + number
    return Resolved(today + timedelta(ahead), real=True, weekday=number)


def _dated(day: int, month: int, year: int | None, today: date | None) -> Resolved:
    """Find the date; without a year the next one, unless that is so far off that the last one is meant."""
    if year is not None:
        found = _real(year, month, day)
        return Resolved(found, real=found is not None and (today is None or found >= today))
    if today is None:
        return Resolved(None, real=_real(LEAP_YEAR, month, day) is not None)
    coming = [d for y in (today.year, today.year + 1) if (d := _real(y, month, day)) and d >= today]
    soon = bool(coming) and (coming[0] - today).days <= SOON
    return Resolved(coming[0] if soon else None, real=soon)


def _in_month(day: int, today: date | None) -> Resolved:
    """Find the next month that has such a day: "den 12"."""
    if not 1 <= day <= 31:
        return Resolved(None, real=False)
    if today is None:
        return Resolved(None, real=True)
    months = (divmod(today.year * 12 + today.month - 1 + n, 12) for n in range(3))
    coming = [d for year, month in months if (d := _real(year, month + 1, day)) and d >= today]
    return Resolved(coming[0], real=True)


def _real(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
