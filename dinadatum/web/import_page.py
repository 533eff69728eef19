"""Läs in: files are uploaded, tried or read in, and their wrong rows shown. Nothing of them is kept here."""

from __future__ import annotations

import tempfile
import unicodedata
from pathlib import Path

from flask import Blueprint, Flask, abort, render_template, request
from werkzeug.datastructures import FileStorage

from dinadatum.register.importing.errors import ImportingError
from dinadatum.usecases.derived import refresh_touched
from dinadatum.usecases.import_files import ImportOrder, ImportReport, import_files
from dinadatum.web.desk import present, service, today, viewer

pages = Blueprint("importing", __name__)

LARGEST = 50 * 1024 * 1024
MOST_FILES = 10
SHOWN_ERRORS = 100
TAKEN = (".csv", ".xlsx", ".toml")
WORKBOOK = ".xlsx"


def install(app: Flask) -> None:
    """Let uploads be larger than forms. Before anything reads the form."""
    app.before_request(_make_room)


@pages.get("/las-in")
def show() -> str:
    """Show the form."""
    _only_for_all_units()
    return _page(None, {})


@pages.post("/las-in")
def read_in() -> str | tuple[str, int]:
    """Try the files, or read them in. They lie in a folder of their own for as long as that takes."""
    _only_for_all_units()
    given = [file for file in request.files.getlist("filer") if file.filename]
    problem = _problem(given)
    if problem:
        return _page(None, {"filer": problem}), 422
    try:
        with tempfile.TemporaryDirectory(prefix="dinadatum-") as folder:
            report = _run(_put(given, Path(folder)), dry_run=request.form.get("gor") != "las-in")
    except ImportingError as error:
        return _page(None, {"filer": str(error)}), 422
    return _page(report, {})


def _run(path: Path, *, dry_run: bool) -> ImportReport:
    opened, actor = service(), viewer().username
    order = ImportOrder(path, today(), present(), actor, dry_run=dry_run)
    report = import_files(opened.database, order)
    if not dry_run:
        refresh_touched(opened.database, opened.rules, report.touched, actor, present())
    return report


def _put(given: list[FileStorage], folder: Path) -> Path:
    """Put the files in the folder; returns what to read in: the one workbook, or the folder."""
    for file in given:
        file.save(folder / _name(file))
    return folder / _name(given[0]) if _ending(given[0]) == WORKBOOK else folder


def _problem(given: list[FileStorage]) -> str:
    """Say why the files can't be read in, or return an empty text."""
    if not given:
        return "Välj filer, till exempel personer.csv och beslut.csv, eller en Excel-fil."
    wrong = [file for file in given if _ending(file) not in TAKEN]
    if wrong:
        return f"«{_name(wrong[0])[:60]}» går inte att läsa in. Det som går är filer som slutar på .csv eller .xlsx."
    if len(given) > 1 and any(_ending(file) == WORKBOOK for file in given):
        return "En Excel-fil läses in för sig. Välj bara den, eller bara .csv-filer."
    if len(given) > MOST_FILES or len({_name(file) for file in given}) < len(given):
        return f"Välj högst {MOST_FILES} filer med olika namn."
    return ""


def _name(file: FileStorage) -> str:
    """Return the name of a file without its folders, whatever the browser calls them."""
    plain = unicodedata.normalize("NFC", file.filename or "").replace("\\", "/").replace("\0", "")
    return Path(plain).name


def _ending(file: FileStorage) -> str:
    return Path(_name(file)).suffix.lower()


def _page(report: ImportReport | None, errors: dict[str, str]) -> str:
    shown = report.errors[:SHOWN_ERRORS] if report else ()
    return render_template("import.html", report=report, shown=shown, errors=errors)


def _only_for_all_units() -> None:
    """Files may be about any unit, and so are read in by those who see them all."""
    if viewer().units is not None:
        abort(403)


def _make_room() -> None:
    if request.endpoint == "importing.read_in":
        request.max_content_length = LARGEST
