"""Gives a row of the ledger its words and its address, on the morning it goes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from dinadatum.clock import local_time
from dinadatum.register import tables as t
from dinadatum.register.cases import CaseRow, load_cases
from dinadatum.register.claiming import Claimed
from dinadatum.usecases.own_words import OWN_WORDS, say_own
from dinadatum.usecases.promising import open_book
from dinadatum.usecases.rules import Rules
from dinadatum.usecases.wording import Unsayable, Words, say
from notify.channels.values import Outgoing
from notify.contacts import contact_on
from notify.given import Names
from notify.history import History
from notify.paths.handover import HANDOVER
from notify.values import Intent, Recipient, Road, TaskKind, Wording

HELPED_STEPS = {"step1": "1", "visit": "2", "step3": "3", "net": "3", "age_30": "3", "waiting": "4"}
"""The step on Mitt blad that a message is about, by its step or else its key date."""


@dataclass(frozen=True, slots=True)
class Composed:
    """A message ready to go. template and wording: the text that was really used."""

    outgoing: Outgoing
    template: str
    wording: Wording
    chars: int
    parts: int


@dataclass(frozen=True, slots=True)
class Held:
    """A message that can't go until somebody has done something. why: a Swedish sentence."""

    kind: TaskKind
    why: str


@dataclass(frozen=True, slots=True)
class Receiver:
    """Where a message goes and who is named in it."""

    mobile: str | None = field(repr=False)
    email: str | None = field(repr=False)
    names: Names = field(repr=False)
    phone: str = field(repr=False)


def compose(
    session: Session, rules: Rules, messages: Sequence[t.Message | Claimed], day: date
) -> dict[str, Composed | Held]:
    """Compose the messages for the day; returns one answer for each, by ledger id."""
    people = list({message.person_id for message in messages})
    book = open_book(session, day, people)
    cases = {row.person_id: book.mark(row) for row in load_cases(session, people)}
    return {
        message.id: _compose_or_hold(session, rules, message, cases[message.person_id], day)
        for message in messages
    }


def _compose_or_hold(
    session: Session, rules: Rules, message: t.Message | Claimed, row: CaseRow, day: date
) -> Composed | Held:
    """Compose a message. One whose facts nobody foresaw is held, so that the others go."""
    try:
        return _compose(session, rules, message, row, day)
    except (ArithmeticError, AttributeError, LookupError, TypeError, ValueError) as error:
        return Held(TaskKind.TEXT_DOES_NOT_FIT, f"Texten gick inte att göra ({type(error).__name__}).")


def intent_of(message: t.Message | Claimed, ref: str) -> Intent:
    """Return the intent that a row was written from."""
    return Intent(
        identity=message.identity,
        ref=ref,
        recipient=message.recipient,
        recipient_key=message.recipient_key,
        road=message.road,
        kind=message.kind,
        template=message.template,
        wording=message.wording,
        pace=message.pace,
        day=message.day,
        at=local_time(message.send_at),
        key_date=message.key_date,
        key_date_day=message.key_date_day,
        step=message.step,
        why=message.why,
        priority=message.priority,
        last_useful_day=message.last_useful_day,
    )


def _compose(
    session: Session, rules: Rules, message: t.Message | Claimed, row: CaseRow, day: date
) -> Composed | Held:
    intent = intent_of(message, row.case.ref)
    receiver = find_receiver(session, row, intent, day)
    address = receiver.email if message.road is Road.EMAIL else receiver.mobile
    if not address:
        return Held(TaskKind.UNREACHABLE, "Det finns ingen adress på den väg som är vald.")
    if message.template == OWN_WORDS:
        words = say_own(
            message.text or "", message.road, message.wording, rules, receiver.names, receiver.phone
        )
    else:
        words = say(intent, row, rules, receiver.names, receiver.phone, day)
    if isinstance(words, Unsayable):
        missing = not receiver.names.contact and message.recipient is Recipient.PERSON
        return Held(TaskKind.NO_CASEWORKER if missing else TaskKind.TEXT_DOES_NOT_FIT, words.why)
    outgoing = Outgoing(
        ledger_id=message.id,
        road=message.road,
        address=address,
        subject=words.subject,
        text=words.text,
        at=message.send_at,
        head=_head(message, words, address),
        html=words.html,
    )
    return Composed(outgoing, words.template, words.wording, words.chars, words.parts)


def find_receiver(session: Session, row: CaseRow, intent: Intent, day: date) -> Receiver:
    """Read the names and addresses that one message needs, and no others.

    A new handläggare is only named in the message that tells of them, until the person has been told.
    """
    person = session.get_one(t.Person, row.person_id)
    contact = contact_on(row.case, History(row.history), day)
    worker = _worker(session, contact.key) if contact else None
    new = _worker(session, row.case.handover.key) if row.case.handover else None
    ombud = session.get(t.Ombud, int(intent.recipient_key)) if intent.recipient_key else None
    names = Names(
        person=person.first_name or "",
        contact=worker.sms_name if worker else "",
        helper=_helper(session, row.person_id, intent),
        ombud=ombud.name.split()[0] if ombud else "",
        new_contact=new.sms_name if new and intent.key_date == HANDOVER else "",
    )
    phone = in_swedish(worker.phone) if worker and worker.phone else ""
    if ombud is not None:
        return Receiver(ombud.mobile, ombud.email, names, phone)
    return Receiver(person.mobile, person.email, names, phone)


def _worker(session: Session, username: str) -> t.Caseworker | None:
    return session.scalar(select(t.Caseworker).where(t.Caseworker.username == username))


def _helper(session: Session, person_id: int, intent: Intent) -> str:
    """Read the first name of whoever helps with the step that the message is about; empty without one."""
    step = HELPED_STEPS.get(intent.step.split(".")[0]) or HELPED_STEPS.get(intent.key_date)
    if step is None:
        return ""
    query = select(t.StepHelper.name).where(t.StepHelper.person_id == person_id, t.StepHelper.step == step)
    return (session.scalar(query) or " ").split(" ")[0]


def _head(message: t.Message | Claimed, words: Words, address: str) -> tuple[tuple[str, str], ...]:
    return (
        ("to", address),
        ("recipient", message.recipient.value),
        ("road", message.road.value),
        ("template", words.template),
        ("wording", words.wording.value),
        ("kind", message.kind.value),
        ("chars", str(words.chars)),
        ("parts", str(words.parts)),
        ("day", message.day.isoformat()),
        ("key date", f"{message.key_date} {message.key_date_day.isoformat()}"),
        ("why", message.why),
        ("ledger id", message.id),
    )


def in_swedish(number: str) -> str:
    """Write a number in E.164 as it is read aloud in Sweden: 08-465 004 03."""
    import phonenumbers

    try:
        parsed = phonenumbers.parse(number, None)
    except phonenumbers.NumberParseException:
        return number
    if parsed.country_code != 46:
        return number
    return phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.NATIONAL)
