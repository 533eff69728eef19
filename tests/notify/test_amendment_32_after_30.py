"""Amendments 32 and 6: the path to 30 ends when an application for what comes after is confirmed, not before."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from notify.given import Names
from notify.paths.after_thirty import NOTHING_PAID
from notify.progress import FOR_LATER, open_application, progress
from notify.slots import fill
from notify.values import Case, Intent, Pace, Skip, StepFact, StepKind, TaskKind
from tests.notify.due_lives import does, life, messages, played, red, tasks, timeline_of
from tests.notify.talks import asked, last_case, sent, talk
from timeline.facts import Benefit, Decision, Dormancy, Facts, Kind, Reason

AUTUMN, AFTER = date(2026, 11, 10), date(2029, 1, 1)
BORN, E = date(1998, 6, 15), date(2028, 5, 31)
AT_30 = ("age_30", "ae_last_day")


def turning_30(end: date = E, **other: object) -> Case:
    decision = Decision(Kind.REDUCED_CAPACITY, 100, date(end.year - 2, end.month % 12 + 1, 1), end)
    return replace(life(Pace.LUGNT), facts=Facts(BORN, (decision,)), **other)  # type: ignore[arg-type]


def at_30(told: list[Intent], after: date) -> list[str]:
    return [i.template for i in told if i.key_date in AT_30 and i.day > after]


def test_amendment_32_a_confirmed_application_ends_the_path() -> None:
    day = date(2027, 12, 1)
    for value in ("", FOR_LATER):
        told = messages(turning_30(), AUTUMN, AFTER, does(StepKind.RECEIVED, day, value))
        assert at_30(told, day) == []


def test_amendment_32_it_ends_the_path_of_one_whose_decision_ends_before_30_too_and_not_the_renewal() -> None:
    day, end = date(2027, 12, 1), date(2028, 2, 29)
    told = messages(turning_30(end), AUTUMN, AFTER, does(StepKind.RECEIVED, day, FOR_LATER))
    assert at_30(told, day) == []
    assert [i.step for i in told if i.step.startswith("net.") and i.day > day][-1] == "net.S8"


def test_amendment_32_an_application_for_the_same_benefit_does_not_end_it() -> None:
    day, end = date(2027, 12, 1), date(2028, 2, 29)
    told = messages(turning_30(end), AUTUMN, AFTER, does(StepKind.RECEIVED, day))
    assert "M54" in at_30(told, day)
    assert not [i for i in told if i.step.startswith("net.") and i.day > day]


def test_amendment_32_said_and_not_confirmed_is_asked_about_from_when_it_would_be_urgent() -> None:
    day = date(2027, 12, 1)
    told = messages(turning_30(), AUTUMN, AFTER, does(StepKind.APPLIED, day, FOR_LATER))
    assert at_30(told, day) == ["M101", "M65", "M101", "M101", "M101"]


def test_amendment_32_said_is_a_task_to_confirm() -> None:
    day = date(2027, 12, 1)
    found = tasks(turning_30(), AUTUMN, AFTER, does(StepKind.APPLIED, day, FOR_LATER))
    assert [task.day for _, task in found if task.kind is TaskKind.CONFIRM_APPLICATION] == [
        date(2027, 12, 15)
    ]


def test_amendment_32_yes_to_the_question_is_an_application_and_no_is_a_talk() -> None:
    case = turning_30(confirmed=None)
    yes = talk(case, "2028-04-01", "2028-06-10", ("2028-05-03", "12:00", "ja"))
    assert ("2028-05-03", "M93") in sent(yes)
    assert StepFact(StepKind.APPLIED, date(2028, 5, 3), FOR_LATER) in last_case(yes).steps
    assert ("2028-05-03", "confirm_application") in asked(yes) or (
        "2028-05-04",
        "confirm_application",
    ) in asked(yes)
    no = talk(case, "2028-04-01", "2028-06-10", ("2028-05-03", "12:00", "nej"))
    assert "meet" in {kind for _, kind in asked(no)}


def test_amendment_32_the_register_knows_what_an_application_is_for() -> None:
    decision = turning_30().facts.decisions[0]
    step = StepFact(StepKind.RECEIVED, date(2027, 12, 1), FOR_LATER)
    found = open_application((decision,), (step,))
    assert found is not None
    assert (found.benefit, found.day, found.right_from) == (Benefit.SJUK_PARTIAL, step.day, date(2028, 6, 1))
    assert not progress(decision, (step,)).handed_in


def last_pay(level: int, start: date, end: date) -> tuple[list[str], list[str]]:
    """Play a rest near 30, and give what M65 says and why it is not said."""
    rest = Dormancy(Reason.WORK, level, start, end)
    case = turning_30()
    case = replace(case, facts=replace(case.facts, dormancies=(rest,)))
    happened = [what for _, what in played(case, AUTUMN, AFTER)]
    words = [
        fill(i, case, timeline_of(case), today=i.day, names=Names(), red_days=red)["nar"]
        for i in happened
        if isinstance(i, Intent) and i.template == "M65"
    ]
    reasons = [s.reason for s in happened if isinstance(s, Skip) and s.intent.template == "M65"]
    return words, reasons


def test_the_last_payment_is_not_told_of_while_the_whole_benefit_rests() -> None:
    assert last_pay(100, date(2027, 9, 1), E) == ([], [NOTHING_PAID])


@pytest.mark.parametrize(
    ("level", "end"),
    [(50, E), (100, date(2028, 4, 30))],  # a part is paid all the same; a rest that is over stops nothing
)
def test_the_last_payment_is_told_of_when_one_comes(level: int, end: date) -> None:
    assert last_pay(level, date(2027, 9, 1), end) == (["torsdag 18 maj"], [])
