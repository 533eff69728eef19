"""Time in words: dates, months, hours, and how long it is, as they stand in messages.

Goes in: days. Comes out: Swedish words that are true on the morning of `today`. Never reads a clock,
and never says a vague word (snart, halvår): a length is always something that can be counted.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, time, timedelta

from notify.values import TimeUnit
from timeline.words import MONTHS

WEEKDAYS = ("måndag", "tisdag", "onsdag", "torsdag", "fredag", "lördag", "söndag")

NEAR_DAYS = 70  # so near, a weekday helps more than a year
DAYS_UP_TO = 10
WEEKENDS_UP_TO = 70
PAY_DAYS_UP_TO = 280
BARE_MONTHS = 9  # a month's name alone is unambiguous while it is fewer months away than this


def weekday(day: date) -> str:
    """Name the day of the week."""
    return WEEKDAYS[day.weekday()]


def long_date(day: date) -> str:
    """Write a date with its year: "30 september 2027"."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def near_date(day: date) -> str:
    """Write a date with its weekday: "torsdag 30 september"."""
    return f"{weekday(day)} {day.day} {MONTHS[day.month - 1]}"


def day_in_words(day: date, today: date) -> str:
    """Write a date with weekday within 70 days of today, before or after; else with year. Never both."""
    return near_date(day) if abs((day - today).days) <= NEAR_DAYS else long_date(day)


def when_in_words(day: date, today: date) -> str:
    """Say "i dag" or "i morgon" where that is true, else the date."""
    return {0: "i dag", 1: "i morgon"}.get((day - today).days, day_in_words(day, today))


def month_in_words(day: date, today: date) -> str:
    """Name the month, with its year when it is nine months away or more: "maj", "maj 2029"."""
    away = abs((day.year - today.year) * 12 + day.month - today.month)
    name = MONTHS[day.month - 1]
    return name if away < BARE_MONTHS else f"{name} {day.year}"


def clock_in_words(at: time) -> str:
    """Write an hour as it stands after "klockan": "10", "10.30"."""
    return f"{at.hour}.{at.minute:02}" if at.minute else str(at.hour)


def months_in_words(count: int) -> str:
    """Count months: "1 månad", "4 månader"."""
    return "1 månad" if count == 1 else f"{count} månader"


def list_in_words(words: Sequence[str]) -> str:
    """Join words as in speech: "april, maj och juni"."""
    return " och ".join(filter(None, (", ".join(words[:-1]), words[-1]))) if words else ""


def weekends_left(today: date, day: date) -> int:
    """Count the Saturdays after today, up to and with the day: the dots in the picture of time."""
    first = today + timedelta(days=(5 - today.weekday() - 1) % 7 + 1)
    return max(0, (day - first).days // 7 + 1)


def pay_days_left(today: date, day: date, pay_days: Sequence[date]) -> int:
    """Count the payments after today, up to and with the day."""
    return sum(1 for paid in pay_days if today < paid <= day)


def unit_for(days: int) -> TimeUnit:
    """Choose the unit in which so many days can be grasped (10 days, 10 weeks, 9 months, longer)."""
    if days <= DAYS_UP_TO:
        return TimeUnit.DAYS
    if days <= WEEKENDS_UP_TO:
        return TimeUnit.WEEKENDS
    return TimeUnit.PAY_DAYS if days <= PAY_DAYS_UP_TO else TimeUnit.MONTH


def time_left(
    today: date, day: date, *, pay_days: Sequence[date] = (), chosen: TimeUnit | None = None
) -> tuple[TimeUnit, int]:
    """Measure the time from today to the day, in the person's own unit or the one that its length asks for.

    A unit in which nothing is left to count gives way to a smaller one, last to days; without pay days
    a long time is a month. The day must not be before today (ValueError).
    """
    days = (day - today).days
    if days < 0:
        raise ValueError(f"{day} har redan varit när det är {today}: det finns ingen tid kvar att räkna")
    unit = chosen or unit_for(days)
    if days <= 1:
        return TimeUnit.DAYS, days
    if unit is TimeUnit.PAY_DAYS:
        payments = pay_days_left(today, day, pay_days)
        if payments:
            return unit, payments
        unit = TimeUnit.WEEKENDS if days <= WEEKENDS_UP_TO else TimeUnit.MONTH
    if unit is TimeUnit.WEEKENDS:
        weekends = weekends_left(today, day)
        return (unit, weekends) if weekends else (TimeUnit.DAYS, days)
    return unit, days


def length_of_time(
    today: date, day: date, *, pay_days: Sequence[date] = (), chosen: TimeUnit | None = None
) -> str:
    """Say how long it is: "om 7 dagar", "9 helger kvar", "pengar 6 gånger till", "september 2027"."""
    unit, count = time_left(today, day, pay_days=pay_days, chosen=chosen)
    if unit is TimeUnit.DAYS:
        return {0: "i dag", 1: "i morgon"}.get(count, f"om {count} dagar")
    if unit is TimeUnit.WEEKENDS:
        return "1 helg kvar" if count == 1 else f"{count} helger kvar"
    if unit is TimeUnit.PAY_DAYS:
        return "pengar 1 gång till" if count == 1 else f"pengar {count} gånger till"
    return f"{MONTHS[day.month - 1]} {day.year}"


def length_sentence(
    today: date, day: date, *, pay_days: Sequence[date] = (), chosen: TimeUnit | None = None
) -> str:
    """Say how long it is as a sentence of its own: "Det är om 7 dagar.", "Du får pengar 6 gånger till."."""
    unit, _ = time_left(today, day, pay_days=pay_days, chosen=chosen)
    phrase = length_of_time(today, day, pay_days=pay_days, chosen=chosen)
    if unit is TimeUnit.PAY_DAYS:
        return f"Du får {phrase}."
    return f"Det är i {phrase}." if unit is TimeUnit.MONTH else f"Det är {phrase}."
