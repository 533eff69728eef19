"""Calendar months as whole numbers: the only month arithmetic there is.

A month is year * 12 + month - 1, so that adding and comparing months is adding and comparing numbers.
Months before year 1 or after year 9999 are answered with the first or last day there is, never an error.
"""

from __future__ import annotations

from calendar import monthrange
from datetime import date
from functools import lru_cache

_YEAR_LOW, _YEAR_HIGH = 1995, 2065
_LOW = _YEAR_LOW * 12
_HIGH = _YEAR_HIGH * 12


def month_of(day: date) -> int:
    """Return the number of the month that the day lies in."""
    return day.year * 12 + day.month - 1


def first(month: int) -> date:
    """Return the first day of the month."""
    if _LOW <= month < _HIGH:
        return _FIRST[month - _LOW]
    return _far_first(month)


def last(month: int) -> date:
    """Return the last day of the month."""
    if _LOW <= month < _HIGH:
        return _LAST[month - _LOW]
    return _far_last(month)


@lru_cache(maxsize=32768)
def same_day(day: date, months: int) -> date:
    """Return the day with the same number so many months later, or that month's last day if it is shorter.

    Remembered: all lives count from the same days.
    """
    end = last(month_of(day) + months)
    return end.replace(day=day.day) if day.day < end.day else end


def code(month: int) -> str:
    """Return the month as YYYY-MM."""
    return f"{month // 12:04d}-{month % 12 + 1:02d}"


def _far_first(month: int) -> date:
    if month < 12:
        return date.min
    if month >= 120000:
        return date.max.replace(day=1)
    return date(month // 12, month % 12 + 1, 1)


def _far_last(month: int) -> date:
    if month < 12:
        return date.min.replace(day=31)
    if month >= 120000:
        return date.max
    year, index = divmod(month, 12)
    return date(year, index + 1, monthrange(year, index + 1)[1])


_FIRST = [_far_first(month) for month in range(_LOW, _HIGH)]
_LAST = [_far_last(month) for month in range(_LOW, _HIGH)]
