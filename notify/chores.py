"""What the handläggare is asked to do, and from which day. The same task keeps its identity."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from functools import partial

from notify.chore import Chore, about_step_1, make_chore, promise_day
from notify.life import DAY, DECISION_END, Life, Renewal
from notify.paths.net import net_day
from notify.paths.steps import STEP_1, TAKEN_OVER, take_over_day
from notify.paths.thirty import AGE_30, said_applied
from notify.paths.welcome import CONSENT
from notify.roads import sole_ombud, wants_none
from notify.sheet_chores import give_sheet
from notify.urgency import unsure
from notify.values import StepKind, TaskKind
from notify.words import long_date


def chores(life: Life) -> list[Chore]:
    """List every task the facts ask for, today's or not."""
    return [chore for source in SOURCES for chore in source(life)]


def _take_over(life: Life) -> Iterator[Chore]:
    days = life.renewal
    if days is None or days.schooling or days.done.booked or days.done.handed_in:
        return
    first = _take_over_from(life, days)
    if first > days.end:
        return
    yield make_chore(
        life,
        TaskKind.TAKE_OVER,
        about_step_1(days.end),
        first=first,
        due=lambda: promise_day(max(first, life.case.known_since), life),
        last=days.last,
        why=f"Steg 1 (boka läkare) är inte gjort och beslutet slutar {long_date(days.end)}: hör av dig.",
    )


def _no_doctor(life: Life) -> Iterator[Chore]:
    days = life.renewal
    if days is None or days.schooling or days.done.booked or days.done.handed_in:
        return
    for fact in life.case.steps:
        if fact.kind is StepKind.DOCTOR and fact.value == "nej" and fact.day > days.done.since:
            yield make_chore(
                life,
                TaskKind.TAKE_OVER,
                f"{DECISION_END}|{days.end}|doctor",
                first=fact.day,
                due=partial(
                    life.diary.calendar.workdays_after,
                    max(fact.day, life.case.known_since),
                    life.paces.risk_of_gap.call_workdays,
                ),
                last=days.good,
                why="Personen har ingen läkare eller mottagning: hjälp att hitta en före steg 1.",
            )


def _take_over_from(life: Life, days: Renewal) -> date:
    for row in life.history.of_step(DECISION_END, STEP_1, days.done.since):
        if row.step == TAKEN_OVER:
            return row.day
    return life.diary.calendar.open_until(take_over_day(life, days))


def _risk_of_gap(life: Life) -> Iterator[Chore]:
    days = life.renewal
    if days is None or days.done.handed_in or days.done.answer:
        return
    rule = life.paces.risk_of_gap
    net = next(net for net in life.paces.safety_net if net.name == rule.from_net)
    first = max(life.diary.calendar.open_until(net_day(net, days)), days.begin)
    if first > days.last:
        return
    yield make_chore(
        life,
        TaskKind.RISK_OF_GAP,
        f"{DECISION_END}|{days.end}",
        first=first,
        due=lambda: life.diary.calendar.workdays_after(first, rule.call_workdays),
        last=days.last,
        why=f"Risk för glapp: beslutet är till och med {long_date(days.end)} och ingen ansökan är inne.",
    )


def _confirm_later(life: Life) -> Iterator[Chore]:
    said = said_applied(life)
    if said is None or life.latest is None:
        return
    yield make_chore(
        life,
        TaskKind.CONFIRM_APPLICATION,
        f"{AGE_30}|{said}",
        first=said,
        due=lambda: life.paces.confirm.after_said.after(said),
        last=life.timeline.person.sjuk_last_apply_no_loss,
        why=f"Personen sa {long_date(said)} att ansökan för tiden efter 30 är inne: bekräfta att den har kommit fram.",
    )


def _confirm_application(life: Life) -> Iterator[Chore]:
    days = life.renewal
    if days is None or days.done.applied is None or days.done.received or days.done.answer:
        return
    said = days.done.applied
    yield make_chore(
        life,
        TaskKind.CONFIRM_APPLICATION,
        f"{DECISION_END}|{days.end}|{said}",
        first=said,
        due=lambda: life.paces.confirm.after_said.after(said),
        last=days.last,
        why=f"Personen sa {long_date(said)} att ansökan är inne: bekräfta att den har kommit fram.",
    )


