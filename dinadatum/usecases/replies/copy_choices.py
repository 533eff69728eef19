"""The log of what people have said of copies to ombud: rows are only added, each with its day and how it was said."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from dinadatum.register import ledger
from dinadatum.register import tables as t
from dinadatum.register.states import State
from notify.values import Recipient

ENDED = "Personen har valt att ombudet inte får mer."
STILL_HERE = (State.PLANNED, State.HELD, State.CLAIMED, State.WAITING)


def choices_of(session: Session, person_id: int) -> Sequence[t.CopyChoice]:
    """Return what the person has said of copies, newest first."""
    query = select(t.CopyChoice).where(t.CopyChoice.person_id == person_id)
    return session.scalars(query.order_by(t.CopyChoice.id.desc())).all()


def add_choice(session: Session, person_id: int, *, allowed: bool, at: datetime, source: str) -> t.CopyChoice:
    """Add a word of the person to the log, and to the log of changes; take back what was about to go to an ombud."""
    last = next(iter(choices_of(session, person_id)), None)
    row = t.CopyChoice(person_id=person_id, allowed=allowed, at=at, source=source)
    session.add(row)
    session.flush()
    detail = {
        "allowed": (None if last is None else last.allowed, allowed),
        "source": (None if last is None else last.source, source),
    }
    entry = {
        "at": session.info.get("now", at),
        "actor": session.info.get("actor", ""),
        "action": "added",
        "what": t.CopyChoice.__tablename__,
        "row_id": str(row.id),
        "person_id": person_id,
        "detail": json.dumps(detail, ensure_ascii=False),
    }
    session.execute(insert(t.Audit), [entry])
    if not allowed:
        _take_back(session, person_id)
    return row


def _take_back(session: Session, person_id: int) -> None:
    """Take back, at once and whatever the hour, what is on its way to an ombud and hasn't left."""
    m = t.Message
    query = select(m.id).where(
        m.person_id == person_id, m.recipient == Recipient.OMBUD, m.state.in_(STILL_HERE)
    )
    ledger.move(session, list(session.scalars(query)), State.CANCELLED, reason=ENDED)
