"""What can be had instead, when the last answer was a no: only for those who work with the case, never in a message."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from notify.values import Case, StepKind
from timeline import Timeline

REFUSED = "avslag"


@dataclass(frozen=True, slots=True)
class Refusal:
    """A no. review: last day to ask for omprövning, if known. turning_30: the benefit would end with the age."""

    day: date
    review: date | None
    turning_30: bool


def refusal_of(case: Case, timeline: Timeline) -> Refusal | None:
    """Return the refusal that stands: the last answer is a no, and no decision was made since."""
    answers = [step for step in case.steps if step.kind is StepKind.ANSWER]
    last = max(answers, key=lambda step: step.day, default=None)
    if last is None or last.value != REFUSED:
        return None
    if any((each.decided or each.start) > last.day for each in case.facts.decisions):
        return None
    review = next((key.first for key in timeline.key_dates if key.code == "omprovning_last_day"), None)
    return Refusal(last.day, review, timeline.covered_to_30)
