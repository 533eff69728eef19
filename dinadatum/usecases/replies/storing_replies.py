"""Keeps what comes in as it came, before anybody reads it. Safe to do twice."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from dinadatum.register import tables as t
from dinadatum.register.crypto import Keyring
from dinadatum.register.database import Database
from notify.values import Recipient, Road

ACTOR = "svar"
LONGEST = 10_000
STOP, START, HELP = "STOP", "START", "HELP"
OPTED_OUT = "21610"
"""The provider's code for a number whose owner has said STOP to the provider itself."""


@dataclass(frozen=True, slots=True)
class Received:
    """Something that came in. sender: number in E.164, or mail address. opt_out: STOP, START, HELP or empty."""

    road: Road
    sender: str = field(repr=False)
    text: str = field(repr=False)
    provider_id: str
    at: datetime
    opt_out: str = ""


def store_reply(database: Database, received: Received, now: datetime) -> bool:
    """Store what came, in a transaction of its own; tells whether it is new. The same provider id: nothing."""
    with database.transaction(ACTOR, now) as session:
        return store(session, database.keyring, received)


def store(session: Session, keyring: Keyring, received: Received) -> bool:
    """Store what came in a transaction that is open."""
    if session.scalar(select(t.Reply.id).where(t.Reply.provider_id == received.provider_id)) is not None:
        return False
    row = t.Reply(
        road=received.road,
        provider_id=received.provider_id,
        sender_hash=keyring.fingerprint(plain_sender(received)),
        sender=received.sender,
        received_at=received.at,
        text=received.text[:LONGEST],
        opt_out=received.opt_out if received.opt_out in (STOP, START, HELP) else "",
    )
    try:
        with session.begin_nested():
            session.add(row)
            session.flush()
    except IntegrityError:  # another call with the same id was a moment earlier
        return False
    return True


def plain_sender(received: Received) -> str:
    """Write a sender as the register fingerprints it."""
    return received.sender.strip().lower() if received.road is Road.EMAIL else received.sender.strip()


def note_opt_out(session: Session, message: t.Message, code: str, now: datetime) -> None:
    """Note that the provider refused because the person has said STOP to it: the same as the word itself."""
    if code != OPTED_OUT or message.recipient is not Recipient.PERSON:
        return
    person = session.get_one(t.Person, message.person_id)
    if person.mobile is None or person.mobile_hash is None:
        return
    known = select(t.Reply.id).where(t.Reply.provider_id == f"{OPTED_OUT}-{message.id}")
    if session.scalar(known) is None:
        session.add(
            t.Reply(
                road=Road.SMS,
                provider_id=f"{OPTED_OUT}-{message.id}",
                sender_hash=person.mobile_hash,
                sender=person.mobile,
                received_at=now,
                text="",
                opt_out=STOP,
            )
        )
