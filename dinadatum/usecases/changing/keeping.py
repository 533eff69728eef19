"""Keeps one change: finds its row, makes sure that nobody was there before, writes, and asks the day anew."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from sqlalchemy import func, insert, select
from sqlalchemy.orm import Session

from dinadatum.register import tables as t
from dinadatum.register.database import Database
from dinadatum.register.locking import hold_people
from dinadatum.usecases.changing.subjects import Subject
from dinadatum.usecases.looks.daily_look import look_again
from dinadatum.usecases.looks.promising import take_people
from dinadatum.usecases.looks.sheets import ask_again
from dinadatum.usecases.replies.copy_choices import add_choice
from dinadatum.usecases.rules import Rules

LOGS = (t.Consent, t.CopyChoice)
"""Tables to which rows are only added: a form on one is always new."""
SHEET = "sheet_given"
"""Set also when it is the same day: it may be another sheet."""


class Moved(Exception):  # noqa: N818  # it is an answer, not a fault
    """Somebody else has changed or removed the row meanwhile."""


class Taken(Exception):  # noqa: N818  # it is an answer, not a fault
    """Another row of the person has the same key."""


@dataclass(frozen=True, slots=True)
class Change:
    """One row as it is to be. row_id None: a new one. version: the one that was seen. columns: may be few.

    remove: the row is to go. again: a row that was removed comes back under its old number.
    """

    subject: Subject
    person_id: int
    row_id: int | None
    version: int
    columns: Mapping[str, Any] = field(repr=False)
    remove: bool = False
    again: bool = False


def write(session: Session, change: Change, now: datetime) -> t.Fact | t.Consent | t.CopyChoice:
    """Write a change in a session; raises Moved or Taken. The caller decides whether it is kept.

    Nobody else changes the person from here on: of two who save the same at once the second is told so.
    """
    hold_people(session, [change.person_id])
    if issubclass(change.subject.table, t.Consent):
        return _answer(session, change, now)
    if issubclass(change.subject.table, t.CopyChoice):
        return add_choice(session, change.person_id, at=now, **change.columns)
    row = _find(session, change)
    _refuse_same_key(session, change, row)
    if row is None:
        row = change.subject.table(person_id=change.person_id, **change.columns)
        assert row is not None  # noqa: S101
        if change.again and change.row_id is not None:
            row.id, row.version = change.row_id, change.version
        session.add(row)
    elif change.remove:
        session.delete(row)
    else:
        for name, value in change.columns.items():
            if getattr(row, name) != value or name == SHEET:
                setattr(row, name, value)
        if isinstance(row, t.Person) and SHEET in change.columns and row.sheet_given is None:
            ask_again(session, row.id)
    session.flush()
    return row


def keep(
    database: Database, rules: Rules, change: Change, actor: str, *, today: date, now: datetime
) -> int | None:
    """Keep a change and ask about the person again; returns its number in the log, None if nothing changed.

    Raises Moved or Taken; then nothing has been changed.
    """
    with database.transaction(actor, now) as session:
        take_people(session, [change.person_id])
        before = _last_entry(session, change.person_id)
        write(session, change, now)
        look_again(session, rules, change.person_id, today, now)
        after = _last_entry(session, change.person_id)
    return after if after != before else None


def current(session: Session, subject: Subject, person_id: int, row_id: int | None) -> t.Fact | None:
    """Return the row that a form is about, or None for a new one; raises Moved when it is gone."""
    if issubclass(subject.table, LOGS) or (subject.many and row_id is None):
        return None
    wanted = person_id if subject.table is t.Person else row_id
    row = session.get(subject.table, wanted)
    owner = row.id if isinstance(row, t.Person) else getattr(row, "person_id", None)
    if row is None or owner != person_id:
        raise Moved
    return row


def _find(session: Session, change: Change) -> t.Fact | None:
    if change.again:
        if session.get(change.subject.table, change.row_id) is not None:
            raise Moved
        return None
    row = current(session, change.subject, change.person_id, change.row_id)
    if row is None:
        return None
    if row.version != change.version:
        raise Moved
    return row


def _refuse_same_key(session: Session, change: Change, row: t.Fact | None) -> None:
    key = [name for name in change.subject.key if name in change.columns]
    if change.remove or not key:
        return
    table: Any = change.subject.table
    values = {name: change.columns.get(name, getattr(row, name, None)) for name in change.subject.key}
    query = select(table.id).where(table.person_id == change.person_id)
    same = query.where(*(getattr(table, name) == value for name, value in values.items()))
    found = session.scalar(same.where(table.id != (row.id if row is not None else -1)))
    if found is not None:
        raise Taken


def _answer(session: Session, change: Change, now: datetime) -> t.Consent:
    """Add an answer to the log of consents; the log of changes names it too."""
    newest = select(t.Consent).where(t.Consent.person_id == change.person_id).order_by(t.Consent.id.desc())
    last = session.scalar(newest.limit(1))
    if change.remove:
        return _unanswer(session, change, last, now)
    row = t.Consent(person_id=change.person_id, at=now, **change.columns)
    session.add(row)
    session.flush()
    old = {} if last is None else {"given": last.given, "source": last.source, "texts": last.texts}
    _log_answer(session, row, "added", {n: (old.get(n), value) for n, value in change.columns.items()}, now)
    return row


def _unanswer(session: Session, change: Change, last: t.Consent | None, now: datetime) -> t.Consent:
    """Take back the first answer: nobody has been asked. Raises Moved when there has been another since."""
    if last is None or last.id != change.row_id:
        raise Moved
    held = {"given": last.given, "source": last.source, "texts": last.texts}
    session.delete(last)
    session.flush()
    _log_answer(session, last, "removed", {name: (value, None) for name, value in held.items()}, now)
    return last


def _log_answer(
    session: Session, row: t.Consent, action: str, detail: Mapping[str, tuple[Any, Any]], now: datetime
) -> None:
    entry = {
        "at": now,
        "actor": session.info.get("actor", ""),
        "action": action,
        "what": t.Consent.__tablename__,
        "row_id": str(row.id),
        "person_id": row.person_id,
        "detail": json.dumps(detail, ensure_ascii=False),
    }
    session.execute(insert(t.Audit), [entry])


def _last_entry(session: Session, person_id: int) -> int | None:
    query = select(func.max(t.Audit.id)).where(t.Audit.person_id == person_id)
    return session.scalar(query.where(t.Audit.action.in_(("added", "changed", "removed"))))
