"""The inbox: replies that a person has to read, those from unknown numbers too."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import insert, or_, select, update
from sqlalchemy.orm import Session

from dinadatum.register.tables import Audit, Person, Reply, Task
from notify.values import Road, TaskKind


@dataclass(frozen=True, slots=True)
class InboxRow:
    """A reply to read. ref and sender: whose it is; ref is empty where nobody in the register has the number."""

    reply_id: int
    at: datetime
    ref: str
    road: Road
    sender: str = field(repr=False)
    text: str = field(repr=False)
    read_as: str


def waiting_replies(session: Session) -> Sequence[InboxRow]:
    """Return the replies that nobody has read yet, oldest first."""
    query = (
        select(Reply, Person.ref)
        .join(Person, Person.id == Reply.person_id, isouter=True)
        .where(Reply.for_human, Reply.done_at.is_(None))
        .order_by(Reply.received_at, Reply.id)
    )
    return [
        InboxRow(row.id, row.received_at, ref or "", row.road, row.sender or "", row.text, row.read_as)
        for row, ref in session.execute(query)
    ]


def tick_off(session: Session, reply_id: int, who: str, now: datetime) -> bool:
    """Note that somebody has read a reply, which keeps the promise to read it; tells whether it was waiting."""
    waits = (Reply.id == reply_id) & Reply.for_human & Reply.done_at.is_(None)
    query = update(Reply).where(waits).values(done_at=now, done_by=who).returning(Reply.id)
    if session.scalar(query) is None:
        return False
    keep_reading(session, reply_id, who, now)
    return True


def keep_reading(session: Session, reply_id: int, who: str, now: datetime) -> None:
    """Tick off what asks somebody to read a reply, and log it. A danger stays until somebody has called."""
    mine = or_(
        Task.identity.like(f"T|%|{TaskKind.READ_REPLY.value}|reply|%|{reply_id}"),
        Task.identity.like(f"T|{TaskKind.READ_REPLY.value}|reply|{reply_id}|%"),
    )
    done = (
        update(Task)
        .where(Task.kind == TaskKind.READ_REPLY, Task.done_at.is_(None), mine)
        .values(done_at=now, done_by=who)
        .returning(Task.id, Task.person_id)
    )
    rows = session.execute(done, execution_options={"synchronize_session": False}).all()
    common = {"at": now, "actor": who, "action": "done", "what": Task.__tablename__}
    logged = [{**common, "row_id": str(row.id), "person_id": row.person_id} for row in rows]
    if logged:
        session.execute(insert(Audit), logged)
