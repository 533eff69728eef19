"""Amendment 10: when a date that the person was told of moves, Mitt blad is to be given again, once for each move."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from notify.simulate import Change
from notify.values import Case, TaskKind
from tests.notify.due_lives import KNOWN, life, tasks
from timeline.facts import Dormancy, Reason, StudyTrial

LAST = date(2028, 3, 1)
TRIAL = StudyTrial(date(2027, 1, 1), date(2027, 6, 30))
REST = Dormancy(Reason.WORK, 50, date(2026, 6, 1), date(2027, 8, 31))


def having(**facts: object) -> Case:
    case = life(start=date(2024, 10, 1), end=date(2028, 9, 30))
    return replace(case, facts=replace(case.facts, **facts))  # type: ignore[arg-type]


def becomes(day: date, **facts: object) -> Change:
    return Change(day, lambda case: replace(case, facts=replace(case.facts, **facts)))  # type: ignore[arg-type]


def asked(case: Case, *changes: Change) -> list[date]:
    return [day for day, task in tasks(case, KNOWN, LAST, *changes) if task.kind is TaskKind.GIVE_SHEET]


@pytest.mark.parametrize(
    ("case", "day", "facts"),
    [
        (having(trials=(TRIAL,)), date(2027, 5, 29), {"trials": (replace(TRIAL, end=date(2027, 8, 31)),)}),
        (
            having(dormancies=(REST,)),
            date(2027, 6, 20),
            {"dormancies": (replace(REST, end=date(2027, 10, 31)),)},
        ),
        (
            having(dormancies=(REST,)),
            date(2027, 6, 20),
            {"dormancies": (replace(REST, end=date(2027, 7, 31)),)},
        ),
    ],
    ids=["trial later", "rest later", "rest earlier"],
)
def test_amendment_10_another_last_day_that_was_told_of_moves(
    case: Case, day: date, facts: dict[str, object]
) -> None:
    assert asked(case) == []
    found = asked(case, becomes(day, **facts))
    assert len(found) == 1
    assert found[0] > day


def test_amendment_10_each_move_asks_once() -> None:
    first = becomes(date(2027, 5, 29), trials=(replace(TRIAL, end=date(2027, 8, 31)),))
    again = becomes(date(2027, 8, 10), trials=(replace(TRIAL, end=date(2027, 9, 30)),))
    assert len(asked(having(trials=(TRIAL,)), first, again)) == 2
