"""What answering is given, and what it gives back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, time

from notify.answering.changes import Change
from notify.answering.question import Question
from notify.calendar import Calendar
from notify.paces import Paces
from notify.progress import Progress, progress
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
        return self.calendar.workdays_after(self.today, self.paces.anchors.promise_workdays)

    @property
    def done(self) -> Progress | None:
        """Tell how far the steps of the last decision's renewal have come; None without a decision."""
        decisions = self.timeline.facts.decisions
        latest = max(decisions, key=lambda d: (d.start, d.end), default=None)
        return progress(latest, self.case.steps) if latest else None


@dataclass(frozen=True, slots=True)
class Answer:
    """What a reply leads to. for_human: a person has to read it."""

    changes: tuple[Change, ...] = ()
    receipts: tuple[Intent, ...] = ()
    tasks: tuple[TaskIntent, ...] = ()
    for_human: bool = False
