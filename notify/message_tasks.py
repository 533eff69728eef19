"""The tasks that come with a message: what it promises, who is to tell it in its place, who is missing in it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from notify.chore import about_step_1, identity_of, make_chore, promise_day
from notify.contacts import contact_on
from notify.life import Life
from notify.own_steps import takes_alone
from notify.paths.steps import PERSON_TAKES_OVER
from notify.promise_days import first_promise, promised_by
from notify.roads import wants_none
from notify.values import Intent, MessageKind, Promised, PromiseDays, TaskIntent, TaskKind
from notify.words import long_date


def taken_over(intent: Intent, known: PromiseDays) -> Promised | None:
    """Find the task whose day the text says that tells of somebody taking over step 1 (M27)."""
    if intent.template != PERSON_TAKES_OVER:
        return None
    return promised_by(known, identity_of(intent.ref, TaskKind.TAKE_OVER, about_step_1(intent.key_date_day)))


def promise_of(intent: Intent, known: PromiseDays, life: Life, today: date) -> TaskIntent | None:
    """Make the task of a text that promises a day, where no task still to be done has one to come."""
    there = taken_over(intent, known)
    if intent.template != PERSON_TAKES_OVER or (there and there.open and there.day >= today):
        return None
    about = f"{about_step_1(intent.key_date_day)}|{today}"
    day = first_promise(today, life.diary.calendar, life.paces.anchors, known)
    why = f"Personen får veta att du hör av dig {long_date(day)} om steg 1."
    identity = identity_of(intent.ref, TaskKind.TAKE_OVER, about)
    return TaskIntent(identity, intent.ref, TaskKind.TAKE_OVER, day, why)


def no_caseworker(life: Life, day: date) -> Iterator[TaskIntent]:
    """Ask for a handläggare if none has the case on a day when a message goes."""
    contact = life.case.contact
    if contact_on(life.case, life.history, day) is None and life.case.handover is None:
        about = f"{contact.key}|{contact.last}" if contact else "none"
        why = "Ingen handläggare har ärendet i dag, och meddelandet nämner en: utse någon."
        yield make_chore(
            life, TaskKind.NO_CASEWORKER, about, first=day, due=lambda: day, last=day, why=why
        ).task


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
