"""Claiming what is ready to go: a few look-ups in an index of its own, however much waits or has been sent."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, fields
from datetime import date, datetime
from functools import cache
from typing import Any, cast

from sqlalchemy import (
    Date,
    Integer,
    Select,
    String,
    Table,
    Update,
    bindparam,
    func,
    literal_column,
    or_,
    select,
    true,
    update,
)
from sqlalchemy.orm import Session

from dinadatum.clock import local_day
from dinadatum.register.batches import read_columns, unread
from dinadatum.register.few_rows import is_open
from dinadatum.register.ledger import AT_ONCE
from dinadatum.register.states import State, sources
from dinadatum.register.tables import Message
from dinadatum.register.types import Instant
from notify.values import MessageKind, Pace, Recipient, Road, Wording

_TABLE = cast("Table", Message.__table__)
_STATES = (State.PLANNED, State.WAITING)


@dataclass(frozen=True, slots=True)
class Claimed:
    """A message that a sender has claimed: what is needed to compose it. text: words given beforehand."""

    id: str
    identity: str
    person_id: int
    recipient: Recipient
    recipient_key: str
    road: Road
    kind: MessageKind
    template: str
    wording: Wording
    pace: Pace
    key_date: str
    key_date_day: date
    step: str
    why: str
    priority: int
    day: date
    send_at: datetime
    last_useful_day: date
    attempts: int
    text: str | None = field(repr=False)


_COLUMNS = [_TABLE.c[one.name] for one in fields(Claimed)]


def claim(
    session: Session, moment: datetime, now: datetime, limit: int, *, since: datetime, ordinary: bool
) -> list[Claimed]:
    """Claim up to limit messages of the day whose time has come, most important first, then oldest.

    moment: up to when. since: the day's first instant; what is older waits for the next look to give it a
    new day, but for a receipt that still helps. ordinary: False outside the sending hours, when only receipts
    go, and what a person has marked as urgent. No two senders get the same row: PostgreSQL locks and skips,
    SQLite has one writer at a time.
    """
    given = {"moment": moment, "now": now, "since": since, "today": local_day(moment)}
    ids: list[str] = []
    last: int | None = None
    while len(ids) < limit:
        nearest = [
            found for found in session.execute(_next_priorities(), {"last": last}).one() if found is not None
        ]
        if not nearest:
            break
        last = min(nearest)
        wanted = {**given, "priority": last, "most": limit - len(ids)}
        found = [
            (send_at, ledger_id)
            for state in _STATES
            for send_at, ledger_id in session.execute(_ready(state, ordinary=ordinary), wanted)
        ]
        ids += [ledger_id for _, ledger_id in sorted(found)][: limit - len(ids)]
    return _take(session, ids, now)


def _take(session: Session, ids: Sequence[str], now: datetime) -> list[Claimed]:
    if not ids:
        return []
    connection = session.connection()
    rows = connection.execute(_claiming(), {"ids": list(ids), "now": now}).all()
    claimed = {message.id: message for message in map(Claimed, *read_columns(connection, _COLUMNS, rows))}
    return [claimed[ledger_id] for ledger_id in ids if ledger_id in claimed]


@cache
def _next_priorities() -> Select[*tuple[Any, ...]]:
    """Select the next priority after the last, in each state."""
    last = bindparam("last", type_=Integer)
    return select(
        *(
            select(func.min(Message.priority))
            .where(is_open(state), or_(last.is_(None), Message.priority > last))
            .scalar_subquery()
            for state in _STATES
        )
    )


@cache
def _ready(state: State, *, ordinary: bool) -> Select[*tuple[Any, ...]]:
    """Select what is ready in a state and of a priority."""
    moment, since = bindparam("moment", type_=Instant), bindparam("since", type_=Instant)
    receipt = Message.kind == MessageKind.RECEIPT
    still_helps = receipt & (Message.last_useful_day >= bindparam("today", type_=Date))
    at_once = true() if ordinary else or_(receipt, Message.priority == AT_ONCE)
    again = Message.retry_at <= bindparam("now", type_=Instant) if state is State.WAITING else true()
    return (
        select(unread(_TABLE.c.send_at), _TABLE.c.id)
        .where(
            is_open(state),
            Message.priority == bindparam("priority", type_=Integer),
            Message.send_at <= moment,
            or_(Message.send_at >= since, still_helps),
            at_once,
            again,
        )
        .order_by(Message.send_at, Message.id)
        .limit(bindparam("most", type_=Integer))
        .with_for_update(skip_locked=True)
    )


@cache
def _claiming() -> Update:
    state = literal_column("message.state || ''", String)
    return (
        update(_TABLE)
        .where(
            _TABLE.c.id.in_(bindparam("ids", expanding=True)),
            state.in_([source.value for source in sorted(sources(State.CLAIMED))]),
        )
        .values(state=State.CLAIMED, claimed_at=bindparam("now", type_=Instant))
        .returning(*map(unread, _COLUMNS))
    )
