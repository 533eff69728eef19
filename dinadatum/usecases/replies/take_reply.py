"""Reads stored replies and does what they ask: facts, receipts and tasks in one transaction for each reply."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from dinadatum.clock import local_day, local_time
from dinadatum.errors import DinaDatumError
from dinadatum.register import ledger
from dinadatum.register import tables as t
from dinadatum.register.cases import CaseRow, load_cases
from dinadatum.register.database import Database
from dinadatum.register.heartbeats import beat
from dinadatum.register.ledger import Entry
from dinadatum.register.locking import hold_people
from dinadatum.register.states import State
from dinadatum.usecases.looks.daily_look import look_after_reply
from dinadatum.usecases.looks.deciding import answers_reply
from dinadatum.usecases.looks.promising import free_day, open_book, take_turn
from dinadatum.usecases.replies.applying import write_changes
from dinadatum.usecases.replies.storing_replies import ACTOR, HELP, START, STOP, Received, store_reply
from dinadatum.usecases.replies.understanding import Came, Understood, understand
from dinadatum.usecases.rules import Rules
from notify.answering import read_already
from notify.answering.changes import StopSet, WrongAddress
from notify.replies import Reading, ReplyClass, read_reply
from notify.values import Intent, Recipient, Road, TaskIntent, TaskKind

JOB = "replies"
BEAT_EVERY = timedelta(minutes=1)
OF_OMBUD, OF_UNKNOWN, OF_SEVERAL = "OMBUD", "OKÄND", "FLERA"
BY_PROVIDER = {STOP: ReplyClass.STOPP, START: ReplyClass.START, HELP: ReplyClass.HJÄLP}
NOT_SAID = frozenset({OF_OMBUD, OF_UNKNOWN, OF_SEVERAL, ReplyClass.AKUT.value})
"""What a reply was read as, of which nobody can say what the person means: it isn't theirs, or it is an alarm."""
OF_THE_NUMBER = frozenset({ReplyClass.STOPP, ReplyClass.FEL, ReplyClass.AKUT})
"""What holds for everybody who has the number, whoever wrote."""
GONE = "Personen har svarat STOPP, eller numret är någon annans."


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of a reply. read_as: its class, or whose it is when nobody's own."""

    reply_id: int
    person: str
    read_as: str
    receipts: tuple[Intent, ...] = ()


def take_reply(database: Database, rules: Rules, received: Received, now: datetime) -> Taken | None:
    """Store a reply, then read it. None: it had come before. A crash in between leaves it for the next round."""
    if not store_reply(database, received, now):
        return None
    with database.reading() as session:
        reply_id = session.scalar(select(t.Reply.id).where(t.Reply.provider_id == received.provider_id))
    return None if reply_id is None else read_stored(database, rules, reply_id, now)


def read_waiting_replies(database: Database, rules: Rules, now: datetime) -> int:
    """Read every reply that nobody has read yet, oldest first; returns how many.

    One that can't be read is left, so that it never stops the others; the first such trouble is raised last.
    """
    with database.reading() as session:
        query = select(t.Reply.id).where(t.Reply.read_at.is_(None)).order_by(t.Reply.received_at, t.Reply.id)
        waiting = list(session.scalars(query))
        last = session.get(t.Heartbeat, JOB)
    if not waiting and last is not None and now - last.at < BEAT_EVERY:
        return 0
    read, trouble = 0, None
    for reply_id in waiting:
        try:
            read += read_stored(database, rules, reply_id, now) is not None
        except (DinaDatumError, ArithmeticError, AttributeError, LookupError, TypeError, ValueError) as error:
            trouble = trouble or error
    with database.transaction(ACTOR, now) as session:
        beat(session, JOB, now, "" if trouble is None else f"{type(trouble).__name__}")
    if trouble is not None:
        raise trouble
    return read


