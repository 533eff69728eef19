"""Mitt blad that has just been given: which days it shows is noted, and whoever was to give it has done so."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from dinadatum.clock import local_day
from dinadatum.register.batches import KEY, update_each
from dinadatum.register.cases import CHUNK, CaseRow
from dinadatum.register.tables import Person, Task
from notify.sheet_days import as_text, is_again, shown_days
from notify.values import TaskKind
from timeline import Timeline

NotedSheet = tuple[int, date, str]
"""A person's id, the day on which the sheet was given, and the days on it as they are kept."""


def unnoted_sheets(cases: Sequence[tuple[CaseRow, Timeline]]) -> list[NotedSheet]:
    """Return what the sheets show that were given since the people were last asked about."""
    return [
        (row.person_id, row.case.sheet_given, as_text(shown_days(row.case, timeline)))
        for row, timeline in cases
        if row.case.sheet_given is not None and row.case.sheet_shows == ()
    ]


def note_sheets(session: Session, sheets: Sequence[NotedSheet]) -> None:
    """Keep what sheets show, and tick off that they were to be given."""
    if not sheets:
        return
    update_each(session, Person, [{KEY: person_id, "sheet_shows": text} for person_id, _, text in sheets])
    given = {person_id: day for person_id, day, _ in sheets}
    for start in range(0, len(sheets), CHUNK):
        _tick_off(session, {person_id: given[person_id] for person_id, *_ in sheets[start : start + CHUNK]})


def _tick_off(session: Session, given: Mapping[int, date]) -> None:
    """Tick off the tasks that were there when sheets were given, by person."""
    columns = select(Task.id, Task.person_id, Task.created_at)
    waiting = columns.where(
        Task.person_id.in_(given), Task.kind == TaskKind.GIVE_SHEET, Task.done_at.is_(None)
    )
    answered = [
        task.id for task in session.execute(waiting) if local_day(task.created_at) <= given[task.person_id]
    ]
    done = {"done_at": session.info["now"], "done_by": session.info["actor"]}
    if answered:
        session.execute(update(Task).where(Task.id.in_(answered)).values(**done))


def give_sheet(person: Person, today: date) -> None:
    """Note that somebody has got Mitt blad; the next refresh notes what it shows, also of one on the same day."""
    person.sheet_given = today
    person.look_on = today


def take_back(session: Session, task_id: int) -> None:
    """Note that Mitt blad was not given, where a task that is open again was to give it for the first time.

    The next look is asked about it, as when it was given.
    Where it was to be given again the person has an older one: the open task stays.
    """
    task = session.get_one(Task, task_id, populate_existing=True)
    if task.kind is TaskKind.GIVE_SHEET and not is_again(task.identity):
        person = session.get_one(Person, task.person_id)
        person.sheet_given = None
        person.look_on = local_day(session.info["now"])


def ask_again(session: Session, person_id: int) -> None:
    """Open the last task to give Mitt blad again: it turned out not to have been given."""
    mine = Task.person_id == person_id, Task.kind == TaskKind.GIVE_SHEET
    last = select(func.max(Task.id)).where(*mine).scalar_subquery()
    session.execute(update(Task).where(Task.id == last).values(done_at=None, done_by=""))
