"""How a person's facts have changed: who, when, from what, to what; and the change that takes one back."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time
from enum import Enum
from typing import Any

from sqlalchemy import Date, bindparam, select
from sqlalchemy import Enum as EnumType
from sqlalchemy.orm import Session

from dinadatum.register import tables as t
from dinadatum.register.types import Clock
from dinadatum.usecases.changing.keeping import LOGS, Change
from dinadatum.usecases.changing.reading import WORK
from dinadatum.usecases.changing.subjects import SUBJECTS, Subject, column_of
from dinadatum.usecases.replies.applying import FROM_REPLY

SHOWN = 30
_LOGS = tuple(table.__tablename__ for table in LOGS)
ACTIONS = ("added", "changed", "removed")
MACHINE = frozenset(
    {
        "id",
        "person_id",
        "name_hash",
        "mobile_hash",
        "email_hash",
        "at",
        "wrong_mobile_hash",
        "wrong_email_hash",
    }
)
_WORKER = "caseworker_id"
_BY_TABLE: dict[str, Subject] = {
    subject.table.__tablename__: subject for subject in SUBJECTS.values() if subject.table is not t.Person
}
_PERSON = SUBJECTS["person"]
_OF_FORMS = frozenset(
    column_of(subject, cell)
    for subject in SUBJECTS.values()
    if subject.table is t.Person and not subject.leader_only
    for cell in subject.cells
) | {"second_weekday", "mobile_hash", "email_hash"}.union(
    f"{column}_{how}" for column in WORK.values() for how in ("said", "confirmed")
)
"""The columns of a person that a handläggare may set: only those can be taken back."""


@dataclass(frozen=True, slots=True)
class Line:
    """One column of a change, as plain values in text. column: as in the table."""

    column: str
    old: str = field(repr=False)
    new: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Entry:
    """One change. action: added, changed or removed. what: the table. can_undo: nothing newer has touched it."""

    id: int
    at: datetime
    actor: str
    action: str
    what: str
    lines: tuple[Line, ...]
    can_undo: bool


def history(session: Session, person_id: int, limit: int = SHOWN) -> tuple[Entry, ...]:
    """Return the changes of a person's facts, newest first."""
    rows = session.scalars(_ENTRIES.limit(limit), {"person": person_id}).all()
    workers = _workers(session, rows)
    seen: set[tuple[str, str]] = set()
    found = []
    for row in rows:
        # Answers are one log: only its last line can be taken back.
        same = (row.what, "" if row.what in _LOGS else row.row_id)
        newest = same not in seen
        seen.add(same)
        found.append(_entry(session, row, workers, newest=newest))
    return tuple(entry for entry in found if entry.lines)


def undoing(session: Session, person_id: int, entry_id: int) -> Change | None:
    """Return the change that takes another back, or None: not there, not to be undone, or touched since."""
    row = session.scalar(_ENTRIES.where(t.Audit.id == entry_id), {"person": person_id})
    if row is None or _touched_since(session, row):
        return None
    detail = _detail(row)
    subject = _PERSON if row.what == t.Person.__tablename__ else _BY_TABLE.get(row.what)
    if subject is None or not _may(row, detail):
        return None
    old = {name: pair[0] for name, pair in detail.items()}
    if subject.slug == "samtycke" and old.get("given") is None:
        return Change(subject, person_id, int(row.row_id), 0, {}, remove=True)
    if subject.slug == "samtycke":
        return Change(subject, person_id, None, 0, {**old, "source": "ångrat"})
    if subject.slug == "kopior":
        allowed = old["allowed"] is not False  # who has said nothing lets the ombud know
        return Change(subject, person_id, None, 0, {"allowed": allowed, "source": "ångrat"})
    columns = {name: _value(subject.table, name, value) for name, value in old.items() if name != "person_id"}
    row_id = int(row.row_id)
    if row.action == "removed":
        columns.pop("id", None)
        return Change(subject, person_id, row_id, 1, columns, again=True)
    fact: Any = session.get(subject.table, row_id)
    if fact is None:
        return None
    return Change(subject, person_id, row_id, fact.version, columns, remove=row.action == "added")


