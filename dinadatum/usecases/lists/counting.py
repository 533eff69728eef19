"""Numbers of people and of work, by unit: asked of all rows, or read as they were counted after the day's look.

The pages of a large register read what was counted: to count it anew takes seconds. Nothing is hidden here.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import Any

from dateutil.relativedelta import relativedelta
from sqlalchemy import (
    ColumnElement,
    Date,
    Select,
    case,
    delete,
    exists,
    func,
    insert,
    literal,
    select,
    true,
    type_coerce,
)
from sqlalchemy.orm import InstrumentedAttribute, Session, aliased

from dinadatum.clock import instant, local_day
from dinadatum.register.database import Database
from dinadatum.register.locking import wait_for_turn
from dinadatum.register.putting import put_meta
from dinadatum.register.states import State
from dinadatum.register.tables import (
    Counted,
    CountedExpiry,
    Decision,
    Expiry,
    Message,
    Meta,
    Person,
    Reply,
    Step,
    Task,
)
from dinadatum.usecases.lists.expiry_filters import What
from dinadatum.usecases.remembered import MANY
from dinadatum.usecases.staff.viewers import ALL_UNITS
from notify.values import StepKind, TaskKind

ACTOR = "räkning"
COUNTED_AT = "counted_at"
"""Under this key of the meta table stands when the numbers were counted; no key: they aren't."""
PERIODS = (30, 90, 365)
"""Days back from yesterday, that the work is counted for."""
AHEAD = timedelta(days=366)
MUNICIPALITY, SEX, AGE, EXTENT, CLASSIFICATION = "municipality", "sex", "age", "extent", "classification"
WORK = ENDED, MESSAGES, REPLIES = ("ended", "messages", "replies")
IN_TIME_NO_GAP, IN_TIME_GAP, LATE_NO_GAP, LATE_GAP = (
    "in_time no_gap",
    "in_time gap",
    "late no_gap",
    "late gap",
)
SENT = (State.DELIVERED, State.ACCEPTED, State.FAILED, State.UNKNOWN)
APPLIED_WITHIN = timedelta(days=365)
Units = frozenset[str] | None
"""Of these units, or of all."""


@dataclass(frozen=True, slots=True)
class Period:
    """The days that something is counted for, inclusive."""

    first: date
    last: date


@dataclass(frozen=True, slots=True)
class Number:
    """How many there are of a group of something, in a unit."""

    unit: str
    name: str
    group: str
    number: int


def period_of(days: int, today: date) -> Period:
    """Return the so many days that ended yesterday."""
    return Period(today - timedelta(days=days), today - timedelta(days=1))


def people(session: Session, today: date, units: Units) -> Iterator[Number]:
    """Count the people with a decision in force, by unit and by municipality, sex, age, extent and classification."""
    here = (_in_force(today), _of(units))
    for name, column in (
        (MUNICIPALITY, Person.municipality), (SEX, Person.sex), (CLASSIFICATION, Person.classification),
    ):  # fmt: skip
        query = select(Person.unit, column, func.count()).where(*here).group_by(Person.unit, column)
        yield from _numbers(session, name, query)
    ages: Counter[tuple[str, int]] = Counter()
    born_on = select(Person.unit, Person.birth_date, func.count()).where(*here)
    for unit, born, count in session.execute(born_on.group_by(Person.unit, Person.birth_date)):
        ages[unit, relativedelta(today, born).years] += count
    yield from (Number(unit, AGE, str(age), count) for (unit, age), count in ages.items())
    extents = (
        select(Person.unit, Decision.extent, func.count(func.distinct(Decision.person_id)))
        .join(Person, Person.id == Decision.person_id)
        .where(Decision.first_day <= today, Decision.last_day >= today, _of(units))
        .group_by(Person.unit, Decision.extent)
    )
    yield from _numbers(session, EXTENT, extents)


def work(session: Session, period: Period, units: Units) -> Iterator[Number]:
    """Count what came of decisions that ended in the period, and what was sent and answered, by unit."""
    yield from _numbers(session, ENDED, _endings(session, period, units))
    sent = (
        select(Person.unit, Message.state, func.count())
        .join_from(Message, Person, Person.id == Message.person_id)
        .where(Message.day.between(period.first, period.last), Message.state.in_(SENT), _of(units))
        .group_by(Person.unit, Message.state)
    )
    yield from _numbers(session, MESSAGES, sent)
    first, after = instant(period.first, time()), instant(period.last + timedelta(days=1), time())
    said = (
        select(Person.unit, Reply.read_as, func.count())
        .join_from(Reply, Person, Person.id == Reply.person_id)
        .where(Reply.received_at >= first, Reply.received_at < after, Reply.read_as != "", _of(units))
        .group_by(Person.unit, Reply.read_as)
    )
    yield from _numbers(session, REPLIES, said)


