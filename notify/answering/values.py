"""What answering is given, and what it gives back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, time

from notify.answering.changes import Change
from notify.answering.question import Question
from notify.calendar import Calendar
from notify.paces import Paces
from notify.progress import Progress, latest_of, progress_of
from notify.promise_days import can_promise, first_promise, free_from, in_from
from notify.replies import Reading
from notify.values import Case, Intent, Road, Sent, TaskIntent
from timeline.derive import Timeline


@dataclass(frozen=True, slots=True)
class Asking:
    """A reply and all that its answer depends on.

    key: tells the reply apart from all others of the person. road: the one it came by. history: what had been
    sent by then, oldest first. question: the last message that asked something, or None.
    """

    case: Case
    timeline: Timeline
    reading: Reading
    question: Question | None
    history: Sequence[Sent]
    today: date
    at: time
    key: str
    road: Road
    paces: Paces
    calendar: Calendar

    @property
    def promise(self) -> date:
        """Give the day by which somebody makes contact."""
        return first_promise(self.today, self.calendar, self.paces.anchors, self.case.promises)

    def promise_from(self, day: date) -> date:
        """Give the first day that can be promised, the day itself included."""
        return free_from(day, self.calendar, self.paces.anchors, self.case.promises)

    def can_promise(self, day: date) -> bool:
        """Tell whether one more promise can be kept on a day."""
        return can_promise(day, self.calendar, self.paces.anchors, self.case.promises)

    @property
    def reads(self) -> date:
        """Give the first working day after today with somebody there."""
        return in_from(self.calendar.workdays_after(self.today, 1), self.calendar, self.case.promises)

    @property
    def done(self) -> Progress | None:
        """Tell how far the steps of the last decision's renewal have come; None without a decision."""
        latest = latest_of(self.timeline)
        return None if latest is None else progress_of(latest, self.timeline, self.case.steps)


@dataclass(frozen=True, slots=True)
class Answer:
    """What a reply leads to. for_human: a person has to read it."""

    changes: tuple[Change, ...] = ()
    receipts: tuple[Intent, ...] = ()
    tasks: tuple[TaskIntent, ...] = ()
    for_human: bool = False
