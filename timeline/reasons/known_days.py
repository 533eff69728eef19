"""Steps behind the dates that follow from one known day: an application, a start, a stop, a decision."""

from __future__ import annotations

from timeline.application import ApplicationDates
from timeline.derive import Timeline
from timeline.facts import Benefit
from timeline.keydate import KeyDate
from timeline.months import month_of, same_day
from timeline.reasons.age import Reason, Steps
from timeline.words import count_months, month_name_of

BENEFITS = {
    Benefit.AE: "aktivitetsersättning",
    Benefit.SJUK_FULL: "hel sjukersättning",
    Benefit.SJUK_PARTIAL: "del av sjukersättning",
}


def _applied(application: ApplicationDates) -> str:
    return f"Ansökan om {BENEFITS[application.application.benefit]} {application.application.day}."


def _payable(key_date: KeyDate, timeline: Timeline) -> Steps:
    application = timeline.application
    if application is None:
        return ()
    told = [
        _applied(application),
        f"En ansökan når tidigast {application.reaches_back_to}.",
        f"Rätten börjar i {month_name_of(application.application.right_from)}."
        if application.application.right_from.year > 1
        else "När rätten började är inte känt.",
        f"Första månad som kan ge pengar är {month_name_of(key_date.first)}.",
    ]
    if key_date.last:
        told.append(f"Aktivitetsersättning lämnas längst till och med {key_date.last}.")
    return tuple(told)


def _delay(key_date: KeyDate, timeline: Timeline) -> Steps:
    application = timeline.application
    if application is None:
        return ()
    months = timeline.law.number("delay_months", month_of(application.application.day))
    return (
        _applied(application),
        f"Har inget beslut kommit på {count_months(months)}, går det från {key_date.first} att kräva ett beslut.",
        "Försäkringskassan ska då besluta eller säga nej till det inom fyra veckor.",
    )


def _apply_before(key_date: KeyDate, timeline: Timeline) -> Steps:
    return (
        f"Arbetet eller studierna börjar {timeline.facts.work_start}.",
        f"Ansökan om vilande och anmälan ska vara inne före, alltså senast {key_date.first}.",
        "Annars finns ingen rätt till ersättning för samma tid, och den kan krävas tillbaka.",
    )


def _resume_month(key_date: KeyDate, timeline: Timeline) -> Steps:
    return (
        f"Arbetet eller studierna slutar {timeline.facts.stops_work}.",
        f"Ändringen gäller från månaden efter, alltså {key_date.first}.",
        "Den som slutar och säger till före månadens slut får ersättningen en månad tidigare.",
    )


def _omprovning(key_date: KeyDate, timeline: Timeline) -> Steps:
    notified = timeline.facts.notified
    if notified is None:
        return ()
    months = timeline.law.number("appeal_months", month_of(notified))
    told = [
        f"Fick beslutet {notified}.",
        f"Begäran ska ha kommit in inom {count_months(months)}, alltså {same_day(notified, months)}.",
    ]
    if same_day(notified, months) != key_date.first:
        told.append(f"Den dagen är inte en vardag; då räcker nästa vardag, {key_date.first} (lag 1930:173).")
    return tuple(told)


def _housing(key_date: KeyDate, timeline: Timeline) -> Steps:
    return (
        f"Beslut om aktivitetsersättning {timeline.facts.decision_made}.",
        (
            f"Den som söker bostadstillägg senast månaden efter, {key_date.first}, får det från samma dag "
            "som aktivitetsersättningen."
        ),
        "Senare ansökan når tre månader tillbaka.",
    )


def _follow_up(key_date: KeyDate, _timeline: Timeline) -> Steps:
    return (f"Inskriven uppföljning {key_date.first}. Dagen står inte i lagen.",)


KNOWN_DAYS: dict[str, Reason] = {
    "application_payable": _payable,
    "delay_claim_day": _delay,
    "dormant_apply_last_day": _apply_before,
    "resume_month_first_day": _resume_month,
    "omprovning_last_day": _omprovning,
    "bostadstillagg_last_apply_no_loss": _housing,
    "follow_up_plan": _follow_up,
    "follow_up_yearly": _follow_up,
}
