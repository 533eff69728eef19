"""Which expiries are meant, in which order, and where a page goes on: conditions on the derived table."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from typing import Any

from dateutil.relativedelta import relativedelta
from sqlalchemy import ColumnElement, Row, Select, and_, literal, not_, or_, select, true, tuple_
from sqlalchemy.orm import InstrumentedAttribute

from dinadatum.register.tables import CountedExpiry, Expiry, Person, Task
from dinadatum.usecases.staff.viewers import Viewer, open_people
from notify.values import TaskKind

RISK_MONTHS = 3


class What(StrEnum):
    """What ends."""

    DECISION = "decision"
    AGE_30 = "age_30"
    DORMANCY = "dormancy"
    TRIAL = "trial"
    LAST_DAY_WITHOUT_LOSS = "last_day_without_loss"


RENEWABLE = (What.DECISION, What.LAST_DAY_WITHOUT_LOSS)
"""What a new decision can follow, if one applies in time."""


class Risk(StrEnum):
    """How it stands with an expiry. NONE: nothing to say."""

    UNREACHABLE = "unreachable"
    GAP = "gap"
    AFTER_30 = "after_30"
    ON_TIME = "on_time"
    NONE = ""


class Sort(StrEnum):
    """In which order."""

    DAY = "day"
    REF = "ref"
    MUNICIPALITY = "municipality"


@dataclass(frozen=True, slots=True)
class Cursor:
    """The last row of a page: the next one begins after it. text: its reference or municipality, by order."""

    day: date
    id: int
    text: str = ""


@dataclass(frozen=True, slots=True)
class Selection:
    """Which expiries are meant: from today to last, inclusive. units None: all of them. Empty: any.

    open_to: leave out those of whom this viewer may know the reference alone. It is set wherever being in
    the list, or the place in it, would tell something else about them. together: a decision that ends with the
    age is one row and not two.
    """

    today: date
    last: date
    units: frozenset[str] | None = None
    what: What | None = None
    caseworker: str | None = None
    municipality: str = ""
    kind: str = ""
    classification: str = ""
    step: str = ""
    risk: Risk | None = None
    sort: Sort = Sort.DAY
    open_to: Viewer | None = None
    together: bool = False


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


def keeping_secrets(chosen: Selection, viewer: Viewer) -> Selection:
    """Return the selection without protected identities where it would tell more than that they exist."""
    telling = chosen.municipality or chosen.classification or chosen.sort is Sort.MUNICIPALITY
    return replace(chosen, open_to=viewer) if telling else chosen


def filtered(query: Select[*tuple[Any, ...]], chosen: Selection) -> Select[*tuple[Any, ...]]:
    """Add the conditions of a selection to a query of the table expiry."""
    query = alike(query, chosen, Expiry, _SILENT)
    if chosen.units is not None:
        query = query.where(Expiry.unit.in_(sorted(chosen.units)))
    if chosen.caseworker is not None:
        query = query.where(Expiry.caseworker == chosen.caseworker)
    if chosen.municipality:
        query = query.where(Expiry.municipality == chosen.municipality)
    if chosen.classification:
        people = select(Person.id).where(Person.classification == chosen.classification)
        query = query.where(Expiry.person_id.in_(people))
    return _open_to(query, chosen.open_to)


def alike(
    query: Select[*tuple[Any, ...]],
    chosen: Selection,
    of: type[Expiry] | type[CountedExpiry],
    silent: ColumnElement[bool],
) -> Select[*tuple[Any, ...]]:
    """Add those conditions of a selection that tell kinds of rows apart, and nothing of whose they are.

    of: rows of expiry, or how many are alike. silent: picks those who can't be reached.
    """
    query = query.where(of.day >= chosen.today, of.day <= chosen.last)
    if chosen.what is not None:
        query = query.where(of.what == chosen.what.value)
    if chosen.kind:
        query = query.where(of.kind == chosen.kind)
    if chosen.step:
        query = query.where(of.step == chosen.step, of.joint.is_(False))
    if chosen.risk is not None:
        query = query.where(_has_risk(chosen.risk, chosen.today, of, silent))
    if chosen.together and chosen.what is None:
        query = query.where(or_(of.what != What.AGE_30.value, of.joint.is_(False)))
    return query


def of_anybody(chosen: Selection) -> bool:
    """Tell whether a selection asks for nothing about whose the rows are: then those alike can be counted."""
    whose = (chosen.caseworker, chosen.municipality, chosen.classification, chosen.open_to)
    return chosen.units is None and not any(whose)


def _open_to(query: Select[*tuple[Any, ...]], viewer: Viewer | None) -> Select[*tuple[Any, ...]]:
    if viewer is None:
        return query
    if viewer.units is not None:
        return query.where(Expiry.person_id.in_(select(Person.id).where(open_people(viewer))))
    # Those who are not open to a viewer of every unit are few; those who are, nearly everybody.
    others = (
        true()
        if viewer.caseworker_id is None
        else Person.caseworker_id.is_distinct_from(viewer.caseworker_id)
    )
    closed = select(Person.id).where(Person.protected.is_(True), others)
    return query.where(Expiry.person_id.not_in(closed))


def in_order(query: Select[*tuple[Any, ...]], sort: Sort, after: Cursor | None) -> Select[*tuple[Any, ...]]:
    """Order a query, and begin after a place in it. By keyset: no row before it is read."""
    columns = _COLUMNS[sort]
    if after is None:
        return query.order_by(*columns)
    keys: dict[Sort, tuple[Any, ...]] = {
        Sort.DAY: (after.day, after.id),
        Sort.REF: (after.text, after.id),
        Sort.MUNICIPALITY: (after.text, after.day, after.id),
    }
    # Compared as a whole: the database steps into its index at the place, however many share the day.
    beyond = tuple_(*columns) > tuple_(*map(literal, keys[sort]))
    return query.where(beyond).order_by(*columns)


_COLUMNS: dict[Sort, tuple[InstrumentedAttribute[Any], ...]] = {
    Sort.DAY: (Expiry.day, Expiry.id),
    Sort.REF: (Expiry.ref, Expiry.id),
    Sort.MUNICIPALITY: (Expiry.municipality, Expiry.day, Expiry.id),
}


def place_of(row: Row[Any], sort: Sort) -> Cursor:
    """Return where the next page begins after a row."""
    text = {Sort.DAY: "", Sort.REF: row.ref, Sort.MUNICIPALITY: row.municipality}[sort]
    return Cursor(row.day, row.id, text)


def risk_of(*, what: str, day: date, step: str, today: date, reachable: bool, ends_by_age: bool) -> Risk:
    """Judge how it stands: can't be reached; ends within three months unapplied; the time after 30; on time.

    step: the step that comes next; 4 is to wait for the answer, when the application is in. ends_by_age: it
    ends on the last possible day before 30, so that no new decision of the kind can follow.
    """
    if not reachable:
        return Risk.UNREACHABLE
    if what == What.AGE_30 or ends_by_age:
        return Risk.AFTER_30
    if what not in RENEWABLE or not step:
        return Risk.NONE
    if step in ("1", "2", "3") and day <= today + relativedelta(months=RISK_MONTHS):
        return Risk.GAP
    return Risk.ON_TIME


_SILENT = Expiry.person_id.in_(
    select(Task.person_id).where(Task.kind == TaskKind.UNREACHABLE, Task.done_at.is_(None))
)


def _has_risk(
    risk: Risk, today: date, of: type[Expiry] | type[CountedExpiry], silent: ColumnElement[bool]
) -> ColumnElement[bool]:
    """Say risk_of as a condition."""
    by_age = or_(of.what == What.AGE_30, of.joint.is_(True))
    open_step = and_(of.what.in_(RENEWABLE), of.step != "")
    soon = of.day <= today + relativedelta(months=RISK_MONTHS)
    gap = and_(of.step.in_(("1", "2", "3")), soon)
    reached = {
        Risk.AFTER_30: by_age,
        Risk.GAP: and_(not_(by_age), open_step, gap),
        Risk.ON_TIME: and_(not_(by_age), open_step, not_(gap)),
        Risk.NONE: and_(not_(by_age), not_(open_step)),
    }
    return silent if risk is Risk.UNREACHABLE else and_(not_(silent), reached[risk])