def read_stored(database: Database, rules: Rules, reply_id: int, now: datetime) -> Taken | None:
    """Read a stored reply and act on it, whole or not at all. None: somebody else has read it."""
    with database.transaction(ACTOR, now) as session:
        take_turn(session)
        reply = session.scalar(select(t.Reply).where(t.Reply.id == reply_id).with_for_update())
        if reply is None or reply.read_at is not None:
            return None
        taken = _read(session, rules, reply, now)
        reply.read_as, reply.read_at = taken.read_as, now
        return taken


def _read(session: Session, rules: Rules, reply: t.Reply, now: datetime) -> Taken:
    people, ombud = find_senders(session, reply)
    hold_people(session, {*(person.id for person in people), *(row.person_id for row in ombud)})
    if len(people) == 1 and not ombud:
        return _of_person(session, rules, reply, people[0], now)
    reading = read_reply(reply.text)
    if people and (reply.opt_out or reading.reply_class in OF_THE_NUMBER):
        taken = [
            _of_person(session, rules, reply, person, now, first=n == 0) for n, person in enumerate(people)
        ]
        return replace(taken[0], person="")
    return _for_human(session, rules, reply, people, ombud, reading, now)


def find_senders(session: Session, reply: t.Reply) -> tuple[list[t.Person], list[t.Ombud]]:
    """Find everybody who has the number or address it came from. Ombud are few: their numbers are compared."""
    by_mail = reply.road is Road.EMAIL
    column = t.Person.email_hash if by_mail else t.Person.mobile_hash
    people = list(session.scalars(select(t.Person).where(column == reply.sender_hash).order_by(t.Person.id)))
    return people, _ombud_with((reply.sender or "").strip().lower(), session, by_mail=by_mail)


def _ombud_with(address: str, session: Session, *, by_mail: bool) -> list[t.Ombud]:
    """Find the ombud with an address. Only the addresses of all are read: whole rows would cost many times more."""
    has = t.Ombud.email if by_mail else t.Ombud.mobile
    found = [
        ombud_id
        for ombud_id, known in session.execute(select(t.Ombud.id, has).where(has.is_not(None)))
        if (known or "").lower() == address
    ]
    if not found:
        return []
    return list(session.scalars(select(t.Ombud).where(t.Ombud.id.in_(found)).order_by(t.Ombud.id)))


def read_as_person(
    session: Session,
    rules: Rules,
    reply: t.Reply,
    person: t.Person,
    now: datetime,
    *,
    silent: bool,
    reading: Reading | None = None,
    tied: bool = False,
) -> Taken:
    """Act on a reply as one of the person's own, since a human has said that it is. silent: without a receipt.

    The caller has taken the turn to promise, before the reply itself: as those do who read replies.
    reading: what the human has said that it means; None: what the computer reads. tied: the human has only said
    whose it is, and has read it.
    """
    hold_people(session, [person.id])
    return _of_person(session, rules, reply, person, now, silent=silent, reading=reading, tied=tied)


def understood_as(
    session: Session,
    rules: Rules,
    reply: t.Reply,
    person_id: int,
    now: datetime,
    reading: Reading | None = None,
    *,
    tied: bool = False,
) -> tuple[CaseRow, Understood]:
    """Read a reply as a person's own, and change nothing; gives their case too. reading, tied: as in read_as_person."""
    row = open_book(session, local_day(now), [person_id]).mark(next(load_cases(session, [person_id])))
    found = _understood(rules, row, reply, now, reading)
    return row, replace(found, answer=read_already(found.answer)) if tied else found


def _of_person(
    session: Session,
    rules: Rules,
    reply: t.Reply,
    person: t.Person,
    now: datetime,
    *,
    first: bool = True,
    silent: bool = False,
    reading: Reading | None = None,
    tied: bool = False,
) -> Taken:
    row, found = understood_as(session, rules, reply, person.id, now, reading, tied=tied)
    receipts = found.answer.receipts if first and not silent else ()
    if reply.opt_out == STOP:
        receipts = _by_the_road_left(receipts, person, already=row.case.stopped_on is not None)
    if first:
        reply.person_id, reply.for_human = person.id, found.answer.for_human
        reply.message_id = _answered(session, found)
    shown = found.question.sent.template if found.question else ""
    write_changes(session, person, found.answer.changes, now, shown)
    ledger.write_tasks(session, [(person.id, task) for task in found.answer.tasks], now)
    if any(isinstance(c, WrongAddress) or (isinstance(c, StopSet) and c.day) for c in found.answer.changes):
        _take_back(session, person, reply.road)
    look_after_reply(session, rules, person.id, local_day(now), now)
    ledger.write_entries(session, [Entry(person.id, receipt, now) for receipt in receipts], now)
    return Taken(reply.id, person.ref, found.reading.reply_class.value, receipts)


