"""What an application reaches, and the dates that follow from one known day (R6, R12, R16, R18, R19, R21)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from timeline.facts import Application, Benefit, Facts
from timeline.law import Law
from timeline.months import first, last, month_of, same_day
from timeline.person import PersonDates
from timeline.workday import RedDays, appeal_last_day


@dataclass(frozen=True, slots=True)
class ApplicationDates:
    """What an application reaches.

    first_payable_day: None if no month can be reached. last_payable_day_cap: None for sjukersättning.
    delay_claim_day: from then one may demand a decision (12 § förvaltningslagen).
    """

    application: Application
    reaches_back_to: date
    first_payable_day: date | None
    last_payable_day_cap: date | None
    delay_claim_day: date


@dataclass(frozen=True, slots=True)
class SingleDates:
    """Dates that follow from one known day each. None where that day isn't known.

    dormant_application_late: True from the day work starts.
    """

    dormant_apply_last_day: date | None = None
    dormant_application_late: bool | None = None
    resume_month_first_day: date | None = None
    omprovning_last_day: date | None = None
    bostadstillagg_last_apply_no_loss: date | None = None


NO_DATES = SingleDates()


def application_dates(application: Application, person: PersonDates, law: Law) -> ApplicationDates:
    """Work out which months an application can reach. 33 kap. 14, 16 and 18 §§ SFB."""
    month = month_of(application.day)
    reach = first(month - law.number("retro_months", month))
    lowest = {
        Benefit.AE: person.ae_first_day,
        Benefit.SJUK_FULL: person.sjuk_full_first_day,
        Benefit.SJUK_PARTIAL: person.sjuk_partial_first_day,
    }[application.benefit]
    cap = person.ae_last_day if application.benefit is Benefit.AE else None
    payable = max(reach, first(month_of(application.right_from)), lowest)
    return ApplicationDates(
        application=application,
        reaches_back_to=reach,
        first_payable_day=None if cap and payable > cap else payable,
        last_payable_day_cap=cap,
        delay_claim_day=same_day(application.day, law.number("delay_months", month)),
    )


def single_dates(facts: Facts, law: Law, red_days: RedDays) -> SingleDates:
    """Work out the dates that need only one known day. 36 kap. 28 §, 101 kap. 10 a §, 113 kap. 19 § SFB."""
    if not (facts.work_start or facts.stops_work or facts.notified or facts.decision_made):
        return NO_DATES
    return SingleDates(
        _day_before(facts.work_start) if facts.work_start else None,
        _late(facts),
        first(month_of(facts.stops_work) + 1) if facts.stops_work else None,
        appeal_last_day(facts.notified, law, red_days) if facts.notified else None,
        _housing(facts.decision_made, law) if facts.decision_made else None,
    )


def _day_before(day: date) -> date:
    return day - timedelta(days=1) if day > date.min else day


def _late(facts: Facts) -> bool | None:
    if facts.work_start is None or facts.dormancy_application is None:
        return None
    return facts.dormancy_application >= facts.work_start


def _housing(decision_made: date, law: Law) -> date:
    month = month_of(decision_made)
    return last(month + law.number("housing_months", month))
