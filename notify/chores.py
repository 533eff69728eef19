"""What the handläggare is asked to do, and from which day. The same task keeps its identity."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import partial

from notify.contacts import contact_on
from notify.life import DAY, DECISION_END, Life, Renewal
from notify.own_steps import takes_alone
from notify.paths.moved import MOVED
from notify.paths.net import net_day
from notify.paths.steps import PERSON_TAKES_OVER, STEP_1, TAKEN_OVER, take_over_day
from notify.paths.thirty import AGE_30, said_applied
from notify.paths.welcome import CONSENT
from notify.promise_days import first_promise, promised_by
from notify.roads import wants_none
from notify.sheet_days import ALWAYS, about_sheet, moved_days, shown_end, what_moved
from notify.urgency import unsure
from notify.values import (
    Intent,
    MessageKind,
    Promised,
    PromiseDays,
    StepKind,
    TaskIntent,
    TaskKind,
    Wording,
)
from notify.words import long_date


@dataclass(frozen=True, slots=True)
class Chore:
    """A task that exists from a day and has a point until another, both inclusive. due: asked when it is due."""

    ref: str
    kind: TaskKind
    about: str
    first: date
    last: date
    due: Callable[[], date]
    why: str

    @property
    def task(self) -> TaskIntent:
        """Give the task itself."""
        identity = _identity(self.ref, self.kind, self.about)
        return TaskIntent(identity, self.ref, self.kind, max(self.due(), self.first), self.why)


def chores(life: Life) -> list[Chore]:
    """List every task the facts ask for, today's or not."""
    return [chore for source in SOURCES for chore in source(life)]


def _chore(
    life: Life, kind: TaskKind, about: str, *, first: date, due: Callable[[], date], last: date, why: str
) -> Chore:
    first = max(first, life.case.known_since)
    return Chore(life.case.ref, kind, about, first, max(last, first), due, why)


def promise_day(day: date, life: Life) -> date:
    """Give the day by which somebody who was announced on a day makes contact."""
    return first_promise(day, life.diary.calendar, life.paces.anchors, life.case.promises)


def _identity(ref: str, kind: TaskKind, about: str) -> str:
    return f"T|{ref}|{kind.value}|{about}"


def _step_1(end: date) -> str:
    return f"{DECISION_END}|{end}|step1"


def taken_over(intent: Intent, known: PromiseDays) -> Promised | None:
    """Find the task whose day the text says that tells of somebody taking over step 1 (M27)."""
    if intent.template != PERSON_TAKES_OVER:
        return None
    return promised_by(known, _identity(intent.ref, TaskKind.TAKE_OVER, _step_1(intent.key_date_day)))


def promise_of(intent: Intent, known: PromiseDays, life: Life, today: date) -> TaskIntent | None:
    """Make the task of a text that promises a day, where no task still to be done has one to come."""
    there = taken_over(intent, known)
    if intent.template != PERSON_TAKES_OVER or (there and there.open and there.day >= today):
        return None
    about = f"{_step_1(intent.key_date_day)}|{today}"
    day = first_promise(today, life.diary.calendar, life.paces.anchors, known)
    why = f"Personen har fått veta att du hör av dig {long_date(day)} om steg 1."
    identity = _identity(intent.ref, TaskKind.TAKE_OVER, about)
    return TaskIntent(identity, intent.ref, TaskKind.TAKE_OVER, day, why)


def _take_over(life: Life) -> Iterator[Chore]:
    days = life.renewal
    if days is None or days.schooling or days.done.booked or days.done.handed_in:
        return
    first = _take_over_from(life, days)
    if first > days.end:
        return
    yield _chore(
        life,
        TaskKind.TAKE_OVER,
        _step_1(days.end),
        first=first,
        due=lambda: promise_day(first, life),
        last=days.last,
        why=f"Steg 1 (boka läkare) är inte gjort och beslutet slutar {long_date(days.end)}: hör av dig.",
    )


