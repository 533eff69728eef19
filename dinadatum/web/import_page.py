"""Läs in: files are uploaded, tried or read in, and their wrong rows given back. Nothing of them is kept on disk."""

from __future__ import annotations

import tempfile
import unicodedata
from pathlib import Path

from flask import (
    Blueprint,
    Flask,
    abort,
    current_app,
    make_response,
    redirect,
    render_template,
    request,
    url_for,
)
from werkzeug.datastructures import FileStorage
from werkzeug.wrappers import Response

from dinadatum.register.importing.desk import Progress
from dinadatum.register.importing.source import REJECTED
from dinadatum.usecases.intake.import_files import ImportOrder, ImportReport, import_files
from dinadatum.usecases.looks.derived import refresh_touched
from dinadatum.web import files
from dinadatum.web.desk import present, service, today, viewer
from dinadatum.web.import_jobs import BusyError, Job, Jobs, Work

pages = Blueprint("importing", __name__)

LARGEST = 50 * 1024 * 1024
MOST_FILES = 10
SHOWN_ERRORS = 100
TAKEN = (".csv", ".xlsx", ".toml")
WORKBOOK = ".xlsx"
JOBS = "import_jobs"
A_MOMENT = 2.0
"""Seconds: what is ready so soon is answered at once."""
LOOK_AGAIN = 3
"""Seconds until the page that follows a job is made anew."""
Answer = str | Response | tuple[str, int]


def install(app: Flask) -> None:
    """Let uploads be larger than forms, before anything reads the form; and keep the jobs of this process."""
    app.extensions[JOBS] = Jobs()
    app.before_request(_make_room)


@pages.get("/las-in")
def show() -> str:
    """Show the form."""
    _only_for_all_units()
    return _page(None, {})


@pages.post("/las-in")
def read_in() -> Answer:
    """Begin to try the files, or to read them in. What takes longer than a moment is followed on its own page."""
    _only_for_all_units()
    given = [file for file in request.files.getlist("filer") if file.filename]
    problem = _problem(given)
    if problem:
        return _page(None, {"filer": problem}), 422
    folder = tempfile.TemporaryDirectory(prefix="dinadatum-")
    try:
        path = _put(given, Path(folder.name))
        work = _work(path, folder, dry_run=request.form.get("gor") != "las-in")
        job = _jobs().start(viewer().username, present(), work)
    except BusyError as error:
        folder.cleanup()
        return _page(None, {"filer": str(error)}), 409
    if job.finished.wait(A_MOMENT):
        return _outcome(job)
    return redirect(url_for("importing.follow", job_id=job.id), code=303)


@pages.get("/las-in/<job_id>")
def follow(job_id: str) -> Answer:
    """Show how far it has come, and asks the browser to look again; in the end what became of it."""
    _only_for_all_units()
    job = _job(job_id)
    if job.finished.is_set():
        return _outcome(job)
    answer = make_response(render_template("import_waits.html", job=job, seconds=LOOK_AGAIN))
    answer.headers["Refresh"] = str(LOOK_AGAIN)
    return answer


@pages.get("/las-in/<job_id>/<name>")
def rejected(job_id: str, name: str) -> Response:
    """Give the rows of a file that were wrong, each with what is wrong, to be mended and read in again."""
    _only_for_all_units()
    job = _job(job_id)
    content = job.report.rejects.get(name) if job.report else None
    if content is None:
        abort(404)
    return files.plain_file(content, "text/csv", name)


def _work(path: Path, folder: tempfile.TemporaryDirectory[str], *, dry_run: bool) -> Work:
    """Make the work of a job. The files lie in a folder of their own for as long as it takes."""
    opened, actor, now = service(), viewer().username, present()
    order = ImportOrder(path, today(), now, actor, dry_run=dry_run, keep_rejects=True)

    def work(tell: Progress) -> ImportReport:
        with folder:
            report = import_files(opened.database, order, tell)
        if not dry_run:
            tell("Räknar om listorna", 0, 0)
            refresh_touched(opened.database, opened.rules, report.touched, actor, now)
        return report

    return work


def _outcome(job: Job) -> Answer:
    if job.report is None:
        return _page(None, {"filer": job.problem}), 422
    return _page(job.report, {}, job.id)


def _jobs() -> Jobs:
    found: Jobs = current_app.extensions[JOBS]
    return found


def _job(job_id: str) -> Job:
    job = _jobs().find(job_id, viewer().username, present())
    if job is None:
        abort(404)
    return job


def _put(given: list[FileStorage], folder: Path) -> Path:
    """Put the files in the folder; returns what to read in: the one workbook, or the folder."""
    for file in given:
        file.save(folder / _saved_as(file))
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
    if len(given) > MOST_FILES or len({_saved_as(file) for file in given}) < len(given):
        return f"Välj högst {MOST_FILES} filer med olika namn."
    return ""


def _name(file: FileStorage) -> str:
    """Return the name of a file without its folders, whatever the browser calls them."""
    plain = unicodedata.normalize("NFC", file.filename or "").replace("\\", "/").replace("\0", "")
    return Path(plain).name


def _saved_as(file: FileStorage) -> str:
    """Return the name that a file has here: mended rows come as what they are rows of."""
    name = _name(file)
    return f"{name.split('.')[0]}.csv" if name.lower().endswith(f"{REJECTED}.csv") else name


def _ending(file: FileStorage) -> str:
    return Path(_name(file)).suffix.lower()


def _page(report: ImportReport | None, errors: dict[str, str], job_id: str = "") -> str:
    shown = report.errors[:SHOWN_ERRORS] if report else ()
    return render_template("import.html", report=report, shown=shown, errors=errors, job_id=job_id)


def _only_for_all_units() -> None:
    """Files may be about any unit, and so are read in by those who see them all."""
    if viewer().units is not None:
        abort(403)


def _make_room() -> None:
    if request.endpoint == "importing.read_in":
        request.max_content_length = LARGEST
