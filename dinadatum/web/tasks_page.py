"""Idag: what waits for me, what goes out and has gone, and what is done with a task."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from dinadatum.usecases.cases import task_changes, tasks
from dinadatum.usecases.cases.task_changes import LONGEST_NOTE, latest_wait
from dinadatum.usecases.cases.task_order import TaskCursor
from dinadatum.usecases.cases.tasks import TaskRow
from dinadatum.usecases.lists import overview
from dinadatum.usecases.staff.absences import names_of
from dinadatum.web import query
from dinadatum.web.desk import present, service, today, viewer
from dinadatum.web.task_words import KIND_SLUGS, TASKS
from dinadatum.web.way_back import back_to, carried
from notify.values import TaskKind
from notify.words import when_in_words

pages = Blueprint("tasks", __name__)

UNIT, POSTPONED = "enheten", "uppskjutna"
SHOWN = 4
"""How many of the same are shown at once; the rest are folded behind a word that counts them."""
Answer = Response | tuple[str, int]


@dataclass(frozen=True, slots=True)
class Doing:
    """The words of a form about a task, and where it is posted."""

    post: str
    title: str
    heading: str
    label: str
    help: str
    button: str


@dataclass(frozen=True, slots=True)
class Group:
    """Tasks of one kind that are equally late. folded: those that show only when asked for."""

    kind: TaskKind
    broken: bool
    late: bool
    shown: tuple[TaskRow, ...]
    folded: tuple[TaskRow, ...]

    @property
    def count(self) -> int:
        """Count them."""
        return len(self.shown) + len(self.folded)


TICK_OFF = Doing(
    "tasks.tick_off", "Klart", "Är det klart?", "Anteckning, om du vill", "Vad blev gjort?", "Klart"
)
PUT_OFF = Doing(
    "tasks.put_off", "Skjut upp", "Skjut upp", "Anteckning, om du vill", "Vad väntar det på?", "Skjut upp"
)
NOTE = Doing("tasks.write_note", "Anteckna", "Anteckna", "Anteckning", "Stannar i ärendet.", "Spara")


@pages.get("/idag")
def show() -> str:
    """Show the open tasks, heaviest first, and today's messages."""
    errors: dict[str, str] = {}
    kind = _kind(errors)
    mine = viewer().caseworker_id is not None and query.text("vems") != UNIT
    postponed = query.text("visa") == POSTPONED
    with service().database.reading() as session:
        page = tasks.open_tasks(
            session,
            viewer(),
            today(),
            kind=kind,
            mine=mine,
            postponed=postponed,
            after=_cursor(),
        )
        counts = tasks.count_tasks(session, viewer(), today(), mine=mine)
        shown = {
            "counts": counts.kinds,
            "overdue": counts.overdue,
            "later": counts.later,
            "done": tasks.done_lately(session, viewer(), present()),
            "going": overview.going_today(session, viewer(), today(), mine=mine),
            "standing": overview.standing(session, present()),
            "stands_in": names_of(session, viewer().stands_in),
        }
    return render_template(
        "tasks.html",
        groups=_groups(page.rows, whole=kind is not None or postponed),
        more=_cursor_text(page.next),
        kind=kind,
        mine=mine,
        postponed=postponed,
        whose=None if mine else UNIT,
        today=today(),
        errors=errors,
        **shown,
    )


@pages.get("/uppgift/<int:task_id>/klart")
def ask(task_id: int) -> str:
    """Ask for a note before a task is ticked off. Nothing happens yet."""
    return _form(TICK_OFF, _task(task_id))


@pages.post("/uppgift/<int:task_id>/klart")
def tick_off(task_id: int) -> Answer:
    """Tick off a task."""
    note, errors = _note()
    if errors:
        return _form(TICK_OFF, _task(task_id), note, errors), 422
    with service().database.transaction(viewer().username, present()) as session:
        done = task_changes.tick_off(session, service().rules, viewer(), task_id, note, present())
    undo = url_for("tasks.undo", task_id=task_id, **carried())
    return _back(done, "Klart", undo)


@pages.post("/uppgift/<int:task_id>/angra")
def undo(task_id: int) -> Answer:
    """Open a task again that was ticked off by mistake."""
    with service().database.transaction(viewer().username, present()) as session:
        task = task_changes.undo(session, viewer(), task_id, present())
    return _back(task, "Ångrat. Att göra igen")


@pages.get("/uppgift/<int:task_id>/skjut-upp")
def ask_later(task_id: int) -> str:
    """Ask to which day a task is put off. Nothing happens yet."""
    return _later_form(_task(task_id))


