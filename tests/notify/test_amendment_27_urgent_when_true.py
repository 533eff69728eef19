"""Amendment 27: how urgent it is said to be is true on the day it is said, wherever the message was moved."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given, settings

from notify.due import decide
from notify.history import History
from notify.intents import sent_of
from notify.values import Case, Intent, Pace, Recipient
from tests.notify.due_lives import ALWAYS, CALENDAR, PACES, life, messages, timeline_of
from tests.notify.test_due_properties import EASY, Life, busy_lives
from timeline.facts import Decision, Facts, Kind
from timeline.months import last, month_of, same_day

KNOWN = date(2026, 11, 10)
FOUR_WEEKS = timedelta(days=28)
MANY = settings(EASY, max_examples=100)


def decision_to(end: date, **other: object) -> Case:
    return life(Pace.VIKTIGT, end=end, **other)


def net(case: Case, end: date) -> dict[str, Intent]:
    told = messages(case, KNOWN, last(month_of(end) + 5))
    return {intent.step.removeprefix("net."): intent for intent in told if intent.step.startswith("net.")}


@pytest.mark.parametrize(
    ("end", "day", "template"),
    [
        (date(2027, 9, 30), date(2027, 9, 2), "M05"),  # Thursday, 28 days before
        (date(2027, 12, 31), date(2027, 12, 2), "M34"),  # Friday: moved back to 29 days before
        (date(2027, 7, 31), date(2027, 7, 1), "M34"),  # Saturday: 30
        (date(2027, 10, 31), date(2027, 9, 30), "M34"),  # Sunday: 31
        (date(2027, 11, 30), date(2027, 11, 2), "M05"),  # Tuesday
    ],
)
def test_amendment_27_four_weeks_before_it_is_urgent_only_on_the_day_itself_or_later(
    end: date, day: date, template: str
) -> None:
    told = net(decision_to(end), end)["S4"]
    assert (told.day, told.template) == (day, template)


@pytest.mark.parametrize(
    ("end", "template"),
    [
        (date(2027, 9, 30), "M47"),  # the last day without loss is Monday 31 January
        (date(2027, 10, 31), "M47"),  # Tuesday 29 February
        (date(2027, 11, 30), "M99"),  # Friday 31 March
    ],
)
def test_amendment_27_so_with_the_last_day_without_loss(end: date, template: str) -> None:
    assert net(decision_to(end), end)["S7"].template == template


def test_amendment_27_schooling_has_its_own_calm_words() -> None:
    end = date(2027, 10, 31)
    case = decision_to(end, kind=Kind.EXTENDED_SCHOOLING, born=date(2006, 3, 15))
    assert net(case, end)["S4"].template == "M70"


def test_amendment_27_a_day_too_late_for_the_month_back_is_urgent_when_it_is_told_late() -> None:
    """The service was away from the Thursday before: on Monday it is 27 days, and urgent."""
    end = date(2027, 10, 31)
    case, day = decision_to(end, confirmed=ALWAYS), date(2027, 10, 4)
    sent = [sent_of(i) for i in messages(case, KNOWN, date(2027, 9, 29))]
    verdict = decide(case, timeline_of(case), History(sent), day, paces=PACES, calendar=CALENDAR)
    assert [(i.step, i.template) for i in verdict.intents] == [("net.S4", "M05")]


def turning_30(born: date) -> Case:
    end = last(month_of(same_day(born, 360)) - 1)
    decision = Decision(Kind.REDUCED_CAPACITY, 100, date(2026, 6, 1), end)
    return replace(life(Pace.LUGNT), facts=Facts(born, (decision,)))


@pytest.mark.parametrize(
    ("born", "template"),
    [
        (date(1998, 6, 15), "M54"),  # E is Wednesday 31 May 2028
        (date(1998, 5, 15), "M98"),  # E is Sunday 30 April
    ],
)
def test_amendment_27_four_weeks_before_30_too(born: date, template: str) -> None:
    told = [i for i in messages(turning_30(born), KNOWN, date(2028, 6, 1)) if i.step == "before.28d"]
    assert [i.template for i in told] == [template]


def test_amendment_27_plenty_of_time_is_not_said_when_it_is_told_too_late() -> None:
    case = turning_30(date(1998, 6, 15))
    early = [i for i in messages(case, KNOWN, date(2027, 6, 15)) if i.key_date != "age_30"]
    for day, template in ((date(2027, 7, 27), "M12"), (date(2027, 8, 3), "M53")):
        sent = [sent_of(i) for i in early]
        verdict = decide(case, timeline_of(case), sent, day, paces=PACES, calendar=CALENDAR)
        assert [i.template for i in verdict.intents if i.key_date == "age_30"] == [template], day


@MANY
@given(busy_lives())
def test_amendment_27_whatever_the_life_urgent_words_are_true_on_their_day(life: Life) -> None:
    offers: list[str] = []
    for intent in life.intents():
        if intent.recipient is Recipient.PERSON:
            assert _is_true(intent, life), (intent.template, intent.day, intent.key_date_day)
            if intent.key_date == "age_30" and intent.template in ("M53", "M98"):
                offers.append(intent.template)
    assert all(one != other for one, other in pairwise(offers)), "never the same text twice in a row"


def _is_true(intent: Intent, life: Life) -> bool:
    person = timeline_of(life.case).person
    day, end = intent.day, intent.key_date_day
    no_loss = last(month_of(end) + 4)
    return {
        "M05": end - FOUR_WEEKS <= day <= end,
        "M87": end - FOUR_WEEKS <= day <= end,
        "M83": end - FOUR_WEEKS <= day <= end,
        "M26": end < day <= no_loss,
        "M47": no_loss - FOUR_WEEKS <= day <= no_loss,
        "M99": end < day < no_loss - FOUR_WEEKS,
        "M12": day <= same_day(person.ae_last_day, -10),
        "M54": person.ae_last_day - FOUR_WEEKS <= day <= person.ae_last_day,
        "M66": person.ae_last_day < day <= person.sjuk_last_apply_no_loss,
        "M67": person.sjuk_last_apply_no_loss - FOUR_WEEKS <= day <= person.sjuk_last_apply_no_loss,
        "M100": person.ae_last_day < day < person.sjuk_last_apply_no_loss - FOUR_WEEKS,
    }.get(intent.template, True)
