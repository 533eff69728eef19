"""The ledger's only way to change: each move is one conditional UPDATE along states.MOVES."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import CursorResult, or_, select, update
from sqlalchemy.dialects.postgresql import insert as postgresql_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert
from sqlalchemy.orm import Session

from dinadatum.register.states import State, sources
from dinadatum.register.tables import Message, Task
from notify.values import Intent, MessageKind, TaskIntent

CLAIM_LASTS = timedelta(minutes=2)
"""A claim this old without an attempt belongs to a sender that died: the row may be claimed again."""

ATTEMPT_LASTS = timedelta(minutes=5)
"""An attempt this old without an outcome belongs to a sender that died mid-call: its outcome is unknown."""


def write_intents(
    session: Session, person_id: int, rows: Iterable[tuple[Intent, datetime, State, str]], now: datetime
) -> int:
    """Add a row for each intent with its earliest instant, first state and reason.

    An identity that is already there is left alone. Returns how many rows are new.
    """
    values = [
        {
            "id": uuid.uuid4().hex,
            "identity": intent.identity,
            "person_id": person_id,
            "recipient": intent.recipient,
            "recipient_key": intent.recipient_key,
            "road": intent.road,
            "kind": intent.kind,
            "template": intent.template,
            "wording": intent.wording,
            "pace": intent.pace,
            "key_date": intent.key_date,
            "key_date_day": intent.key_date_day,
            "step": intent.step,
            "why": intent.why,
            "priority": intent.priority,
            "day": intent.day,
            "send_at": send_at,
            "last_useful_day": intent.last_useful_day,
            "state": state,
            "reason": reason,
            "created_at": now,
        }
        for intent, send_at, state, reason in rows
    ]
    return _insert_new(session, Message, values)


def write_tasks(session: Session, person_id: int, tasks: Iterable[TaskIntent], now: datetime) -> int:
    """Add the tasks that aren't there yet. Returns how many are new."""
    values = [
        {
            "identity": task.identity,
            "person_id": person_id,
            "kind": task.kind,
            "day": task.day,
            "why": task.why,
            "created_at": now,
        }
        for task in tasks
    ]
    return _insert_new(session, Task, values)


def move(session: Session, ids: Sequence[str], to: State, **values: Any) -> int:
    """Move messages to a state; rows whose state doesn't allow it are not touched. Returns rows moved."""
    if not ids:
        return 0
    query = (
        update(Message).where(Message.id.in_(ids), Message.state.in_(sources(to))).values(state=to, **values)
    )
    return _touched(session, query)


def claim(
    session: Session, moment: datetime, now: datetime, limit: int, *, since: datetime, ordinary: bool
) -> list[Message]:
    """Claim up to limit messages of the day whose time has come, most important first, then oldest.

    moment: up to when. since: the day's first instant; what is older waits for the next look to give it a
    new day. ordinary: False outside the sending hours, when only receipts go. No two senders get the same
    row: PostgreSQL locks and skips, SQLite has one writer at a time.
    """
    ready = or_(
        (Message.state == State.PLANNED) & Message.send_at.between(since, moment),
        (Message.state == State.WAITING) & (Message.retry_at <= now) & (Message.send_at >= since),
    )
    if not ordinary:
        ready = ready & (Message.kind == MessageKind.RECEIPT)
    query = (
        select(Message)
        .where(ready)
        .order_by(Message.priority, Message.send_at, Message.id)
        .limit(limit)
        .with_for_update(skip_locked=True)
    )
    rows = list(session.scalars(query))
    move(session, [row.id for row in rows], State.CLAIMED, claimed_at=now)
    return rows


def begin_attempt(session: Session, ledger_id: str, now: datetime, **values: Any) -> bool:
    """Put an attempt on record before the call. False: somebody else moved the row, don't send."""
    return move(session, [ledger_id], State.SENDING, attempt_at=now, **values) == 1


def release_dead(session: Session, now: datetime) -> tuple[int, list[str]]:
    """Take back what a dead sender left: claims go back to planned, attempts become unknown.

    Returns how many claims went back, and the ids whose outcome is now unknown.
    """
    back = _touched(
        session,
        update(Message)
        .where(Message.state == State.CLAIMED, Message.claimed_at < now - CLAIM_LASTS)
        .values(state=State.PLANNED),
    )
    lost = list(
        session.scalars(
            select(Message.id).where(Message.state == State.SENDING, Message.attempt_at < now - ATTEMPT_LASTS)
        )
    )
    move(session, lost, State.UNKNOWN, reason="Sändningen avbröts mitt i. Det är oklart om det kom fram.")
    return back, lost


def unsent(session: Session, person_ids: Sequence[int]) -> list[Message]:
    """Return the messages of the people that are still waiting to go."""
    waiting = (State.PLANNED, State.WAITING, State.HELD)
    query = select(Message).where(Message.person_id.in_(person_ids), Message.state.in_(waiting))
    return list(session.scalars(query))


def waiting_since(session: Session) -> datetime | None:
    """Return the earliest instant at which a message that is still waiting could have gone."""
    query = select(Message.send_at).where(Message.state.in_((State.PLANNED, State.WAITING)))
    return session.scalar(query.order_by(Message.send_at).limit(1))


def next_send_day(session: Session, today: date) -> date | None:
    """Return the first later day of a message that is already in the ledger."""
    query = select(Message.day).where(Message.day > today, Message.state == State.PLANNED)
    return session.scalar(query.order_by(Message.day).limit(1))


def _insert_new(session: Session, table: type[Message] | type[Task], values: list[dict[str, Any]]) -> int:
    if not values:
        return 0
    name = session.get_bind().dialect.name
    make = postgresql_insert if name == "postgresql" else sqlite_insert
    query = make(table).values(values)
    return _touched(session, query.on_conflict_do_nothing(index_elements=["identity"]))


def _touched(session: Session, query: Any) -> int:
    result = session.execute(query, execution_options={"synchronize_session": False})
    assert isinstance(result, CursorResult)  # noqa: S101  # INSERT and UPDATE give nothing else
    return result.rowcount
