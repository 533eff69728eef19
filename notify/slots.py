"""The words for a template's slots, worked out from the facts on the morning of sending.

Goes in: an intent, the case, its timeline and today. Comes out: a value for each slot that facts can fill.
A slot they can't fill is left out: its line falls away, or the text is refused with a sentence when it is
rendered (templates.SlotError). Never guesses a day, and never says a thing that is not true on `today`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, time, timedelta

from notify.given import (
    AGE_30,
    DEFAULT_POLICY,
    Given,
    Names,
    Policy,
    find_decision,
    find_end,
    find_visit,
    pay_days,
)
from notify.ombud_words import copies_sentence, joined, standing, until_sentence, who_gets
from notify.paths.meetings import FOLLOW_UP
from notify.paths.moved import day_before_move
from notify.values import Case, Intent, Road, TimeUnit, Wording
from notify.words import (
    clock_in_words,
    day_in_words,
    length_sentence,
    list_in_words,
    month_in_words,
    months_in_words,
    time_left,
    weekday,
    when_in_words,
)
from timeline.derive import Timeline
from timeline.months import first, last, month_of, same_day
from timeline.outlasting import first_uncovered, last_apply_no_loss
from timeline.words import MONTHS
from timeline.workday import RedDays, appeal_last_day

URGENT_DAYS = 28  # only this near a true end may a text say that it is urgent (rule 10)
EASIER_DAYS = 30  # so long after the good day an application still tends to be answered in time
SHEET_STEPS = {"step1": "steg 1", "visit": "steg 2", "step3": "steg 3", "net": "steg 3", "waiting": "steg 4"}
OPEN_STEPS = {"step1": "att boka läkare", "step3": "att ansöka igen", "net": "att ansöka igen"}
MATTERS = {
    "age_30": "tiden efter 30",
    "ae_last_day": "tiden efter 30",
    "answer": "svaret",
    "decision_end": "beslutet",
    "dormancy_end": "tiden som vilar",
    "extra_costs": "pengar för planen",
    "follow_up": "ett samtal",
    "handover": "en ny handläggare",
    "regain_end": "ersättningen",
    "stops_work": "att sluta jobba",
    "trial_end": "studierna",
    "work_start": "att jobba eller studera",
}
RESERVE_ROADS = {
    "": "från din handläggare",
    "epost": "med mejl",
    "ombud": "till ditt ombud",
    "handläggare": "från din handläggare",
    "brev": "i brev",
}


def fill(
    intent: Intent,
    case: Case,
    timeline: Timeline,
    *,
    today: date,
    names: Names,
    red_days: RedDays,
    next_day: date | None = None,
    promise_day: date | None = None,
    policy: Policy = DEFAULT_POLICY,
    extra: Mapping[str, str] | None = None,
) -> dict[str, str]:
    """Give the slots of an intent their words.

    next_day: the day of the next message about the same matter if nothing happens in between, or None.
    promise_day: the day by which a named person makes contact, where the text promises one.
    extra: values that only the caller knows (a chosen day, what a copy is about); they win over the computed.
    """
    decision = find_decision(intent, timeline)
    given = Given(
        intent,
        case,
        timeline,
        today,
        red_days,
        policy,
        decision,
        find_end(intent, timeline, decision),
        promise_day,
    )
    slots = _names(names)
    slots |= {slot: words for slot, make in _MAKERS.items() if (words := make(given))}
    slots |= {slot: words for slot, words in _copies(given, names).items() if words}
    if how := _mote(given, names.contact):
        slots["mote"] = how
    if next_day is not None:
        slots["nasta"] = day_in_words(next_day, today)
    return slots | dict(extra or {})


def meeting_sentence(contact: str, how: str, at: time) -> str:
    """Say how a meeting will be. how: as written in the register ("telefon", "ring", "besök", "video")."""
    if "ring" in how.lower() or "telefon" in how.lower():
        return f"{contact} ringer dig klockan {clock_in_words(at)}."
    return f"Ni ses klockan {clock_in_words(at)}."


def chosen_day(day: date, today: date, red_days: RedDays) -> dict[str, str]:
    """Give the slots of a day that the person chose: it is kept even when it is a weekend or a red day."""
    slots = {"dag": day_in_words(day, today)}
    if day.weekday() >= 4:
        slots["helg"] = f"Vi skriver fast det är {weekday(day)}."
    elif red_days(day):
        slots["helg"] = "Vi skriver fast det är en helgdag."
    return slots


def _names(names: Names) -> dict[str, str]:
    pairs = {
        "namn": names.person,
        "kontakt": names.contact,
        "hjalpare": names.helper or names.contact,
        "ombud": names.ombud,
        "ny": names.new_contact,
    }
    return {slot: name for slot, name in pairs.items() if name}


# ---- days and months


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
    if given.intent.key_date == "ae_last_day":
        paid = pay_days(given)
        return when_in_words(paid[-1], given.today) if paid else ""
    return when_in_words(given.intent.key_date_day, given.today)


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


def _mote(given: Given, contact: str) -> str:
    """Say how the meeting will be, where its hour is known."""
    if given.intent.key_date != FOLLOW_UP or not contact:
        return ""
    rows = [row for row in given.case.facts.follow_ups if row.day == given.intent.key_date_day]
    kinds = [row for row in rows if given.intent.step.startswith(f"{row.kind.value}.")]
    return meeting_sentence(contact, kinds[0].how, kinds[0].at) if kinds and kinds[0].at else ""


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
        right = first_uncovered(_outlasts(given) or given.decision.decision.end) if given.decision else None
    back = given.timeline.law.number("retro_months", today)
    return max(right, first(today - back)) if right else None


def _outlasts(given: Given) -> date | None:
    """Give the last day of a benefit that vilande has made longer than the decision; None of any other."""
    end, ends = given.intent.key_date_day, {d.decision.end for d in given.timeline.decisions}
    return end if given.intent.key_date == "decision_end" and end not in ends else None


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


# ---- steps


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
    if _outlasts(given) and step == "moved":
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


# ---- money and months


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


# ---- choices


def _copies(given: Given, names: Names) -> dict[str, str]:
    case, today = given.case, given.today
    found = standing(case, today)
    return {
        "kopior": copies_sentence(case, today, names.all_ombud),
        "kopior_till": until_sentence(case, today) if who_gets(case, today) else "",
        "ombuden": joined(case, found, names.all_ombud) if found else "",
    }


def _takt(given: Given) -> str:
    return given.intent.pace.value.upper()


def _slag(given: Given) -> str:
    return "mejl" if given.case.preferences.road is Road.EMAIL else "sms"


def _reserv(given: Given) -> str:
    return RESERVE_ROADS.get(given.case.reserve_road.lower(), RESERVE_ROADS[""])


def _egen_tid(given: Given) -> str:
    chosen = given.case.preferences
    days = " och ".join(weekday(date(2024, 1, 1) + timedelta(days=number)) for number in chosen.weekdays)
    return f"{days} klockan {clock_in_words(chosen.hour)}"


_MAKERS: dict[str, Callable[[Given], str]] = {
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
    "steg": _steg,
    "sak": _sak,
    "bradska": _bradska,
    "nytta": _nytta,
    "steg1_rad": _steg1_rad,
    "steg2_rad": _steg2_rad,
    "pengar": _pengar,
    "pengar_manader": _pengar_manader,
    "tid": _tid,
    "manader": _manader,
    "k": _k,
    "n": _n,
    "mer": _mer,
    "takt": _takt,
    "slag": _slag,
    "reserv": _reserv,
    "egen_tid": _egen_tid,
}
