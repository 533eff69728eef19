"""What the ledger asks providers about: attempts without an outcome, and yeses that no receipt followed."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from dinadatum.register.few_rows import is_open
from dinadatum.register.states import State
from dinadatum.register.tables import Message
from notify.values import MessageKind, Road

ASKING_LASTS = timedelta(minutes=2)
"""A question taken this long ago and not answered belongs to a process that died: it may be asked again."""


@dataclass(frozen=True, slots=True)
class OpenAttempt:
    """An attempt, and what is needed to ask its provider about it. number: which attempt of the message's.

    unclear_since: when it was found that nobody knows its outcome.
    """

    id: str
    person_id: int
    identity: str
    kind: MessageKind
    road: Road
    provider: str
    provider_id: str
    number: int
    attempt_at: datetime
    unclear_since: datetime
    asks: int
    sent_to: str | None = field(repr=False)
    text: str | None = field(repr=False)
    parts: int


def take_questions(session: Session, state: State, now: datetime, limit: int) -> list[OpenAttempt]:
    """Take messages of a state whose provider is to be asked now; no other process asks meanwhile."""
    due = (
        select(Message)
        .where(Message.ask_at <= now, Message.state == state)
        .order_by(Message.ask_at)
        .limit(limit)
        .with_for_update(skip_locked=True)
    )
    rows = list(session.scalars(due))
    put_off(session, [row.id for row in rows], now + ASKING_LASTS)
    return [
        OpenAttempt(
            id=row.id,
            person_id=row.person_id,
            identity=row.identity,
            kind=row.kind,
            road=row.road,
            provider=row.provider,
            provider_id=row.provider_id,
            number=row.attempts,
            attempt_at=row.attempt_at or row.created_at,
            unclear_since=max(filter(None, (row.attempt_at, row.settled_at)), default=row.created_at),
            asks=row.asks,
            sent_to=row.sent_to,
            text=row.text,
            parts=row.parts or 0,
        )
        for row in rows
    ]


def put_off(session: Session, ids: Collection[str], ask_at: datetime | None, *, asks: int = 0) -> None:
    """Ask again at another time; None: never. asks: answers to add that settled nothing."""
    if ids:
        values = {"ask_at": ask_at, "asks": Message.asks + asks}
        query = update(Message).where(Message.id.in_(ids)).values(values)
        session.execute(query, execution_options={"synchronize_session": False})


def open_attempts(session: Session, provider: str) -> list[tuple[str, str | None, str | None]]:
    """Return id, address and words of every attempt at a provider that has no outcome yet."""
    query = select(Message.id, Message.sent_to, Message.text).where(
        is_open(State.SENDING, State.UNKNOWN), Message.provider == provider
    )
    return [(row.id, row.sent_to, row.text) for row in session.execute(query)]


def recorded(session: Session, provider_ids: Iterable[str], since: date) -> frozenset[str]:
    """Return which of a provider's ids the ledger has, among the messages from a day on."""
    ids = list(provider_ids)
    if not ids:
        return frozenset()
    query = select(Message.provider_id).where(Message.provider_id.in_(ids), Message.day >= since)
    return frozenset(session.scalars(query))
