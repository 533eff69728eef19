"""The dates that follow from the birth date alone (R1 to R4, R6, R17)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from timeline.law import Law
from timeline.months import first, last, month_of

LEAP_DAY = (2, 29)


@dataclass(frozen=True, slots=True)
class PersonDates:
    """The age limits of one person.

    leap_day: born on 29 February, so the month of turning 30 is not certain.
    """

    turns_30: date
    ae_first_day: date
    ae_last_day: date
    ae_last_application_day: date
    sjuk_full_first_day: date
    sjuk_partial_first_day: date
    sjuk_last_apply_no_loss: date
    sarskilda_fall_first_day: date
    policy_sjuk_doctor_day: date
    policy_sjuk_apply_day: date
    leap_day: bool


@lru_cache(maxsize=8192)
def person_dates(birth_date: date, law: Law) -> PersonDates:
    """Work out the age limits. 33 kap. 16 and 18 §§ SFB.

    Remembered: a register has more people than the eleven years of AE have days.
    """
    birth = month_of(birth_date)
    end = law.settle("ae_last_age", lambda age: birth + 12 * age)
    partial = law.settle("sjuk_partial_first_age", lambda age: birth + 12 * age)
    retro = law.number("retro_months", end)
    policy = law.policy
    return PersonDates(
        turns_30=_birthday(birth_date, end),
        ae_first_day=first(first_month(birth_date.year, "ae_first_age", law)),
        ae_last_day=last(end - 1),
        ae_last_application_day=last(end - 1 + retro),
        sjuk_full_first_day=first(first_month(birth_date.year, "sjuk_full_first_age", law)),
        sjuk_partial_first_day=first(partial),
        sjuk_last_apply_no_loss=last(partial + retro),
        sarskilda_fall_first_day=first(end),
        policy_sjuk_doctor_day=first(partial - policy.sjuk_doctor_months),
        policy_sjuk_apply_day=first(partial - policy.sjuk_apply_months),
        leap_day=(birth_date.month, birth_date.day) == LEAP_DAY,
    )


def first_month(birth_year: int, code: str, law: Law) -> int:
    """Return the first month of a benefit that begins a certain month of the year one turns an age."""
    return law.settle(code, lambda age: _month_of_year(birth_year + age, law))


def _month_of_year(year: int, law: Law) -> int:
    return year * 12 + law.number("ae_first_calendar_month", year * 12) - 1


def _birthday(birth_date: date, month: int) -> date:
    end = last(month)
    return end if birth_date.day > end.day else end.replace(day=birth_date.day)
