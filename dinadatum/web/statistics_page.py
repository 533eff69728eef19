"""Statistik: people, and what came of it, as numbers. For the gruppledare; small numbers are hidden."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from flask import Blueprint, Response, abort, render_template
from sqlalchemy.orm import Session

from dinadatum.usecases.lists import counting, statistics
from dinadatum.usecases.lists.statistics import FEWEST, Period, Table
from dinadatum.usecases.remembered import Counted
from dinadatum.usecases.staff.log_export import log_export
from dinadatum.web import files, query
from dinadatum.web.desk import desk, present, service, today, viewer
from notify.replies.class_words import read_as_words

pages = Blueprint("statistics", __name__)

PERIODS = {str(days): f"{days} dagar" for days in statistics.PERIODS}
DEFAULT = "365"
HIDDEN = "visas inte"
REMEMBERED = timedelta(hours=1)
HEADING = ("tabell", "grupp", "antal")
Tables = tuple[Table, ...]


@pages.get("/statistik")
def show() -> str:
    """Show the tables."""
    errors: dict[str, str] = {}
    days = query.choice("tid", PERIODS, errors, DEFAULT)
    people, work, daily = _tables(days)
    return render_template(
        "statistics.html",
        people=people.value,
        work=work.value,
        counted_at=min((each.at for each in (people, work) if not each.fresh), default=None),
        daily=daily,
        days=days,
        periods=PERIODS,
        hidden=HIDDEN,
        group_words=group_words,
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
    people, work, _ = _tables(days)
    log_export(service().database, viewer(), "statistics", {"tid": days}, present())
    return files.csv_answer("statistik.csv", HEADING, _lines((*people.value, *work.value)))


def _tables(days: str) -> tuple[Counted[Tables], Counted[Tables], bool]:
    """Give what was counted after the day's look, or count; within the hour once where it takes very many rows.

    The last value: whether it is counted once a day.
    """
    seer = viewer()
    with service().database.reading() as session:
        at = counting.counted_at(session, today())
        if at is not None:
            people, work = statistics.as_counted(session, seer, int(days))
            return Counted(people, at, fresh=False), Counted(work, at, fresh=False), True
    period = counting.period_of(int(days), today())
    return (
        _counted("people", None, lambda session: statistics.population(session, seer, today())),
        _counted("work", period, lambda session: statistics.work(session, seer, period)),
        False,
    )


def _counted(what: str, period: Period | None, tables: Callable[[Session], Tables]) -> Counted[Tables]:
    def count() -> tuple[Tables, int]:
        with service().database.reading() as session:
            found = tables(session)
        return found, max(table.total or 0 for table in found)

    key = (what, viewer().units, today(), period)
    return desk().memory.recall(key, present(), count, REMEMBERED)


def group_words(table: Table, group: str) -> str:
    """Say a group; what replies were read as has names that only the program knows."""
    return read_as_words(group) if table.name == statistics.REPLIES else group


def _lines(tables: tuple[Table, ...]) -> files.Rows:
    for table in tables:
        for group, count in table.rows.items():
            yield table.name, group_words(table, group), HIDDEN if count is None else count
        yield table.name, "alla", HIDDEN if table.total is None else table.total
