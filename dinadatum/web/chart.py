"""The columns of a small chart: heights in percent; the words beside them are ordinary text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from timeline.words import MONTHS

LEAST_HEIGHT = 3
"""A column that isn't empty can be seen."""


@dataclass(frozen=True, slots=True)
class Bar:
    """One month: how many, how high (percent), its short name, and its year where a new year begins."""

    month: date
    count: int
    height: int
    label: str
    year: str


def bars(months: Sequence[tuple[date, int]]) -> list[Bar]:
    """Return a column for each month; the highest is 100."""
    highest = max((count for _, count in months), default=0)
    return [
        Bar(month, count, _height(count, highest), MONTHS[month.month - 1][:3], _year(month, place))
        for place, (month, count) in enumerate(months)
    ]


def _height(count: int, highest: int) -> int:
    return max(LEAST_HEIGHT, round(100 * count / highest)) if count else 0


def _year(month: date, place: int) -> str:
    return str(month.year) if place == 0 or month.month == 1 else ""