@pages.post("/uppgift/<int:task_id>/skjut-upp")
def put_off(task_id: int) -> Answer:
    """Put a task off to a day, with a note if there is one."""
    task = _task(task_id)
    note, errors = _note()
    text = request.form.get("dag", "").strip()
    until = _later_day(task, text, errors)
    if errors or until is None:
        return _later_form(task, note, errors, text), 422
    with service().database.transaction(viewer().username, present()) as session:
        if note != task.note:
            task_changes.write_note(session, viewer(), task_id, note, present())
        done = task_changes.put_off(session, viewer(), task_id, until, present())
    return _back(done, f"Uppskjutet till {when_in_words(until, today())}")


@pages.get("/uppgift/<int:task_id>/anteckning")
def ask_note(task_id: int) -> str:
    """Show the note of a task."""
    task = _task(task_id)
    return _form(NOTE, task, task.note)


@pages.post("/uppgift/<int:task_id>/anteckning")
def write_note(task_id: int) -> Answer:
    """Keep a note with a task."""
    note, errors = _note()
    if errors:
        return _form(NOTE, _task(task_id), note, errors), 422
    with service().database.transaction(viewer().username, present()) as session:
        task = task_changes.write_note(session, viewer(), task_id, note, present())
    return _back(task, "Anteckningen är sparad")


def _kind(errors: dict[str, str]) -> TaskKind | None:
    """Read which kind is wanted; None: all. The English words of older addresses are still understood."""
    older = {kind.value: kind for kind in TASKS}
    chosen = query.choice("slag", dict.fromkeys([*KIND_SLUGS, *older], ""), errors, "")
    return KIND_SLUGS.get(chosen) or older.get(chosen)


def _groups(rows: Sequence[TaskRow], *, whole: bool) -> list[Group]:
    """Put the tasks that follow each other and are alike under one heading. whole: fold nothing."""
    found = []
    for (kind, broken, late), alike in groupby(
        rows, lambda row: (row.kind, row.is_broken(today()), row.day < today())
    ):
        tasks_alike = tuple(alike)
        # One more is no longer than the word that hides it.
        cut = len(tasks_alike) if whole or len(tasks_alike) <= SHOWN + 1 else SHOWN
        found.append(Group(kind, broken, late, tasks_alike[:cut], tasks_alike[cut:]))
    return found


def _task(task_id: int) -> TaskRow:
    with service().database.reading() as session:
        row = tasks.find_task(session, viewer(), task_id)
    if row is None:
        abort(404)
    return row


def _note() -> tuple[str, dict[str, str]]:
    note = request.form.get("note", "").strip()
    if len(note) <= LONGEST_NOTE:
        return note, {}
    return note, {
        "note": f"Anteckningen är {len(note)} tecken. Den får vara högst {LONGEST_NOTE}. Korta den."
    }


def _later_day(task: TaskRow, text: str, errors: dict[str, str]) -> date | None:
    """Read the day to which a task is put off, or leave a sentence in errors."""
    latest = latest_wait(task, today())
    day = query.day(text)
    if latest is None:
        errors["note"] = "Den här uppgiften kan inte vänta till en annan dag."
    elif day is None:
        came = f"«{text[:40]}» är ingen dag. Skriv" if text else "Välj en dag, eller skriv"
        errors["dag"] = f"{came} den som {latest.isoformat()}."
    elif not today() < day <= latest:
        errors["dag"] = f"Välj en dag efter i dag och senast {when_in_words(latest, today())}."
    return day


def _later_form(
    task: TaskRow, note: str | None = None, errors: dict[str, str] | None = None, text: str = ""
) -> str:
    latest = latest_wait(task, today())
    if latest is None:
        return render_template("task_waits_not.html", task=task)
    return _form(PUT_OFF, task, note, errors, latest=latest, day=text)


def _form(
    do: Doing,
    task: TaskRow,
    note: str | None = None,
    errors: dict[str, str] | None = None,
    *,
    latest: date | None = None,
    day: str = "",
) -> str:
    return render_template(
        "task_form.html",
        do=do,
        task=task,
        note=task.note if note is None else note,
        errors=errors or {},
        longest=LONGEST_NOTE,
        latest=latest,
        day=day,
    )


def _back(task: TaskRow | None, done: str, undo: str = "message") -> Answer:
    """Say what is done, and go back. undo: the address that takes it back, which stands beside the words."""
    if task is None:
        abort(404)
    flash(f"{done}: {TASKS[task.kind].name.lower()}, {task.ref}.", undo)
    return redirect(back_to(task.ref), code=303)


def _cursor() -> TaskCursor | None:
    parts = query.text("efter").split("_")
    try:
        rank, day, number = parts
        return TaskCursor(int(rank), date.fromisoformat(day), int(number))
    except ValueError:
        return None


def _cursor_text(after: TaskCursor | None) -> str:
    return "" if after is None else f"{after.rank}_{after.day.isoformat()}_{after.id}"
