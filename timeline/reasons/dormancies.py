"""Steps behind the dates of vilande."""

from __future__ import annotations

from timeline.aftermath import REVOKED
from timeline.derive import Timeline
from timeline.dormancy import DormancyDates
from timeline.facts import Reason as Why
from timeline.keydate import KeyDate
from timeline.months import month_of
from timeline.reasons.age import Reason, Steps
from timeline.words import count_months, month_name, month_name_of

REASONS = {Why.WORK: "arbete", Why.STUDY: "studier"}


def of(key_date: KeyDate, timeline: Timeline) -> DormancyDates:
    """Return the vilande period that a key date is about."""
    return next(d for d in timeline.dormancies if d.dormancy.start == key_date.about)


def _row(dates: DormancyDates) -> str:
    row = dates.dormancy
    return f"Vilande för {REASONS[row.reason]}, {row.level} procent, {row.start} till {row.end}."


def _dormancy(key_date: KeyDate, timeline: Timeline) -> Steps:
    dates = of(key_date, timeline)
    told = f"{count_months(dates.months_received_before)} med ersättning i följd före."
    return (_row(dates), told, *_shortened(dates))


def _shortened(dates: DormancyDates) -> Steps:
    if dates.end is None or dates.end >= dates.dormancy.end:
        return ()
    if "decided_too_late_for_extension" in dates.problems:
        return (
            (
                f"Beslutet om vilande kom {dates.dormancy.decided}, efter {dates.fk_must_decide_by}. "
                f"Därför slutar vilandetiden med beslutet, {dates.end}."
            ),
        )
    return (f"Ersättningen får vila längst till {dates.max_end}. Därför räknas tiden till {dates.end}.",)


def _dormancy_end(key_date: KeyDate, timeline: Timeline) -> Steps:
    dates = of(key_date, timeline)
    return (_row(dates), *_shortened(dates), f"Sista dagen är {key_date.first}.")


def _max_end(key_date: KeyDate, timeline: Timeline) -> Steps:
    dates = of(key_date, timeline)
    longest = dates.max_months + dates.trial_months_counted
    told = [_row(dates), f"Ersättningen får vila högst {count_months(longest)} från den första månaden."]
    if dates.months_used > dates.months:
        told.append("Den första månaden är den första i den tidigare vilandetiden.")
    if dates.trial_months_counted:
        used = count_months(dates.trial_months_counted)
        told.append(f"Prövotid de tolv månaderna före räknas av: {used}. Kvar: {dates.max_months}.")
    if key_date.first == timeline.person.ae_last_day:
        told.append(f"Aktivitetsersättning lämnas längst till och med {timeline.person.ae_last_day}.")
    told.append(f"Längst till och med {key_date.first}.")
    return tuple(told)


def _fk_must_decide(key_date: KeyDate, timeline: Timeline) -> Steps:
    dates = of(key_date, timeline)
    return (
        _row(dates),
        "Ersättningen får vila längre än beslutet om aktivitetsersättning räcker.",
        f"Då måste Försäkringskassan besluta senast månaden före beslutets sista månad, {key_date.first}.",
        "Ansök flera månader före.",
    )


def _extended(key_date: KeyDate, timeline: Timeline) -> Steps:
    dates = of(key_date, timeline)
    return (
        _row(dates),
        f"Beslutet om aktivitetsersättning slutar före {key_date.first}.",
        f"Det förlängs till och med {key_date.last}, men bara den del som vilar: {dates.extended_level} procent.",
        "Den del som betalas ut förlängs inte. Den måste sökas på nytt.",
    )


def _pay(key_date: KeyDate, timeline: Timeline) -> Steps:
    dates = of(key_date, timeline)
    month = month_of(key_date.last or key_date.first)
    percent = timeline.law.number("dormancy_pay_percent", month)
    longest = timeline.law.number("dormancy_pay_months", month)
    return (
        _row(dates),
        f"Den som arbetar får {percent} procent av det belopp som vilar, i högst {count_months(longest)}.",
    )


def _resume(key_date: KeyDate, timeline: Timeline) -> Steps:
    dates = of(key_date, timeline)
    told = [_row(dates), f"Vilandetiden slutar {dates.end}."]
    if dates.after.kind == REVOKED:
        told.append("Försäkringskassan har avslutat den (36 kap. 17 §): inga tre månader enligt 18 a §.")
    told.append(f"Resten av beslutet gäller som vanligt, {key_date.first} till {key_date.last}.")
    return tuple(told)


def _regain(key_date: KeyDate, timeline: Timeline) -> Steps:
    dates, law = of(key_date, timeline), timeline.law
    month = month_of(key_date.first)
    most, total = law.number("regain_months", month), law.number("regain_total_months", month)
    return (
        _row(dates),
        f"Vilandetiden slutar {dates.end}, och mindre än {count_months(most)} är kvar av beslutet.",
        f"Då lämnas ersättning i högst {count_months(most)} utan ny prövning, på den nivå som vilade.",
        (
            f"Vilande och de månaderna får tillsammans vara högst {count_months(total)}; "
            f"{count_months(dates.months_used)} har vilat."
        ),
        f"Längst till och med {timeline.person.ae_last_day}, månaden före 30.",
        (
            f"Det blir {count_months(dates.after.regain_months or 0)}: {month_name(month)} till "
            f"{month_name_of(key_date.last or key_date.first)}, {dates.after.regain_level} procent."
        ),
        "Det gäller inte den del som personen fortfarande arbetar eller studerar.",
    )


DORMANCIES: dict[str, Reason] = {
    "dormancy": _dormancy,
    "dormancy_end": _dormancy_end,
    "dormancy_max_end": _max_end,
    "fk_must_decide_by": _fk_must_decide,
    "ae_extended": _extended,
    "dormancy_pay": _pay,
    "resume": _resume,
    "regain": _regain,
}
