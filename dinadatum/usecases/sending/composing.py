"""Gives a row of the ledger its words and its address, on the morning it goes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from sqlalchemy.orm import Session

from dinadatum.clock import local_time
from dinadatum.register import tables as t
from dinadatum.register.cases import CaseRow, load_cases
from dinadatum.register.claiming import Claimed
from dinadatum.usecases.looks.promising import open_book
from dinadatum.usecases.rules import Rules
from dinadatum.usecases.sending.own_words import OWN_WORDS, say_own
from dinadatum.usecases.sending.receivers import Receivers, read_receivers
from dinadatum.usecases.sending.wording import Unsayable, Words, say
from notify.channels.values import Outgoing
from notify.values import Intent, Recipient, TaskKind, Wording


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
class Desk:
    """All that composing some messages takes, read at once; then no database is needed."""

    rules: Rules
    day: date
    cases: Mapping[int, CaseRow] = field(repr=False)
    receivers: Receivers = field(repr=False)

    def compose(self, message: t.Message | Claimed) -> Composed | Held:
        """Compose a message. One whose facts nobody foresaw is held, so that the others go."""
        try:
            return _compose(self, message, self.cases[message.person_id])
        except (ArithmeticError, AttributeError, LookupError, TypeError, ValueError) as error:
            return Held(TaskKind.TEXT_DOES_NOT_FIT, f"Texten gick inte att göra ({type(error).__name__}).")


def lay_out(session: Session, rules: Rules, messages: Sequence[t.Message | Claimed], day: date) -> Desk:
    """Read what it takes to compose the messages for the day."""
    people = list({message.person_id for message in messages})
    book = open_book(session, day, people)
    rows = [book.mark(row) for row in load_cases(session, people)]
    receivers = read_receivers(session, rows, {message.recipient_key for message in messages})
    return Desk(rules, day, {row.person_id: row for row in rows}, receivers)


def compose(
    session: Session, rules: Rules, messages: Sequence[t.Message | Claimed], day: date
) -> dict[str, Composed | Held]:
    """Compose the messages for the day; returns one answer for each, by ledger id."""
    desk = lay_out(session, rules, messages, day)
    return {message.id: desk.compose(message) for message in messages}


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


def _compose(desk: Desk, message: t.Message | Claimed, row: CaseRow) -> Composed | Held:
    intent, rules = intent_of(message, row.case.ref), desk.rules
    receiver = desk.receivers.find(row, intent, desk.day)
    address = receiver.address
    if not address:
        return Held(TaskKind.UNREACHABLE, "Det finns ingen adress på den väg som är vald.")
    if message.template == OWN_WORDS:
        words = say_own(
            message.text or "",
            message.road,
            message.wording,
            rules,
            receiver.names,
            receiver.phone,
            to_ombud=message.recipient is Recipient.OMBUD,
        )
    else:
        words = say(intent, row, rules, receiver.names, receiver.phone, desk.day)
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
