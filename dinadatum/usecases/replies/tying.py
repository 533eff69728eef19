"""Says whose a reply is, or puts it aside: what it would do is shown first, and then done as if the person had written.

An ombud's reply is never tied: it is not the person's. Nor is one that says that the number is wrong: it is the
writer's number that is spoken of, not the one in the register. No receipt goes by a road that the person has closed:
it would not go where they wrote, but to what stands in the register.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date, datetime

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from dinadatum.clock import local_day
from dinadatum.register import tables as t
from dinadatum.register.cases import CaseRow
from dinadatum.register.database import Database
from dinadatum.usecases.looks.promising import take_turn
from dinadatum.usecases.replies.inbox import keep_reading, tick_off
from dinadatum.usecases.replies.inbox_sight import TIED
from dinadatum.usecases.replies.take_reply import read_as_person, understood_as
from dinadatum.usecases.replies.understanding import Understood
from dinadatum.usecases.rules import Rules
from dinadatum.usecases.sending.receivers import read_receivers
from dinadatum.usecases.sending.wording import Unsayable, say
from notify.answering import Change, apply
from notify.answering.changes import WrongAddress
from notify.intents import sent_of
from notify.roads import person_road, wants_none
from notify.values import Intent, Road

LONGEST_NOTE = 1000
WRONG = (
    "Svaret säger att numret är fel. Det gäller numret som svaret kom från, inte personens: lägg undan det."
)


@dataclass(frozen=True, slots=True)
class Foreseen:
    """What tying a reply to a person would do. receipt: its words, or empty where none can go.

    refusal: why it can't be tied; empty where it can. said_no: no receipt, since the person wants no messages.
    """

    read_as: str
    changes: tuple[Change, ...]
    tasks: tuple[str, ...]
    receipt: str = field(repr=False)
    refusal: str = ""
    said_no: bool = False


def foresee(database: Database, rules: Rules, reply_id: int, person_id: int, now: datetime) -> Foreseen:
    """Say what a reply would do if it were the person's. Changes nothing."""
    with database.reading() as session:
        reply = session.get_one(t.Reply, reply_id)
        row, found = understood_as(session, rules, reply, person_id, now, tied=True)
        changes = found.answer.changes
        wrong = any(isinstance(change, WrongAddress) for change in changes)
        closed = _said_no(row, found)
        return Foreseen(
            found.reading.reply_class.value,
            changes,
            tuple(task.why for task in found.answer.tasks),
            "" if closed else receipt_words(session, rules, row, found, local_day(now)),
            WRONG if wrong else "",
            said_no=closed,
        )


def tie(
    database: Database,
    rules: Rules,
    reply_id: int,
    person_id: int,
    *,
    who: str,
    receipt: bool,
    now: datetime,
) -> bool:
    """Tie a waiting reply to a person and act on it, in one transaction; tells whether it was waiting."""
    with database.transaction(who, now) as session:
        take_turn(session)
        waits = (t.Reply.id == reply_id) & t.Reply.for_human & t.Reply.done_at.is_(None)
        query = select(t.Reply).where(waits, t.Reply.person_id.is_(None), t.Reply.read_as.in_(TIED))
        reply = session.scalar(query.with_for_update())
        if reply is None:
            return False
        person = session.get_one(t.Person, person_id)
        silent = not (receipt and _may_answer(session, rules, reply, person, now))
        keep_reading(session, reply_id, who, now)
        taken = read_as_person(session, rules, reply, person, now, silent=silent, tied=True)
        reply.read_as, reply.tied_by, reply.done_at, reply.done_by = taken.read_as, who, now, who
        log_reply(session, reply_id, person_id, "tied", who, now)
        return True


def put_aside(database: Database, reply_id: int, *, who: str, note: str, now: datetime) -> bool:
    """Note that a reply is read, with what somebody wrote about it; tells whether it was waiting."""
    with database.transaction(who, now) as session:
        if not tick_off(session, reply_id, who, now):
            return False
        reply = session.get_one(t.Reply, reply_id)
        reply.note = note or None
        log_reply(session, reply_id, reply.person_id, "done", who, now)
        return True


def receipt_words(session: Session, rules: Rules, row: CaseRow, found: Understood, day: date) -> str:
    """Give the words of the receipt, as they would be after the changes."""
    for intent in found.answer.receipts:
        then = replace(row, case=apply(row.case, found.answer.changes))
        return _words(session, rules, then, intent, day)
    return ""


def _words(session: Session, rules: Rules, row: CaseRow, intent: Intent, day: date) -> str:
    if not _has_address(session.get_one(t.Person, row.person_id), intent.road):
        return ""
    then = replace(row, history=(*row.history, sent_of(intent)))
    receiver = read_receivers(session, [then]).find(then, intent, day)
    words = say(intent, then, rules, receiver.names, receiver.phone, day)
    return "" if isinstance(words, Unsayable) else words.text


def _may_answer(session: Session, rules: Rules, reply: t.Reply, person: t.Person, now: datetime) -> bool:
    return _has_address(person, reply.road) and not _said_no(
        *understood_as(session, rules, reply, person.id, now)
    )


def _said_no(row: CaseRow, found: Understood) -> bool:
    """Tell whether the person wanted no messages on the receipt's road, before the reply and still after it."""
    then = apply(row.case, found.answer.changes)
    if row.case.consent is False and then.consent is False:
        return True
    if row.case.stopped_on is None or then.stopped_on is None:
        return wants_none(then)
    road = person_road(then)
    return road is None or any(receipt.road is not road for receipt in found.answer.receipts)


def _has_address(person: t.Person, road: Road) -> bool:
    return (person.email_hash if road is Road.EMAIL else person.mobile_hash) is not None


def log_reply(
    session: Session, reply_id: int, person_id: int | None, action: str, who: str, now: datetime
) -> None:
    """Log what somebody did with a reply."""
    values = {
        "at": now,
        "actor": who,
        "action": action,
        "what": t.Reply.__tablename__,
        "row_id": str(reply_id),
        "person_id": person_id,
    }
    session.execute(insert(t.Audit), [values])
