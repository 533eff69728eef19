"""What the words of a text are worked out from: one message's facts, seen from the morning of sending."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date

from notify.progress import Progress, progress_of
from notify.values import Case, Intent, StepFact, StepKind
from timeline.decision import DecisionDates
from timeline.derive import Timeline
from timeline.facts import Dormancy
from timeline.months import month_of
from timeline.outlasting import rests_whole
from timeline.workday import RedDays, payment_day

AGE_30 = frozenset({"age_30", "turns_30", "ae_last_day"})
NOT_A_LAST_DAY = frozenset(
    {
        "answer",
        "by_hand",
        "chosen_day",
        "consent",
        "extra_costs",
        "follow_up",
        "handover",
        "number",
        "pause",
        "promise",
        "reply",
    }
)


@dataclass(frozen=True, slots=True)
class Names:
    """The first names a text may use; empty where there is none. contact: the handläggare's short name.

    helper: who helps with this step (coach, boendestödjare, parent); without one it is the handläggare.
    ombud: the one who receives, or the one that is spoken of. all_ombud: every ombud, by key.
    """

    person: str = field(default="", repr=False)
    contact: str = ""
    helper: str = ""
    ombud: str = field(default="", repr=False)
    new_contact: str = ""
    all_ombud: Mapping[str, str] = field(default_factory=dict, repr=False)


@dataclass(frozen=True, slots=True)
class Policy:
    """The service's own numbers that texts speak of, settings of the paces: months, and for fresh_days days."""

    handling_months: int = 4
    applied_months_before: int = 4
    step_1_months_before: int = 8
    fresh_days: int = 30


DEFAULT_POLICY = Policy()


@dataclass(frozen=True, slots=True)
class Given:
    """What every slot is worked out from. decision: the one the message is about, or the last, or None."""

    intent: Intent
    case: Case
    timeline: Timeline
    today: date
    red_days: RedDays
    policy: Policy
    decision: DecisionDates | None
    end: date | None
    promise: date | None

    @property
    def done(self) -> Progress | None:
        """Tell how far the steps have come."""
        if self.decision is None:
            return None
        return progress_of(self.decision, self.timeline, self.case.steps)


Makers = Mapping[str, Callable[[Given], str]]
"""What makes the words of each slot; empty words leave the slot out."""


def find_decision(intent: Intent, timeline: Timeline) -> DecisionDates | None:
    """Find the decision the message is about: the one that ends on the key date, else the last; or None."""
    ended = [d for d in timeline.decisions if d.decision.end == intent.key_date_day]
    known = ended or list(timeline.decisions)
    return known[-1] if known else None


def find_end(intent: Intent, timeline: Timeline, decision: DecisionDates | None) -> date | None:
    """Find the last day that the text speaks of."""
    if intent.key_date in AGE_30:
        return timeline.person.ae_last_day
    if intent.key_date in NOT_A_LAST_DAY:
        return decision.decision.end if decision else None
    return intent.key_date_day


def pay_days(given: Given) -> list[date]:
    """List the payments after today up to the end; none where a part of the time rests fully."""
    if given.end is None or any(_rests(rest, given) for rest in given.case.facts.dormancies):
        return []
    facts, law = given.case.facts, given.timeline.law
    months = range(month_of(given.today), month_of(given.end) + 1)
    days = [payment_day(facts.birth_date, m // 12, m % 12 + 1, law, given.red_days) for m in months]
    paid = [day for day in days if any(d.start <= day <= d.end for d in facts.decisions)]
    return [day for day in paid if given.today < day <= given.end]


def _rests(rest: Dormancy, given: Given) -> bool:
    return rest.start <= (given.end or rest.start) and given.today <= rest.end


def last_payment(given: Given) -> date | None:
    """Give the payment of the month in which it ends; None where it is past, or where the whole benefit rests."""
    end, timeline = given.end, given.timeline
    if end is None or rests_whole(timeline, end):
        return None
    year, month = end.year, end.month
    day = payment_day(given.case.facts.birth_date, year, month, timeline.law, given.red_days)
    return day if given.today <= day <= end else None


def outlasts(given: Given) -> date | None:
    """Give the last day of a benefit that vilande has made longer than the decision; None of any other."""
    end, ends = given.intent.key_date_day, {d.decision.end for d in given.timeline.decisions}
    return end if given.intent.key_date == "decision_end" and end not in ends else None


def find_visit(given: Given) -> StepFact | None:
    """Find the visit of this renewal, or None."""
    since = given.done.since if given.done else date.min
    visits = [s for s in given.case.steps if s.kind is StepKind.VISIT and s.day > since]
    return max(visits, key=lambda step: step.day, default=None)
