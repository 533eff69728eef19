"""The steps of a text, what it is about, and how urgent the next step is."""

from __future__ import annotations

from datetime import timedelta

from notify.given import Given, Makers, find_visit, outlasts
from notify.values import Wording
from notify.words import day_in_words
from timeline.months import same_day

URGENT_DAYS = 28  # only this near a true end may a text say that it is urgent (rule 10)
EASIER_DAYS = 30  # so long after the good day an application still tends to be answered in time
SHEET_STEPS = {"step1": "steg 1", "visit": "steg 2", "step3": "steg 3", "net": "steg 3", "waiting": "steg 4"}
OPEN_STEPS = {"step1": "att boka läkare", "step3": "att ansöka igen", "net": "att ansöka igen"}
MATTERS = {
    "ae_first_day": "att ansöka",
    "age_30": "tiden efter 30",
    "ae_last_day": "tiden efter 30",
    "answer": "svaret",
    "chosen_day": "dagen som är vald",
    "consent": "att få sms från oss",
    "decision_end": "beslutet",
    "dormancy_end": "tiden som vilar",
    "extra_costs": "pengar för planen",
    "follow_up": "ett samtal",
    "handover": "en ny handläggare",
    "housing": "pengar till hyran",
    "number": "rätt nummer",
    "pause": "pausen",
    "regain_end": "ersättningen",
    "stops_work": "att sluta jobba",
    "trial_end": "studierna",
    "work_start": "att jobba eller studera",
}


def _steg(given: Given) -> str:
    return SHEET_STEPS.get(given.intent.step.split(".")[0], "") or _next_step(given)


def _next_step(given: Given) -> str:
    done = given.done
    if done is None:
        return ""
    if done.handed_in:
        return "steg 4"
    return "steg 3" if done.booked else "steg 1"


def _sak(given: Given) -> str:
    step = given.intent.step.split(".")[0]
    open_words = given.case.preferences.wording is Wording.TYDLIG
    if outlasts(given) and step == "moved":
        return MATTERS["regain_end"]
    return (
        (open_words and OPEN_STEPS.get(step))
        or SHEET_STEPS.get(step)
        or MATTERS.get(given.intent.key_date, "")
    )


def _bradska(given: Given) -> str:
    """Say how urgent the next step is, by the arithmetic of when it must begin."""
    done = given.done
    if given.decision is None or done is None:
        return ""
    end = given.decision.decision.end
    if done.handed_in:
        return "Du har gott om tid."
    if (end - given.today).days <= URGENT_DAYS and _is_sure(given):
        return "Det är bråttom nu."
    before = given.policy.step_1_months_before if not done.booked else given.policy.applied_months_before + 1
    return "Du har gott om tid." if given.today < same_day(end, -before) else "Gör det gärna den här veckan."


def _is_sure(given: Given) -> bool:
    """Tell whether somebody has made sure of the facts so lately that urgent words may go."""
    confirmed = given.case.confirmed
    return confirmed is not None and confirmed >= given.today - timedelta(days=given.policy.fresh_days)


def _nytta(given: Given) -> str:
    if given.end is None:
        return ""
    good = same_day(given.end, -given.policy.applied_months_before)
    in_time = given.today < good + timedelta(days=EASIER_DAYS)
    return "Då är det lättare att få pengar i tid." if in_time else "Då blir det kortare utan pengar."


def _steg1_rad(given: Given) -> str:
    done = given.done
    return "" if done is None else "Steg 1: Boka tid. Klart." if done.booked else "Steg 1: Boka tid."


def _steg2_rad(given: Given) -> str:
    visit = find_visit(given)
    if visit is None:
        return "Steg 2: Besöket."
    if visit.day < given.today:
        return "Steg 2: Besöket. Klart."
    return f"Steg 2: Besöket. Det är {day_in_words(visit.day, given.today)}."


MAKERS: Makers = {
    "steg": _steg,
    "sak": _sak,
    "bradska": _bradska,
    "nytta": _nytta,
    "steg1_rad": _steg1_rad,
    "steg2_rad": _steg2_rad,
}
