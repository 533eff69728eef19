"""A life with aktivitetsersättning on a day: decisions, vilande, prövotid, and what has been done.

Every life drawn here is one that the law allows; those that it doesn't are among the extras.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache
from random import Random

from dinadatum.madeup.months import age_on, first_day, first_month, last_day, last_month, month_of

NEDSATT, SKOLGANG = "nedsatt", "förlängd skolgång"
LONGEST = 36
"""Months of the longest decision (33:19)."""
A_YEAR = 12
"""Months that a run has at least (33:7), and that go before vilande and prövotid (36:9 a, 36:10)."""


@dataclass(frozen=True, slots=True)
class Span:
    """A decision. first and last: days."""

    first: date
    last: date
    decided: date | None
    kind: str = NEDSATT
    extent: int = 100


@dataclass(frozen=True, slots=True)
class Rest:
    """A vilande period."""

    reason: str
    level: int
    first: date
    last: date
    decided: date
    ended_by: str = ""


@dataclass(frozen=True, slots=True)
class Done:
    """A step."""

    step: str
    day: date
    value: str = ""


@dataclass(slots=True)
class Life:
    """What the import files say of one person's case."""

    born: date
    decisions: list[Span] = field(default_factory=list)
    rests: list[Rest] = field(default_factory=list)
    trials: list[tuple[date, date]] = field(default_factory=list)
    done: list[Done] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Frame:
    """The months within which a life is drawn. low, high: what the age allows."""

    now: int
    low: int
    high: int


@cache
def births(age: int, day: date) -> tuple[date, ...]:
    """Return the birth dates that give the age on the day, and with which benefit is possible that day.

    Not 29 February: nobody knows for sure when its benefit ends.
    """
    oldest = date(day.year - age - 1, 1, 1)
    candidates = (oldest + timedelta(days=number) for number in range(2 * 366))
    return tuple(
        born
        for born in candidates
        if age_on(day, born) == age
        and first_month(born) <= month_of(day) <= last_month(born)
        and (born.month, born.day) != (2, 29)
    )


def frame(born: date, day: date) -> Frame:
    """Return the months that a life has for benefit."""
    return Frame(month_of(day), first_month(born), last_month(born))


def decision(start: int, end: int, dice: Random, *, kind: str = NEDSATT, extent: int = 100) -> Span:
    """Make a decision of whole months, decided some weeks before it begins."""
    decided = first_day(start) - timedelta(days=dice.randrange(12, 70))
    return Span(first_day(start), last_day(end), decided, kind, extent)


def months_left(dice: Random) -> int:
    """Draw how many months of a decision are left: somebody at every stage, more of them near the end."""
    weights = [4 if left < 9 else 3 if left < 13 else 2 for left in range(LONGEST)]
    return dice.choices(range(LONGEST), weights)[0]


def in_force(when: Frame, extent: int, dice: Random) -> list[Span]:
    """Draw the decision that is in force now, and those before it."""
    end = min(max(when.now + months_left(dice), when.low + A_YEAR - 1), when.high)
    length = dice.choice([some for some in (6, 12, 18, 24, 36, 36) if some > end - when.now] or [LONGEST])
    start = max(when.low, end - length + 1)
    short_by = A_YEAR - (end - start + 1) if end < when.high else 0
    present = decision(start, end, dice, extent=extent)
    return [*before(when, start, dice, extent=extent, at_least=short_by), present]


def before(when: Frame, start: int, dice: Random, *, extent: int, at_least: int) -> list[Span]:
    """Draw a decision before the one that starts: next to it, after a gap, or none.

    at_least: months of nedsatt that must come just before, so that the run is a year (33:7).
    """
    length = dice.choice([some for some in (12, 18, 24, 36) if some >= at_least])
    chance = dice.random()
    if start == when.low or (at_least <= 0 and chance < 0.3):
        return []
    if at_least > 0 or chance < 0.97:
        first = max(when.low, start - length)
        school = at_least <= 0 and first == when.low and chance < 0.5
        kind, size = (SKOLGANG, 100) if school else (NEDSATT, extent)
        return [decision(first, start - 1, dice, kind=kind, extent=size)]
    last = start - 1 - dice.randrange(1, 7)
    first = max(when.low, last - length + 1)
    return [decision(first, last, dice, extent=extent)] if last - first + 1 >= A_YEAR else []


def unbroken(start: int, end: int, dice: Random, *, extent: int = 100) -> list[Span]:
    """Make the decisions of an unbroken run, the last as long as the law allows."""
    run: list[Span] = []
    length = LONGEST
    while start <= end:
        first = max(start, end - length + 1)
        run.insert(0, decision(first, end, dice, extent=extent))
        end, length = first - 1, dice.choice((24, 30, LONGEST))
    return run
