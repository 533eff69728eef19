"""Numbers of people and of what the service did for them. Small numbers are hidden: they could point at somebody."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, time, timedelta
from typing import Any

from dateutil.relativedelta import relativedelta
from sqlalchemy import ColumnElement, Date, Select, and_, exists, func, literal, select, true, type_coerce
from sqlalchemy.orm import InstrumentedAttribute, Session, aliased

from dinadatum.clock import instant
from dinadatum.register.states import State
from dinadatum.register.tables import Decision, Expiry, Message, Person, Reply, Step
from dinadatum.usecases.lists.expiry_filters import What
from dinadatum.usecases.staff.viewers import Viewer
from notify.values import StepKind

FEWEST = 5
REPLIES = "Svar"
"""A number below this, zero apart, is hidden."""
PERIODS = (30, 90, 365)
MISSING = "saknas"
APPLIED_WITHIN = timedelta(days=365)


@dataclass(frozen=True, slots=True)
class Table:
    """Groups and how many are in each. None: hidden. total: of all groups, hidden ones too; None: hidden."""

    name: str
    rows: Mapping[str, int | None]
    total: int | None


@dataclass(frozen=True, slots=True)
class Period:
    """The days that something is counted for, inclusive."""

    first: date
    last: date


def population(session: Session, viewer: Viewer, today: date) -> tuple[Table, ...]:
    """Count the people with a decision in force today, by municipality, sex, age, extent and classification."""
    places, sexes, classes = _people(
        session, viewer, today, Person.municipality, Person.sex, Person.classification
    )
    return (
        table("Kommun", places),
        table("Kön", sexes),
        table("Ålder", _ages(session, viewer, today)),
        table("Omfattning", _extents(session, viewer, today)),
        table("Klassificering", classes),
    )


def work(session: Session, viewer: Viewer, period: Period) -> tuple[Table, ...]:
    """Count what came of decisions that ended in the period, and what was sent and answered."""
    return (
        table("Beslut som tog slut", _endings(session, viewer, period)),
        table("Meddelanden", _messages(session, viewer, period)),
        table(REPLIES, _replies(session, viewer, period)),
    )


def table(name: str, counts: Mapping[str, int]) -> Table:
    """Make a table with the small numbers hidden, so that none can be worked out from the total."""
    hidden = {group: count for group, count in counts.items() if 0 < count < FEWEST}
    rest = sorted((count, group) for group, count in counts.items() if count >= FEWEST)
    while rest and _can_be_told(hidden.values()):
        count, group = rest.pop(0)
        hidden[group] = count
    total = sum(counts.values())
    small = 0 < total < FEWEST or _can_be_told(hidden.values())
    return Table(
        name,
        {group: None if group in hidden else count for group, count in counts.items()},
        None if small else total,
    )


def _can_be_told(hidden: Collection[int]) -> bool:
    """Tell whether hidden numbers can be worked out from their sum: one alone, or all as low or high as can be."""
    least, most = len(hidden), len(hidden) * (FEWEST - 1)
    all_small = all(count < FEWEST for count in hidden)
    return len(hidden) == 1 or (bool(hidden) and all_small and sum(hidden) in (least, most))


def _people(
    session: Session, viewer: Viewer, today: date, *columns: InstrumentedAttribute[str]
) -> list[dict[str, int]]:
    """Count the people by each of some columns, in one reading."""
    query = select(*columns, func.count()).where(_in_force(today), _mine(viewer)).group_by(*columns)
    counts = [Counter[str]() for _ in columns]
    for *values, number in session.execute(query):
        for value, counted in zip(values, counts, strict=True):
            counted[value] += number
    return [{value or MISSING: counted[value] for value in sorted(counted)} for counted in counts]


def _ages(session: Session, viewer: Viewer, today: date) -> dict[str, int]:
    query = select(Person.birth_date, func.count()).where(_in_force(today), _mine(viewer))
    ages: Counter[int] = Counter()
    for born, count in session.execute(query.group_by(Person.birth_date)):
        ages[relativedelta(today, born).years] += count
    return {f"{age} år": ages[age] for age in sorted(ages)}


def _extents(session: Session, viewer: Viewer, today: date) -> dict[str, int]:
    query = (
        select(Decision.extent, func.count(func.distinct(Decision.person_id)))
        .join(Person, Person.id == Decision.person_id)
        .where(Decision.first_day <= today, Decision.last_day >= today, _mine(viewer))
        .group_by(Decision.extent)
        .order_by(Decision.extent)
    )
    return {f"{extent} %": count for extent, count in session.execute(query)}


def _endings(session: Session, viewer: Viewer, period: Period) -> dict[str, int]:
    """Count decisions that ended and could be followed by another; those that end with the age can't."""
    age, following, step = aliased(Expiry), aliased(Decision), aliased(Step)
    by_age = exists().where(
        age.person_id == Decision.person_id, age.what == What.AGE_30, age.day <= Decision.last_day
    )
    no_gap = exists().where(
        following.person_id == Decision.person_id,
        following.first_day == _later(session, Decision.last_day, timedelta(days=1)),
    )
    in_time = exists().where(
        step.person_id == Decision.person_id,
        step.kind.in_((StepKind.APPLIED, StepKind.RECEIVED)),
        step.day > _later(session, Decision.last_day, -APPLIED_WITHIN),
        step.day <= Decision.last_day,
    )
    ended = (
        select(in_time.label("in_time"), no_gap.label("no_gap"))
        .join_from(Decision, Person, Person.id == Decision.person_id)
        .where(Decision.last_day.between(period.first, period.last), ~by_age, _mine(viewer))
        .subquery()
    )
    query = select(ended.c.in_time, ended.c.no_gap, func.count()).group_by(ended.c.in_time, ended.c.no_gap)
    counts = {(bool(row[0]), bool(row[1])): row[2] for row in session.execute(query)}
    return {
        "ansökt i tid, och nytt beslut utan glapp": counts.get((True, True), 0),
        "ansökt i tid, inget nytt beslut i följd": counts.get((True, False), 0),
        "inte ansökt i tid, ändå inget glapp": counts.get((False, True), 0),
        "inte ansökt i tid, inget nytt beslut i följd": counts.get((False, False), 0),
    }


