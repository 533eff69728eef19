"""The money of a text, and its months: how many times, which ones, and how many are left."""

from __future__ import annotations

from notify.given import Given, Makers, pay_days
from notify.words import list_in_words, months_in_words
from timeline.months import month_of
from timeline.words import MONTHS


def _pengar(given: Given) -> str:
    count = len(pay_days(given))
    if not count:
        return ""
    return "Du får pengar 1 gång till." if count == 1 else f"Du får pengar {count} gånger till."


def _pengar_manader(given: Given) -> str:
    return list_in_words([MONTHS[day.month - 1] for day in pay_days(given)])


def _tid(given: Given) -> str:
    return months_in_words(given.policy.handling_months)


def _manader(given: Given) -> str:
    regained = [d.after.regain_months for d in given.timeline.dormancies if d.after.regain_months]
    return months_in_words(regained[-1]) if regained else ""


def _k(given: Given) -> str:
    months = _trial(given)
    return str(month_of(given.today) - months[0] + 1) if months and months[0] <= month_of(given.today) else ""


def _n(given: Given) -> str:
    months = _trial(given)
    return str(months[1] - months[0] + 1) if months else ""


def _trial(given: Given) -> tuple[int, int] | None:
    for trial in given.case.facts.trials:
        if trial.end == given.intent.key_date_day or trial.start <= given.today <= trial.end:
            return month_of(trial.start), month_of(trial.end)
    return None


def _mer(given: Given) -> str:
    trial = given.timeline.trial
    left = trial.months_left_next_month if trial else 0
    return months_in_words(left) if left > 0 else ""


MAKERS: Makers = {
    "pengar": _pengar,
    "pengar_manader": _pengar_manader,
    "tid": _tid,
    "manader": _manader,
    "k": _k,
    "n": _n,
    "mer": _mer,
}
