"""What waits for a handläggare: open tasks in order of weight, and what has just been done."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, and_, bindparam, case, func, not_, null, or_, select
from sqlalchemy.orm import Session

from dinadatum.register.tables import Caseworker, Person, Task
from dinadatum.usecases.cases.task_order import ORDER, TaskCursor, cursor_at, later_than, place, rank, weight
from dinadatum.usecases.staff.viewers import Sight, Viewer, people_of, sight, visible_people
from notify.promise_days import PROMISES
from notify.values import TaskKind

PAGE = 50

NEVER_WAITS = frozenset({TaskKind.ALARM, TaskKind.BROKEN_PROMISE})
"""These can't be put off, and are shown whatever their row says."""

UNDONE_WITHIN = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class TaskRow:
    """A task. hidden: a protected identity that isn't the viewer's own; then why and note are empty."""

    id: int
    ref: str
    kind: TaskKind
    day: date
    why: str
    caseworker: str
    hidden: bool
    note: str = field(default="", repr=False)
    postponed_until: date | None = None
    done_at: datetime | None = None

    @property
    def promised(self) -> bool:
        """Tell whether the person has been told the day."""
        return self.kind in PROMISES

    def is_broken(self, today: date) -> bool:
        """Tell whether a promise was not kept: its day has passed, or the service has seen it broken."""
        return self.kind is TaskKind.BROKEN_PROMISE or (self.promised and self.day < today)

    def may_wait(self, today: date) -> bool:
        """Tell whether the task can be put off to a later day at all."""
        return self.kind not in NEVER_WAITS and (not self.promised or self.day > today)


@dataclass(frozen=True, slots=True)
class TaskPage:
    """Some tasks in order, and where the next page begins (None: this was the last)."""

    rows: tuple[TaskRow, ...]
    next: TaskCursor | None


@dataclass(frozen=True, slots=True)
class TaskCounts:
    """Numbers of open tasks. kinds: those that wait today, of each kind that has any, heaviest first.

    overdue: those of them that should have been done before today. later: those put off to a later day.
    """

    kinds: dict[TaskKind, int]
    overdue: int
    later: int


def open_tasks(
    session: Session,
    viewer: Viewer,
    today: date,
    *,
    kind: TaskKind | None = None,
    mine: bool = False,
    postponed: bool = False,
    after: TaskCursor | None = None,
    limit: int = PAGE,
) -> TaskPage:
    """Return a page of the open tasks that the viewer may know of.

    A crisis first, then broken promises, then what is overdue, then the rest; in each heaviest and then
    soonest first.

    mine: only those of the viewer's own cases, of those they stand in for, and of cases that nobody has.
    postponed: those that are put off to a later day, instead of those that wait today.
    """
    wanted = [_is_open(viewer, mine=mine), not_(waits(today)) if postponed else waits(today)]
    if kind is not None:
        wanted.append(Task.kind == kind)
    if after is not None:
        wanted.append(later_than(after, today))
    order = (place(today), Task.day, Task.id)
    if _are_everybodys(viewer, mine=mine):
        # The page is found among the tasks alone: to look up the person of each open one takes longer.
        first = select(Task.id).where(*wanted).order_by(*order).limit(limit + 1)
        query = _rows(Person).where(Task.id.in_(first))
    else:
        people = people_of(viewer, mine=mine).c
        these = _of_these(session, people)
        query = _rows(people).where(*wanted) if these is None else _rows(Person).where(*wanted, these)
    found = list(session.execute(query.order_by(*order).limit(limit + 1)))
    rows = tuple(_row(row, viewer) for row in found[:limit])
    more = len(found) > limit
    return TaskPage(rows, _cursor(rows[-1], today) if more else None)


def tasks_of(
    session: Session, viewer: Viewer, person_id: int
) -> tuple[tuple[TaskRow, ...], tuple[TaskRow, ...]]:
    """Return the open tasks of one person whom the viewer may know of, and the latest done ones with a note."""
    found = [_row(row, viewer) for row in session.execute(_OF_ONE, {"person": person_id})]
    open_ones = sorted(
        (row for row in found if row.done_at is None), key=lambda row: (weight(row.kind), row.day, row.id)
    )
    done = [(row.done_at, row.id, row) for row in found if row.done_at is not None]
    return tuple(open_ones), tuple(row for *_, row in sorted(done, reverse=True)[:PAGE])


def promised_tasks(session: Session, viewer: Viewer) -> list[TaskRow]:
    """Return every open promise of the viewer's own cases and those they stand in for, soonest first."""
    people = people_of(viewer, mine=True).c
    query = _rows(people).where(_is_open(viewer, mine=True), Task.kind.in_(sorted(PROMISES)))
    found = session.execute(query.order_by(Task.day, rank(), Task.id))
    return [_row(each, viewer) for each in found]


