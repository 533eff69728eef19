"""Amendment 10: what the given Mitt blad showed is known, and it is to be given again when one of those days moves."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given, settings

from notify.sheet_days import as_text, moved_days, of_text, shown_days
from notify.simulate import Change
from notify.values import Case, StepFact, StepKind, TaskIntent, TaskKind
from tests.notify.due_lives import KNOWN, LIVES, does, life, messages, played, tasks, timeline_of
from tests.notify.test_due_properties import odd_cases
from timeline.facts import Decision, Dormancy, FollowUp, FollowUpKind, Kind, Reason, StudyTrial

LAST = date(2028, 3, 1)
TRIAL = StudyTrial(date(2027, 1, 1), date(2027, 6, 30))
REST = Dormancy(Reason.WORK, 50, date(2026, 6, 1), date(2027, 8, 31))
MEETING = FollowUp(FollowUpKind.PLAN, date(2027, 10, 5))
VISIT = StepFact(StepKind.VISIT, date(2027, 11, 18))
MOVES = date(2027, 5, 29)


def with_sheet(case: Case) -> Case:
    """Give the sheet as the facts are."""
    return replace(case, sheet_shows=shown_days(case, timeline_of(case)))


def having(**facts: object) -> Case:
    case = life(start=date(2024, 10, 1), end=date(2028, 9, 30), steps=(VISIT,))
    return with_sheet(replace(case, facts=replace(case.facts, **facts)))  # type: ignore[arg-type]


def becomes(day: date, **facts: object) -> Change:
    return Change(day, lambda case: replace(case, facts=replace(case.facts, **facts)))  # type: ignore[arg-type]


def visit_is(day: date, *visits: date) -> Change:
    return Change(day, lambda case: replace(case, steps=tuple(StepFact(StepKind.VISIT, v) for v in visits)))


def gets_sheet(day: date) -> Change:
    return Change(day, lambda case: with_sheet(replace(case, sheet_given=day)))


def asked(case: Case, *changes: Change) -> list[tuple[date, TaskIntent]]:
    return [
        (day, task) for day, task in tasks(case, KNOWN, LAST, *changes) if task.kind is TaskKind.GIVE_SHEET
    ]


def decision(end: date) -> tuple[Decision, ...]:
    return (Decision(Kind.REDUCED_CAPACITY, 100, date(2024, 10, 1), end),)


@pytest.mark.parametrize(
    ("case", "change", "what"),
    [
        (having(), visit_is(MOVES, date(2027, 12, 2)), "dagen för besöket"),
        (having(), becomes(MOVES, birth_date=date(2003, 3, 16)), "dagen då personen fyller 30"),
        (
            having(),
            becomes(MOVES, decisions=decision(date(2028, 10, 31))),
            "sista dagen och sista dagen att ansöka",
        ),
        (
            having(),
            becomes(MOVES, decisions=decision(date(2028, 7, 31))),
            "sista dagen och sista dagen att ansöka",
        ),
        (
            having(dormancies=(REST,)),
            becomes(MOVES, dormancies=(replace(REST, end=date(2027, 10, 31)),)),
            "vilandets sista dag",
        ),
        (
            having(trials=(TRIAL,)),
            becomes(MOVES, trials=(replace(TRIAL, end=date(2027, 5, 31)),)),
            "prövotidens sista dag",
        ),
        (
            having(follow_ups=(MEETING,)),
            becomes(MOVES, follow_ups=(replace(MEETING, day=date(2027, 10, 12)),)),
            "dagen för uppföljningen",
        ),
    ],
    ids=["visit", "birth date", "application later", "application earlier", "rest", "trial", "meeting"],
)
def test_amendment_10_a_day_on_the_sheet_moves(case: Case, change: Change, what: str) -> None:
    assert asked(case) == []
    [(day, task)] = asked(case, change)
    assert day == MOVES + timedelta(days=1)
    assert task.day >= day
    assert task.why.startswith("Ge Mitt blad igen: ")
    assert what in task.why


def test_amendment_10_a_day_that_nobody_was_told_of_moves() -> None:
    """The day of applying is months away: no message has spoken of it, but the sheet has."""
    said = {i.key_date for i in messages(having(trials=(TRIAL,)), KNOWN, MOVES)}
    assert "decision_end" not in said
    assert len(asked(having(), becomes(MOVES, decisions=decision(date(2028, 10, 31))))) == 1


@pytest.mark.parametrize(
    "change",
    [
        visit_is(MOVES, VISIT.day, date(2027, 12, 2)),
        visit_is(MOVES),
        visit_is(VISIT.day + timedelta(days=1), date(2027, 12, 2)),
        does(StepKind.BOOKED, MOVES),
        becomes(MOVES, trials=(TRIAL,)),
        becomes(MOVES, follow_ups=(MEETING,)),
    ],
    ids=["another visit", "no visit", "the visit has been", "booked", "a first trial", "a first meeting"],
)
def test_amendment_10_what_is_new_or_gone_or_has_been_has_not_moved(change: Change) -> None:
    assert asked(having(), change) == []


def test_amendment_10_two_moves_and_one_open_task() -> None:
    first, again = visit_is(MOVES, date(2027, 12, 2)), visit_is(date(2027, 8, 10), date(2027, 12, 9))
    assert len(asked(having(), first, again)) == 1


def test_amendment_10_each_change_asks_once_when_the_sheet_is_given_in_between() -> None:
    first, again = visit_is(MOVES, date(2027, 12, 2)), visit_is(date(2027, 8, 10), date(2027, 12, 9))
    found = asked(having(), first, gets_sheet(date(2027, 6, 15)), again)
    assert [day for day, _ in found] == [MOVES + timedelta(days=1), date(2027, 8, 11)]
    assert len({task.identity for _, task in found}) == 2


def test_amendment_10_a_day_that_moves_back_asks_anew_once_the_sheet_was_given() -> None:
    there, back = visit_is(MOVES, date(2027, 12, 2)), visit_is(MOVES + timedelta(days=9), VISIT.day)
    assert len(asked(having(), there, gets_sheet(MOVES + timedelta(days=3)), back)) == 2
    assert len(asked(having(), there, back)) == 1


def test_amendment_10_a_sheet_given_the_same_day_as_a_move_is_another_sheet() -> None:
    case = replace(having(), sheet_given=MOVES)
    moved = replace(case, steps=(StepFact(StepKind.VISIT, date(2027, 12, 2)),))
    assert asked(case, gets_sheet(MOVES), visit_is(MOVES, date(2027, 12, 2)), gets_sheet(MOVES)) == []
    assert with_sheet(moved).sheet_shows != case.sheet_shows


def test_amendment_10_a_new_decision_asks_when_its_steps_are_near() -> None:
    case = with_sheet(life())
    new = Decision(Kind.REDUCED_CAPACITY, 100, date(2027, 10, 1), date(2029, 9, 30))
    changes = (
        does(StepKind.APPLIED, date(2027, 4, 1)),
        does(StepKind.RECEIVED, date(2027, 4, 8)),
        does(StepKind.ANSWER, date(2027, 7, 1), "beviljad"),
        becomes(date(2027, 7, 1), decisions=(*case.facts.decisions, new)),
    )
    found = [
        (day, task)
        for day, task in tasks(case, KNOWN, date(2029, 6, 1), *changes)
        if task.kind is TaskKind.GIVE_SHEET
    ]
    assert [(day, task.day, task.why) for day, task in found] == [
        (date(2029, 1, 2), date(2029, 1, 30), "Ge Mitt blad igen: det finns ett nytt beslut sedan det gavs.")
    ]


def test_amendment_10_one_who_has_applied_needs_no_new_sheet() -> None:
    case, born = with_sheet(life()), becomes(MOVES, birth_date=date(2003, 3, 16))
    assert len(asked(case, born)) == 1
    assert asked(case, does(StepKind.APPLIED, date(2027, 5, 1)), born) == []


@settings(max_examples=LIVES)
@given(odd_cases())
def test_amendment_10_a_year_in_which_no_fact_changes_asks_for_no_sheet(case: Case) -> None:
    case = with_sheet(replace(case, sheet_given=case.known_since))
    first = case.known_since
    found = [
        what for _, what in played(case, first, first + timedelta(days=365)) if isinstance(what, TaskIntent)
    ]
    assert TaskKind.GIVE_SHEET not in {task.kind for task in found}


@settings(max_examples=LIVES)
@given(odd_cases())
def test_amendment_10_what_is_kept_is_what_was_shown(case: Case) -> None:
    shown = shown_days(case, timeline_of(case))
    assert of_text(as_text(shown)) == shown
    assert moved_days(replace(case, sheet_shows=shown), timeline_of(case)) == ()
