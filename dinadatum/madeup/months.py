"""Calendar months as whole numbers: the unit of the benefit."""

from __future__ import annotations

from calendar import monthrange
from datetime import date


def month_of(day: date) -> int:
    """Return the month of a day, counted from year 0."""
    return day.year * 12 + day.month - 1


def first_day(month: int) -> date:
    """Return the first day of a month."""
    return date(month // 12, month % 12 + 1, 1)


def last_day(month: int) -> date:
    """Return the last day of a month."""
    year, index = divmod(month, 12)
    return date(year, index + 1, monthrange(year, index + 1)[1])


def first_month(born: date) -> int:
    """Return the first month that can have aktivitetsersättning: July of the year of turning 19 (33:18)."""
    return (born.year + 19) * 12 + 6


def last_month(born: date) -> int:
    """Return the last month that can have it: the one before the month of turning 30 (33:18)."""
    return (born.year + 30) * 12 + born.month - 2


def age_on(day: date, born: date) -> int:
    """Return the age on a day."""
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))
