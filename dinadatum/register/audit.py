"""The log: every added, changed or removed Fact leaves a row, in the same transaction; what else is done is noted."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date, datetime, time
from enum import StrEnum
from typing import Any

from sqlalchemy import event, func, insert, inspect, select
from sqlalchemy.orm import Session, UOWTransaction

from dinadatum.register.tables import Audit, Fact, Person

SILENT = {"version", "look_on", "next_message_day", "sheet_shows"}
"""Columns that the machine itself keeps: a change in them alone is no change of a fact."""


def watch(session: type[Session]) -> None:
    """Audit every flush of a kind of session. session.info needs "actor" (user name or job) and "now" (aware)."""
    event.listen(session, "before_flush", _grow_versions)
    event.listen(session, "after_flush", _write)


def note(
    session: Session,
    action: str,
    what: str,
    row_id: object = "",
    *,
    person_id: int | None = None,
    detail: str | None = None,
) -> None:
    """Write down what whoever has the transaction does, where no Fact changes: views, files taken away, copies."""
    done = {"at": session.info["now"], "actor": session.info["actor"], "action": action, "what": what}
    about = {"row_id": str(row_id), "person_id": person_id, "detail": detail}
    session.execute(insert(Audit), [done | about])


def last_noted(session: Session) -> datetime | None:
    """Return when something was last written in the log."""
    return session.scalar(select(func.max(Audit.at)))


def changes(row: Fact) -> dict[str, tuple[Any, Any]]:
    """Return column -> (old, new) for what has changed in a row and matters."""
    found: dict[str, tuple[Any, Any]] = {}
    for attribute in inspect(row).attrs:
        if attribute.key in SILENT or not attribute.history.has_changes():
            continue
        old = attribute.history.deleted[0] if attribute.history.deleted else None
        found[attribute.key] = (_plain(old), _plain(attribute.value))
    return found


def _grow_versions(session: Session, _context: UOWTransaction, _instances: object) -> None:
    for row in session.dirty:
        if isinstance(row, Fact) and changes(row):
            row.version += 1


def _write(session: Session, _context: UOWTransaction) -> None:
    entries = [
        *(_entry(session, row, "added", changes(row)) for row in session.new if isinstance(row, Fact)),
        *(_entry(session, row, "changed", changed) for row, changed in _changed(session)),
        *(_entry(session, row, "removed", _held(row)) for row in session.deleted if isinstance(row, Fact)),
    ]
    if entries:
        session.execute(insert(Audit), entries)


def _changed(session: Session) -> Iterator[tuple[Fact, dict[str, tuple[Any, Any]]]]:
    for row in session.dirty:
        if isinstance(row, Fact) and (changed := changes(row)):
            yield row, changed


def _held(row: Fact) -> dict[str, tuple[Any, Any]]:
    """Return column -> (old, None) for what a removed row held."""
    held = {attribute.key: _plain(attribute.value) for attribute in inspect(row).attrs}
    return {key: (value, None) for key, value in held.items() if value is not None and key not in SILENT}


def _entry(session: Session, row: Fact, action: str, detail: dict[str, tuple[Any, Any]]) -> dict[str, Any]:
    person_id = row.id if isinstance(row, Person) else getattr(row, "person_id", None)
    return {
        "at": session.info["now"],
        "actor": session.info["actor"],
        "action": action,
        "what": row.__tablename__,
        "row_id": str(row.id),
        "person_id": person_id,
        "detail": json.dumps(detail, ensure_ascii=False),
    }


def _plain(value: Any) -> Any:
    if isinstance(value, StrEnum):
        return value.value
    return value.isoformat() if isinstance(value, date | time) else value
