"""Claiming what is ready to go: a few look-ups in an index of its own, however much waits or has been sent."""

from __future__ import annotations

from dataclasses import dataclass, field, fields
from datetime import date, datetime
from functools import cache
from typing import Any, cast

from sqlalchemy import (
    Date,
    Integer,
    Row,
    Select,
    Table,
    bindparam,
    func,
    or_,
    select,
    true,
)
from sqlalchemy.orm import Session

from dinadatum.clock import local_day
from dinadatum.register.batches import KEY, read_columns, unread, update_each
from dinadatum.register.few_rows import is_open
from dinadatum.register.ledger import AT_ONCE
from dinadatum.register.states import State, sources
from dinadatum.register.tables import Message
from dinadatum.register.types import Instant
from notify.values import MessageKind, Pace, Recipient, Road, Wording

_TABLE = cast("Table", Message.__table__)
_STATES = (State.PLANNED, State.WAITING)
_BEFORE_ALL = -1
"""Below every priority: a plain comparison, so that the index is entered where the next one begins."""


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
    connection = session.connection()
    rows: list[Row[Any]] = []
    last = _BEFORE_ALL
    while len(rows) < limit:
        nearest = [
            found
            for found in connection.execute(_next_priorities(), {"last": last}).one()
            if found is not None
        ]
        if not nearest:
            break
        last = min(nearest)
        wanted = {**given, "priority": last, "most": limit - len(rows)}
        ready = [
            row
            for state in _STATES
            for row in connection.execute(_ready(state, ordinary=ordinary), wanted).all()
        ]
        rows += sorted(ready, key=_turn)[: limit - len(rows)]
    same = {"state": State.CLAIMED, "claimed_at": now}
    taken = update_each(session, Message, [{KEY: row.id} for row in rows], sources(State.CLAIMED), same=same)
    found = map(Claimed, *read_columns(connection, _COLUMNS, rows)) if rows else ()
    return [message for message in found if message.id in taken]


def _turn(row: Row[Any]) -> tuple[Any, str]:
    return row.send_at, row.id


@cache
def _next_priorities() -> Select[*tuple[Any, ...]]:
    """Select the next priority after the last, in each state."""
    last = bindparam("last", type_=Integer)
    return select(
        *(
            select(func.min(Message.priority))
            .where(is_open(state), Message.priority > last)
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
        select(*map(unread, _COLUMNS))
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
