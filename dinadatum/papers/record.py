"""One case for the authority's own file: facts, dates with paragraph, and what was said, in order.

Values only: whoever knows the register fills them in.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime

from notify.words import long_date

DELETED = "Texten är borttagen. Det finns kvar vilken text det var, dag och läge."


@dataclass(frozen=True, slots=True)
class RecordedFact:
    """A fact as a label and its value in Swedish words. confirmed: the day it was last confirmed, or None."""

    label: str
    value: str = field(repr=False)
    confirmed: date | None = None


@dataclass(frozen=True, slots=True)
class RecordedDate:
    """A key date: its name, its day or period (last inclusive), rule and paragraph. doubt: why it isn't sure."""

    name: str
    first: date
    last: date | None
    rule: str
    paragraph: str
    doubt: str = ""


@dataclass(frozen=True, slots=True)
class Spoken:
    """Something that was sent, or answered. at: local time. who: "till personen", "från personen".

    heading: what the message is about, or how an answer was read. text: every word; empty if it is deleted.
    """

    at: datetime
    who: str
    road: str
    state: str
    heading: str = ""
    text: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class Record:
    """A case as it goes to the file. made: when. by: who took it out, as a user name."""

    ref: str
    made: datetime
    by: str
    facts: tuple[RecordedFact, ...] = ()
    findings: tuple[tuple[str, str], ...] = ()
    dates: tuple[RecordedDate, ...] = ()
    spoken: tuple[Spoken, ...] = ()

    @property
    def in_order(self) -> tuple[Spoken, ...]:
        """Give what was said, the oldest first."""
        return tuple(sorted(self.spoken, key=lambda each: each.at))


def span_in_words(start: date, stop: date | None) -> str:
    """Say a day, or a period with both its ends."""
    if stop is None or stop == start:
        return long_date(start)
    return f"{long_date(start)} till och med {long_date(stop)}"


def moment_in_words(moment: datetime) -> str:
    """Say a day and its hour: "30 mars 2027 klockan 10.05"."""
    return f"{long_date(moment.date())} klockan {moment.hour}.{moment.minute:02}"
