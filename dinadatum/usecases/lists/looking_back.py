"""What didn't reach anybody, and why; and what was kept in the outbox instead of being sent."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import and_, select
from sqlalchemy.orm import Session

from dinadatum.register.few_rows import is_missed
from dinadatum.register.states import SWEDISH, State
from dinadatum.register.tables import Message, Person
from notify.values import Recipient, Road


@dataclass(frozen=True, slots=True)
class Missed:
    """A message that didn't reach anybody. reason: a Swedish sentence."""

    ref: str
    day: date
    recipient: Recipient
    template: str
    key_date: str
    key_date_day: date
    state: State
    reason: str


@dataclass(frozen=True, slots=True)
class KeptIn:
    """A message that was made a file. file: inside the outbox folder."""

    ref: str
    day: date
    send_at: datetime
    recipient: Recipient
    road: Road
    template: str
    chars: int | None
    file: str


def list_missed(session: Session, since: date) -> list[Missed]:
    """Return what was skipped, or failed for good, from a day on, in order of day."""
    query = (
        select(Message, Person.ref)
        .join(Person, Person.id == Message.person_id)
        .where(and_(Message.day >= since, is_missed()))
        .order_by(Message.day, Person.ref, Message.id)
    )
    return [
        Missed(
            ref=ref,
            day=row.day,
            recipient=row.recipient,
            template=row.template,
            key_date=row.key_date,
            key_date_day=row.key_date_day,
            state=row.state,
            reason=row.reason or SWEDISH[row.state],
        )
        for row, ref in session.execute(query)
    ]


def list_kept_in(session: Session, since: date) -> list[KeptIn]:
    """Return what the outbox took instead of a provider, from a day on, in order of time."""
    query = (
        select(Message, Person.ref)
        .join(Person, Person.id == Message.person_id)
        .where(and_(Message.day >= since, Message.provider == "outbox", Message.state == State.ACCEPTED))
        .order_by(Message.send_at, Message.id)
    )
    return [
        KeptIn(
            ref=ref,
            day=row.day,
            send_at=row.send_at,
            recipient=row.recipient,
            road=row.road,
            template=row.template,
            chars=row.chars,
            file=row.provider_id,
        )
        for row, ref in session.execute(query)
    ]
