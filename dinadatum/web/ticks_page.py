"""Snabb avstämning: paste columns or send a file, see what they mean, save them, and take them back."""

from __future__ import annotations

from flask import Blueprint, Flask, abort, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from dinadatum.usecases.intake import quick_ticks
from dinadatum.usecases.intake.quick_ticks import MOST_ROWS, WORDS, Tick
from dinadatum.usecases.intake.tick_files import TickFileError, rows_of_file
from dinadatum.web.desk import present, service, today, viewer

pages = Blueprint("ticks", __name__)

LARGEST = 2 * 1024 * 1024


def install(app: Flask) -> None:
    """Let a file be larger than a form, before anything reads the form."""
    app.before_request(_make_room)


@pages.get("/snabb")
def show() -> str:
    """Show the form, and what was saved last."""
    return _page("", (), {})


@pages.post("/snabb")
def preview() -> str | tuple[str, int]:
    """Show what the rows mean. Nothing is saved."""
    pasted, errors = _given()
    errors = errors or _errors(pasted)
    if errors:
        return _page(pasted, (), errors), 422
    with service().database.reading() as session:
        ticks = quick_ticks.read_ticks(session, viewer(), pasted, today())
    return _page(pasted, ticks, {})


@pages.post("/snabb/spara")
def save() -> Response | str | tuple[str, int]:
    """Save the rows that are right and new. Those that are wrong stay on the page, to be mended."""
    pasted = request.form.get("rader", "")
    errors = _errors(pasted)
    if errors:
        return _page(pasted, (), errors), 422
    with service().database.transaction(viewer().username, present()) as session:
        ticks = quick_ticks.read_ticks(session, viewer(), pasted, today())
        saved = quick_ticks.save_ticks(session, service().rules, ticks, today())
    left = _wrong_rows(pasted, ticks)
    flash(f"Sparat. {_left_out(len(left))}" if saved else "Inget nytt att spara.")
    if left:
        return _page("\n".join(left), (), {})
    return redirect(url_for("ticks.show"), code=303)


@pages.post("/snabb/<int:batch_id>/angra")
def undo(batch_id: int) -> Response:
    """Take back what was saved together."""
    with service().database.transaction(viewer().username, present()) as session:
        taken = quick_ticks.undo_batch(session, service().rules, viewer(), batch_id, today())
    if taken is None:
        abort(404)
    flash(f"Ångrat: {taken} {'rad' if taken == 1 else 'rader'}.")
    return redirect(url_for("ticks.show"), code=303)


def _given() -> tuple[str, dict[str, str]]:
    """Return the rows that were pasted, or those of a file; and what is wrong with the file."""
    pasted, file = request.form.get("rader", ""), request.files.get("fil")
    if file is None or not file.filename:
        return pasted, {}
    try:
        return rows_of_file(file.filename, file.read()), {}
    except TickFileError as error:
        return pasted, {"fil": str(error)}


def _make_room() -> None:
    if request.endpoint == "ticks.preview":
        request.max_content_length = LARGEST


def _errors(pasted: str) -> dict[str, str]:
    if not pasted.strip():
        return {"rader": "Klistra in rader, till exempel D-1042;ansökt;2026-11-24."}
    if quick_ticks.too_many(pasted):
        return {"rader": f"Det är för många rader. Ta högst {MOST_ROWS} åt gången."}
    return {}


def _wrong_rows(pasted: str, ticks: tuple[Tick, ...]) -> list[str]:
    """Return the rows that can't be saved, as they were pasted."""
    lines = [line for line in pasted.splitlines() if line.strip()]
    return [lines[tick.row - 1] for tick in ticks if tick.error]


def _left_out(wrong: int) -> str:
    if not wrong:
        return ""
    if wrong == 1:
        return "1 rad med fel sparades inte. Den står kvar här nedanför."
    return f"{wrong} rader med fel sparades inte. De står kvar här nedanför."


def _page(pasted: str, ticks: tuple[Tick, ...], errors: dict[str, str]) -> str:
    with service().database.reading() as session:
        batches = quick_ticks.last_batches(session, viewer())
    return render_template(
        "ticks.html",
        pasted=pasted,
        ticks=ticks,
        wrong=sum(1 for tick in ticks if tick.error),
        new=sum(1 for tick in ticks if not tick.error and not tick.known),
        batches=batches,
        words=WORDS,
        most=MOST_ROWS,
        errors=errors,
    )
