"""An ombud's copies: two hours later, never after 17, only while valid, only what the person allows."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time

import pytest

from notify.due import decide
from notify.intents import sent_of
from notify.values import Case, Copies, Intent, MessageKind, Ombud, Pace, Recipient, Road
from tests.notify.due_lives import CALENDAR, PACES, life, messages, timeline_of

AUTUMN = date(2026, 11, 10)
AFTER = date(2028, 3, 1)


def mother(copies: Copies = Copies.ALL, first: date = date(2026, 1, 1), last: date | None = None) -> Ombud:
    return Ombud("mor", Road.EMAIL, first, last, copies)


def helped(*ombud: Ombud, hour: int = 10, pace: Pace = Pace.LAGOM) -> Case:
    return life(pace, hour=hour, ombud=ombud)


def copies(case: Case, first: date = AUTUMN, last: date = AFTER) -> list[Intent]:
    return [
        intent
        for intent in messages(case, first, last)
        if intent.kind is MessageKind.COPY and intent.key_date != "ombud"
    ]


def test_a_copy_comes_two_hours_later_by_the_ombuds_own_road() -> None:
    copy = copies(helped(mother()))[0]
    assert (copy.day, copy.at, copy.road) == (date(2027, 2, 2), time(12), Road.EMAIL)
    assert (copy.recipient, copy.recipient_key, copy.template) == (Recipient.OMBUD, "mor", "M15")
    assert copy.identity == "R|D-1042|decision_end|2027-09-30|step1.1|ombud|mor"


@pytest.mark.parametrize(
    ("hour", "day", "at"),
    [
        (15, date(2027, 2, 2), time(17)),
        (16, date(2027, 2, 3), time(9)),  # two hours later is after 17: the next morning
        (17, date(2027, 2, 3), time(9)),
    ],
)
def test_never_after_17(hour: int, day: date, at: time) -> None:
    copy = copies(helped(mother(), hour=hour))[0]
    assert (copy.day, copy.at) == (day, at)


def test_an_urgent_copy_never_waits_for_the_morning() -> None:
    case = helped(mother(Copies.URGENT), hour=16)
    assert next((copy.day, copy.at) for copy in copies(case)) == (date(2027, 6, 3), time(16))


def test_a_thursdays_late_copy_waits_for_monday() -> None:
    case = life(Pace.LAGOM, hour=16, weekdays=(3,), ombud=(mother(),))
    first = messages(case, AUTUMN, date(2027, 2, 20))
    first = [intent for intent in first if intent.key_date != "ombud"]
    assert [(i.template, i.day) for i in first][:2] == [("M03", date(2027, 2, 4)), ("M15", date(2027, 2, 8))]


def test_only_urgent_means_the_net_alone() -> None:
    assert [(copy.step, copy.template) for copy in copies(helped(mother(Copies.URGENT)))] == [
        ("net.S1", "M15"),
        ("net.S2", "M15"),
        ("net.S3", "M15"),
        ("net.S4", "M56"),
        ("net.S5", "M56"),
        ("net.S6", "M56"),
        ("net.S7", "M56"),
        ("net.S8", "M56"),
    ]


def test_by_default_copies_come_from_the_second_try_of_a_step() -> None:
    assert Ombud("mor", Road.SMS, AUTUMN, None).copies is Copies.LATER
    found = copies(helped(mother(Copies.LATER)), AUTUMN, date(2027, 6, 10))
    assert [(copy.day.isoformat(), copy.step, copy.template) for copy in found] == [
        ("2027-02-16", "step1.2", "M15"),
        ("2027-03-02", "step1.3", "M15"),
        ("2027-03-16", "step1.person", "M15"),
        ("2027-05-11", "step3.2", "M15"),
        ("2027-05-25", "step3.3", "M15"),
        ("2027-06-03", "net.S1", "M15"),
    ]


def test_the_second_try_is_the_second_that_came() -> None:
    """The first was never sent: the sheet was not given in time."""
    case = helped(mother(Copies.LATER))
    lost = [sent_of(i, counts=False) for i in messages(case, AUTUMN, date(2027, 2, 3)) if i.step == "step1.1"]
    verdict = decide(case, timeline_of(case), lost, date(2027, 2, 9), paces=PACES, calendar=CALENDAR)
    assert [i.kind for i in verdict.intents] == [MessageKind.ORDINARY]


def test_none_means_none() -> None:
    assert copies(helped(mother(Copies.NONE))) == []


def test_a_check_of_the_number_and_a_welcome_are_not_copied() -> None:
    copied = {copy.key_date for copy in copies(helped(mother()))}
    assert copied == {"decision_end"}


@pytest.mark.parametrize(
    ("first", "last", "days"),
    [
        (date(2027, 2, 3), None, [date(2027, 2, 16), date(2027, 3, 2)]),
        (date(2027, 2, 2), date(2027, 2, 15), [date(2027, 2, 3)]),  # the welcome takes the first day
        (date(2026, 1, 1), date(2027, 2, 16), [date(2027, 2, 2), date(2027, 2, 16)]),
    ],
)
def test_only_while_the_power_of_attorney_is_valid(first: date, last: date | None, days: list[date]) -> None:
    found = copies(helped(mother(first=first, last=last)), AUTUMN, date(2027, 3, 10))
    assert [copy.day for copy in found] == days


def test_a_power_of_attorney_that_ends_before_the_morning_gets_nothing() -> None:
    case = helped(mother(last=date(2027, 2, 2)), hour=16)
    assert copies(case, AUTUMN, date(2027, 3, 10)) == []


def test_each_ombud_gets_an_own_copy() -> None:
    father = Ombud("far", Road.SMS, date(2026, 1, 1), None, Copies.ALL)
    found = copies(helped(mother(), father), AUTUMN, date(2027, 2, 10))
    assert sorted(copy.recipient_key for copy in found) == ["far", "mor"]


def test_a_copy_of_a_message_that_never_reached_the_person_is_not_sent() -> None:
    case = helped(mother(), hour=16)
    sent = [sent_of(i, counts=False) for i in messages(case, date(2027, 2, 2), date(2027, 2, 2))]
    verdict = decide(case, timeline_of(case), sent, date(2027, 2, 3), paces=PACES, calendar=CALENDAR)
    assert verdict.intents == ()


def test_an_ombud_as_only_recipient_gets_own_texts_in_the_persons_place() -> None:
    case = helped(mother())
    case = replace(case, preferences=replace(case.preferences, ombud_alone=True))
    told = [i for i in messages(case, AUTUMN, AFTER) if i.key_date == "decision_end"]
    assert {i.recipient for i in told} == {Recipient.OMBUD}
    assert [i.template for i in told[:3]] == ["M95", "M95", "M95"]
    assert [i.template for i in told if i.step.startswith("net.")] == ["M95"] * 3 + ["M96"] * 5
    assert not [i for i in told if i.kind is MessageKind.COPY]


def test_when_that_ombud_is_no_longer_valid_the_person_is_told() -> None:
    case = helped(mother(last=date(2027, 2, 10)))
    case = replace(case, preferences=replace(case.preferences, ombud_alone=True))
    told = [i for i in messages(case, AUTUMN, date(2027, 2, 28)) if i.key_date != "ombud"]
    assert [(i.recipient, i.template) for i in told] == [(Recipient.OMBUD, "M95"), (Recipient.PERSON, "M39")]
