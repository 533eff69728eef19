"""What ends, and when: the list of upcoming expiries, a page at a time or all of it.

Reads the derived table alone, by keyset and never by offset, so that it stays as quick with a million rows.
"""

from __future__ import annotations

import calendar
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Any

from dateutil.relativedelta import relativedelta
from sqlalchemy import Select, String, and_, cast, func, or_, select
from sqlalchemy.orm import Session

from dinadatum.register.tables import Expiry, Person, Task
from notify.values import TaskKind

PAGE = 50
WINDOWS = (30, 90, 180, 365)
RISK_MONTHS = 3


class What(StrEnum):
    """What ends."""

    DECISION = "decision"
    AGE_30 = "age_30"
    DORMANCY = "dormancy"
    TRIAL = "trial"
    LAST_DAY_WITHOUT_LOSS = "last_day_without_loss"


class Risk(StrEnum):
    """How it stands with an expiry. NONE: nothing to say."""

    UNREACHABLE = "unreachable"
    GAP = "gap"
    AFTER_30 = "after_30"
    ON_TIME = "on_time"
    NONE = ""


@dataclass(frozen=True, slots=True)
class Cursor:
    """The last row of a page: the next one begins after it."""

    day: date
    id: int


@dataclass(frozen=True, slots=True)
class ExpiryRow:
    """One thing that ends for one person. person_id and protected are for the page, never for a file."""

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


@dataclass(frozen=True, slots=True)
class Page:
    """Some rows in order of day, and where the next page begins (None: this was the last)."""

    rows: tuple[ExpiryRow, ...]
    next: Cursor | None


@dataclass(frozen=True, slots=True)
class Selection:
    """Which expiries are meant: from today to last, inclusive. units None: all of them."""

    today: date
    last: date
    units: frozenset[str] | None = None
    what: What | None = None
    caseworker: str | None = None


def selection(
    today: date,
    within_days: int,
    *,
    units: frozenset[str] | None = None,
    what: What | None = None,
    caseworker: str | None = None,
) -> Selection:
    """Return the selection of what ends from today and within so many days."""
    days = min(within_days, (date.max - today).days)
    return Selection(today, today + timedelta(days=days), units, what, caseworker)


def list_expiries(
    session: Session,
    *,
    today: date,
    within_days: int,
    unit: str | None = None,
    what: What | None = None,
    after: Cursor | None = None,
    limit: int = PAGE,
) -> Page:
    """Return a page of what ends from today, soonest first. unit None: all units."""
    units = None if unit is None else frozenset({unit})
    return page(session, selection(today, within_days, units=units, what=what), after, limit)


def page(session: Session, chosen: Selection, after: Cursor | None = None, limit: int = PAGE) -> Page:
    """Return a page of the selection, soonest first."""
    found = list(session.scalars(_in_order(chosen, after).limit(limit + 1)))
    shown = found[:limit]
    more = len(found) > limit
    return Page(_with_risk(session, shown, chosen.today), _cursor(shown[-1]) if more else None)


def all_expiries(
    session: Session, *, today: date, within_days: int, unit: str | None = None, what: What | None = None
) -> Iterator[ExpiryRow]:
    """Yield everything that ends from today, soonest first, reading some hundred rows at a time."""
    units = None if unit is None else frozenset({unit})
    chosen = selection(today, within_days, units=units, what=what)
    after: Cursor | None = None
    while True:
        part = page(session, chosen, after, limit=500)
        yield from part.rows
        if part.next is None:
            return
        after = part.next


def counts_per_month(session: Session, chosen: Selection) -> list[tuple[date, int]]:
    """Return each month of the selection (its first day) with how many expiries it has, empty ones too."""
    month = func.substr(cast(Expiry.day, String), 1, 7)
    query = _filtered(select(month, func.count()), chosen).group_by(month)
    counts = {text: count for text, count in session.execute(query)}  # noqa: C416  # typed pairs
    return [(first, counts.get(f"{first:%Y-%m}", 0)) for first in _months(chosen.today, chosen.last)]