def _endings(session: Session, period: Period, units: Units) -> Select[*tuple[Any, ...]]:
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
        select(Person.unit, in_time.label("in_time"), no_gap.label("no_gap"))
        .join_from(Decision, Person, Person.id == Decision.person_id)
        .where(Decision.last_day.between(period.first, period.last), ~by_age, _of(units))
        .subquery()
    )
    group = case(
        (ended.c.in_time & ended.c.no_gap, IN_TIME_NO_GAP),
        (ended.c.in_time, IN_TIME_GAP),
        (ended.c.no_gap, LATE_NO_GAP),
        else_=LATE_GAP,
    ).label("came_of_it")
    counted = select(ended.c.unit, group).subquery()
    return select(counted.c.unit, counted.c.came_of_it, func.count()).group_by(*counted.c)


def count_day(
    database: Database, today: date, now: datetime, progress: Callable[[int, int], None] | None = None
) -> bool:
    """Count what the pages show, if today's hasn't been counted; tells whether it did.

    A register that can be counted quickly isn't counted beforehand: there the pages always count anew. progress is
    called with (questions asked, questions in all): each may take seconds.
    """
    with database.reading() as session:
        if counted_at(session, today) is not None or is_small(session):
            return False
        numbers = list(_everything(session, today, progress or _tell_nobody))
        ends = _alike(session, today)
    with database.transaction(ACTOR, now) as session:
        wait_for_turn(session, ACTOR)
        connection = session.connection()
        connection.execute(delete(Counted))
        connection.execute(delete(CountedExpiry))
        if numbers:
            connection.execute(insert(Counted), numbers)
        if ends:
            connection.execute(insert(CountedExpiry), ends)
        put_meta(session, COUNTED_AT, now.isoformat())
    return True


def counted_at(session: Session, today: date) -> datetime | None:
    """Return when today's numbers were counted. None: they weren't, and what there is may not be shown as today's."""
    text = session.scalar(select(Meta.value).where(Meta.key == COUNTED_AT))
    at = None if text is None else datetime.fromisoformat(text)
    return at if at is not None and local_day(at) == today else None


def counted(session: Session, units: Units) -> list[Number]:
    """Return the numbers of units as they were counted; the names of the work are those of work_name."""
    wanted = (ALL_UNITS,) if units is None else sorted(units)
    query = select(Counted.unit, Counted.name, Counted.grp, Counted.number)
    return [Number(*row) for row in session.execute(query.where(Counted.unit.in_(wanted)))]


def work_name(name: str, days: int) -> str:
    """Return under what name the work of so many days is kept."""
    return f"{name} {days}"


def is_small(session: Session) -> bool:
    """Tell whether there are so few people that counting them takes no time."""
    return session.scalar(select(Person.id).order_by(Person.id).offset(MANY).limit(1)) is None


def _tell_nobody(_done: int, _all: int) -> None:
    """Take what is told of progress, and do nothing."""


def _everything(
    session: Session, today: date, progress: Callable[[int, int], None]
) -> Iterator[dict[str, Any]]:
    found = [*people(session, today, None)]
    for done, days in enumerate(PERIODS, start=1):
        progress(done, len(PERIODS) + 1)
        period = period_of(days, today)
        found.extend(replace(each, name=work_name(each.name, days)) for each in work(session, period, None))
    everywhere: Counter[tuple[str, str]] = Counter()
    for each in found:
        everywhere[each.name, each.group] += each.number
        yield {"unit": each.unit, "name": each.name, "grp": each.group, "number": each.number}
    for (name, group), number in everywhere.items():
        yield {"unit": ALL_UNITS, "name": name, "grp": group, "number": number}


def _alike(session: Session, today: date) -> list[dict[str, Any]]:
    """Count the rows of expiry that are alike in what the page can choose by."""
    silent = Expiry.person_id.in_(
        select(Task.person_id).where(Task.kind == TaskKind.UNREACHABLE, Task.done_at.is_(None))
    )
    of = select(
        Expiry.day, Expiry.what, Expiry.kind, Expiry.step, Expiry.joint, silent.label("silent")
    ).where(Expiry.day >= today, Expiry.day <= today + AHEAD)
    each = of.subquery()
    query = select(*each.c, func.count().label("number")).group_by(*each.c)
    return [dict(row) for row in session.execute(query).mappings()]


def _numbers(session: Session, name: str, query: Select[*tuple[Any, ...]]) -> Iterator[Number]:
    for unit, group, number in session.execute(query):
        yield Number(unit, name, str(group), number)


def _later(session: Session, column: InstrumentedAttribute[date], by: timedelta) -> ColumnElement[date]:
    """Return the day so many days after that of a column: the two databases count days in different ways."""
    if session.get_bind().dialect.name == "sqlite":
        return func.date(column, f"{by.days:+d} days", type_=Date)
    return type_coerce(column + literal(by.days), Date)


def _in_force(today: date) -> ColumnElement[bool]:
    return Person.id.in_(
        select(Decision.person_id).where(Decision.first_day <= today, Decision.last_day >= today)
    )


def _of(units: Units) -> ColumnElement[bool]:
    return true() if units is None else Person.unit.in_(sorted(units))
