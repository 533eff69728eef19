"""Steps behind the dates of decisions, gaps, overlaps and the earliest vilande and prövotid."""

from __future__ import annotations

from datetime import date

from timeline.decision import DecisionDates
from timeline.derive import Timeline
from timeline.facts import Kind
from timeline.keydate import KeyDate
from timeline.months import first, last, month_of
from timeline.reasons.age import Reason, Steps
from timeline.words import count_months, month_name, month_name_of

KINDS = {Kind.REDUCED_CAPACITY: "nedsatt arbetsförmåga", Kind.EXTENDED_SCHOOLING: "förlängd skolgång"}


def of(key_date: KeyDate, timeline: Timeline) -> DecisionDates:
    """Return the decision that a key date is about."""
    return next(d for d in timeline.decisions if d.decision.start == key_date.about)


def _row(dates: DecisionDates) -> str:
    decision = dates.decision
    return (
        f"Beslut för {KINDS[decision.kind]}, {decision.extent} procent, {decision.start} till {decision.end}."
    )


def _decision(key_date: KeyDate, timeline: Timeline) -> Steps:
    return (_row(of(key_date, timeline)),)


def _decision_end(key_date: KeyDate, timeline: Timeline) -> Steps:
    dates = of(key_date, timeline)
    told = f"Sista dagen i beslutet är {key_date.first}."
    if dates.decision.kind is Kind.EXTENDED_SCHOOLING:
        told = f"{told} Ersättning vid förlängd skolgång lämnas så länge skolan varar."
    return (_row(dates), told)


def _max_end(key_date: KeyDate, timeline: Timeline) -> Steps:
    dates = of(key_date, timeline)
    months = timeline.law.number("decision_max_months", dates.start_month)
    longest = last(dates.start_month + months - 1)
    return (
        f"Beslutet börjar {dates.decision.start}.",
        f"Ett beslut får avse högst {count_months(months)}, alltså till och med {longest}.",
        f"Aktivitetsersättning lämnas längst till och med {timeline.person.ae_last_day}.",
        f"Det som kommer först gäller: {key_date.first}.",
    )


def _first_uncovered(key_date: KeyDate, timeline: Timeline) -> Steps:
    dates = of(key_date, timeline)
    if key_date.first != dates.first_uncovered_day:
        return (
            _row(dates),
            *_outlasting(dates, timeline, last(month_of(key_date.first) - 1)),
            f"Första dag utan ersättning är dagen efter, {key_date.first}.",
        )
    return (_row(dates), f"Inget beslut täcker dagen efter, {key_date.first}.")


def _outlasting(dates: DecisionDates, timeline: Timeline, end: date) -> Steps:
    """Tell what makes the benefit last longer than its decision: what rests is lengthened, and months come after."""
    decision = dates.decision
    rests = [
        rest
        for rest in timeline.dormancies
        if rest.dormancy.level >= decision.extent and decision.start <= rest.dormancy.start <= decision.end
    ]
    longer = max((rest.ae_extended_to for rest in rests if rest.ae_extended_to), default=None)
    after = max((rest.after.regain_last_day for rest in rests if rest.after.regain_last_day), default=None)
    found = []
    if longer:
        found.append(f"Hela ersättningen vilar när beslutet slutar, så det förlängs till och med {longer}.")
    if after and after >= end:
        found.append(
            f"När det som vilar tar slut kommer ersättning igen till och med {end}, "
            "för den som slutar arbeta eller studera."
        )
    return tuple(found)


def _free(key_date: KeyDate, timeline: Timeline) -> int:
    """Return the first uncovered month that a renewal or advice date was counted from."""
    for other in timeline.key_dates:
        if other.code == "first_uncovered_day" and other.about == key_date.about:
            return month_of(other.first)
    return of(key_date, timeline).stop_month


def _renewal(key_date: KeyDate, timeline: Timeline) -> Steps:
    free = _free(key_date, timeline)
    retro = timeline.law.number("retro_months", free)
    return (
        _row(of(key_date, timeline)),
        f"Första månad utan beslut är {month_name(free)}.",
        f"En ansökan når {count_months(retro)} före ansökningsmånaden.",
        (
            f"Den som söker i {month_name_of(key_date.first)} når {month_name(free)}. "
            f"Senast {key_date.first} förloras ingen månad; varje månad senare kostar en månad."
        ),
        "Pengarna dröjer tills ett beslut har kommit.",
    )


def _advice(policy: str, what: str) -> Reason:
    def tell(key_date: KeyDate, timeline: Timeline) -> Steps:
        free = _free(key_date, timeline)
        months = getattr(timeline.law.policy, policy)
        return (
            _row(of(key_date, timeline)),
            f"Första månad utan beslut är {month_name(free)}.",
            f"{what} {count_months(months)} före, i {month_name_of(key_date.first)}.",
        )

    return tell


def _gap(key_date: KeyDate, _timeline: Timeline) -> Steps:
    return (
        f"Inget beslut täcker {key_date.first} till {key_date.last}.",
        "Efter en lucka börjar de tolv månaderna före vilande om från början.",
    )


def _overlap(key_date: KeyDate, _timeline: Timeline) -> Steps:
    return (
        f"Två beslut täcker båda {key_date.first} till {key_date.last}.",
        "Vi räknar med att det senare beslutet ersätter det tidigare från sin första månad.",
    )


def _dormant_earliest(key_date: KeyDate, timeline: Timeline) -> Steps:
    need = timeline.law.number("dormancy_received_months", month_of(key_date.first))
    start = month_of(key_date.first) - need
    return (
        f"Ersättning i följd från {first(start)}.",
        f"Ersättningen kan vila när den har lämnats minst {count_months(need)} omedelbart före.",
        (
            f"{count_months(need)} är {month_name(start)} till {month_name(start + need - 1)}; "
            f"månaden efter är {month_name_of(key_date.first)}."
        ),
    )


def _trial_earliest(key_date: KeyDate, timeline: Timeline) -> Steps:
    need = timeline.law.number("trial_received_months", month_of(key_date.first))
    cap = timeline.law.number("trial_cap_months", month_of(key_date.first))
    return (
        f"Prövotid kräver minst {count_months(need)} med ersättning för nedsatt arbetsförmåga.",
        f"De är uppnådda från och med {month_name_of(key_date.first)}.",
        f"Prövotid får lämnas högst {count_months(cap)} sammanlagt för den tiden.",
    )


DECISIONS: dict[str, Reason] = {
    "decision": _decision,
    "decision_end": _decision_end,
    "decision_max_end": _max_end,
    "first_uncovered_day": _first_uncovered,
    "renewal_last_apply_no_loss": _renewal,
    "policy_doctor_day": _advice("doctor_months", "Tjänstens råd är att boka läkare"),
    "policy_info_day": _advice("info_months", "Försäkringskassan brukar höra av sig"),
    "policy_apply_day": _advice("apply_months", "Tjänstens råd är att ansöka"),
    "policy_apply_late_day": _advice("apply_late_months", "Ett beslut tar ofta lång tid: ansök minst"),
    "gap": _gap,
    "overlap": _overlap,
    "dormant_earliest_start": _dormant_earliest,
    "trial_earliest_start": _trial_earliest,
}
