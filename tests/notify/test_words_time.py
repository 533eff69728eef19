"""Time in words: the worked timelines' last column, the edges of each unit, and the two forms of a date."""

from __future__ import annotations

from datetime import date, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from notify.values import TimeUnit
from notify.words import (
    clock_in_words,
    day_in_words,
    length_of_time,
    length_sentence,
    list_in_words,
    month_in_words,
    weekends_left,
    when_in_words,
)

END = date(2027, 9, 30)
PAY_DAYS = [date(2027, month, 18) for month in range(1, 13)]


@pytest.mark.parametrize(
    ("today", "words"),
    [
        ("2027-01-12", "pengar 9 gånger till"),
        ("2027-02-02", "pengar 8 gånger till"),
        ("2027-03-30", "pengar 6 gånger till"),
        ("2027-05-18", "pengar 4 gånger till"),  # a pay day itself: that morning's money is not "till"
        ("2027-07-21", "pengar 2 gånger till"),
        ("2027-07-22", "10 helger kvar"),  # 70 days
        ("2027-08-12", "7 helger kvar"),
        ("2027-09-02", "4 helger kvar"),
        ("2027-09-13", "2 helger kvar"),
        ("2027-09-19", "1 helg kvar"),  # 11 days
        ("2027-09-20", "om 10 dagar"),
        ("2027-09-21", "om 9 dagar"),
        ("2027-09-28", "om 2 dagar"),
        ("2027-09-29", "i morgon"),
        ("2027-09-30", "i dag"),
        ("2026-12-24", "pengar 9 gånger till"),  # 280 days
        ("2026-12-23", "september 2027"),  # 281 days
    ],
)
def test_the_length_chooses_the_unit(today: str, words: str) -> None:
    assert length_of_time(date.fromisoformat(today), END, pay_days=PAY_DAYS) == words


@pytest.mark.parametrize(
    ("today", "sentence"),
    [
        ("2027-03-30", "Du får pengar 6 gånger till."),
        ("2027-09-02", "Det är 4 helger kvar."),
        ("2027-09-23", "Det är om 7 dagar."),
        ("2027-09-30", "Det är i dag."),
        ("2026-01-01", "Det är i september 2027."),
    ],
)
def test_a_length_as_a_sentence_of_its_own(today: str, sentence: str) -> None:
    assert length_sentence(date.fromisoformat(today), END, pay_days=PAY_DAYS) == sentence


@pytest.mark.parametrize(
    ("chosen", "words"),
    [
        (TimeUnit.DAYS, "om 184 dagar"),
        (TimeUnit.WEEKENDS, "26 helger kvar"),
        (TimeUnit.PAY_DAYS, "pengar 6 gånger till"),
        (TimeUnit.MONTH, "september 2027"),
    ],
)
def test_the_person_chooses_the_unit(chosen: TimeUnit, words: str) -> None:
    assert length_of_time(date(2027, 3, 30), END, pay_days=PAY_DAYS, chosen=chosen) == words


def test_a_unit_with_nothing_left_to_count_gives_way() -> None:
    monday = date(2027, 9, 27)
    assert length_of_time(monday, END, pay_days=PAY_DAYS, chosen=TimeUnit.WEEKENDS) == "om 3 dagar"
    assert length_of_time(monday, END, pay_days=PAY_DAYS, chosen=TimeUnit.PAY_DAYS) == "om 3 dagar"
    assert length_of_time(date(2027, 9, 2), END, chosen=TimeUnit.PAY_DAYS) == "4 helger kvar"
    assert length_of_time(date(2027, 1, 12), END) == "september 2027"  # nothing is paid: a month instead


def test_a_day_that_has_been_has_no_time_left() -> None:
    with pytest.raises(ValueError, match="har redan varit"):
        length_of_time(END + timedelta(days=1), END)


@given(start=st.dates(date(2024, 1, 1), date(2030, 1, 1)), length=st.integers(0, 400))
def test_weekends_are_the_saturdays_after_today(start: date, length: int) -> None:
    days = [start + timedelta(days=n) for n in range(1, length + 1)]
    assert weekends_left(start, start + timedelta(days=length)) == sum(d.weekday() == 5 for d in days)


@pytest.mark.parametrize(
    ("day", "words"),
    [
        ("2027-09-30", "torsdag 30 september"),  # 70 days ahead
        ("2027-10-01", "1 oktober 2027"),
        ("2027-05-13", "torsdag 13 maj"),  # 70 days back
        ("2027-05-12", "12 maj 2027"),
        ("2027-07-22", "torsdag 22 juli"),
    ],
)
def test_a_date_has_weekday_or_year_never_both(day: str, words: str) -> None:
    assert day_in_words(date.fromisoformat(day), date(2027, 7, 22)) == words


def test_today_and_tomorrow_are_said_so() -> None:
    today = date(2027, 9, 28)
    said = [when_in_words(today + timedelta(days=n), today) for n in range(3)]
    assert said == ["i dag", "i morgon", "torsdag 30 september"]


@pytest.mark.parametrize(
    ("month", "words"),
    [
        ("2027-05-01", "maj"),
        ("2027-10-01", "oktober"),
        ("2027-11-01", "november 2027"),
        ("2026-05-31", "maj 2026"),
    ],
)
def test_a_month_far_away_has_its_year(month: str, words: str) -> None:
    assert month_in_words(date.fromisoformat(month), date(2027, 2, 28)) == words


def test_hours_and_lists() -> None:
    assert [clock_in_words(time(10)), clock_in_words(time(10, 30)), clock_in_words(time(9, 5))] == [
        "10",
        "10.30",
        "9.05",
    ]
    assert [list_in_words(x) for x in ([], ["maj"], ["april", "maj", "juni"])] == [
        "",
        "maj",
        "april, maj och juni",
    ]
