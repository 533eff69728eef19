"""The visit is reminded of while there is still time to ask for company, in every pace."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from notify.values import Pace, StepFact, StepKind
from tests.notify.due_lives import life, messages

VISIT = date(2027, 4, 19)  # a Monday: two days before is a Saturday, and the Thursday before that is open


@pytest.mark.parametrize(
    ("pace", "days"),
    [
        (Pace.LUGNT, [date(2027, 4, 12), date(2027, 4, 15)]),
        (Pace.LAGOM, [date(2027, 4, 15)]),
        (Pace.OFTA, [date(2027, 4, 12), date(2027, 4, 15), VISIT]),
        (Pace.VIKTIGT, [date(2027, 4, 15)]),
    ],
)
def test_only_who_wants_it_that_morning_hears_of_the_visit_on_its_day(pace: Pace, days: list[date]) -> None:
    steps = (
        StepFact(StepKind.DOCTOR, date(2026, 11, 2), "ja"),
        StepFact(StepKind.BOOKED, date(2027, 2, 11)),
        StepFact(StepKind.VISIT, VISIT),
    )
    told = messages(replace(life(pace), steps=steps), date(2027, 2, 12), date(2027, 4, 30))
    assert [one.day for one in told if one.template == "M89"] == days
