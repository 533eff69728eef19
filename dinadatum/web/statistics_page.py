"""Statistik: people, and what came of it, as numbers. For the gruppledare; small numbers are hidden."""

from __future__ import annotations

from datetime import timedelta

from flask import Blueprint, Response, abort, render_template

from dinadatum.usecases import statistics
from dinadatum.usecases.log_export import log_export
from dinadatum.usecases.statistics import FEWEST, Period, Table
from dinadatum.web import files, query
from dinadatum.web.desk import present, service, today, viewer

pages = Blueprint("statistics", __name__)

PERIODS = {str(days): f"{days} dagar" for days in statistics.PERIODS}
DEFAULT = "365"
HIDDEN = "visas inte"
HEADING = ("tabell", "grupp", "antal")


@pages.get("/statistik")
def show() -> str:
    """Show the tables."""
    errors: dict[str, str] = {}
    days = query.choice("tid", PERIODS, errors, DEFAULT)
    people, work = _tables(days)
    return render_template(
        "statistics.html",
        people=people,
        work=work,
        days=days,
        periods=PERIODS,
        hidden=HIDDEN,
        fewest=FEWEST,
        errors=errors,
        today=today(),
    )


@pages.get("/statistik.csv")
def csv() -> Response:
    """Give the tables as CSV, with the same numbers hidden."""
    errors: dict[str, str] = {}
    days = query.choice("tid", PERIODS, errors, DEFAULT)
    if errors:
        abort(400)
    people, work = _tables(days)
    log_export(service().database, viewer(), "statistics", {"tid": days}, present())
    return files.csv_answer("statistik.csv", HEADING, _lines((*people, *work)))


def _tables(days: str) -> tuple[tuple[Table, ...], tuple[Table, ...]]:
    period = Period(today() - timedelta(days=int(days)), today() - timedelta(days=1))
    with service().database.reading() as session:
        return statistics.population(session, viewer(), today()), statistics.work(session, viewer(), period)


def _lines(tables: tuple[Table, ...]) -> files.Rows:
    for table in tables:
        for group, count in table.rows.items():
            yield table.name, group, HIDDEN if count is None else count
        yield table.name, "alla", HIDDEN if table.total is None else table.total
