"""What ends, and when: the list of upcoming expiries, a page at a time or all of it.

Reads the derived table alone, by keyset and never by offset, so that it stays as quick with a million rows.
"""

from __future__ import annotations

import calendar
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import CTE, BindParameter, ColumnElement, Row, Select, bindparam, func, select, union
from sqlalchemy.orm import InstrumentedAttribute, Session

from dinadatum.register.tables import Caseworker, CountedExpiry, Expiry, Person, Task
from dinadatum.usecases.lists.counting import counted_at
from dinadatum.usecases.lists.expiry_filters import (
    Cursor,
    Risk,
    Selection,
    What,
    alike,
    filtered,
    in_order,
    of_anybody,
    place_of,
    risk_of,
    selection,
)
from dinadatum.usecases.staff.viewers import Viewer, open_people, open_people_parts
from notify.values import TaskKind

__all__ = ["Cursor", "Risk", "Selection", "What", "risk_of", "selection"]

PAGE = 50
WINDOWS = (30, 90, 180, 365)
AT_A_TIME = 2000
"""So many rows of a file are read at once."""


@dataclass(frozen=True, slots=True)
class ExpiryRow:
    """One thing that ends for one person. person_id and protected are for the page, never for a file.

    with_age: a decision that ends on the last possible day before 30.
    """

    ref: str
    what: What
    day: date
    unit: str
    municipality: str
    caseworker: str
    kind: str
    extent: int | None
    step: str
    risk: Risk
    next_message_day: date | None
    person_id: int
    caseworker_id: int | None
    protected: bool
    with_age: bool = False


@dataclass(frozen=True, slots=True)
class Page:
    """Some rows in order of day, and where the next page begins (None: this was the last)."""

    rows: tuple[ExpiryRow, ...]
    next: Cursor | None


def page(session: Session, chosen: Selection, after: Cursor | None = None, limit: int = PAGE) -> Page:
    """Return a page of the selection, in its order."""
    query = in_order(filtered(select(*Expiry.__table__.c), chosen), chosen.sort, after)
    found = session.execute(query.limit(limit + 1)).all()
    shown = found[:limit]
    more = len(found) > limit
    return Page(_with_risk(session, shown, chosen.today), place_of(shown[-1], chosen.sort) if more else None)


def all_expiries(
    session: Session, *, today: date, within_days: int, unit: str | None = None, what: What | None = None
) -> Iterator[ExpiryRow]:
    """Yield everything that ends from today, soonest first, reading some hundred rows at a time."""
    units = None if unit is None else frozenset({unit})
    yield from every_row(session, selection(today, within_days, units=units, what=what))


def every_row(session: Session, chosen: Selection) -> Iterator[ExpiryRow]:
    """Yield the whole selection in its order, reading a few thousand rows at a time."""
    after: Cursor | None = None
    joined = select(*Expiry.__table__.c, *_OF_PERSON, _IS_SILENT).join(Person, Person.id == Expiry.person_id)
    while True:
        query = in_order(filtered(joined, chosen), chosen.sort, after).limit(AT_A_TIME)
        found = session.execute(query).all()
        for row in found:
            yield _line(row, row, chosen.today, reachable=not row.silent)
        if len(found) < AT_A_TIME:
            return
        after = place_of(found[-1], chosen.sort)


def counts_per_month(session: Session, chosen: Selection) -> list[tuple[date, int]]:
    """Return each month of the selection (its first day) with how many expiries it has, empty ones too."""
    query = filtered(select(Expiry.day, func.count()).group_by(Expiry.day), chosen)
    return _per_month(session, query, chosen)


def counted_per_month(session: Session, chosen: Selection) -> tuple[list[tuple[date, int]], datetime] | None:
    """Return the same from what was counted after the day's look, and when. None: it can't be told from that."""
    at = counted_at(session, chosen.today) if of_anybody(chosen) else None
    if at is None:
        return None
    silent: ColumnElement[bool] = CountedExpiry.silent.is_(True)
    query = select(CountedExpiry.day, func.sum(CountedExpiry.number)).group_by(CountedExpiry.day)
    return _per_month(session, alike(query, chosen, CountedExpiry, silent), chosen), at


def _per_month(
    session: Session, query: Select[*tuple[Any, ...]], chosen: Selection
) -> list[tuple[date, int]]:
    counts: Counter[date] = Counter()
    for day, number in session.execute(query):
        counts[day.replace(day=1)] += number
    return [(first, counts[first]) for first in _months(chosen.today, chosen.last)]


def highest(session: Session) -> int:
    """Return the highest number of a row in the list: there are no more than so many."""
    return session.scalar(select(func.max(Expiry.id))) or 0


def units_with_expiries(session: Session) -> list[str]:
    """Return the units that have expiries, by name."""
    return _values(session, Expiry.unit)


def municipalities(session: Session, viewer: Viewer) -> list[str]:
    """Return the municipalities of the people whose cases are open to the viewer, by name."""
    return _of_open_people(session, viewer, Person.municipality)


