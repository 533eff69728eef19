"""Some lives that show what nobody with a decision in force can. None of them is counted in the totals.

Their references begin with X. What the law doesn't allow is here too, in decisions past or to come.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from random import Random

from dinadatum.madeup.doing import steps_at
from dinadatum.madeup.lives import SKOLGANG, Done, Life, Rest, decision
from dinadatum.madeup.months import first_day, last_day, month_of

Maker = Callable[[date, Random], Life]


def _born(day: date, years: int, months: int, at: int = 14) -> date:
    """Return a birth date so many years and months before the month of the day."""
    return first_day(month_of(day) - 12 * years - months).replace(day=at)


def _ended(months_ago: int, length: int = 24, stage: str = "nothing") -> Maker:
    """Make somebody whose last decision ended some months ago."""

    def make(day: date, dice: Random) -> Life:
        end = month_of(day) - months_ago
        life = Life(_born(day, 25, 3), [decision(end - length + 1, end, dice)])
        life.done = steps_at(stage, day, dice)
        return life

    return make


def _thirty(months_ago: int, at: int, stage: str = "nothing") -> Maker:
    """Make somebody who turned, or turns, 30 in a month, with benefit as long as there is any."""

    def make(day: date, dice: Random) -> Life:
        born = _born(day, 30, months_ago, at)
        end = month_of(day) - months_ago - 1
        life = Life(born, [decision(end - 35, end, dice)])
        life.done = steps_at(stage, day, dice)
        return life

    return make


def _first_to_come(months: int) -> Maker:
    """Make somebody whose first decision begins in some months."""

    def make(day: date, dice: Random) -> Life:
        start = month_of(day) + months
        span = decision(start, start + 23, dice)
        return Life(_born(day, 21, 2), [replace(span, decided=day - timedelta(days=6))])

    return make


def _too_young(day: date, _dice: Random) -> Life:
    """Make somebody who will be 19 next year, and has no decision yet."""
    return Life(date(day.year - 18, 9, 23))


def _applied_first(day: date, dice: Random) -> Life:
    """Make somebody who has applied for the first time."""
    return Life(_born(day, 20, 5), done=steps_at("received", day, dice)[2:])


def _leap_day(day: date, dice: Random) -> Life:
    """Make somebody born on 29 February, between two decisions."""
    year = (day.year - 22) // 4 * 4
    life = _ended(2)(day, dice)
    return replace(life, born=date(year, 2, 29))


def _working_on(day: date, dice: Random) -> Life:
    """Make somebody whose vilande goes on after the decision has ended (36:15)."""
    end = month_of(day) - 2
    rest = Rest("arbete", 100, first_day(end - 8), last_day(end + 8), first_day(end - 9))
    return Life(_born(day, 26, 1), [decision(end - 35, end, dice)], [rest])


def _regaining(day: date, dice: Random) -> Life:
    """Make somebody who stopped working after the decision had ended, and has three months back (36:18 a)."""
    end = month_of(day) - 4
    rest = Rest("arbete", 100, first_day(end - 8), last_day(end + 3), first_day(end - 9), "person")
    return Life(_born(day, 27, 4), [decision(end - 35, end, dice)], [rest])


def _ended_by_fk(day: date, dice: Random) -> Life:
    """Make somebody whose vilande Försäkringskassan ended (36:17)."""
    end = month_of(day) - 1
    rest = Rest("arbete", 50, first_day(end - 10), last_day(end - 2), first_day(end - 11), "fk")
    return Life(_born(day, 24, 8), [decision(end - 35, end, dice)], [rest])


def _six_months_tried(day: date, dice: Random) -> Life:
    """Make somebody who has used six months of prövotid."""
    end = month_of(day) - 1
    life = Life(_born(day, 25, 9), [decision(end - 30, end, dice)])
    life.trials = [(first_day(end - 14), last_day(end - 13)), (first_day(end - 9), last_day(end - 6))]
    return life


def _school_ended(day: date, dice: Random) -> Life:
    """Make somebody whose school ended last month."""
    end = month_of(day) - 1
    return Life(_born(day, 21, 6), [decision(end - 10, end, dice, kind=SKOLGANG)])


def _crooked(day: date, dice: Random) -> Life:
    """Make a decision that neither begins on the first nor ends on the last of a month."""
    start, end = month_of(day) - 26, month_of(day) - 2
    span = decision(start, end, dice)
    return Life(
        _born(day, 24, 1), [replace(span, first=span.first.replace(day=15), last=span.last.replace(day=9))]
    )


def _overlapping(day: date, dice: Random) -> Life:
    """Make two decisions that overlap."""
    end = month_of(day) - 3
    return Life(_born(day, 26, 7), [decision(end - 30, end - 10, dice), decision(end - 15, end, dice)])


def _too_long(day: date, dice: Random) -> Life:
    """Make a decision of more than three years, with vilande that began too early and lasted too long."""
    start = month_of(day) - 41
    rest = Rest("arbete", 100, first_day(start + 5), last_day(start + 33), first_day(start + 4))
    return Life(_born(day, 28, 2), [decision(start, start + 39, dice)], [rest])


def _late_and_partly(day: date, dice: Random) -> Life:
    """Make vilande for half-time studies that was to go on after the decision, decided too late for that."""
    end = month_of(day) - 5
    rest = Rest("studier", 50, first_day(end - 6), last_day(end + 2), last_day(end))
    return Life(_born(day, 25, 2), [decision(end - 30, end, dice)], [rest])


def _tried_at_school(day: date, dice: Random) -> Life:
    """Make prövotid of more than a year that began during förlängd skolgång."""
    end = month_of(day) - 2
    school = decision(end - 35, end - 15, dice, kind=SKOLGANG)
    life = Life(_born(day, 23, 4), [school, decision(end - 14, end, dice)])
    life.trials = [(first_day(end - 16), last_day(end - 1))]
    return life


def _too_early(day: date, dice: Random) -> Life:
    """Make a decision to come that begins before July of the year of turning 19, and is half of school."""
    july = (day.year + 1) * 12 + 6
    span = decision(july - 2, july + 9, dice, kind=SKOLGANG, extent=50)
    return Life(date(day.year + 1 - 19, 4, 11), [replace(span, decided=day - timedelta(days=20))])


def _past_thirty(day: date, dice: Random) -> Life:
    """Make a decision that went on after the month before the 30th birthday, and has ended."""
    end = month_of(day) - 1
    return Life(_born(day, 30, 4), [decision(end - 20, end, dice)])


def _refused_lately(day: date, dice: Random) -> Life:
    """Make somebody who was refused a few days ago."""
    life = _ended(1, stage="received")(day, dice)
    life.done.append(Done("svar", day - timedelta(days=3), "avslag"))
    return life


def _refused_before(day: date, dice: Random) -> Life:
    """Make somebody who was refused so long ago that the time to ask again is nearly over."""
    life = _ended(3, stage="received")(day, dice)
    life.done = [replace(step, day=step.day - timedelta(days=60)) for step in life.done]
    life.done.append(Done("svar", day - timedelta(days=46), "avslag"))
    return life


MAKERS: tuple[Maker, ...] = (
    _ended(1),
    _ended(1, stage="applied"),
    _ended(1, stage="received"),
    _ended(3),
    _ended(4),
    _ended(1, length=8),
    _refused_lately,
    _refused_before,
    _thirty(0, 2),
    _thirty(0, 27, stage="applied"),
    _first_to_come(1),
    _first_to_come(3),
    _too_young,
    _applied_first,
    _leap_day,
    _working_on,
    _regaining,
    _ended_by_fk,
    _six_months_tried,
    _school_ended,
    _crooked,
    _overlapping,
    _too_long,
    _late_and_partly,
    _tried_at_school,
    _too_early,
    _past_thirty,
)


def extras(day: date, dice: Random) -> list[Life]:
    """Return the extra lives, always in the same order."""
    return [make(day, dice) for make in MAKERS]
