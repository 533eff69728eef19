"""Mina inställningar: the morning mail, and the days when somebody is away."""

from __future__ import annotations

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from dinadatum.usecases.lists import morning_mail
from dinadatum.usecases.staff import absences
from dinadatum.usecases.staff.absences import AbsenceError
from dinadatum.web import query
from dinadatum.web.desk import present, service, today, viewer
from dinadatum.web.words import span_words

pages = Blueprint("own", __name__)

NO_MAIL = ""
HOURS = {NO_MAIL: "Inget mejl", **{str(hour): f"klockan {hour}" for hour in morning_mail.HOURS}}
Answer = Response | tuple[str, int]


@pages.get("/installningar")
def show() -> str:
    """Show the settings."""
    return _page({}, {})


@pages.post("/installningar/morgonmejl")
def set_morning() -> Answer:
    """Choose the hour of the morning mail, or none."""
    hour = request.form.get("klockan", "")
    if hour not in HOURS:
        return _page({}, {"klockan": "Välj ett av klockslagen."}), 422
    with service().database.transaction(viewer().username, present()) as session:
        morning_mail.choose(session, viewer(), int(hour) if hour else None)
    flash(f"Sparat: morgonmejl {HOURS[hour]}." if hour else "Sparat: inget morgonmejl.")
    return redirect(url_for("own.show"), code=303)


@pages.post("/installningar/franvaro")
def add_absence() -> Answer:
    """Note that somebody is away, and who stands in."""
    cells = {name: request.form.get(name, "").strip() for name in ("vem", "fran", "till", "ersattare")}
    first, last = query.day(cells["fran"]), query.day(cells["till"])
    if first is None or last is None:
        return _page(cells, _missing(cells)), 422
    try:
        with service().database.transaction(viewer().username, present()) as session:
            absences.add(
                session,
                viewer(),
                who=_number(cells["vem"]) or viewer().caseworker_id or 0,
                stand_in=_number(cells["ersattare"]),
                first=first,
                last=last,
                today=today(),
            )
    except AbsenceError as error:
        return _page(cells, {error.field: str(error)}), 422
    flash(f"Sparat: borta {span_words(first, last)}.")
    return redirect(url_for("own.show"), code=303)


@pages.post("/installningar/franvaro/<int:absence_id>/bort")
def remove_absence(absence_id: int) -> Answer:
    """Take an absence away."""
    with service().database.transaction(viewer().username, present()) as session:
        gone = absences.remove(session, viewer(), absence_id)
    if not gone:
        abort(404)
    flash("Frånvaron är borttagen.")
    return redirect(url_for("own.show"), code=303)


def _missing(cells: dict[str, str]) -> dict[str, str]:
    example = f"Skriv den som {today().isoformat()}."
    return {
        name: f"«{cells[name][:40]}» är ingen dag. {example}" if cells[name] else f"{which} saknas. {example}"
        for name, which in (("fran", "Första dagen"), ("till", "Sista dagen"))
        if query.day(cells[name]) is None
    }


def _number(text: str) -> int | None:
    return int(text) if text.isdecimal() and len(text) < 10 else None


def _page(cells: dict[str, str], errors: dict[str, str]) -> str:
    with service().database.reading() as session:
        morning = morning_mail.chosen(session, viewer())
        found = absences.absences(session, viewer(), today())
        others = absences.colleagues(session, viewer(), today())
        protected = absences.count_protected(session, viewer().caseworker_id)
    return render_template(
        "own.html",
        morning=morning,
        hours=HOURS,
        absences=found,
        colleagues={"": "Ingen", **{str(c.id): c.name for c in others if c.id != viewer().caseworker_id}},
        whose={str(c.id): c.name for c in others},
        protected=protected,
        cells=cells,
        errors=errors,
    )
