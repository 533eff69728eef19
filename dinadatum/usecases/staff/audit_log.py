"""The log as a granskare reads it: who did or saw what, when, with which case. Never what stood there."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from sqlalchemy import Row, Select, and_, or_, select
from sqlalchemy.orm import Session

from dinadatum.clock import instant
from dinadatum.register.tables import Audit, Person

PAGE = 100


@dataclass(frozen=True, slots=True)
class LogFilter:
    """Which rows are meant. Days inclusive, as they are in Sweden; None and empty: any."""

    first: date | None = None
    last: date | None = None
    actor: str = ""
    ref: str = ""


@dataclass(frozen=True, slots=True)
class LogCursor:
    """The last row of a page: the next one begins after it."""

    at: datetime
    id: int


@dataclass(frozen=True, slots=True)
class LogRow:
    """One row. ref: of the case that it was about, or empty. gone: there was one, and it is no longer here."""

    id: int
    at: datetime
    actor: str
    action: str
    what: str
    about: str
    ref: str
    gone: bool


@dataclass(frozen=True, slots=True)
class LogPage:
    """Some rows, newest first, and where the next page begins (None: this was the last)."""

    rows: tuple[LogRow, ...]
    next: LogCursor | None


def log_page(
    session: Session, wanted: LogFilter, after: LogCursor | None = None, limit: int = PAGE
) -> LogPage:
    """Return a page of the log, newest first."""
    query = _filtered(wanted).order_by(Audit.at.desc(), Audit.id.desc()).limit(limit + 1)
    if after is not None:
        same = and_(Audit.at == after.at, Audit.id < after.id)
        query = query.where(Audit.at <= after.at, or_(Audit.at < after.at, same))
    found = [_row(row) for row in session.execute(query)]
    rows = tuple(found[:limit])
    more = len(found) > limit
    return LogPage(rows, LogCursor(rows[-1].at, rows[-1].id) if more else None)


def every_entry(session: Session, wanted: LogFilter) -> Iterator[LogRow]:
    """Yield the log, newest first, reading some hundred rows at a time."""
    after: LogCursor | None = None
    while True:
        part = log_page(session, wanted, after, limit=500)
        yield from part.rows
        if part.next is None:
            return
        after = part.next


def _filtered(wanted: LogFilter) -> Select[*tuple[Any, ...]]:
    # The column detail is left alone: it holds what stood there, and nobody reads it here.
    columns = (Audit.id, Audit.at, Audit.actor, Audit.action, Audit.what, Audit.row_id, Audit.person_id)
    query: Select[*tuple[Any, ...]] = select(*columns, Person.ref).join(
        Person, Person.id == Audit.person_id, isouter=True
    )
    if wanted.first is not None:
        query = query.where(Audit.at >= instant(wanted.first, time()))
    if wanted.last is not None and wanted.last < date.max:
        query = query.where(Audit.at < instant(wanted.last + timedelta(days=1), time()))
    if wanted.actor:
        query = query.where(Audit.actor == wanted.actor)
    if wanted.ref:
        query = query.where(Audit.person_id.in_(select(Person.id).where(Person.ref == wanted.ref)))
    return query


def _row(row: Row[Any]) -> LogRow:
    # The row of an account is its name; all other rows are numbers that mean something to the machine alone.
    about = row.row_id if row.what == "account" else ""
    gone = row.person_id is not None and row.ref is None
    return LogRow(row.id, row.at, row.actor, row.action, row.what, about, row.ref or "", gone)