def classifications(session: Session, viewer: Viewer) -> list[str]:
    """Return the classifications of the people whose cases are open to the viewer, by name."""
    return _of_open_people(session, viewer, Person.classification)


def caseworkers(session: Session, units: frozenset[str] | None) -> dict[str, str]:
    """Return the handläggare of the units, user name -> name, by name. units None: all of them."""
    query = select(Caseworker.username, Caseworker.name)
    if units is not None:
        query = query.where(Caseworker.unit.in_(sorted(units)))
    found = {row.username: row.name for row in session.execute(query)}
    return dict(sorted(found.items(), key=lambda each: each[1].casefold()))


def has_more_caseworkers(session: Session, number: int) -> bool:
    """Tell whether there are more handläggare than so many."""
    return (session.scalar(select(func.count(Caseworker.id))) or 0) > number


def has_cases(session: Session, viewer: Viewer) -> bool:
    """Tell whether the viewer is the handläggare of anybody."""
    own = select(Person.id).where(Person.caseworker_id == viewer.caseworker_id).limit(1)
    return viewer.caseworker_id is not None and session.scalar(own) is not None


def _of_open_people(session: Session, viewer: Viewer, column: InstrumentedAttribute[str]) -> list[str]:
    """Return the values that somebody has of whom the viewer may know them: a place can tell of who lives there."""
    if viewer.units is not None:
        # Each part has an index that holds all of it; one condition of both would read every row.
        parts = [select(column).where(part, column != "") for part in open_people_parts(viewer)]
        return sorted(session.scalars(union(*parts)))
    values = _stepped(column)
    somebody = select(Person.id).where(open_people(viewer), column == values.c.value).correlate(values)
    query = select(values.c.value).where(values.c.value != "", somebody.exists())
    return list(session.scalars(query.order_by(values.c.value)))


def _values(session: Session, column: InstrumentedAttribute[str]) -> list[str]:
    """Return the values of a column, in order."""
    values = _stepped(column)
    query = select(values.c.value).where(values.c.value.is_not(None))
    return list(session.scalars(query.order_by(values.c.value)))


def _stepped(column: InstrumentedAttribute[str]) -> CTE:
    """Step through the values of a column: one step in its index per value, not one per row. The last is NULL."""
    values = select(func.min(column).label("value")).cte("stepped", recursive=True)
    following = select(func.min(column)).where(column > values.c.value).correlate(values).scalar_subquery()
    return values.union_all(select(following).select_from(values).where(values.c.value.is_not(None)))


def unreachable(session: Session, person_ids: Sequence[int]) -> set[int]:
    """Return those of the people who have an open task that says they can't be reached."""
    return set(session.scalars(_UNREACHABLE, {"people": person_ids}))


# Written once: to write a question takes longer than to answer it.
_PEOPLE: BindParameter[int] = bindparam("people", expanding=True)
_UNREACHABLE = select(Task.person_id).where(
    Task.person_id.in_(_PEOPLE), Task.kind == TaskKind.UNREACHABLE, Task.done_at.is_(None)
)
_OF_PERSON = (Person.caseworker_id, Person.protected, Person.next_message_day)
_KNOWN = select(Person.id, *_OF_PERSON).where(Person.id.in_(_PEOPLE))
_IS_SILENT = (
    select(Task.id)
    .where(Task.person_id == Expiry.person_id, Task.kind == TaskKind.UNREACHABLE, Task.done_at.is_(None))
    .exists()
    .label("silent")
)


def _with_risk(session: Session, rows: Sequence[Row[Any]], today: date) -> tuple[ExpiryRow, ...]:
    people = {row.person_id for row in rows}
    silent = unreachable(session, sorted(people))
    known = {row.id: row for row in session.execute(_KNOWN, {"people": sorted(people)})}
    return tuple(
        _line(row, known[row.person_id], today, reachable=row.person_id not in silent) for row in rows
    )


def _line(row: Row[Any], person: Any, today: date, *, reachable: bool) -> ExpiryRow:
    ends_by_age = row.joint or row.what == What.AGE_30
    # Where the benefit ends with the age, there is no renewal to take a step towards.
    step = "" if ends_by_age else row.step
    risk = risk_of(
        what=row.what, day=row.day, step=step, today=today, reachable=reachable, ends_by_age=ends_by_age
    )
    return ExpiryRow(
        ref=row.ref,
        what=What(row.what),
        day=row.day,
        unit=row.unit,
        municipality=row.municipality,
        caseworker=row.caseworker,
        kind=row.kind,
        extent=row.extent,
        step=step,
        risk=risk,
        next_message_day=person.next_message_day,
        person_id=row.person_id,
        caseworker_id=person.caseworker_id,
        protected=person.protected,
        with_age=ends_by_age and row.what == What.DECISION,
    )


def _months(first: date, last: date) -> Iterator[date]:
    month = first.replace(day=1)
    while month <= last:
        yield month
        month += timedelta(days=calendar.monthrange(month.year, month.month)[1])
