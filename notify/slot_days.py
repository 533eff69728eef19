"""The days and months of a text, worked out from one message's facts."""

from __future__ import annotations

from datetime import date, timedelta

from notify.given import AGE_30, Given, Makers, last_payment, outlasts, pay_days
from notify.paths.moved import day_before_move
from notify.values import TimeUnit
from notify.words import day_in_words, length_sentence, month_in_words, time_left, when_in_words
from timeline.months import first, last, month_of, same_day
from timeline.outlasting import first_uncovered, last_apply_no_loss
from timeline.workday import appeal_last_day


def _slut(given: Given) -> str:
    return day_in_words(given.end, given.today) if given.end else ""


def _slutar(given: Given) -> str:
    return "" if given.end is None else "slutar" if given.today <= given.end else "slutade"


def _matt(given: Given) -> str:
    if given.end is None or given.end < given.today:
        return ""
    paid, chosen = pay_days(given), given.case.preferences.unit
    unit, _ = time_left(given.today, given.end, pay_days=paid, chosen=chosen)
    if unit is TimeUnit.MONTH:
        return ""  # the date beside it says the month already
    return length_sentence(given.today, given.end, pay_days=paid, chosen=chosen)


def _nar(given: Given) -> str:
    day = last_payment(given) if given.intent.key_date == "ae_last_day" else given.intent.key_date_day
    return when_in_words(day, given.today) if day else ""


def _dag(given: Given) -> str:
    return day_in_words(given.promise, given.today) if given.promise else ""


def _gammalt(given: Given) -> str:
    old = day_before_move(given.intent.step)
    return day_in_words(old, given.today) if old else ""


def _dag1(given: Given) -> str:
    planned = given.case.handover
    return day_in_words(planned.first, given.today) if planned else ""


def _dag2(given: Given) -> str:
    planned = given.case.handover
    return day_in_words(planned.writes_on, given.today) if planned and planned.writes_on > given.today else ""


def _till(given: Given) -> str:
    until = given.case.paused_until
    return day_in_words(until - timedelta(days=1), given.today) if until else ""


def _sista_dag(given: Given) -> str:
    day = _last_day(given)
    return day_in_words(day, given.today) if day and day >= given.today else ""


def _last_day(given: Given) -> date | None:
    """Find the law's last day for what the text asks."""
    intent, person = given.intent, given.timeline.person
    if intent.key_date == "answer":
        return appeal_last_day(intent.key_date_day, given.timeline.law, given.red_days)
    if intent.key_date in AGE_30:
        return person.sjuk_last_apply_no_loss
    if intent.key_date == "stops_work":
        return last(month_of(intent.key_date_day))
    if intent.key_date == "decision_end":
        return last_apply_no_loss(intent.key_date_day, given.timeline) if given.decision else None
    return intent.key_date_day


def _pengar_fran(given: Given) -> str:
    month = _payable_from(given)
    return month_in_words(month, given.today) if month else ""


def _payable_from(given: Given) -> date | None:
    """Find the first month that an application of today reaches (33 kap. 14 §, 36 kap. 28 §)."""
    intent, today = given.intent, month_of(given.today)
    if intent.key_date == "stops_work":
        return first(month_of(intent.key_date_day) + 1)
    if intent.key_date in AGE_30:
        right: date | None = given.timeline.person.sjuk_partial_first_day
    else:
        right = first_uncovered(outlasts(given) or given.decision.decision.end) if given.decision else None
    back = given.timeline.law.number("retro_months", today)
    return max(right, first(today - back)) if right else None


def _pengar_fran_ar(given: Given) -> str:
    return month_in_words(given.decision.decision.start, given.today) if given.decision else ""


def _ansok_manad(given: Given) -> str:
    if given.end is None:
        return ""
    good = same_day(given.end, -given.policy.applied_months_before)
    return month_in_words(max(good, given.today), given.today)


def _brev_manad(given: Given) -> str:
    return month_in_words(given.today, given.today)


def _fyller_manad(given: Given) -> str:
    return month_in_words(given.timeline.person.turns_30, given.today)


def _start_manad(given: Given) -> str:
    return month_in_words(given.timeline.person.ae_first_day, given.today)


MAKERS: Makers = {
    "slut": _slut,
    "slutar": _slutar,
    "matt": _matt,
    "vila_kvar": _matt,
    "nar": _nar,
    "dag": _dag,
    "till": _till,
    "gammalt": _gammalt,
    "dag1": _dag1,
    "dag2": _dag2,
    "sista_dag": _sista_dag,
    "pengar_fran": _pengar_fran,
    "pengar_fran_ar": _pengar_fran_ar,
    "ansok_manad": _ansok_manad,
    "brev_manad": _brev_manad,
    "fyller_manad": _fyller_manad,
    "start_manad": _start_manad,
}