def _understood(
    rules: Rules, row: CaseRow, reply: t.Reply, now: datetime, said: Reading | None = None
) -> Understood:
    """Read a reply as of when it came; an old one is answered as of today. said: what a human says it means."""
    reading = said or (Reading(BY_PROVIDER[reply.opt_out]) if reply.opt_out else None)
    # The receipt that the computer couldn't read it has gone already: this one is another.
    key = str(reply.id) if said is None else f"{reply.id}.{said.reply_class.value}"
    came = Came(reply.text, local_day(reply.received_at), local_time(reply.received_at), reply.road, key)
    timeline = rules.timeline(row.case.facts)
    found = understand(rules, row.case, timeline, row.history, came, reading)
    if came.day >= local_day(now):
        return found
    today = replace(came, day=local_day(now), at=local_time(now))
    return understand(rules, row.case, timeline, row.history, today, found.reading)


def _by_the_road_left(receipts: Sequence[Intent], person: t.Person, *, already: bool) -> tuple[Intent, ...]:
    """Send the receipt of the provider's own STOP by mail, where there is one: the provider has answered by SMS."""
    if already or person.email is None:
        return ()
    return tuple(replace(receipt, road=Road.EMAIL) for receipt in receipts)


def _answered(session: Session, found: Understood) -> str | None:
    if found.question is None:
        return None
    return session.scalar(select(t.Message.id).where(t.Message.identity == found.question.sent.identity))


def _take_back(session: Session, person: t.Person, road: Road) -> None:
    """Take back what was just about to go by a road that is closed from now on."""
    states = (State.PLANNED, State.CLAIMED, State.WAITING)
    query = select(t.Message).where(
        t.Message.person_id == person.id,
        t.Message.recipient == Recipient.PERSON,
        t.Message.road == road,
        t.Message.state.in_(states),
    )
    ids = [message.id for message in session.scalars(query) if not answers_reply(message)]
    ledger.move(session, ids, State.CANCELLED, reason=GONE)


def _for_human(
    session: Session,
    rules: Rules,
    reply: t.Reply,
    people: Sequence[t.Person],
    ombud: Sequence[t.Ombud],
    reading: Reading,
    now: datetime,
) -> Taken:
    """Leave it to people: an ombud's words are never read as the person's, and a shared number is nobody's."""
    reply.for_human = True
    whose = OF_OMBUD if ombud and not people else OF_SEVERAL if people else OF_UNKNOWN
    found = [person.id for person in people] + [row.person_id for row in ombud]
    danger = reading.reply_class is ReplyClass.AKUT
    day = local_day(now)
    kind = TaskKind.ALARM if danger else TaskKind.READ_REPLY
    why = _WHY[whose] + (" Det kan betyda fara för livet: ring nu." if danger else "")
    for person_id in dict.fromkeys(found):
        due = day if danger else free_day(session, rules, person_id, day)
        task = TaskIntent(f"T|{kind.value}|reply|{reply.id}|{person_id}", "", kind, due, why)
        ledger.write_tasks(session, [(person_id, task)], now)
    if len(set(found)) == 1:
        reply.person_id = found[0]
    return Taken(reply.id, "", whose)


_WHY = {
    OF_OMBUD: "Ett ombud har svarat på ett meddelande: läs svaret och hör av dig till ombudet.",
    OF_SEVERAL: "Ett svar kom från ett nummer som flera har: läs det och ta reda på vem som skrev.",
    OF_UNKNOWN: "",
}
