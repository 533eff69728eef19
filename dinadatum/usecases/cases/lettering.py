"""The letter that a task asks somebody to print and post: the message that reached nobody, in the words of its mail."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from dinadatum.papers.letter import Address, Letter, make_letter
from dinadatum.register import tables as t
from dinadatum.register.cases import CaseRow, load_cases
from dinadatum.usecases.cases.tasks import find_task
from dinadatum.usecases.looks.promising import open_book
from dinadatum.usecases.rules import Rules
from dinadatum.usecases.sending.composing import intent_of
from dinadatum.usecases.sending.receivers import in_swedish
from dinadatum.usecases.sending.wording import choose, slots_of
from dinadatum.usecases.staff.viewers import Viewer
from notify.given import Names
from notify.template import TextError
from notify.values import Intent, Recipient, Road, TaskKind


def letter_of(session: Session, rules: Rules, viewer: Viewer, task_id: int, today: date) -> Letter | None:
    """Return the letter of a task, as true as it is today; None where there is no such task or no words.

    The address is empty where the register has none: it can be written by hand.
    """
    seen = find_task(session, viewer, task_id)
    if seen is None or seen.kind is not TaskKind.SEND_LETTER:
        return None
    task = session.get_one(t.Task, task_id)
    message = _message(session, task)
    if message is None:
        return None
    row = open_book(session, today, [task.person_id]).mark(next(load_cases(session, [task.person_id])))
    return _letter(session, rules, _to_the_person(intent_of(message, row.case.ref), today), row, today)


def _letter(session: Session, rules: Rules, intent: Intent, row: CaseRow, today: date) -> Letter | None:
    person = session.get_one(t.Person, row.person_id)
    worker = session.get(t.Caseworker, person.caseworker_id) if person.caseworker_id else None
    names = Names(person=person.first_name or "", contact=worker.sms_name if worker else "")
    whole = " ".join(filter(None, (person.first_name, person.last_name)))
    address = Address(whole, person.street or "", person.postcode or "", person.city or "")
    phone = in_swedish(worker.phone) if worker and worker.phone else ""
    template = choose(intent, rules)
    try:
        slots = slots_of(intent, row, rules, names, today, template)
        return make_letter(template, slots, address, day=today, phone=phone)
    except TextError:
        return None


def _message(session: Session, task: t.Task) -> t.Message | None:
    """Find the message: its id stands in a task of the second round, what it is about in one after STOPP."""
    parts = task.identity.split("|")
    if parts[0] == "F":
        return session.get(t.Message, parts[1])
    if len(parts) != 6:
        return None
    query = select(t.Message).where(
        t.Message.person_id == task.person_id,
        t.Message.recipient == Recipient.PERSON,
        t.Message.key_date == parts[3],
        t.Message.key_date_day == date.fromisoformat(parts[4]),
        t.Message.step == parts[5],
    )
    return session.scalar(query.limit(1))


def _to_the_person(intent: Intent, today: date) -> Intent:
    return replace(intent, recipient=Recipient.PERSON, recipient_key="", road=Road.EMAIL, day=today)