def _no_doctor(life: Life) -> Iterator[Chore]:
    days = life.renewal
    if days is None or days.schooling or days.done.booked or days.done.handed_in:
        return
    for fact in life.case.steps:
        if fact.kind is StepKind.DOCTOR and fact.value == "nej" and fact.day > days.done.since:
            yield _chore(
                life,
                TaskKind.TAKE_OVER,
                f"{DECISION_END}|{days.end}|doctor",
                first=fact.day,
                due=partial(
                    life.diary.calendar.workdays_after, fact.day, life.paces.risk_of_gap.call_workdays
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
    yield _chore(
        life,
        TaskKind.RISK_OF_GAP,
        f"{DECISION_END}|{days.end}",
        first=first,
        due=lambda: life.diary.calendar.workdays_after(first, rule.call_workdays),
        last=days.last,
        why=f"Risk för glapp: beslutet slutar {long_date(days.end)} och ingen ansökan är inne.",
    )


def _confirm_later(life: Life) -> Iterator[Chore]:
    said = said_applied(life)
    if said is None or life.latest is None:
        return
    yield _chore(
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
    yield _chore(
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


def _give_sheet(life: Life) -> Iterator[Chore]:
    days, case = life.renewal, life.case
    discreet = case.preferences.wording is Wording.DISKRET and not case.protected
    if days is None or days.schooling or not discreet or not case.consent:
        return
    if days.done.handed_in:
        return
    if case.sheet_given and case.sheet_shows is not None:
        yield from _give_sheet_anew(life, days, case.sheet_given)
        return
    if days.good < days.begin:
        return
    if case.sheet_given:
        yield from _give_sheet_again(life, days, case.sheet_given)
        return
    yield _chore(
        life,
        TaskKind.GIVE_SHEET,
        f"{DECISION_END}|{days.end}",
        first=life.paces.sheet.ask_before.before(days.opens),
        due=lambda: days.opens,
        last=days.good,
        why="Ge Mitt blad: meddelanden om steg 1 pekar på bladet och väntar tills det är givet.",
    )


def _give_sheet_anew(life: Life, days: Renewal, given: date) -> Iterator[Chore]:
    """Ask for a new sheet when a day that the given one shows is another now, or when there is a new decision.

    One task for a sheet, however much moves: it has the same identity until a sheet is given again.
    """
    if not life.case.sheet_shows:
        return
    again = partial(_chore, life, TaskKind.GIVE_SHEET, about_sheet(life.case))
    shown = shown_end(life.case)
    if life.latest and (shown is None or shown < life.latest.decision.start):
        if days.good >= days.begin:
            first = life.paces.sheet.ask_before.before(days.opens)
            why = "Ge Mitt blad igen: det finns ett nytt beslut sedan det gavs."
            yield again(first=max(first, given), due=lambda: days.opens, last=days.good, why=why)
        return
    moved = moved_days(life.case, life.timeline)
    last = max((days.last if each.kind in ALWAYS else each.day for each in moved), default=given - DAY)
    if last >= given:
        yield again(
            first=given,
            due=lambda: life.diary.calendar.workdays_after(given, life.paces.risk_of_gap.call_workdays),
            last=min(last, days.last),
            why=f"Ge Mitt blad igen: {what_moved(moved)} är inte samma som på bladet.",
        )


def _give_sheet_again(life: Life, days: Renewal, given: date) -> Iterator[Chore]:
    """Ask for a new sheet when a day has moved, and the person has been told, since it was given.

    That is all there is to go by where nobody kept what the sheet showed.
    """
    told = [row.day for row in life.history.main if row.step.startswith(MOVED) and row.counts]
    if not told or max(told) <= given:
        return
    first = max(told) + DAY
    yield _chore(
        life,
        TaskKind.GIVE_SHEET,
        f"{DECISION_END}|{days.end}|moved|{max(told)}",
        first=first,
        due=lambda: life.diary.calendar.workdays_after(first, life.paces.risk_of_gap.call_workdays),
        last=days.good,
        why="Ge Mitt blad igen: ett datum har flyttats sedan det gavs.",
    )


def _get_consent(life: Life) -> Iterator[Chore]:
    known, consent = life.case.known_since, life.case.consent
    if consent is True:
        return
    if consent is False:
        why = "Personen har sagt nej till meddelanden: kom överens om hur viktiga datum ska nå fram."
        yield _chore(
            life, TaskKind.GET_CONSENT, "no", first=known, due=lambda: known, last=date.max - DAY, why=why
        )
        return
    asked = [row.day for row in life.history.main if row.key_date == CONSENT]
    if not asked and life.may_be_reached:
        return
    first = life.paces.consent.wait.after(asked[-1]) if asked else known
    why = "Personen har inte svarat på frågan om meddelanden: fråga på ett annat sätt."
    yield _chore(
        life, TaskKind.GET_CONSENT, f"{known}", first=first, due=lambda: first, last=date.max - DAY, why=why
    )


def _unreachable(life: Life) -> Iterator[Chore]:
    if life.may_be_reached or life.case.stopped_on or wants_none(life.case):
        return
    known = life.case.known_since
    why = (
        "Det finns varken mobilnummer eller e-post som når personen: kom överens om en väg, eller skriv brev."
    )
    yield _chore(
        life, TaskKind.UNREACHABLE, "road", first=known, due=lambda: known, last=date.max - DAY, why=why
    )


def _waiting(life: Life) -> Iterator[Chore]:
    days = life.renewal
    if days is None or not days.done.received or days.done.answer:
        return
    rules, applied = life.paces.waiting, days.done.application_day or days.done.received
    yield _chore(
        life,
        TaskKind.INTERIM_DECISION,
        f"{DECISION_END}|{days.end}",
        first=rules.interim_task.before(days.end),
        due=lambda: days.end,
        last=days.last,
        why=f"Inget svar än och beslutet slutar {long_date(days.end)}: fråga om tillfälligt beslut (112:2).",
    )
    demand = rules.demand.after(applied)
    why = f"Ansökan är från {long_date(applied)} och har inget svar: personen kan kräva ett beslut."
    yield _chore(
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
    yield _chore(
        life,
        TaskKind.HANDOVER,
        f"{planned.first}|{planned.key}",
        first=planned.known,
        due=lambda: planned.writes_on,
        last=life.paces.sending.stale_after.after(planned.writes_on),
        why=f"Du tar över ärendet {long_date(planned.first)}: hör av dig {long_date(planned.writes_on)}, "
        "som personen får veta.",
    )


def no_caseworker(life: Life, day: date) -> Iterator[TaskIntent]:
    """Ask for a handläggare if none has the case on a day when a message goes."""
    contact = life.case.contact
    if contact_on(life.case, life.history, day) is None and life.case.handover is None:
        about = f"{contact.key}|{contact.last}" if contact else "none"
        why = "Ingen handläggare har ärendet i dag, och meddelandet nämner en: utse någon."
        yield _chore(life, TaskKind.NO_CASEWORKER, about, first=day, due=lambda: day, last=day, why=why).task


_NO_OMBUD = "Personen har valt att ombudet inte får något, och får inga egna sms."


def tell(intent: Intent, life: Life, day: date) -> TaskIntent | None:
    """Ask somebody to tell what the safety net can't: the person wants no SMS and no other road is agreed."""
    no_ombud = wants_none(life.case)
    if (life.case.stopped_on is None and not no_ombud) or intent.kind is not MessageKind.SAFETY:
        return None
    by_letter = life.case.reserve_road.lower() == "brev"
    how = "skriv brev om det" if by_letter else "berätta det på den väg ni har kommit överens om"
    if takes_alone(life.case.preferences, intent.step, intent.template, life.paces.copies):
        how = f"{how}, men inte för ombudet: personen tar steget själv"
    return TaskIntent(
        identity=f"T|{life.case.ref}|tell|{intent.key_date}|{intent.key_date_day}|{intent.step}",
        ref=life.case.ref,
        kind=TaskKind.SEND_LETTER if by_letter else TaskKind.TELL,
        day=promise_day(day, life),
        why=f"{_NO_OMBUD if no_ombud else 'Personen har svarat STOPP.'} {intent.why} Det får inget sms: {how}.",
    )


def _refused(life: Life) -> Iterator[Chore]:
    for fact in life.case.steps:
        if fact.kind is StepKind.ANSWER and fact.value == "avslag" and fact.day >= life.case.known_since:
            yield _chore(
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
    _give_sheet,
    _get_consent,
    _unreachable,
    _waiting,
    _refused,
    _handover,
)
