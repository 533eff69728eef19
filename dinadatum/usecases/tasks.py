"""What waits for a handläggare: open tasks in order of weight, and ticking them off."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ColumnElement, Select, and_, case, func, insert, or_, select, update
from sqlalchemy.orm import Session

from dinadatum.register.tables import Audit, Caseworker, Person, Task
from dinadatum.usecases.viewers import Sight, Viewer, own_people, sight, visible_people
from notify.values import TaskKind

PAGE = 50
LONGEST_NOTE = 1000

ORDER = (
    TaskKind.ALARM,
    TaskKind.BROKEN_PROMISE,
    TaskKind.RISK_OF_GAP,
    TaskKind.WORK_STARTS,
    TaskKind.WORK_STOPS,
    TaskKind.TELL,
    TaskKind.GET_THROUGH,
    TaskKind.REFUSED,
    TaskKind.INTERIM_DECISION,
    TaskKind.TAKE_OVER,
    TaskKind.HELP,
    TaskKind.CALL,
    TaskKind.WRITE,
    TaskKind.MEET,
    TaskKind.READ_REPLY,
    TaskKind.FIND_NUMBER,
    TaskKind.STOPPED,
    TaskKind.UNREACHABLE,
    TaskKind.SEND_LETTER,
    TaskKind.TEXT_DOES_NOT_FIT,
    TaskKind.SEND_UNKNOWN,
    TaskKind.HANDOVER,
    TaskKind.CONFIRM_APPLICATION,
    TaskKind.CONFIRM_FACTS,
    TaskKind.LATE_ANSWER,
    TaskKind.NO_CASEWORKER,
    TaskKind.GIVE_SHEET,
    TaskKind.GET_CONSENT,
)
"""Heaviest first: what may cost somebody a month's money before what can wait."""


@dataclass(frozen=True, slots=True)
class TaskRow:
    """A task. hidden: a protected identity that isn't the viewer's own; then why is empty."""

    id: int
    ref: str
    kind: TaskKind
    day: date
    why: str
    caseworker: str
    hidden: bool


@dataclass(frozen=True, slots=True)
class TaskCursor:
    """The last row of a page: the next one begins after it."""

    rank: int
    day: date
    id: int


@dataclass(frozen=True, slots=True)
class TaskPage:
    """Some tasks in order, and where the next page begins (None: this was the last)."""

    rows: tuple[TaskRow, ...]
    next: TaskCursor | None


def open_tasks(
    session: Session,
    viewer: Viewer,
    *,
    kind: TaskKind | None = None,
    mine: bool = False,
    after: TaskCursor | None = None,
    limit: int = PAGE,
) -> TaskPage:
    """Return a page of the open tasks that the viewer may know of, heaviest and then soonest first.

    mine: only those of the viewer's own cases, and of cases that nobody has.
    """
    query = _select(viewer)
    if mine:
        query = query.where(own_people(viewer))
    if kind is not None:
        query = query.where(Task.kind == kind)
    if after is not None:
        query = query.where(_later_than(after))
    found = list(session.execute(query.order_by(_rank(), Task.day, Task.id).limit(limit + 1)))
    rows = tuple(_row(task, person, username, viewer) for task, person, username in found[:limit])
    more = len(found) > limit
    return TaskPage(rows, _cursor(rows[-1]) if more else None)


def tasks_of(session: Session, viewer: Viewer, person_id: int) -> tuple[TaskRow, ...]:
    """Return the open tasks of one person."""
    query = _select(viewer).where(Task.person_id == person_id).order_by(_rank(), Task.day, Task.id)
    return tuple(_row(task, person, username, viewer) for task, person, username in session.execute(query))


def count_per_kind(session: Session, viewer: Viewer, *, mine: bool = False) -> dict[TaskKind, int]:
    """Count the open tasks of each kind that has any, heaviest first. mine: as for open_tasks."""
    query = (
        select(Task.kind, func.count())
        .join(Person, Person.id == Task.person_id)
        .where(Task.done_at.is_(None), own_people(viewer) if mine else visible_people(viewer))
        .group_by(Task.kind)
    )
    counts: dict[TaskKind, int] = {kind: number for kind, number in session.execute(query)}  # noqa: C416
    return {kind: counts[kind] for kind in ORDER if kind in counts}


def find_task(session: Session, viewer: Viewer, task_id: int) -> TaskRow | None:
    """Return an open task that the viewer may handle, or None: gone, done, or somebody else's."""
    found = session.execute(_select(viewer).where(Task.id == task_id)).first()
    if found is None:
        return None
    row = _row(found[0], found[1], found[2], viewer)
    return None if row.hidden else row


def tick_off(session: Session, viewer: Viewer, task_id: int, note: str, now: datetime) -> TaskRow | None:
    """Mark a task as done, with a note, and log it. None: it was gone, done, or isn't the viewer's to do."""
    row = find_task(session, viewer, task_id)
    if row is None:
        return None
    done = session.execute(
        update(Task)
        .where(Task.id == task_id, Task.done_at.is_(None))
        .values(done_at=now, done_by=viewer.username, note=note[:LONGEST_NOTE] or None)
        .returning(Task.person_id),
        execution_options={"synchronize_session": False},
    ).scalar()
    if done is None:
        return None
    values = {"at": now, "actor": viewer.username, "action": "done", "what": "task"}
    session.execute(insert(Audit), [{**values, "row_id": str(task_id), "person_id": done}])
    return row


def _select(viewer: Viewer) -> Select[Task, Person, str]:
    return (
        select(Task, Person, Caseworker.username)
        .join(Person, Person.id == Task.person_id)
        .join(Caseworker, Caseworker.id == Person.caseworker_id, isouter=True)
        .where(Task.done_at.is_(None), visible_people(viewer))
    )


def _row(task: Task, person: Person, username: str | None, viewer: Viewer) -> TaskRow:
    seen = sight(viewer, unit=person.unit, caseworker_id=person.caseworker_id, protected=person.protected)
    hidden = seen is not Sight.ALL
    why = "" if hidden else task.why
    return TaskRow(task.id, person.ref, task.kind, task.day, why, username or "", hidden)


def _rank() -> ColumnElement[int]:
    return case({kind.value: rank for rank, kind in enumerate(ORDER)}, value=Task.kind, else_=len(ORDER))


def _later_than(after: TaskCursor) -> ColumnElement[bool]:
    same_rank = and_(_rank() == after.rank, Task.day == after.day, Task.id > after.id)
    return or_(_rank() > after.rank, and_(_rank() == after.rank, Task.day > after.day), same_rank)


def _cursor(row: TaskRow) -> TaskCursor:
    rank = ORDER.index(row.kind) if row.kind in ORDER else len(ORDER)
    return TaskCursor(rank, row.day, row.id)
