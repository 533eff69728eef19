"""Amendments 33 and 34 and R12b, R14: when the whole decision rests, the benefit ends when the months after it do."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from notify.given import Names
from notify.simulate import Change
from notify.slots import fill
from notify.values import Case, Intent
from tests.notify.due_lives import D, life, messages, red, timeline_of
from timeline.facts import Dormancy, EndedBy, Reason, StudyTrial
from timeline.outlasting import end_of_benefit

AUTUMN, AFTER = date(2026, 11, 10), date(2029, 6, 1)


def rests(start: date, end: date, level: int = 100, **other: object) -> Case:
    case = life(start=date(2024, 10, 1))
    rest = Dormancy(Reason.WORK, level, start, end, **other)  # type: ignore[arg-type]
    return replace(case, facts=replace(case.facts, dormancies=(rest,)))


def benefit_ends(case: Case) -> date:
    timeline = timeline_of(case)
    return end_of_benefit(timeline.decisions[0], timeline)


def told(case: Case, *changes: Change) -> list[Intent]:
    return messages(case, AUTUMN, AFTER, *changes)


@pytest.mark.parametrize(
    ("case", "end"),
    [
        (rests(date(2026, 6, 1), date(2028, 3, 31)), date(2028, 5, 31)),  # 22 months, so 2 months come after
        (rests(date(2026, 6, 1), date(2028, 5, 31)), date(2028, 5, 31)),  # 24 months: nothing comes after
        (rests(date(2027, 1, 1), date(2027, 9, 30)), date(2027, 12, 31)),  # ends with the decision: 3 months
        (
            rests(date(2026, 10, 1), date(2027, 7, 31)),
            date(2027, 10, 31),
        ),  # two months left give way to three
        (rests(date(2026, 6, 1), date(2027, 4, 30)), D),  # five months are left: the decision goes on
        (rests(date(2026, 6, 1), date(2028, 3, 31), level=50), D),  # the paid part ends with the decision
        (life(), D),
    ],
)
def test_amendment_33_the_benefit_ends_when_vilande_and_the_months_after_it_do(case: Case, end: date) -> None:
    assert benefit_ends(case) == end


def test_amendment_33_a_whole_rest_has_its_renewal_at_the_end_of_the_benefit() -> None:
    case, end = rests(date(2026, 6, 1), date(2028, 3, 31)), date(2028, 5, 31)
    found = [i for i in told(case) if i.key_date == "decision_end" and i.template not in ("M92",)]
    assert {i.key_date_day for i in found} == {end}
    first = next(i for i in found if i.step == "step1.1")
    assert first.day == date(2027, 10, 5)
    net = [(i.step, i.template) for i in found if i.step.startswith("net.")]
    assert [step for step, _ in net] == [
        f"net.S{n}" for n in (1, 2, 3, 4, 5, 6, 7, 8) if n not in told_by_m63(case)
    ]


def told_by_m63(case: Case) -> set[int]:
    days = {i.step for i in told(case) if i.template == "M63"}
    return {number for number, step in ((3, "end.2m"), (4, "end.28d")) if step in days}


def test_amendment_33_no_day_says_the_same_thing_twice() -> None:
    case = rests(date(2027, 1, 1), date(2027, 9, 30))
    found = [i for i in told(case) if i.template in ("M34", "M05", "M63")]
    assert [(i.step, i.template) for i in found] == [
        ("net.S1", "M34"),
        ("net.S2", "M34"),
        ("end.2m", "M63"),
        ("end.28d", "M63"),
        ("net.S5", "M05"),
    ]


def test_amendment_33_that_vilande_must_be_decided_before_the_decision_ends_is_told_at_its_own_day() -> None:
    found = [i for i in told(rests(date(2026, 6, 1), date(2028, 3, 31))) if i.template == "M92"]
    assert [(i.day, i.key_date_day) for i in found] == [(date(2027, 3, 30), D)]


def test_amendment_33_a_part_that_rests_leaves_the_renewal_where_it_was() -> None:
    found = told(rests(date(2026, 6, 1), date(2028, 3, 31), level=50))
    assert {i.key_date_day for i in found if i.step.startswith(("step", "net."))} == {D}


def test_amendment_33_the_words_count_from_the_end_of_the_benefit() -> None:
    case = rests(date(2026, 6, 1), date(2028, 3, 31))
    last_of_net = next(i for i in told(case) if i.step == "net.S8")
    slots = fill(last_of_net, case, timeline_of(case), today=last_of_net.day, names=Names(), red_days=red)
    assert (slots["sista_dag"], slots["pengar_fran"]) == ("lördag 30 september", "juni")


# ---- amendment 30: a last day moves though the decision ends on the same day as before


def changes(day: date, **facts: object) -> Change:
    return Change(day, lambda case: replace(case, facts=replace(case.facts, **facts)))  # type: ignore[arg-type]


def moved(found: list[Intent]) -> list[tuple[str, str, date]]:
    return [(i.template, i.key_date, i.key_date_day) for i in found if i.step.startswith("moved.")]


def test_amendment_30_a_benefit_that_vilande_lengthens_is_told_of() -> None:
    rest = Dormancy(Reason.WORK, 100, date(2027, 3, 1), date(2028, 2, 29))
    found = told(life(start=date(2024, 10, 1)), changes(date(2027, 2, 20), dormancies=(rest,)))
    assert moved(found) == [("M102", "decision_end", date(2028, 5, 31))]


@pytest.mark.parametrize(("end", "template"), [(date(2028, 2, 29), "M103"), (date(2028, 4, 30), "M102")])
def test_amendment_30_another_end_of_vilande_is_told_of(end: date, template: str) -> None:
    case = rests(date(2026, 6, 1), date(2028, 3, 31), level=50)
    rest = replace(case.facts.dormancies[0], end=end)
    found = told(case, changes(date(2028, 1, 20), dormancies=(rest,)))
    assert (template, "dormancy_end", end) in moved(found)


def test_amendment_30_another_end_of_the_months_after_vilande_is_told_of() -> None:
    case = rests(date(2027, 1, 1), date(2027, 9, 30))
    rest = Dormancy(Reason.WORK, 100, date(2027, 1, 1), date(2027, 8, 31), ended_by=EndedBy.REQUEST)
    found = told(case, changes(date(2027, 11, 10), dormancies=(rest,)))
    assert ("M103", "regain_end", date(2027, 11, 30)) in moved(found)


def test_amendment_30_another_end_of_provotid_is_told_of() -> None:
    case = life(end=date(2028, 9, 30))
    trial = StudyTrial(date(2027, 1, 1), date(2027, 6, 30))
    case = replace(case, facts=replace(case.facts, trials=(trial,)))
    longer = replace(trial, end=date(2027, 8, 31))
    found = told(case, changes(date(2027, 5, 1), trials=(longer,)))
    assert ("M102", "trial_end", date(2027, 8, 31)) in moved(found)


def test_amendment_30_what_has_not_moved_is_not_told_of() -> None:
    case = rests(date(2026, 6, 1), date(2028, 3, 31))
    again = replace(case.facts.dormancies[0], decided=date(2027, 2, 1))
    assert moved(told(case, changes(date(2028, 1, 20), dormancies=(again,)))) == []


def test_amendment_30_a_later_vilande_is_no_moved_one() -> None:
    case = rests(date(2026, 6, 1), date(2027, 2, 28), level=50)
    more = Dormancy(Reason.WORK, 50, date(2027, 6, 1), date(2027, 9, 30))
    found = told(case, changes(date(2027, 3, 20), dormancies=(*case.facts.dormancies, more)))
    assert not [row for row in moved(found) if row[1] == "dormancy_end"]


def test_amendment_30_the_text_says_what_has_moved() -> None:
    rest = Dormancy(Reason.WORK, 100, date(2027, 3, 1), date(2028, 2, 29))
    case = life(start=date(2024, 10, 1))
    after = replace(case, facts=replace(case.facts, dormancies=(rest,)))
    intent = next(
        i for i in told(case, changes(date(2027, 2, 20), dormancies=(rest,))) if i.template == "M102"
    )
    slots = fill(intent, after, timeline_of(after), today=intent.day, names=Names(), red_days=red)
    assert (slots["sak"], slots["slut"], slots["gammalt"]) == (
        "ersättningen",
        "31 maj 2028",
        "30 september 2027",
    )
