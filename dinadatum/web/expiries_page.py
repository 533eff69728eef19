"""Utgångar: what ends soonest, for whom, and how it stands; the same as files; and looking somebody up."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from flask import Blueprint, Response, abort, render_template, request
from sqlalchemy.orm import Session

from dinadatum.usecases.lists import expiries
from dinadatum.usecases.lists.expiries import ExpiryRow
from dinadatum.usecases.lists.expiry_filters import Selection, Sort
from dinadatum.usecases.lists.name_search import LONGEST, Answer, find_people
from dinadatum.usecases.remembered import Counted
from dinadatum.usecases.staff.log_export import log_export
from dinadatum.usecases.staff.viewers import Sight, Viewer, sight
from dinadatum.web import expiry_rows, expiry_wish, files, query
from dinadatum.web.chart import bars
from dinadatum.web.desk import desk, present, service, today, viewer
from dinadatum.web.expiry_wish import Wish

pages = Blueprint("expiries", __name__)

MOST_IN_WORKBOOK = 50_000
FILE = "utgangar"
REMEMBERED = timedelta(minutes=10)
Months = list[tuple[date, int]]


@pages.get("/utgangar")
def show() -> str:
    """Show the list, with its filters and the number per month."""
    errors: dict[str, str] = {}
    seer = viewer()
    with service().database.reading() as session:
        can = expiry_wish.choices(session, seer)
        wish = expiry_wish.read(can, errors)
        chosen = expiry_wish.selected(seer, wish)
        after = query.cursor("efter")
        page = expiries.page(session, chosen, after)
        counted = _months(session, chosen)
    months = counted.value
    return render_template(
        "expiries.html",
        wish=wish,
        can=can,
        errors=errors,
        rows=[(row, hidden(row, seer)) for row in page.rows],
        first_page=after is None,
        more=query.cursor_text(page.next),
        total=sum(count for _, count in months),
        counted_at=None if counted.fresh else counted.at,
        bars=bars(months),
        busiest=_busiest(months),
        chosen=chosen,
        longest=LONGEST,
    )


@pages.get("/utgangar.csv")
def csv() -> Response:
    """Give the list as CSV, exactly as it is filtered."""
    seer = viewer()
    with service().database.reading() as session:
        wish, chosen = _asked(session, seer)
    log_export(service().database, seer, "expiries", wish.address(), present())
    return files.csv_answer(f"{FILE}.csv", expiry_rows.HEADING, _lines(seer, chosen))


@pages.get("/utgangar.xlsx")
def xlsx() -> Response | tuple[str, int]:
    """Give the list as a workbook, exactly as it is filtered."""
    seer = viewer()
    with service().database.reading() as session:
        wish, chosen = _asked(session, seer)
        total = sum(count for _, count in expiries.counts_per_month(session, chosen))
    if total > MOST_IN_WORKBOOK:
        return render_template("too_many.html", total=total, most=MOST_IN_WORKBOOK, wish=wish, errors={}), 422
    log_export(service().database, seer, "expiries", wish.address(), present())
    return files.xlsx_answer(f"{FILE}.xlsx", "Utgångar", expiry_rows.HEADING, _lines(seer, chosen))


@pages.post("/utgangar/sok")
def find() -> str | tuple[str, int]:
    """Look people up. Posted, so that no name ever stands in an address."""
    asked = " ".join(request.form.get("sok", "").split())[:LONGEST]
    if not asked:
        errors = {"sok": "Skriv en referens, till exempel D-1042, eller ett namn."}
        return render_template("people_found.html", asked="", found=Answer(), errors=errors), 422
    found = find_people(service().database, viewer(), asked, today=today(), now=present())
    return render_template("people_found.html", asked=asked, found=found, errors={})


def hidden(row: ExpiryRow, seer: Viewer) -> bool:
    """Tell whether the viewer may know no more of the row's person than the reference."""
    seen = sight(seer, unit=row.unit, caseworker_id=row.caseworker_id, protected=row.protected)
    return seen is not Sight.ALL


def _asked(session: Session, seer: Viewer) -> tuple[Wish, Selection]:
    errors: dict[str, str] = {}
    wish = expiry_wish.read(expiry_wish.choices(session, seer), errors)
    if errors:
        abort(400)
    return wish, expiry_wish.selected(seer, wish)


def _lines(seer: Viewer, chosen: Selection) -> files.Rows:
    with service().database.reading() as session:
        for row in expiries.every_row(session, chosen):
            yield expiry_rows.cells(row, hidden=hidden(row, seer))


def _months(session: Session, chosen: Selection) -> Counted[Months]:
    """Count per month; in a register with very many, as it was at the day's look or some minutes ago."""
    kept = expiries.counted_per_month(session, chosen)
    if kept is not None:
        return Counted(*kept, fresh=False)

    def count() -> tuple[Months, int]:
        months = expiries.counts_per_month(session, chosen)
        # A narrow choice among all units reads as many rows as a wide one.
        rows = sum(number for _, number in months) if chosen.units else expiries.highest(session)
        return months, rows

    return desk().memory.recall(("months", replace(chosen, sort=Sort.DAY)), present(), count, REMEMBERED)


def _busiest(months: list[tuple[date, int]]) -> tuple[date, int] | None:
    """Return the month with the most, if there is one that has more than another."""
    counts = {count for _, count in months}
    return max(months, key=lambda each: each[1]) if len(counts) > 1 else None