_ENTRIES = (
    select(t.Audit)
    .where(t.Audit.person_id == bindparam("person"), t.Audit.action.in_(ACTIONS))
    .order_by(t.Audit.at.desc(), t.Audit.id.desc())
)


def _touched_since(session: Session, row: t.Audit) -> bool:
    same = (t.Audit.what == row.what, t.Audit.row_id == row.row_id, t.Audit.action.in_(ACTIONS))
    if row.what in _LOGS:
        same = (t.Audit.what == row.what, t.Audit.person_id == row.person_id, t.Audit.action.in_(ACTIONS))
    return session.scalar(select(t.Audit.id).where(*same, t.Audit.id > row.id).limit(1)) is not None


def _may(row: t.Audit, detail: Mapping[str, tuple[Any, Any]]) -> bool:
    """Tell whether the kind of change can be taken back at all."""
    if row.what == t.Person.__tablename__:
        return row.action == "changed" and detail.keys() <= _OF_FORMS
    if row.what == t.Consent.__tablename__:
        return "given" in detail
    if row.what == t.CopyChoice.__tablename__:
        return bool(detail["source"][1] != FROM_REPLY)
    return row.what in _BY_TABLE


def _is_taken(session: Session, row: t.Audit, detail: Mapping[str, tuple[Any, Any]]) -> bool:
    """Tell whether what was removed has come again since, by an import or a form, as another row."""
    subject = _BY_TABLE.get(row.what)
    if row.action != "removed" or subject is None or not subject.key:
        return False
    table: Any = subject.table
    old = {name: _value(table, name, detail[name][0]) for name in subject.key if name in detail}
    same = [getattr(table, name) == value for name, value in old.items()]
    return session.scalar(select(table.id).where(table.person_id == row.person_id, *same)) is not None


def _entry(session: Session, row: t.Audit, workers: Mapping[int, str], *, newest: bool) -> Entry:
    detail = _detail(row)
    every = (
        Line(name, *(_text(workers.get(value, value) if name == _WORKER else value) for value in pair))
        for name, pair in detail.items()
        if name not in MACHINE
    )
    # An answer is an event: who asked again and got the same is told of too.
    answer = "given" if row.what == t.Consent.__tablename__ else ""
    lines = tuple(line for line in every if line.old != line.new or line.column == answer)
    can_undo = newest and _may(row, detail) and not _is_taken(session, row, detail)
    return Entry(row.id, row.at, row.actor, row.action, row.what, lines, can_undo)


def _workers(session: Session, rows: Sequence[t.Audit]) -> dict[int, str]:
    """Return the user names of the handläggare who are named in the changes, by id."""
    named = {each for row in rows for each in _detail(row).get(_WORKER, ()) if each is not None}
    if not named:
        return {}
    query = select(t.Caseworker.id, t.Caseworker.username).where(t.Caseworker.id.in_(named))
    return {row.id: row.username for row in session.execute(query)}


def _detail(row: t.Audit) -> dict[str, tuple[Any, Any]]:
    return {name: (pair[0], pair[1]) for name, pair in json.loads(row.detail or "{}").items()}


def _text(value: Any) -> str:
    if isinstance(value, bool):
        return "ja" if value else "nej"
    return "" if value is None else str(value)


def _value(table: Any, column: str, plain: Any) -> Any:
    """Turn a value of the log back into what the column holds."""
    kind = table.__table__.c[column].type
    if plain is None:
        return None
    if isinstance(kind, EnumType) and kind.enum_class is not None:
        member: Enum = kind.enum_class(plain)
        return member
    if isinstance(kind, Clock):
        return time.fromisoformat(plain)
    return date.fromisoformat(plain) if isinstance(kind, Date) else plain
