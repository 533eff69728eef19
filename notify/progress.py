"""What has been done of the four steps towards the decision that comes after one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from notify.values import StepFact, StepKind
from timeline.decision import DecisionDates
from timeline.derive import Timeline
from timeline.facts import Application, Benefit, Decision
from timeline.months import same_day
from timeline.outlasting import end_of_benefit

# A renewal is not begun earlier than a year before the end: older steps led to the decision itself.
EARLIEST_MONTHS = 12
APPLIED = (StepKind.APPLIED, StepKind.RECEIVED)
FOR_LATER = "sjukersättning"
"""The value of an application for what comes after 30. It renews nothing. Without a value: the same benefit."""


@dataclass(frozen=True, slots=True)
class Progress:
    """The steps of one renewal. since: the day from which they count.

    applied is the person's word or a row; received is what somebody has confirmed.
    """

    since: date
    booked: date | None = None
    applied: date | None = None
    received: date | None = None
    answer: StepFact | None = None

    @property
    def handed_in(self) -> bool:
        """Tell whether the application is said or known to be in."""
        return self.applied is not None or self.received is not None

    @property
    def application_day(self) -> date | None:
        """Give the day of the application, as said or else as confirmed."""
        return self.applied or self.received


def progress(decision: Decision, steps: Sequence[StepFact]) -> Progress:
    """Gather the steps that belong to the renewal of a decision."""
    since = _since(decision, steps)
    if not steps:
        return Progress(since)
    days: dict[StepKind, date] = {}
    answer = None
    for fact in sorted(steps, key=lambda fact: fact.day):
        if fact.day <= since or is_for_later(fact):
            continue
        if fact.kind is StepKind.ANSWER:
            answer = fact
        else:
            days.setdefault(fact.kind, fact.day)
    booked = min((days[k] for k in (StepKind.BOOKED, StepKind.VISIT) if k in days), default=None)
    return Progress(since, booked, days.get(StepKind.APPLIED), days.get(StepKind.RECEIVED), answer)


def latest_of(timeline: Timeline) -> DecisionDates | None:
    """Give the last decision by start: the one that is renewed. None without decisions."""
    return max(timeline.decisions, key=lambda d: (d.decision.start, d.decision.end), default=None)


def progress_of(dates: DecisionDates, timeline: Timeline, steps: Sequence[StepFact]) -> Progress:
    """Gather the steps towards what comes after a decision, counted from the end of its benefit."""
    decision, end = dates.decision, end_of_benefit(dates, timeline)
    return progress(decision if decision.end == end else replace(decision, end=end), steps)


def is_for_later(fact: StepFact) -> bool:
    """Tell whether a step is an application for what comes after 30."""
    return fact.kind in APPLIED and fact.value == FOR_LATER


def _since(decision: Decision, steps: Sequence[StepFact]) -> date:
    """Find the last day whose steps led to the decision itself.

    Where the day of the decision is not known, an answer in its first half is taken for the one that gave it:
    an application that was answered late must not silence the next one. A no gave nothing.
    """
    if decision.decided is not None:
        return max(decision.decided, same_day(decision.end, -EARLIEST_MONTHS))
    middle = decision.start + (decision.end - decision.start) / 2
    answers = [f.day for f in steps if f.kind is StepKind.ANSWER and f.value != "avslag" and f.day <= middle]
    return max([decision.start, same_day(decision.end, -EARLIEST_MONTHS), *answers])


def open_application(decisions: Sequence[Decision], steps: Sequence[StepFact]) -> Application | None:
    """Give the application that no answer has met, for the time after the latest decision; None without one."""
    latest = max(decisions, key=lambda decision: decision.start, default=None)
    applied = [step for step in steps if step.kind in APPLIED]
    answered = max((step.day for step in steps if step.kind is StepKind.ANSWER), default=date.min)
    waiting = [
        step for step in applied if step.day > answered and (latest is None or step.day > latest.start)
    ]
    if not waiting:
        return None
    first = min(waiting, key=lambda step: (step.day, step.value))
    right_from = first.day if latest is None else latest.end + timedelta(days=1)
    benefit = Benefit.SJUK_PARTIAL if is_for_later(first) else Benefit.AE
    return Application(benefit, first.day, right_from)
