"""Who may see which replies of the inbox, and whoever opens one is written down first.

A reply of somebody's: those who may see all of that person. One from a number that several have, or an ombud of
several: those who may see all of one of them. From a number that nobody has: gruppledare, of whatever unit.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from dinadatum.register import tables as t
from dinadatum.register.database import Database
from dinadatum.usecases.replies.take_reply import NOT_SAID, OF_SEVERAL, OF_UNKNOWN, find_senders
from dinadatum.usecases.staff.viewers import Role, Viewer, open_people
from notify.values import Road

TIED = frozenset({OF_UNKNOWN, OF_SEVERAL})
"""What a reply was read as, of which a human can say whose it is. Never an ombud's."""


@dataclass(frozen=True, slots=True)
class InboxLine:
    """A reply that waits. ref: whose it is; empty where the number is nobody's or several people's."""

    reply_id: int
    at: datetime
    road: Road
    ref: str
    read_as: str


@dataclass(frozen=True, slots=True)
class OpenReply:
    """A reply as its reader sees it. can_tie: a human can say whose it is; can_say: what it means."""

    reply_id: int
    at: datetime
    road: Road
    ref: str
    read_as: str
    sender: str = field(repr=False)
    text: str = field(repr=False)

    @property
    def can_tie(self) -> bool:
        """Tell whether a human can say whose it is."""
        return self.read_as in TIED and not self.ref

    @property
    def can_say(self) -> bool:
        """Tell whether a human can say what it means: it is the person's own, and no alarm."""
        return bool(self.ref) and self.read_as not in NOT_SAID


def waiting_for(session: Session, viewer: Viewer) -> Sequence[InboxLine]:
    """Return the replies that wait and that the viewer may read, oldest first. No words are read."""
    reply = t.Reply
    query = (
        select(reply, t.Person.ref)
        .join(t.Person, t.Person.id == reply.person_id, isouter=True)
        .where(reply.for_human, reply.done_at.is_(None))
        .order_by(reply.received_at, reply.id)
    )
    rows = session.execute(query).all()
    own = _open(session, viewer, {row.person_id for row, _ in rows if row.person_id is not None})
    return [
        InboxLine(row.id, row.received_at, row.road, ref or "", row.read_as)
        for row, ref in rows
        if (row.person_id in own if row.person_id is not None else _sees_nobodys(session, viewer, row))
    ]


def open_reply(database: Database, viewer: Viewer, reply_id: int, now: datetime) -> OpenReply | None:
    """Return a waiting reply with its words, and log who read it; None: there is none, or it isn't the viewer's."""
    with database.reading() as session:
        row = session.get(t.Reply, reply_id)
        if row is None or not row.for_human or row.done_at is not None:
            return None
        seen = _sees(session, viewer, row)
        person = session.get(t.Person, row.person_id) if row.person_id is not None else None
        found = OpenReply(
            row.id,
            row.received_at,
            row.road,
            person.ref if person else "",
            row.read_as,
            row.sender or "",
            row.text,
        )
    _log(database, viewer, found.reply_id, None if person is None else person.id, seen=seen, now=now)
    return found if seen else None


def _sees(session: Session, viewer: Viewer, row: t.Reply) -> bool:
    if row.person_id is None:
        return _sees_nobodys(session, viewer, row)
    return bool(_open(session, viewer, {row.person_id}))


def _sees_nobodys(session: Session, viewer: Viewer, row: t.Reply) -> bool:
    people, ombud = find_senders(session, row)
    owners = {person.id for person in people} | {each.person_id for each in ombud}
    if not owners:
        return viewer.role is Role.TEAM_LEADER
    return bool(_open(session, viewer, owners))


def _open(session: Session, viewer: Viewer, ids: set[int]) -> frozenset[int]:
    if not ids:
        return frozenset()
    query = select(t.Person.id).where(t.Person.id.in_(ids), open_people(viewer))
    return frozenset(session.scalars(query))


def _log(
    database: Database, viewer: Viewer, reply_id: int, person_id: int | None, *, seen: bool, now: datetime
) -> None:
    values = {
        "at": now,
        "actor": viewer.username,
        "action": "viewed" if seen else "refused",
        "what": t.Reply.__tablename__,
        "row_id": str(reply_id),
        "person_id": person_id,
    }
    with database.transaction(viewer.username, now) as session:
        session.execute(insert(t.Audit), [values])
