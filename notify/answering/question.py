"""Which message a reply answers: the last that asked something, or the last about a step."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, time, timedelta

from notify.paths.chosen import STEP_1, STEP_2, STEP_3
from notify.paths.pause import PAUSE
from notify.paths.welcome import CONSENT
from notify.replies import DAG, JANEJ
from notify.template import Asks
from notify.values import Recipient, Sent

YES_NO_LASTS = timedelta(days=7)
"""So long is a yes or a no tied to its question. The yes to the welcome never grows old."""
STEP_LASTS = timedelta(days=120)
"""So far back is looked for the step that a KLAR closes."""
NEXT = "next"
_STEPS = {"step1": STEP_1, "visit": STEP_2, "step3": STEP_3, "net": STEP_3}


@dataclass(frozen=True, slots=True)
class Question:
    """A message that asked something."""

    sent: Sent
    asks: Asks


def find_question(
    history: Sequence[Sent], today: date, at: time, asks: Callable[[str], Asks]
) -> Question | None:
    """Find the last message that asked the person something. asks: what a text asks, by its id."""
    for sent in reversed(said(history, today, at)):
        if (found := asks(sent.template)) is not Asks.NONE:
            return Question(sent, found)
    return None


def expects(question: Question | None, today: date) -> str | None:
    """Tell what the reader should listen for: a yes or a no, a day, or nothing in particular."""
    if question is None:
        return None
    if question.asks is Asks.YES_NO:
        fresh = today - question.sent.day <= YES_NO_LASTS or question.sent.key_date == CONSENT
        return JANEJ if fresh else None
    return DAG if question.asks is Asks.DAY else None


def said(history: Sequence[Sent], today: date, at: time) -> list[Sent]:
    """List what had reached the person by a moment, oldest first."""
    own = [row for row in history if row.recipient is Recipient.PERSON and row.counts and not row.held]
    return sorted((row for row in own if (row.day, row.at) <= (today, at)), key=lambda row: (row.day, row.at))


def step_message(history: Sequence[Sent], today: date, at: time) -> Sent | None:
    """Find the last message about a step, which is the one that KLAR or a day is about."""
    recent = [row for row in said(history, today, at) if today - row.day <= STEP_LASTS]
    return next((row for row in reversed(recent) if step_of(row)), None)


def step_of(sent: Sent) -> str:
    """Name the step a message is about; NEXT for whatever comes next, empty for none."""
    if sent.key_date == PAUSE:
        return NEXT
    return _STEPS.get(sent.step.split(".")[0], "")
