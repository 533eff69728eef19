"""Idag: what waits for me, what goes out, and ticking off what is done."""

from __future__ import annotations

from datetime import date

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from dinadatum.usecases import overview, tasks
from dinadatum.usecases.tasks import LONGEST_NOTE, TaskCursor
from dinadatum.web import query
from dinadatum.web.desk import present, service, today, viewer
from dinadatum.web.words import TASKS
from notify.values import TaskKind

pages = Blueprint("tasks", __name__)

UNIT = "enheten"


@pages.get("/idag")
def show() -> str:
    """Show the open tasks, heaviest first, and today's messages."""
    errors: dict[str, str] = {}
    kinds = {"": "Alla", **{kind.value: words.name for kind, words in TASKS.items()}}
    kind = query.choice("slag", kinds, errors, "")
    mine = viewer().caseworker_id is not None and query.text("vems") != UNIT
    with service().database.reading() as session:
        page = tasks.open_tasks(
            session, viewer(), kind=TaskKind(kind) if kind else None, mine=mine, after=_cursor()
        )
        counts = tasks.count_per_kind(session, viewer(), mine=mine)
        going = overview.going_today(session, viewer(), today(), mine=mine)
        standing = overview.standing(session, present())
    return render_template(
        "tasks.html",
        page=page,
        more=_cursor_text(page.next),
        counts=counts,
        kind=kind,
        mine=mine,
        whose=None if mine else UNIT,
        going=going,
        standing=standing,
        today=today(),
        errors=errors,
    )


@pages.get("/uppgift/<int:task_id>/klart")
def ask(task_id: int) -> str:
    """Ask for a note before a task is ticked off. Nothing happens yet."""
    return _form(task_id, "", {})


@pages.post("/uppgift/<int:task_id>/klart")
def tick_off(task_id: int) -> Response | tuple[str, int]:
    """Tick off a task."""
    note = request.form.get("note", "").strip()
    if len(note) > LONGEST_NOTE:
        error = f"Anteckningen är {len(note)} tecken. Den får vara högst {LONGEST_NOTE}. Korta den."
        return _form(task_id, note, {"note": error}), 422
    with service().database.transaction(viewer().username, present()) as session:
        done = tasks.tick_off(session, viewer(), task_id, note, present())
    if done is None:
        abort(404)
    flash(f"Klart: {TASKS[done.kind].name.lower()}, {done.ref}.")
    return redirect(url_for("tasks.show"), code=303)


def _form(task_id: int, note: str, errors: dict[str, str]) -> str:
    with service().database.reading() as session:
        row = tasks.find_task(session, viewer(), task_id)
    if row is None:
        abort(404)
    return render_template("task_done.html", task=row, note=note, errors=errors, longest=LONGEST_NOTE)


def _cursor() -> TaskCursor | None:
    parts = query.text("efter").split("_")
    try:
        rank, day, number = parts
        return TaskCursor(int(rank), date.fromisoformat(day), int(number))
    except ValueError:
        return None


def _cursor_text(after: TaskCursor | None) -> str:
    return "" if after is None else f"{after.rank}_{after.day.isoformat()}_{after.id}"
