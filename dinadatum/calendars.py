"""The red days of Sweden, from the holidays package: public holidays, and the three eves that count as such."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import cache

EVES = ((12, 24), (12, 31))
"""Julafton and nyårsafton. Midsommarafton is the Friday between 19 and 25 June."""


def red_days() -> Callable[[date], bool]:
    """Return a function that tells whether a day is a red day, or midsommar-, jul- or nyårsafton.

    Weekends are not red by themselves. The holidays package is imported at the first question.
    """
    return _is_red


def known_until() -> date:
    """Return the last day for which the package knows the holidays."""
    from holidays.countries.sweden import Sweden

    return date(Sweden.end_year, 12, 31)


def _is_red(day: date) -> bool:
    return (day.month, day.day) in EVES or _is_midsummer_eve(day) or day in _holidays(day.year)


def _is_midsummer_eve(day: date) -> bool:
    return day.month == 6 and 19 <= day.day <= 25 and day.weekday() == 4


@cache
def _holidays(year: int) -> frozenset[date]:
    from holidays.countries.sweden import Sweden

    return frozenset(day for day, name in Sweden(years=year).items() if name != "Söndag")
