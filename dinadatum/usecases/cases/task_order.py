"""In which order tasks are shown: what is lifted first, then by weight. For the database, and for one task."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, and_, case, or_

from dinadatum.register.tables import Task
from notify.promise_days import PROMISES
from notify.values import TaskKind

ORDER = (
    TaskKind.ALARM,
    TaskKind.BROKEN_PROMISE,
    TaskKind.HELP,
    TaskKind.CALL,
    TaskKind.WRITE,
    TaskKind.MEET,
    TaskKind.RISK_OF_GAP,
    TaskKind.WORK_STARTS,
    TaskKind.WORK_STOPS,
    TaskKind.REFUSED,
    TaskKind.INTERIM_DECISION,
    TaskKind.TELL,
    TaskKind.TAKE_OVER,
    TaskKind.UNREACHABLE,
    TaskKind.GET_THROUGH,
    TaskKind.FIND_NUMBER,
    TaskKind.STOPPED,
    TaskKind.COPIES_ENDED,
    TaskKind.HANDOVER,
    TaskKind.READ_REPLY,
    TaskKind.SEND_UNKNOWN,
    TaskKind.SEND_LETTER,
    TaskKind.TEXT_DOES_NOT_FIT,
    TaskKind.CONFIRM_APPLICATION,
    TaskKind.CONFIRM_FACTS,
    TaskKind.LATE_ANSWER,
    TaskKind.NO_CASEWORKER,
    TaskKind.GIVE_SHEET,
    TaskKind.GET_CONSENT,
)
"""Heaviest first: a crisis, what somebody has been promised, what may cost a month's money, what can wait."""

_LIFT = 100
"""More than there are kinds: what is lifted stands above all of what is not."""


@dataclass(frozen=True, slots=True)
class TaskCursor:
    """The last row of a page: the next one begins after it."""

    rank: int
    day: date
    id: int


def rank() -> ColumnElement[int]:
    """Rank the tasks by weight alone."""
    return case({kind.value: number for number, kind in enumerate(ORDER)}, value=Task.kind, else_=len(ORDER))


def weight(kind: TaskKind) -> int:
    """Rank one kind as rank does."""
    return ORDER.index(kind) if kind in ORDER else len(ORDER)


def place(today: date) -> ColumnElement[int]:
    """Rank the tasks as Idag shows them: what is lifted, then by weight. As cursor_at does for one."""
    broken = or_(
        Task.kind == TaskKind.BROKEN_PROMISE, and_(Task.kind.in_(sorted(PROMISES)), Task.day < today)
    )
    lifted = case((Task.kind == TaskKind.ALARM, 0), (broken, 1), (Task.day < today, 2), else_=3)
    return lifted * _LIFT + rank()


def later_than(after: TaskCursor, today: date) -> ColumnElement[bool]:
    """Return the condition that picks the tasks after one."""
    here = place(today)
    same_place = and_(here == after.rank, Task.day == after.day, Task.id > after.id)
    return or_(here > after.rank, and_(here == after.rank, Task.day > after.day), same_place)


def cursor_at(kind: TaskKind, day: date, number: int, today: date, *, broken: bool) -> TaskCursor:
    """Return where a task stands. number: its id. broken: as place sees it."""
    if kind is TaskKind.ALARM:
        lifted = 0
    elif broken:
        lifted = 1
    else:
        lifted = 2 if day < today else 3
    return TaskCursor(lifted * _LIFT + weight(kind), day, number)
