"""The papers of a case: Mitt blad as a page and as PDF, also empty, and a case for the authority's file."""

from __future__ import annotations

from flask import Blueprint, Response, abort, make_response, url_for

from dinadatum.papers.letter import Letter
from dinadatum.papers.pages import PRINT_STYLE, letter_page, sheet_page
from dinadatum.papers.sheet import Sheet, blank_sheet
from dinadatum.picture import stylesheet
from dinadatum.usecases.cases import tasks
from dinadatum.usecases.cases.case_page import CasePage, open_case
from dinadatum.usecases.cases.entering import enter_whole
from dinadatum.usecases.cases.lettering import letter_of
from dinadatum.usecases.cases.recording import log_taken_out, record_of, sheet_of
from dinadatum.web import query
from dinadatum.web.desk import present, service, today, viewer
from dinadatum.web.way_back import back_to, carried

pages = Blueprint("papers", __name__)

PDF = "application/pdf"


@pages.get("/stil/<name>.css")
def style(name: str) -> Response:
    """Give the style sheet of the picture (bild) or of the papers (blad)."""
    if name not in ("bild", "blad"):
        abort(404)
    text = stylesheet() if name == "bild" else PRINT_STYLE.read_text(encoding="utf-8")
    return Response(text, mimetype="text/css")


@pages.get("/arende/blad")
def sheet() -> str:
    """Show Mitt blad, ready to print; without a reference an empty one for a first meeting."""
    made = _sheet()
    ref = query.text("ref") or None
    ways = (
        (url_for("case.show", ref=ref), f"Tillbaka till ärendet {ref}" if ref else "Tillbaka till Ärenden"),
        (url_for("papers.sheet_file", ref=ref), "Mitt blad som PDF"),
    )
    return sheet_page(made, url_for("papers.style", name="blad"), ways)


@pages.get("/arende/blad.pdf")
def sheet_file() -> Response:
    """Give Mitt blad as PDF."""
    from dinadatum.papers.sheet_pdf import sheet_pdf  # heavy, and rarely asked for

    return _pdf(sheet_pdf(_sheet()), "mitt-blad.pdf")


@pages.get("/arende/akten.pdf")
def record() -> Response:
    """Give a whole case as PDF."""
    from dinadatum.papers.record_pdf import record_pdf  # heavy, and rarely asked for

    found = _open(query.text("ref"), whole=True)
    log_taken_out(service().database, found, by=viewer().username, now=present())
    made = record_of(found, service().rules, by=viewer().username, now=present())
    return _pdf(record_pdf(made), f"till-akten-{found.ref}.pdf")


@pages.get("/uppgift/<int:task_id>/brev")
def letter(task_id: int) -> str:
    """Show the letter of a task, ready to print and post."""
    ref, made = _letter(task_id)
    ways = (
        (back_to(ref), "Tillbaka"),
        (url_for("papers.letter_file", task_id=task_id), "Brevet som PDF"),
        (url_for("tasks.ask", task_id=task_id, **carried()), "Brevet är postat"),
    )
    return letter_page(made, url_for("papers.style", name="blad"), ways)


@pages.get("/uppgift/<int:task_id>/brev.pdf")
def letter_file(task_id: int) -> Response:
    """Give the letter of a task as PDF."""
    from dinadatum.papers.letter_pdf import letter_pdf  # heavy, and rarely asked for

    return _pdf(letter_pdf(_letter(task_id)[1]), "brev.pdf")


def _letter(task_id: int) -> tuple[str, Letter]:
    with service().database.reading() as session:
        found = tasks.find_task(session, viewer(), task_id)
        if found is None:
            abort(404)
        ref = found.ref
    enter_whole(service().database, viewer(), ref, present())
    with service().database.reading() as session:
        made = letter_of(session, service().rules, viewer(), task_id, today())
    if made is None:
        abort(404)
    return ref, made


def _sheet() -> Sheet:
    ref = query.text("ref")
    return sheet_of(_open(ref), service().rules, today()) if ref else blank_sheet(today())


def _open(ref: str, *, whole: bool = False) -> CasePage:
    found = open_case(
        service().database,
        service().rules,
        viewer(),
        ref,
        today=today(),
        now=present(),
        all_messages=whole,
    )
    if found.sheet is None:
        abort(404)
    return found


def _pdf(data: bytes, name: str) -> Response:
    response = make_response(data)
    response.mimetype = PDF
    response.headers.set("Content-Disposition", "attachment", filename=name)
    return response