def count_tasks(session: Session, viewer: Viewer, today: date, *, mine: bool = False) -> TaskCounts:
    """Count the open tasks, those of each kind and those that are late or put off. mine: as for open_tasks."""
    waiting = waits(today)
    numbers = (
        _number_of(waiting),
        _number_of(and_(waiting, Task.day < today)),
        _number_of(not_(waiting)),
    )
    query = select(Task.kind, *numbers).where(_is_open(viewer, mine=mine)).group_by(Task.kind)
    if not _are_everybodys(viewer, mine=mine):
        people = people_of(viewer, mine=mine).c
        these = _of_these(session, people)
        joined = query.join(people.id.table, people.id == Task.person_id)
        query = joined if these is None else query.where(these)
    found = {row[0]: row for row in session.execute(query)}
    return TaskCounts(
        {kind: found[kind][1] for kind in ORDER if kind in found and found[kind][1]},
        sum(row[2] for row in found.values()),
        sum(row[3] for row in found.values()),
    )


def done_lately(session: Session, viewer: Viewer, now: datetime, limit: int = PAGE) -> list[TaskRow]:
    """Return what the viewer has ticked off and can still take back, the last one first."""
    done = {"done_by": viewer.username, "since": now - UNDONE_WITHIN}
    if session.scalar(_DONE_LATELY, done) is None:
        return []
    query = _visible(viewer).where(can_be_undone(viewer, now)).order_by(Task.done_at.desc(), Task.id.desc())
    return [_row(found, viewer) for found in session.execute(query.limit(limit))]


def find_task(session: Session, viewer: Viewer, task_id: int) -> TaskRow | None:
    """Return an open task that the viewer may handle, or None: gone, done, or somebody else's."""
    found = session.execute(_select(viewer).where(Task.id == task_id)).first()
    if found is None:
        return None
    row = _row(found, viewer)
    return None if row.hidden else row


def waits(today: date) -> ColumnElement[bool]:
    """Return the condition that picks the tasks that are not put off past today."""
    here = or_(Task.postponed_until.is_(None), Task.postponed_until <= today)
    return or_(here, Task.kind.in_(sorted(NEVER_WAITS)))


def can_be_undone(viewer: Viewer, now: datetime) -> ColumnElement[bool]:
    """Return the condition that picks what the viewer has ticked off and can still take back."""
    mine = and_(Task.done_by == viewer.username, Task.done_at > now - UNDONE_WITHIN)
    people = select(Person.id).where(visible_people(viewer))
    return and_(mine, Task.person_id.in_(people))


def _number_of(condition: ColumnElement[bool]) -> ColumnElement[int]:
    return func.sum(case((condition, 1), else_=0))


def _is_open(viewer: Viewer, *, mine: bool) -> ColumnElement[bool]:
    """Pick the open tasks of people_of: of some people in words that no index answers, so that theirs is taken."""
    everybodys = _are_everybodys(viewer, mine=mine)
    return (Task.done_at if everybodys else func.coalesce(Task.done_at, null())).is_(None)


def _of_these(session: Session, people: Any) -> ColumnElement[bool] | None:
    """Say whose the tasks are so that PostgreSQL steps to those of each person: a join would read all open ones.

    None on SQLite, where the join steps by itself.
    """
    if session.get_bind().dialect.name != "postgresql":
        return None
    return Task.person_id == func.any(func.array(select(people.id).scalar_subquery()))


def _are_everybodys(viewer: Viewer, *, mine: bool) -> bool:
    """Tell whether people_of are all people, so that nothing need be asked about whose a task is."""
    return viewer.units is None and not (mine and viewer.caseworker_id is not None)


def _select(viewer: Viewer) -> Select[*tuple[Any, ...]]:
    return _visible(viewer).where(Task.done_at.is_(None))


def _visible(viewer: Viewer) -> Select[*tuple[Any, ...]]:
    """Select the tasks of people whom the viewer may know of: of one of them, or otherwise few."""
    return _rows(Person).where(visible_people(viewer))


def _rows(people: Any) -> Select[*tuple[Any, ...]]:
    """Select what a row shows, and no more: the rest of a person is encrypted. people: Person, or some of them."""
    columns = (
        Task.id, Task.kind, Task.day, Task.why, Task.note, Task.postponed_until, Task.done_at,
        people.ref, people.unit, people.caseworker_id, people.protected, Caseworker.username,
    )  # fmt: skip
    return (
        select(*columns)
        .join_from(Task, people.id.table, people.id == Task.person_id)
        .join(Caseworker, Caseworker.id == people.caseworker_id, isouter=True)
    )


def _row(row: Row[Any], viewer: Viewer) -> TaskRow:
    seen = sight(viewer, unit=row.unit, caseworker_id=row.caseworker_id, protected=row.protected)
    hidden = seen is not Sight.ALL
    return TaskRow(
        row.id,
        row.ref,
        row.kind,
        row.day,
        "" if hidden else row.why,
        row.username or "",
        hidden,
        "" if hidden else row.note or "",
        row.postponed_until,
        row.done_at,
    )


def _cursor(row: TaskRow, today: date) -> TaskCursor:
    return cursor_at(row.kind, row.day, row.id, today, broken=row.is_broken(today))


_OF_ONE = _rows(Person).where(
    Task.person_id == bindparam("person"), or_(Task.done_at.is_(None), Task.note.is_not(None))
)
"""Written once, as every case asks it."""
_DONE_LATELY = (
    select(Task.id).where(Task.done_by == bindparam("done_by"), Task.done_at > bindparam("since")).limit(1)
)
