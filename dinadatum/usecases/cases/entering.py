"""Which case it is, how much of it may be seen, and the log of every view."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from dinadatum.errors import UnknownPersonError
from dinadatum.register import tables as t
from dinadatum.register.audit import note
from dinadatum.register.database import Database
from dinadatum.usecases.staff.viewers import Sight, Viewer, sight


@dataclass(frozen=True, slots=True)
class Head:
    """Which case it is, and whose."""

    person_id: int
    ref: str
    unit: str
    caseworker_id: int | None
    protected: bool
    responsible: str


def enter(database: Database, viewer: Viewer, ref: str, now: datetime) -> tuple[Head, Sight]:
    """Return which case it is and how much of it may be seen, and log who saw it.

    Raises UnknownPersonError when there is no such case, and just so when it isn't the viewer's to see.
    """
    with database.reading() as session:
        head = _find(session, ref)
    seen = Sight.NOTHING if head is None else _sight(viewer, head)
    if head is not None:
        _log_view(database, viewer, head, seen, now)
    if head is None or seen is Sight.NOTHING:
        raise UnknownPersonError("Inget ärende med den referensen syns för det här kontot.")
    return head, seen


def enter_whole(database: Database, viewer: Viewer, ref: str, now: datetime) -> Head:
    """Return which case it is, for a viewer who may see all of it; logged. Raises UnknownPersonError."""
    head, seen = enter(database, viewer, ref, now)
    if seen is not Sight.ALL:
        raise UnknownPersonError("Inget ärende med den referensen syns för det här kontot.")
    return head


def spellings(ref: str) -> tuple[str, ...]:
    """Give the references that may be meant: as typed, and with the capitals that were typed as small letters."""
    return tuple(dict.fromkeys((ref, ref.upper())))


def find_ref(session: Session, viewer: Viewer, ref: str) -> str | None:
    """Return the reference if it is one that the viewer may know of. Nothing of the case is read."""
    head = _find(session, ref)
    return None if head is None or _sight(viewer, head) is Sight.NOTHING else head.ref


def _find(session: Session, ref: str) -> Head | None:
    for wanted in spellings(ref):
        row = session.execute(_FIND, {"ref": wanted}).first()
        if row is not None:
            return Head(row.id, row.ref, row.unit, row.caseworker_id, row.protected, row.name or "")
    return None


def _sight(viewer: Viewer, head: Head) -> Sight:
    return sight(viewer, unit=head.unit, caseworker_id=head.caseworker_id, protected=head.protected)


def _log_view(database: Database, viewer: Viewer, head: Head, seen: Sight, now: datetime) -> None:
    action = "refused" if seen is Sight.NOTHING else "viewed"
    with database.transaction(viewer.username, now) as session:
        note(session, action, "case", head.person_id, person_id=head.person_id)


# Written once: to write a question takes longer than to answer it.
_FIND = (
    select(
        t.Person.id,
        t.Person.ref,
        t.Person.unit,
        t.Person.caseworker_id,
        t.Person.protected,
        t.Caseworker.name,
    )
    .join(t.Caseworker, t.Caseworker.id == t.Person.caseworker_id, isouter=True)
    .where(t.Person.ref == bindparam("ref"))
)
