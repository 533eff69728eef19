"""Which days are open, whose day it is, and where a message moves."""

from __future__ import annotations

from datetime import date

import pytest

from notify.calendar import Calendar, Diary, Quiet, birthday, own_weekdays
from tests.notify.due_lives import CALENDAR

BORN = date(2000, 6, 10)
TUESDAYS = Diary(CALENDAR, BORN, (1,))


@pytest.mark.parametrize(
    ("day", "open_"),
    [
        (date(2027, 2, 1), True),  # Monday
        (date(2027, 2, 4), True),  # Thursday
        (date(2027, 2, 5), False),  # Friday
        (date(2027, 2, 6), False),
        (date(2027, 2, 7), False),
        (date(2027, 3, 24), True),  # Wednesday before Maundy Thursday
        (date(2027, 3, 25), False),  # the day before Good Friday
        (date(2027, 3, 29), False),  # Easter Monday
        (date(2027, 3, 30), True),
        (date(2027, 5, 5), False),  # the day before Ascension
        (date(2027, 5, 6), False),
        (date(2027, 6, 24), False),  # the day before midsommarafton
        (date(2026, 12, 23), False),  # the day before julafton
        (date(2026, 12, 30), False),  # the day before nyårsafton
        (date(2027, 1, 5), False),  # the day before trettondagen
        (date(2027, 1, 7), True),
    ],
)
def test_open_days(day: date, open_: bool) -> None:
    assert CALENDAR.is_open(day) is open_


def test_a_safety_message_moves_back_over_easter() -> None:
    assert CALENDAR.open_until(date(2027, 3, 29)) == date(2027, 3, 24)


def test_and_forward_after_it() -> None:
    assert CALENDAR.open_from(date(2027, 3, 25)) == date(2027, 3, 30)


@pytest.mark.parametrize(
    ("day", "own"),
    [
        (date(2027, 2, 2), True),
        (date(2027, 2, 3), False),  # not the own weekday
        (date(2027, 6, 8), False),  # two days before the birthday
        (date(2027, 6, 15), True),
        (date(2026, 12, 15), True),
        (date(2026, 12, 22), False),  # Christmas
        (date(2027, 1, 12), True),
    ],
)
def test_own_days(day: date, own: bool) -> None:
    assert TUESDAYS.is_own(day) is own


@pytest.mark.parametrize(("day", "near"), [(7, False), (8, True), (10, True), (12, True), (13, False)])
def test_two_days_before_and_after_the_birthday(day: int, near: bool) -> None:
    assert TUESDAYS.near_birthday(date(2027, 6, day)) is near


def test_a_birthday_at_new_year_reaches_into_both_years() -> None:
    diary = Diary(Calendar(lambda _: False, Quiet(2, (1, 1), (1, 1))), date(2000, 1, 1), (1,))
    assert diary.near_birthday(date(2026, 12, 30))
    assert not diary.near_birthday(date(2026, 12, 29))
    assert diary.near_birthday(date(2027, 1, 3))


def test_the_christmas_quiet_is_inclusive() -> None:
    quiet = Quiet()
    assert [quiet.season(date(2026, 12, day)) for day in (19, 20, 31)] == [False, True, True]
    assert [quiet.season(date(2027, 1, day)) for day in (1, 7, 8)] == [True, True, False]


def test_information_waits_for_the_next_own_day() -> None:
    assert TUESDAYS.own_from(date(2026, 12, 16), date(2027, 2, 1)) == date(2027, 1, 12)
    assert TUESDAYS.own_from(date(2026, 12, 16), date(2027, 1, 11)) is None


@pytest.mark.parametrize(
    ("chosen", "two", "days"),
    [
        ((1,), False, (1,)),
        ((1, 3), False, (1,)),
        ((1, 3), True, (1, 3)),
        ((3, 1), True, (1, 3)),
        ((0,), True, (0, 2)),
        ((1,), True, (1, 3)),
        ((2,), True, (0, 2)),  # two days after Wednesday is Friday, so Monday
        ((3,), True, (1, 3)),
        ((), False, (1,)),  # Tuesday, if nothing was chosen
        ((4, 6), True, (1, 3)),  # never Friday to Sunday
    ],
)
def test_own_weekdays(chosen: tuple[int, ...], two: bool, days: tuple[int, ...]) -> None:
    assert own_weekdays(chosen, two=two) == days


def test_born_on_29_february() -> None:
    assert birthday(date(2000, 2, 29), 2027) == date(2027, 2, 28)
    assert birthday(date(2000, 2, 29), 2028) == date(2028, 2, 29)


def test_a_promise_counts_working_days_with_fridays_but_without_red_days() -> None:
    assert CALENDAR.workdays_after(date(2027, 2, 3), 2) == date(2027, 2, 5)
    assert CALENDAR.workdays_after(date(2027, 3, 25), 2) == date(2027, 3, 31)


def test_red_days_without_end_are_told_of() -> None:
    with pytest.raises(ValueError, match="röda dagarna"):
        Calendar(lambda _: True).open_from(date(2027, 1, 1))
