"""Datakvalitet: what is missing, invalid, double or old, and in which cases."""

from __future__ import annotations

from flask import Blueprint, Response, abort, render_template

from dinadatum.usecases.lists import data_quality
from dinadatum.usecases.lists.data_quality import Check
from dinadatum.usecases.staff.log_export import log_export
from dinadatum.web import files, query
from dinadatum.web.desk import present, service, today, viewer

pages = Blueprint("quality", __name__)

HEADING = ("ärende", "enhet", "handläggare")


@pages.get("/datakvalitet")
def show() -> str:
    """Show each check and how many cases it is about."""
    with service().database.reading() as session:
        counts = data_quality.counts(session, viewer(), today())
    return render_template("quality.html", counts=counts)


@pages.get("/datakvalitet/<code>")
def show_one(code: str) -> str:
    """Show the cases of a check."""
    check, after = _known(code), query.text("efter")
    with service().database.reading() as session:
        page = data_quality.quality_page(session, viewer(), check, today(), after)
    return render_template("quality_one.html", check=check, page=page, first_page=not after)


@pages.get("/datakvalitet/<code>.csv")
def csv(code: str) -> Response:
    """Give the cases of a check as CSV."""
    check = _known(code)
    log_export(service().database, viewer(), "quality", {"kontroll": code}, present())
    return files.csv_answer(f"{code}.csv", HEADING, _lines(check))


def _known(code: str) -> Check:
    check = data_quality.find_check(code)
    if check is None:
        abort(404)
    return check


def _lines(check: Check) -> files.Rows:
    with service().database.reading() as session:
        for line in data_quality.every_line(session, viewer(), check, today()):
            yield line.ref, line.unit, line.caseworker
