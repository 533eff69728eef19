"""Amendment 5 and the row of the answer in paces.toml: M06, and M48 a month later and two weeks before the last day."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from notify.simulate import Change
from notify.values import Case, Intent, MessageKind, Pace, Skip, StepFact, StepKind, TaskKind
from tests.notify.due_lives import does, life, messages, pauses, played, tasks
from timeline.months import same_day

AUTUMN, NO_DAY = date(2026, 11, 10), date(2027, 8, 6)
SENT = does(StepKind.RECEIVED, date(2027, 5, 1))


def about_the_answer(case: Case, *changes: Change, first: date = AUTUMN) -> list[tuple[str, str]]:
    told = messages(case, first, date(2028, 1, 1), *changes)
    return [(i.day.isoformat(), i.template) for i in told if i.key_date == "answer"]


@pytest.mark.parametrize("pace", list(Pace))
@pytest.mark.parametrize("kind", ["avslag", "delvis", ""])
def test_amendment_05_a_no_a_part_or_an_unknown_kind_has_m48_twice_in_every_pace(
    pace: Pace, kind: str
) -> None:
    found = about_the_answer(life(pace), SENT, does(StepKind.ANSWER, NO_DAY, kind))
    assert found == [("2027-08-09", "M06"), ("2027-09-06", "M48"), ("2027-09-22", "M48")]


def test_amendment_05_a_yes_is_told_and_there_is_nothing_to_look_at_again() -> None:
    found = about_the_answer(life(), SENT, does(StepKind.ANSWER, NO_DAY, "beviljad"))
    assert found == [("2027-08-09", "M06")]


def test_amendment_05_a_no_ends_the_net_and_is_a_task() -> None:
    no = does(StepKind.ANSWER, NO_DAY, "avslag")
    told = messages(life(), AUTUMN, date(2028, 3, 1), no)
    assert not [i for i in told if i.day > NO_DAY and i.step.startswith("net.")]
    assert TaskKind.REFUSED in {task.kind for _, task in tasks(life(), AUTUMN, date(2027, 9, 1), no)}


def test_amendment_05_a_pause_does_not_hold_m48() -> None:
    paused = pauses(date(2027, 8, 25), date(2027, 9, 24))
    found = about_the_answer(life(), SENT, does(StepKind.ANSWER, NO_DAY, "avslag"), paused)
    assert [template for _, template in found] == ["M06", "M48", "M48"]


@pytest.mark.parametrize(
    ("known", "days"),
    [
        (date(2027, 8, 20), ["2027-09-06", "2027-09-22"]),
        (date(2027, 9, 8), ["2027-09-08", "2027-09-22"]),  # a month has gone: at once
        (date(2027, 9, 20), ["2027-09-20", "2027-09-27"]),  # not two in the same week
        (date(2027, 9, 29), ["2027-09-29"]),  # a week before the last day
        (date(2027, 10, 4), ["2027-10-04"]),
    ],
)
def test_amendment_05_one_who_comes_after_the_answer_is_told_of_the_time_that_is_left(
    known: date, days: list[str]
) -> None:
    case = life(known_since=known, steps=(StepFact(StepKind.ANSWER, NO_DAY, "avslag"),))
    assert about_the_answer(case, first=known) == [(day, "M48") for day in days]


@pytest.mark.parametrize(
    ("typed_in", "expected"),
    [
        (date(2027, 9, 12), [("2027-09-13", "M06"), ("2027-09-20", "M48"), ("2027-09-27", "M48")]),
        (date(2027, 9, 19), [("2027-09-20", "M06"), ("2027-09-27", "M48")]),
        (date(2027, 10, 3), [("2027-10-04", "M06"), ("2027-10-05", "M48")]),
    ],
)
def test_amendment_05_an_answer_that_is_typed_in_late_keeps_a_week_between(
    typed_in: date, expected: list[tuple[str, str]]
) -> None:
    no = Change(
        typed_in,
        lambda case: replace(case, steps=(*case.steps, StepFact(StepKind.ANSWER, NO_DAY, "avslag"))),
    )
    assert about_the_answer(life(), SENT, no) == expected


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.sampled_from(list(Pace)),
    st.dates(date(2027, 3, 1), date(2028, 2, 1)),
    st.integers(0, 70),
    st.sampled_from(["avslag", "delvis", ""]),
)
def test_amendment_05_m48_comes_twice_or_says_why_and_never_after_the_last_day(
    pace: Pace, answered: date, late: int, kind: str
) -> None:
    fact = StepFact(StepKind.ANSWER, answered, kind)
    change = Change(answered + timedelta(days=late), lambda case: replace(case, steps=(*case.steps, fact)))
    play = list(played(life(pace), AUTUMN, date(2028, 6, 1), SENT, change))
    told = [what for _, what in play if isinstance(what, Intent) and what.template == "M48"]
    lost = [what for _, what in play if isinstance(what, Skip) and what.intent.template == "M48"]
    last = same_day(answered, 2)
    assert len(told) + len(lost) == 2
    assert all(i.kind is MessageKind.SAFETY and i.day <= last for i in told)
    assert all(skip.reason for skip in lost)
    if late < 20:
        assert len(told) == 2
    if change.day < last - timedelta(days=6):
        assert told, "there was still a week"
