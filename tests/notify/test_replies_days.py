"""The day in a reply: the next such day, the day before it and on it, and days that can't be meant."""

from __future__ import annotations

from datetime import date

import pytest

from notify.replies import Reading, ReplyClass, read_reply

TUESDAY = date(2027, 3, 2)


def read(text: str, today: date = TUESDAY, expects: str | None = "DAG") -> Reading:
    return read_reply(text, expects, today)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("onsdag", "2027-03-03"),
        ("måndag", "2027-03-08"),
        ("tisdag", "2027-03-09"),  # today is a Tuesday: the next one is meant
        ("på tisdagen", "2027-03-09"),
        ("tsidag", "2027-03-09"),
        ("nästa onsdag", "2027-03-10"),
        ("idag", "2027-03-02"),
        ("imorrn", "2027-03-03"),
        ("i övermorgon", "2027-03-04"),
        ("om 3 dagar", "2027-03-05"),
        ("om två veckor", "2027-03-16"),
        ("2 mars", "2027-03-02"),
        ("12 mars", "2027-03-12"),
        ("12/3", "2027-03-12"),
        ("12/3 2027", "2027-03-12"),
        ("den tolfte mars", "2027-03-12"),
        ("den 12:e", "2027-03-12"),
        ("12", "2027-03-12"),
        ("12.3", "2027-03-12"),
        ("den 1", "2027-04-01"),
        ("den 31", "2027-03-31"),
        ("fredag 12 mars", "2027-03-12"),
        ("2027-03-12", "2027-03-12"),
        ("jag ringer dom på torsdag", "2027-03-04"),
    ],
)
def test_day_is_worked_out(text: str, day: str) -> None:
    assert read(text).reply_class is ReplyClass.DAG
    assert read(text).day == date.fromisoformat(day)


@pytest.mark.parametrize(
    "text",
    [
        "1 mars",
        "1/3",
        "2027-03-01",
        "31 april",
        "29 februari",
        "32/1",
        "0/3",
        "den 32",
        "torsdag 12 mars",
        "tisdag eller onsdag",
        "i tisdags",
        "igår",
        "inte på onsdag",
        "12 mars 2026",
        "4 juli 2020",
        "99",
        "2027-13-40",
    ],
)
def test_day_that_can_not_be_meant_goes_to_a_person(text: str) -> None:
    assert read(text).reply_class is ReplyClass.MÄNNISKA


def test_leap_day_is_a_day_in_its_year() -> None:
    assert read("29 februari", date(2028, 2, 1)).day == date(2028, 2, 29)
    assert read("29 februari", date(2028, 2, 29)).day == date(2028, 2, 29)
    assert read("29 februari", date(2028, 3, 1)).reply_class is ReplyClass.MÄNNISKA


def test_new_year_is_crossed() -> None:
    assert read("4 januari", date(2027, 12, 20)).day == date(2028, 1, 4)
    assert read("den 4", date(2027, 12, 20)).day == date(2028, 1, 4)
    assert read("imorgon", date(2027, 12, 31)).day == date(2028, 1, 1)


def test_without_today_a_day_is_recognised_and_not_worked_out() -> None:
    assert read_reply("12 mars") == Reading(ReplyClass.DAG)
    assert read_reply("31 februari").reply_class is ReplyClass.MÄNNISKA


def test_bare_number_is_a_day_only_where_one_was_asked_for() -> None:
    assert read("12", expects=None).reply_class is ReplyClass.MÄNNISKA
    assert read("10.30").reply_class is ReplyClass.MÄNNISKA


def test_doubt_is_told() -> None:
    assert read("tisdag").certain
    assert not read("tisdag kanske").certain
    assert not read("tsidag").certain
    assert not read("nästa tisdag").certain


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("paus", None),
        ("paus i en vecka", 7),
        ("paus 3 dagar", 3),
        ("paus två veckor", 14),
        ("paus en månad", 30),
        ("paus till måndag", 6),
        ("paus till 12 mars", 10),
        ("paus i några dagar", None),
        ("paus 9 månader", None),
    ],
)
def test_length_of_a_pause(text: str, days: int | None) -> None:
    assert read(text, expects=None).reply_class is ReplyClass.PAUS
    assert read(text, expects=None).days_of_pause == days


def test_visit_that_was_booked_keeps_its_day() -> None:
    assert read("har bokat tid på onsdag", expects=None) == Reading(ReplyClass.KLAR, day=date(2027, 3, 3))
    assert read("ring mig imorgon", expects=None) == Reading(ReplyClass.RING, day=date(2027, 3, 3))
