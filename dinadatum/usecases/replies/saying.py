"""Says what a person's own reply means, where the computer couldn't: shown first, then done as if it were written.

Only a reply that is known to be the person's. An ombud's words never are, and a danger has its own alarm.
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select

from dinadatum.clock import local_day
from dinadatum.register import tables as t
from dinadatum.register.database import Database
from dinadatum.usecases.looks.promising import take_turn
from dinadatum.usecases.replies.inbox import tick_off
from dinadatum.usecases.replies.take_reply import NOT_SAID, read_as_person, understood_as
from dinadatum.usecases.replies.tying import Foreseen, log_reply, receipt_words
from dinadatum.usecases.rules import Rules
from notify.replies import Reading, ReplyClass
from notify.replies.class_words import read_as_words

SAYABLE = (
    ReplyClass.KLAR, ReplyClass.INTE_KLAR, ReplyClass.JA, ReplyClass.NEJ, ReplyClass.OK, ReplyClass.HJÄLP,
    ReplyClass.RING, ReplyClass.SKRIV, ReplyClass.PAUS, ReplyClass.START, ReplyClass.STOPP, ReplyClass.LUGNT,
    ReplyClass.LAGOM, ReplyClass.OFTA, ReplyClass.VIKTIGT, ReplyClass.BÖRJAR_JOBB, ReplyClass.SLUTAR_JOBB,
    ReplyClass.OMBUD_VEM, ReplyClass.OMBUD_NEJ, ReplyClass.OMBUD_JA, ReplyClass.FEL,
)  # fmt: skip
"""What a human may say that a reply means. A day needs the day itself: that is written in the case."""
NOTHING_ASKED = (
    "Det ordet svarar inte på något som personen har fått. Välj ett annat, eller lägg undan svaret."
)


def foresee_as(database: Database, rules: Rules, reply_id: int, word: ReplyClass, now: datetime) -> Foreseen:
    """Say what a reply would do if the person had written the word instead. Changes nothing."""
    with database.reading() as session:
        reply = session.get_one(t.Reply, reply_id)
        assert reply.person_id is not None  # noqa: S101  # only such a reply may be read
        row, found = understood_as(session, rules, reply, reply.person_id, now, Reading(word))
        return Foreseen(
            word.value,
            found.answer.changes,
            tuple(task.why for task in found.answer.tasks),
            receipt_words(session, rules, row, found, local_day(now)),
            NOTHING_ASKED if found.answer.for_human else "",
        )


def read_as(
    database: Database, rules: Rules, reply_id: int, word: ReplyClass, *, who: str, now: datetime
) -> bool:
    """Act on a waiting reply as on the word, in one transaction; tells whether it was waiting."""
    with database.transaction(who, now) as session:
        take_turn(session)
        query = select(t.Reply).where(
            t.Reply.id == reply_id,
            t.Reply.person_id.is_not(None),
            t.Reply.read_as.not_in(NOT_SAID),
        )
        reply = session.scalar(query.with_for_update())
        if reply is None or not tick_off(session, reply_id, who, now):
            return False
        person = session.get_one(t.Person, reply.person_id)
        taken = read_as_person(session, rules, reply, person, now, silent=False, reading=Reading(word))
        reply.read_as, reply.note = taken.read_as, f"{who} läste svaret som {read_as_words(word.value)}."
        log_reply(session, reply_id, person.id, "read_as", who, now)
        return True