def _confirm_facts(life: Life) -> Iterator[Chore]:
    """Ask, some days before urgent words, whether they are still true."""
    back, warn, known = (
        life.diary.calendar.workdays_before,
        life.paces.confirm.warn_workdays,
        life.case.known_since,
    )
    why = "Snart går ett brådskande meddelande: kontrollera om ansökan är inne."
    for words in unsure(life):
        if words.day > known:
            first, due = max(back(words.day, warn), known), partial(back, words.day, 1)
            yield Chore(life.case.ref, TaskKind.CONFIRM_FACTS, words.about, first, words.day, due, why)


def _get_consent(life: Life) -> Iterator[Chore]:
    known, consent = life.case.known_since, life.case.consent
    if consent is True:
        return
    if consent is False:
        why = "Personen har sagt nej till meddelanden: kom överens om hur viktiga datum ska nå fram."
        yield make_chore(
            life, TaskKind.GET_CONSENT, "no", first=known, due=lambda: known, last=date.max - DAY, why=why
        )
        return
    asked = [row.day for row in life.history.main if row.key_date == CONSENT]
    if not asked and life.may_be_reached:
        return
    first = life.paces.consent.wait.after(asked[-1]) if asked else known
    why = "Personen har inte svarat på frågan om meddelanden: fråga på ett annat sätt."
    yield make_chore(
        life, TaskKind.GET_CONSENT, f"{known}", first=first, due=lambda: first, last=date.max - DAY, why=why
    )


def _unreachable(life: Life) -> Iterator[Chore]:
    if life.may_be_reached or life.case.stopped_on or wants_none(life.case):
        return
    known = life.case.known_since
    why = (
        "Det finns varken mobilnummer eller e-post som når personen: kom överens om en väg, eller skriv brev."
    )
    yield make_chore(
        life, TaskKind.UNREACHABLE, "road", first=known, due=lambda: known, last=date.max - DAY, why=why
    )


def _waiting(life: Life) -> Iterator[Chore]:
    days = life.renewal
    if days is None or not days.done.received or days.done.answer:
        return
    rules, applied = life.paces.waiting, days.done.application_day or days.done.received
    yield make_chore(
        life,
        TaskKind.INTERIM_DECISION,
        f"{DECISION_END}|{days.end}",
        first=rules.interim_task.before(days.end),
        due=lambda: days.end,
        last=days.last,
        why=f"Inget svar än och beslutet är till och med {long_date(days.end)}: fråga om tillfälligt beslut (112:2).",
    )
    demand = rules.demand.after(applied)
    why = f"Ansökan är från {long_date(applied)} och har inget svar: personen kan kräva ett beslut."
    yield make_chore(
        life,
        TaskKind.LATE_ANSWER,
        f"{DECISION_END}|{days.end}",
        first=demand,
        due=lambda: life.diary.calendar.workdays_after(demand, life.paces.risk_of_gap.call_workdays),
        last=date.max - DAY,
        why=why,
    )


def _handover(life: Life) -> Iterator[Chore]:
    planned = life.case.handover
    if planned is None:
        return
    yield make_chore(
        life,
        TaskKind.HANDOVER,
        f"{planned.first}|{planned.key}",
        first=planned.known,
        due=lambda: planned.writes_on,
        last=life.paces.sending.stale_after.after(planned.writes_on),
        why=f"Du tar över ärendet {long_date(planned.first)}: hör av dig {long_date(planned.writes_on)}"
        f"{_told_of_handover(life, planned.known)}",
    )


def _told_of_handover(life: Life, day: date) -> str:
    """Say who is told by a message that a new handläggare takes over, as it looks on the day it was decided."""
    if life.may_send:
        return ", som personen får veta."
    if life.case.consent is True and sole_ombud(life.case, day) is not None:
        return ", som ombudet får veta."
    return ". Personen får inget meddelande om det: berätta det själv."


def _refused(life: Life) -> Iterator[Chore]:
    for fact in life.case.steps:
        if fact.kind is StepKind.ANSWER and fact.value == "avslag" and fact.day >= life.case.known_since:
            yield make_chore(
                life,
                TaskKind.REFUSED,
                f"answer|{fact.day}",
                first=fact.day,
                due=partial(promise_day, fact.day, life),
                last=life.paces.answer.review.after(fact.day),
                why="Svaret blev avslag: ta kontakt, gå igenom omprövning och vad som finns i stället.",
            )


SOURCES: tuple[Callable[[Life], Iterator[Chore]], ...] = (
    _take_over,
    _no_doctor,
    _risk_of_gap,
    _confirm_application,
    _confirm_later,
    _confirm_facts,
    give_sheet,
    _get_consent,
    _unreachable,
    _waiting,
    _refused,
    _handover,
)
