"""What stands in the picture beside the dots and the money: a shape, a few words, and the same as a sentence."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from timeline.months import month_of


class Sign(StrEnum):
    """The shape of a mark. Each means one thing, with or without colour."""

    DONE = "done"
    BOOK = "book"
    VISIT = "visit"
    APPLY = "apply"
    ANSWER = "answer"
    FLAG = "flag"
    REST = "rest"
    DAY = "day"


MOST_LETTERS = 26
"""No more fit beside a shape in a picture that is 360 wide."""


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that happens, for the list: a day or a period from first to last inclusive, and a sentence.

    code: that of the key date it comes from, or of the step. whole_month: no day of the month is meant.
    """

    day: date
    last: date | None
    text: str
    code: str
    whole_month: bool = False


@dataclass(frozen=True, slots=True)
class Mark:
    """One thing that happens. short: in the picture, empty for one that is only in the list."""

    day: date
    code: str
    sign: Sign
    short: str
    long: str
    last: date | None = None
    whole_month: bool = False

    @property
    def event(self) -> Event:
        """Give it as the list has it."""
        return Event(self.day, self.last, self.long, self.code, self.whole_month)

    @property
    def month(self) -> int:
        """Give the number of the month it is drawn in."""
        return month_of(self.day)