def units_with_expiries(session: Session) -> list[str]:
    """Return the units that have expiries, by name. One step in the index per unit, not one per row."""
    units: list[str] = []
    unit = session.scalar(select(func.min(Expiry.unit)))
    while unit is not None:
        units.append(unit)
        unit = session.scalar(select(func.min(Expiry.unit)).where(Expiry.unit > unit))
    return units


def risk_of(*, what: str, day: date, step: str, today: date, reachable: bool, ends_by_age: bool) -> Risk:
    """Judge how it stands: can't be reached; ends within three months unapplied; the time after 30; on time.

    step: the step that comes next; 4 is to wait for the answer, when the application is in. ends_by_age: it
    ends on the last possible day before 30, so that no new decision of the kind can follow.
    """
    if not reachable:
        return Risk.UNREACHABLE
    if what == What.AGE_30 or ends_by_age:
        return Risk.AFTER_30
    if what not in (What.DECISION, What.LAST_DAY_WITHOUT_LOSS) or not step:
        return Risk.NONE
    if step in ("1", "2", "3") and day <= today + relativedelta(months=RISK_MONTHS):
        return Risk.GAP
    return Risk.ON_TIME


def unreachable(session: Session, person_ids: Sequence[int]) -> set[int]:
    """Return those of the people who have an open task that says they can't be reached."""
    query = select(Task.person_id).where(
        Task.person_id.in_(person_ids), Task.kind == TaskKind.UNREACHABLE, Task.done_at.is_(None)
    )
    return set(session.scalars(query))


def _in_order(chosen: Selection, after: Cursor | None) -> Select[Expiry]:
    query = _filtered(select(Expiry), chosen)
    if after is not None:
        later = and_(Expiry.day == after.day, Expiry.id > after.id)
        query = query.where(Expiry.day >= after.day, or_(Expiry.day > after.day, later))
    return query.order_by(Expiry.day, Expiry.id)


def _filtered(query: Select[Any], chosen: Selection) -> Select[Any]:
    query = query.where(Expiry.day >= chosen.today, Expiry.day <= chosen.last)
    if chosen.units is not None:
        query = query.where(Expiry.unit.in_(sorted(chosen.units)))
    if chosen.what is not None:
        query = query.where(Expiry.what == chosen.what.value)
    if chosen.caseworker is not None:
        query = query.where(Expiry.caseworker == chosen.caseworker)
    return query


def _cursor(row: Expiry) -> Cursor:
    return Cursor(row.day, row.id)


def _with_risk(session: Session, rows: Sequence[Expiry], today: date) -> tuple[ExpiryRow, ...]:
    people = {row.person_id for row in rows}
    silent = unreachable(session, sorted(people))
    last_days = _last_days_before_30(session, people)
    columns = (Person.id, Person.caseworker_id, Person.protected, Person.next_message_day)
    known = {row.id: row for row in session.execute(select(*columns).where(Person.id.in_(people)))}
    return tuple(
        _line(
            row,
            known[row.person_id],
            today,
            reachable=row.person_id not in silent,
            ends_by_age=(row.person_id, row.day) in last_days,
        )
        for row in rows
    )


def _line(row: Expiry, person: Any, today: date, *, reachable: bool, ends_by_age: bool) -> ExpiryRow:
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
    )


def _last_days_before_30(session: Session, people: set[int]) -> set[tuple[int, date]]:
    query = select(Expiry.person_id, Expiry.day).where(
        Expiry.person_id.in_(people), Expiry.what == What.AGE_30.value
    )
    return {(person_id, day) for person_id, day in session.execute(query)}


def _months(first: date, last: date) -> Iterator[date]:
    month = first.replace(day=1)
    while month <= last:
        yield month
        month += timedelta(days=calendar.monthrange(month.year, month.month)[1])
