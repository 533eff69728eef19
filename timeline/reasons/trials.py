"""Steps behind the dates of prövotid."""

from __future__ import annotations

from timeline.derive import Timeline
from timeline.keydate import KeyDate
from timeline.months import month_of
from timeline.reasons.age import Reason, Steps
from timeline.words import count_months, month_name, month_name_of


def _used(timeline: Timeline) -> str:
    used = timeline.trial.months_used if timeline.trial else 0
    return f"Använd prövotid sammanlagt: {count_months(used)}."


def _trial(key_date: KeyDate, timeline: Timeline) -> Steps:
    before = timeline.trial.months_received_before if timeline.trial else 0
    return (
        f"Prövotid {key_date.first} till {key_date.last}.",
        f"Före den första prövotiden: {count_months(before)} med ersättning för nedsatt arbetsförmåga.",
        _used(timeline),
    )


def _trial_end(key_date: KeyDate, timeline: Timeline) -> Steps:
    return (f"Prövotiden börjar {key_date.about}.", f"Sista dagen är {key_date.first}.", _used(timeline))


def _caps(timeline: Timeline, month: int) -> str:
    cap = timeline.law.number("trial_cap_months", month)
    return f"Högst {count_months(cap)} sammanlagt för {month_name(month)}."


def _latest_end(key_date: KeyDate, timeline: Timeline) -> Steps:
    return (
        _used(timeline),
        _caps(timeline, month_of(key_date.first)),
        _caps(timeline, month_of(key_date.first) + 1),
        "Prövotiden slutar också när beslutet om aktivitetsersättning slutar, eller månaden före 30.",
        f"Utan avbrott kan den fortsätta längst till och med {key_date.first}.",
    )


def _next_start(key_date: KeyDate, timeline: Timeline) -> Steps:
    return (
        _used(timeline),
        _caps(timeline, month_of(key_date.first)),
        f"Den första månaden med tid kvar och med beslut är {month_name_of(key_date.first)}.",
    )


TRIALS: dict[str, Reason] = {
    "trial": _trial,
    "trial_end": _trial_end,
    "trial_latest_end": _latest_end,
    "trial_next_start": _next_start,
}