def _later(session: Session, column: InstrumentedAttribute[date], by: timedelta) -> ColumnElement[date]:
    """Return the day so many days after that of a column: the two databases count days in different ways."""
    if session.get_bind().dialect.name == "sqlite":
        return func.date(column, f"{by.days:+d} days", type_=Date)
    return type_coerce(column + literal(by.days), Date)


def _messages(session: Session, viewer: Viewer, period: Period) -> dict[str, int]:
    states = {
        State.DELIVERED: "levererade",
        State.ACCEPTED: "skickade, inget kvitto än",
        State.FAILED: "kom inte fram",
        State.UNKNOWN: "oklart om de kom fram",
    }
    query = (
        select(Message.state, func.count())
        .join(Person, Person.id == Message.person_id)
        .where(Message.day.between(period.first, period.last), Message.state.in_(states), _mine(viewer))
        .group_by(Message.state)
    )
    counts = {state: count for state, count in session.execute(query)}  # noqa: C416  # typed pairs
    return {word: counts.get(state, 0) for state, word in states.items()}


def _replies(session: Session, viewer: Viewer, period: Period) -> dict[str, int]:
    first, after = instant(period.first, time()), instant(period.last + timedelta(days=1), time())
    query = (
        select(Reply.read_as, func.count())
        .join(Person, Person.id == Reply.person_id)
        .where(Reply.received_at >= first, Reply.received_at < after, Reply.read_as != "", _mine(viewer))
        .group_by(Reply.read_as)
        .order_by(Reply.read_as)
    )
    return _named(session, query)


def _named(session: Session, query: Select[Any, Any]) -> dict[str, int]:
    return {value or MISSING: count for value, count in session.execute(query)}


def _in_force(today: date) -> ColumnElement[bool]:
    return Person.id.in_(
        select(Decision.person_id).where(and_(Decision.first_day <= today, Decision.last_day >= today))
    )


def _mine(viewer: Viewer) -> ColumnElement[bool]:
    return true() if viewer.units is None else Person.unit.in_(sorted(viewer.units))
