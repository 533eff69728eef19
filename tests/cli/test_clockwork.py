"""When a look is owed: once a day, whatever the clock has done; and the clock's own two odd days."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

import pytest

from dinadatum import clock
from dinadatum.scheduler import LOOK_FROM, is_look_due

TODAY = date(2026, 11, 24)
YESTERDAY, TOMORROW = TODAY - timedelta(days=1), TODAY + timedelta(days=1)


def at(hour: int, minute: int = 0, day: date = TODAY) -> datetime:
    return clock.instant(day, time(hour, minute))


@pytest.mark.parametrize(
    ("done", "now", "due"),
    [
        (None, at(12), True),
        (None, at(4, 59), False),
        (YESTERDAY, at(4, 59), False),
        (YESTERDAY, at(5), True),
        (YESTERDAY, at(23, 59), True),
        (TODAY, at(5), False),
        (TODAY, at(23, 59), False),
        (TODAY, at(4, day=TOMORROW), False),
        (TODAY, at(5, day=TOMORROW), True),
        (date(2026, 10, 1), at(9), True),
    ],
)
def test_once_a_day_from_five(done: date | None, now: datetime, due: bool) -> None:
    assert is_look_due(done, now) is due


def test_a_clock_that_was_ahead_doesn_t_stop_today_s() -> None:
    assert is_look_due(date(2031, 1, 1), at(9))
    assert not is_look_due(TODAY, at(9))


@pytest.mark.parametrize(("now", "due"), [(at(4, 59), False), (at(5), True), (at(14), True)])
def test_facts_that_were_changed_after_the_look_have_one_more(now: datetime, due: bool) -> None:
    assert is_look_due(TODAY, now, waiting=True) is due


@pytest.mark.parametrize("day", [date(2027, 3, 28), date(2026, 10, 25)])
def test_the_days_that_are_an_hour_short_or_long_have_one_look(day: date) -> None:
    moment, looks, done = clock.instant(day, time(0)), 0, day - timedelta(days=1)
    while clock.local_day(moment) == day:
        if is_look_due(done, moment):
            looks, done = looks + 1, day
            assert clock.local_time(moment) == LOOK_FROM
        moment += timedelta(minutes=15)
    assert looks == 1


@pytest.mark.parametrize(
    ("day", "at_", "utc"),
    [
        (date(2027, 3, 28), time(2, 30), datetime(2027, 3, 28, 1, 30, tzinfo=UTC)),
        (date(2026, 10, 25), time(2, 30), datetime(2026, 10, 25, 0, 30, tzinfo=UTC)),
        (date(2026, 11, 24), time(10, 0), datetime(2026, 11, 24, 9, 0, tzinfo=UTC)),
        (date(2026, 7, 1), time(10, 0), datetime(2026, 7, 1, 8, 0, tzinfo=UTC)),
    ],
)
def test_a_time_of_day_has_one_instant(day: date, at_: time, utc: datetime) -> None:
    assert clock.instant(day, at_) == utc


def test_a_day_in_sweden_begins_at_its_own_midnight() -> None:
    assert clock.local_day(datetime(2026, 6, 30, 22, 0, tzinfo=UTC)) == date(2026, 7, 1)
    assert clock.local_day(datetime(2026, 11, 30, 22, 59, tzinfo=UTC)) == date(2026, 11, 30)
    assert clock.local_day(datetime(2026, 11, 30, 23, 0, tzinfo=UTC)) == date(2026, 12, 1)
