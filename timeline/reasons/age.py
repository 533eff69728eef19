"""Steps behind the dates that follow from the birth date."""

from __future__ import annotations

from collections.abc import Callable

from timeline.derive import Timeline
from timeline.keydate import KeyDate
from timeline.months import month_of
from timeline.words import MONTHS, count_months, month_name, month_name_of

Steps = tuple[str, ...]
Reason = Callable[[KeyDate, Timeline], Steps]


def _born(timeline: Timeline) -> str:
    return f"Född {timeline.facts.birth_date}."


def _turns(timeline: Timeline) -> str:
    turns = timeline.person.turns_30
    return f"Fyller {turns.year - timeline.facts.birth_date.year} i {month_name_of(turns)}."


def _from_july(what: str) -> Reason:
    def tell(key_date: KeyDate, timeline: Timeline) -> Steps:
        day, law = key_date.first, timeline.law
        age = day.year - timeline.facts.birth_date.year
        month = MONTHS[law.number("ae_first_calendar_month", month_of(day)) - 1]
        return (
            _born(timeline),
            f"Fyller {age} under år {day.year}. Det är året som räknas, inte födelsedagen.",
            f"{what} kan börja tidigast i {month} det året, alltså {day}.",
        )

    return tell


def _turns_30(key_date: KeyDate, timeline: Timeline) -> Steps:
    told = f"Fyller {key_date.first.year - timeline.facts.birth_date.year} den {key_date.first}."
    return (_born(timeline), told)


def _ae_last_day(key_date: KeyDate, timeline: Timeline) -> Steps:
    return (
        _born(timeline),
        _turns(timeline),
        "Aktivitetsersättning kan lämnas längst till och med månaden före.",
        f"Sista månad är {month_name_of(key_date.first)}, alltså till och med {key_date.first}.",
    )


def _ae_last_application_day(key_date: KeyDate, timeline: Timeline) -> Steps:
    retro = timeline.law.number("retro_months", month_of(timeline.person.ae_last_day))
    last_month = month_name_of(timeline.person.ae_last_day)
    return (
        _born(timeline),
        f"Sista månad med aktivitetsersättning är {last_month}.",
        f"En ansökan når högst {count_months(retro)} före ansökningsmånaden.",
        f"Den som söker i {month_name_of(key_date.first)} når {last_month}; den som söker senare når ingen månad.",
    )


def _sjuk_partial(key_date: KeyDate, timeline: Timeline) -> Steps:
    return (
        _born(timeline),
        _turns(timeline),
        f"En del av sjukersättning kan lämnas från den månaden, alltså {key_date.first}.",
    )


def _sjuk_last_apply(key_date: KeyDate, timeline: Timeline) -> Steps:
    first_day = timeline.person.sjuk_partial_first_day
    retro = timeline.law.number("retro_months", month_of(first_day))
    return (
        _born(timeline),
        f"Sjukersättning efter aktivitetsersättning kan börja {first_day}.",
        f"En ansökan når {count_months(retro)} före ansökningsmånaden.",
        f"Den som söker senast {key_date.first} förlorar ingen månad. Varje månad senare kostar en månad.",
    )


def _sarskilda_fall(key_date: KeyDate, timeline: Timeline) -> Steps:
    return (
        _born(timeline),
        _turns(timeline),
        f"Aktivitetsersättningen slutar därför {timeline.person.ae_last_day}.",
        (
            f"Sjukpenning i särskilda fall kan lämnas från dagen efter, {key_date.first}, "
            "för den som är sjuk och vars sjukpenninggrundande inkomst saknas eller är låg."
        ),
    )


def _advice_before_30(policy: str, what: str) -> Reason:
    def tell(key_date: KeyDate, timeline: Timeline) -> Steps:
        months = getattr(timeline.law.policy, policy)
        return (
            _born(timeline),
            _turns(timeline),
            f"Tjänstens råd är att {what} {count_months(months)} före, i {month_name(month_of(key_date.first))}.",
        )

    return tell


AGE: dict[str, Reason] = {
    "ae_first_day": _from_july("Aktivitetsersättning"),
    "sjuk_full_first_day": _from_july("Hel sjukersättning"),
    "turns_30": _turns_30,
    "ae_last_day": _ae_last_day,
    "ae_last_application_day": _ae_last_application_day,
    "sjuk_partial_first_day": _sjuk_partial,
    "sjuk_last_apply_no_loss": _sjuk_last_apply,
    "sarskilda_fall_first_day": _sarskilda_fall,
    "policy_sjuk_doctor_day": _advice_before_30("sjuk_doctor_months", "boka läkare"),
    "policy_sjuk_apply_day": _advice_before_30("sjuk_apply_months", "söka sjukersättning"),
}
