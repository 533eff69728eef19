"""When the whole decision rests, the picture, Mitt blad and Utgångar tell the same days as the messages."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from dinadatum.papers.sheet import SheetPath, path_of
from dinadatum.picture import picture
from dinadatum.register.cases import CaseRow
from dinadatum.usecases.cases.case_page import date_lines
from dinadatum.usecases.looks.derived import expiries
from notify.given import Names
from notify.slots import fill
from notify.values import Case, Intent, StepFact, StepKind
from tests.notify.due_lives import PACES, D, life, messages, red, timeline_of
from timeline.facts import Dormancy, Reason

SUMMER, AUTUMN, AFTER = date(2026, 8, 3), date(2026, 11, 10), date(2029, 6, 1)
LONG, SHORT = (date(2026, 6, 1), date(2028, 3, 31)), (date(2027, 1, 1), date(2027, 9, 30))


def rests(start: date, end: date, level: int = 100, *steps: StepFact) -> Case:
    case = life(start=date(2024, 10, 1), steps=steps)
    facts = replace(case.facts, dormancies=(Dormancy(Reason.WORK, level, start, end),))
    return replace(case, facts=facts)


def drawn(case: Case, today: date) -> dict[str, date]:
    shown = picture(case, timeline_of(case), today=today, red_days=red, paces=PACES, most=40)
    return {event.code: event.day for event in shown.events}


def listed(case: Case) -> dict[str, date]:
    """Give the key dates as the page, the file of the case and `dinadatum timeline` list them."""
    return {line.code: line.first for line in date_lines(timeline_of(case), SUMMER)}


def ends(case: Case) -> dict[str, tuple[date, str]]:
    row = CaseRow(1, case, (), "5065", "Nyköping", "sara")
    return {found["what"]: (found["day"], found["step"]) for found in expiries(row, timeline_of(case))}


def last_of_net(case: Case) -> tuple[Intent, str]:
    intent = next(i for i in messages(case, AUTUMN, AFTER) if i.step == "net.S8")
    slots = fill(intent, case, timeline_of(case), today=intent.day, names=Names(), red_days=red)
    return intent, slots["sista_dag"]


@pytest.mark.parametrize(
    ("rest", "end", "last", "words"),
    [
        (LONG, date(2028, 5, 31), date(2028, 9, 30), "lördag 30 september"),
        (SHORT, date(2027, 12, 31), date(2028, 4, 30), "söndag 30 april"),
    ],
)
def test_the_last_days_are_those_of_the_messages(
    rest: tuple[date, date], end: date, last: date, words: str
) -> None:
    case = rests(*rest)
    intent, said = last_of_net(case)
    assert (intent.key_date_day, said) == (end, words)
    assert ends(case)["decision"] == (end, "1")
    assert ends(case)["last_day_without_loss"] == (last, "1")
    assert drawn(case, SUMMER)["renewal_last_apply_no_loss"] == last
    assert listed(case)["renewal_last_apply_no_loss"] == last
    assert listed(case)["first_uncovered_day"] == end + timedelta(days=1)


@pytest.mark.parametrize("rest", [LONG, SHORT])
def test_the_page_tells_every_day_that_the_picture_tells(rest: tuple[date, date]) -> None:
    case = rests(*rest)
    shown, page = drawn(case, SUMMER), listed(case)
    both = shown.keys() & page.keys()
    assert {
        "first_uncovered_day",
        "renewal_last_apply_no_loss",
        "policy_doctor_day",
        "policy_apply_day",
    } <= both
    assert {code: shown[code] for code in both} == {code: page[code] for code in both}


def test_the_picture_has_the_steps_in_the_months_of_the_messages() -> None:
    case = rests(*LONG)
    told = [i for i in messages(case, AUTUMN, AFTER) if i.step in ("step1.1", "step3.1")]
    shown = drawn(case, SUMMER)
    first = next(i.day for i in told if i.step == "step1.1")
    assert shown["policy_doctor_day"] == first.replace(day=1)
    assert shown["policy_apply_day"] == date(2028, 1, 1)
    assert "policy_info_day" not in shown


def test_a_step_of_before_the_lengthening_is_no_step_of_this_renewal() -> None:
    """The year before the end of the benefit has not begun in March: what was booked then led elsewhere."""
    booked = StepFact(StepKind.BOOKED, date(2027, 3, 1))
    assert ends(rests(*LONG, 100, booked))["decision"] == (date(2028, 5, 31), "1")
    assert ends(rests(*LONG, 50, booked))["decision"] == (D, "2")


def test_a_part_that_rests_moves_nothing() -> None:
    case = rests(*LONG, 50)
    assert ends(case)["decision"][0] == D
    assert drawn(case, SUMMER)["renewal_last_apply_no_loss"] == date(2028, 1, 31)


def test_the_sheet_of_a_rest_up_to_30_is_that_of_the_time_after() -> None:
    case = rests(date(2027, 1, 1), date(2028, 2, 29))
    at_30 = replace(case, facts=replace(case.facts, birth_date=date(1998, 4, 10)))
    assert path_of(timeline_of(at_30)) is SheetPath.AFTER_30
    assert path_of(timeline_of(case)) is SheetPath.RENEWAL
