"""Months and counts in Swedish words, for explanations and findings."""

from __future__ import annotations

from datetime import date

MONTHS = (
    "januari",
    "februari",
    "mars",
    "april",
    "maj",
    "juni",
    "juli",
    "augusti",
    "september",
    "oktober",
    "november",
    "december",
)


def month_name(month: int) -> str:
    """Return a month number as "maj 2030"."""
    return f"{MONTHS[month % 12]} {month // 12}"


def month_name_of(day: date) -> str:
    """Return the month of a day as "maj 2030"."""
    return f"{MONTHS[day.month - 1]} {day.year}"


def count_months(number: int) -> str:
    """Return a number of months as "1 månad" or "3 månader"."""
    return f"{number} månad" if number == 1 else f"{number} månader"
