"""Working days, and the days that move because of them (R18, R20)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

from timeline.law import Law
from timeline.months import last, month_of, same_day

RedDays = Callable[[date], bool]

DAY = timedelta(days=1)
SATURDAY, SUNDAY = 5, 6
LONGEST_HOLIDAY = 40


def weekends_only(day: date) -> bool:
    """Tell whether the day is a Saturday or a Sunday: the red days of a caller that has no calendar."""
    return day.weekday() >= SATURDAY


def is_free(day: date, red_days: RedDays) -> bool:
    """Tell whether the day is no weekday: Saturday, Sunday, or red (holidays, eves that count as such)."""
    return day.weekday() >= SATURDAY or red_days(day)


def weekday_from(day: date, red_days: RedDays) -> date:
    """Return the day, or the next weekday if it is free. Lag (1930:173) 2 §."""
    return _step(day, DAY, red_days)


def payment_day(birth_date: date, year: int, month: int, law: Law, red_days: RedDays = weekends_only) -> date:
    """Return the day on which the benefit of the month is paid. 6 § förordning (2002:986).

    A Sunday, and a holiday right after one, moves forward; a Saturday, another holiday and midsommarafton
    move back.
    red_days: public holidays and the eves that count as such; weekends are known here.
    """
    number = year * 12 + month - 1
    early = birth_date.day <= law.number("pay_day_split", number)
    day = last(number).replace(day=law.number("pay_day_early" if early else "pay_day_late", number))
    if not is_free(day, red_days):
        return day
    after_sunday = day.weekday() == SUNDAY or (day.weekday() == 0 and red_days(day))
    return _step(day, DAY if after_sunday else -DAY, red_days)


def appeal_last_day(notified: date, law: Law, red_days: RedDays) -> date:
    """Return the last day for a request of omprövning to come in. 113 kap. 19 § SFB; lag (1930:173) 2 §."""
    return weekday_from(same_day(notified, law.number("appeal_months", month_of(notified))), red_days)


def _step(day: date, stride: timedelta, red_days: RedDays) -> date:
    for _ in range(LONGEST_HOLIDAY):
        if not is_free(day, red_days):
            break
        if not date.min + DAY < day < date.max - DAY:
            break
        day += stride
    return day
