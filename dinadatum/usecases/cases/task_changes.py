"""What a handläggare does with a task: ticks it off, puts it off, writes a note, takes it back. All is logged."""

from __future__ import annotations

import json
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import insert, select, update
from sqlalchemy.orm import Session

from dinadatum.clock import local_day
from dinadatum.register.locking import hold_people
from dinadatum.register.tables import Audit, Person, Task
from dinadatum.usecases.cases.tasks import TaskRow, can_be_undone, find_task
from dinadatum.usecases.looks.derived import refresh_people
from dinadatum.usecases.looks.sheets import give_sheet, take_back
from dinadatum.usecases.rules import Rules
from dinadatum.usecases.staff.viewers import Viewer
from notify.values import TaskKind

LONGEST_NOTE = 1000
LONGEST_WAIT = timedelta(days=90)


def tick_off(
    session: Session, rules: Rules, viewer: Viewer, task_id: int, note: str, now: datetime
) -> TaskRow | None:
    """Mark a task as done, with a note, and log it. None: it was gone, done, or isn't the viewer's to do.

    That the facts were confirmed, or that Mitt blad was given, is noted in the case too.
    """
    _hold_person(session, task_id)
    values = {"done_at": now, "done_by": viewer.username, "note": note[:LONGEST_NOTE] or None}
    row = _change(session, viewer, task_id, "done", values, now)
    if row is not None and row.kind is TaskKind.CONFIRM_FACTS:
        _confirm_facts(session, row.ref, local_day(now))
    if row is not None and row.kind is TaskKind.GIVE_SHEET:
        _give_sheet(session, rules, row.ref, local_day(now))
    return row


def _give_sheet(session: Session, rules: Rules, ref: str, today: date) -> None:
    """Note at once what the given sheet shows: what moves later in the day moves after it."""
    person = session.scalars(select(Person).where(Person.ref == ref)).one()
    give_sheet(person, today)
    session.flush()
    refresh_people(session, [person.id], rules)


def _confirm_facts(session: Session, ref: str, today: date) -> None:
    """Note that somebody has made sure of a person's facts, and let the next look know."""
    person = session.scalars(select(Person).where(Person.ref == ref)).one()
    person.confirmed = today
    person.look_on = today


def write_note(session: Session, viewer: Viewer, task_id: int, note: str, now: datetime) -> TaskRow | None:
    """Keep a note with an open task; empty takes it away. The log holds what it said before. None: as tick_off."""
    return _change(session, viewer, task_id, "noted", {"note": note[:LONGEST_NOTE] or None}, now)


def latest_wait(row: TaskRow, today: date) -> date | None:
    """Return the last day to which a task may be put off; None: it can't be."""
    if not row.may_wait(today):
        return None
    return row.day if row.promised else today + LONGEST_WAIT


def put_off(session: Session, viewer: Viewer, task_id: int, until: date, now: datetime) -> TaskRow | None:
    """Let a task be shown again on a later day, and log it. None: as tick_off.

    The caller has held the day against latest_wait.
    """
    return _change(session, viewer, task_id, "put_off", {"postponed_until": until}, now)


def undo(session: Session, viewer: Viewer, task_id: int, now: datetime) -> TaskRow | None:
    """Open a task again that the viewer has ticked off within a day, and log it. The note stays.

    None: it isn't done, was done by somebody else, or too long ago. A first Mitt blad was then not given.
    """
    _hold_person(session, task_id)
    reopened = session.execute(
        update(Task)
        .where(Task.id == task_id, can_be_undone(viewer, now))
        .values(done_at=None, done_by="")
        .returning(Task.person_id),
        execution_options={"synchronize_session": False},
    ).scalar()
    if reopened is None:
        return None
    take_back(session, task_id)
    _log(session, viewer, task_id, reopened, "undone", None, now)
    return find_task(session, viewer, task_id)


def _hold_person(session: Session, task_id: int) -> None:
    """Hold whose task it is, before the task: as a look does, which ticks off tasks too."""
    hold_people(session, session.scalars(select(Task.person_id).where(Task.id == task_id)).all())


def _change(
    session: Session, viewer: Viewer, task_id: int, action: str, values: dict[str, Any], now: datetime
) -> TaskRow | None:
    row = find_task(session, viewer, task_id)
    if row is None:
        return None
    changed = session.execute(
        update(Task)
        .where(Task.id == task_id, Task.done_at.is_(None))
        .values(**values)
        .returning(Task.person_id),
        execution_options={"synchronize_session": False},
    ).scalar()
    if changed is None:
        return None
    replaced = row.note if row.note and values.get("note", row.note) != row.note else None
    _log(session, viewer, task_id, changed, action, replaced, now)
    return row


def _log(
    session: Session,
    viewer: Viewer,
    task_id: int,
    person_id: int,
    action: str,
    replaced_note: str | None,
    now: datetime,
) -> None:
    detail = None if replaced_note is None else json.dumps({"note": [replaced_note]}, ensure_ascii=False)
    values = {"at": now, "actor": viewer.username, "action": action, "what": "task", "detail": detail}
    session.execute(insert(Audit), [{**values, "row_id": str(task_id), "person_id": person_id}])
