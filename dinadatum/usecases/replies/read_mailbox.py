"""Takes what has come by mail: replies are kept to be read, and mails that came back have not come through."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from sqlalchemy import select

from dinadatum.register import ledger
from dinadatum.register.database import Database
from dinadatum.register.states import State
from dinadatum.register.tables import Message
from dinadatum.usecases.replies.reading_mail import Bounce, WrittenMail, read_mail
from dinadatum.usecases.replies.storing_replies import ACTOR, Received, store_reply
from dinadatum.usecases.sending.taking_over import add_task
from notify.values import Road, TaskKind

JOB = "mailbox"
CAME_BACK = "Mejlet kom tillbaka: adressen tar inte emot det."

ReadNew = Callable[[Callable[[bytes], None]], int]
"""Gives every new mail to a function; returns how many there were."""


def read_mailbox(database: Database, read_new: ReadNew, now: datetime) -> int:
    """Take every new mail; returns how many. A mail that comes twice is taken once."""
    return read_new(lambda raw: take_mail(database, raw, now))


def take_mail(database: Database, raw: bytes, now: datetime) -> None:
    """Take one mail: keep a reply, or note that one of ours came back."""
    found = read_mail(raw)
    if isinstance(found, WrittenMail) and found.sender:
        received = Received(Road.EMAIL, found.sender, found.text, f"mail-{found.mail_id}"[:320], now)
        store_reply(database, received, now)
    elif isinstance(found, Bounce):
        _came_back(database, found, now)


def _came_back(database: Database, bounce: Bounce, now: datetime) -> None:
    with database.transaction(ACTOR, now) as session:
        query = select(Message).where(Message.provider_id == bounce.mail_id, Message.road == Road.EMAIL)
        message = session.scalars(query).first()
        if message is None:
            return
        values = {"code": bounce.code, "reason": CAME_BACK, "settled_at": now}
        if ledger.move(session, [message.id], State.FAILED, **values):
            add_task(session, message, TaskKind.UNREACHABLE, CAME_BACK, now)
