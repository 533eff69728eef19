"""Made-up lives and small helpers for the tests of the decider.

DINADATUM_LIVES=2000 plays so many lives for each property; without it the run is short.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, time, timedelta
from functools import cache

import holidays

from notify.calendar import Calendar
from notify.paces import PACES_FILE, load_paces
from notify.simulate import Change, play
from notify.values import Case, Contact, Intent, Pace, Preferences, Skip, StepFact, StepKind, TaskIntent
from timeline.derive import Timeline, derive
from timeline.facts import Decision, Facts, Kind
from timeline.law import LAW_FILE, load_law

PACES = load_paces(PACES_FILE.read_text(encoding="utf-8"))
LIVES = int(os.environ.get("DINADATUM_LIVES", "60"))
LAW = load_law(LAW_FILE.read_text(encoding="utf-8"))
_PUBLIC = holidays.country_holidays("SE", years=range(2015, 2045))
_EVES = {(12, 24), (12, 31)}
_SUNDAYS = "Söndag"


@cache
def red(day: date) -> bool:
    """Public holidays of Sweden, and the eves of midsummer, Christmas and New Year."""
    named = _PUBLIC.get(day, "")
    if named and named != _SUNDAYS:
        return True
    midsummer_eve = day.month == 6 and 19 <= day.day <= 25 and day.weekday() == 4
    return midsummer_eve or (day.month, day.day) in _EVES


CALENDAR = Calendar(red, PACES.sending.quiet)
D = date(2027, 9, 30)
KNOWN = date(2026, 11, 2)
CONTACT = Contact("sara", date(2020, 1, 1))
ALWAYS = date(2099, 1, 1)
"""As if somebody made sure of the facts every week: urgent words may be used."""


def timeline_of(case: Case) -> Timeline:
    return derive(case.facts, LAW, red)


def life(
    pace: Pace = Pace.LAGOM,
    *,
    weekdays: tuple[int, ...] = (1,),
    hour: int = 10,
    born: date = date(2003, 3, 15),
    end: date = D,
    start: date | None = None,
    kind: Kind = Kind.REDUCED_CAPACITY,
    **other: object,
) -> Case:
    """A person with one decision, who has said yes, has the sheet, and answers nothing."""
    begin = start or date(end.year - 2, end.month % 12 + 1, 1) if end.month < 12 else date(end.year - 1, 1, 1)
    case = Case(
        ref="D-1042",
        facts=Facts(born, (Decision(kind, 100, start or begin, end),)),
        known_since=KNOWN,
        preferences=Preferences(pace=pace, weekdays=weekdays, hour=time(hour)),
        consent=True,
        sheet_given=KNOWN,
        contact=CONTACT,
        confirmed=ALWAYS,
    )
    return replace(case, **other)  # type: ignore[arg-type]


def does(kind: StepKind, day: date, value: str = "") -> Change:
    """A step is noted after the messages of a day."""
    return Change(day, lambda case: replace(case, steps=(*case.steps, StepFact(kind, day, value))))


def pauses(day: date, until: date) -> Change:
    return Change(day, lambda case: replace(case, paused_until=until))


def played(case: Case, first: date, last: date, *changes: Change) -> Iterator[tuple[date, object]]:
    return play(case, timeline_of, first, last, paces=PACES, calendar=CALENDAR, changes=changes)


def messages(case: Case, first: date, last: date, *changes: Change) -> list[Intent]:
    return [what for _, what in played(case, first, last, *changes) if isinstance(what, Intent)]


def table(intents: Sequence[Intent]) -> list[tuple[str, str]]:
    return [(intent.day.isoformat(), intent.template) for intent in intents]


def tasks(case: Case, first: date, last: date, *changes: Change) -> list[tuple[date, TaskIntent]]:
    return [(day, what) for day, what in played(case, first, last, *changes) if isinstance(what, TaskIntent)]


def skips(case: Case, first: date, last: date, *changes: Change) -> list[Skip]:
    return [what for _, what in played(case, first, last, *changes) if isinstance(what, Skip)]


def days(count: int) -> timedelta:
    return timedelta(days=count)
