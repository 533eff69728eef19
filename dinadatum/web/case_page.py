"""Ärende: one case, with the reason for every date, what was said and what will be."""

from __future__ import annotations

from datetime import date

from flask import Blueprint, redirect, render_template, request, session, url_for
from werkzeug.wrappers import Response

from dinadatum.picture import figure_html, picture
from dinadatum.usecases.cases.case_page import AHEAD, SOON, CasePage, open_case
from dinadatum.usecases.cases.entering import find_ref
from dinadatum.usecases.cases.refusal import refusal_of
from dinadatum.web import change_words, query
from dinadatum.web.desk import present, service, today, viewer

pages = Blueprint("case", __name__)

NOT_FOUND = "Inget ärende med den referensen syns för dig. Kontrollera hur den skrivs."


@pages.get("/arende")
def show() -> str:
    """Show the case of a reference, or the form that asks for one."""
    ref = query.text("ref")
    if not ref:
        return render_template("case_search.html", ref="", errors={})
    whole_year = query.text("ar") == "1"
    found = open_case(
        service().database,
        service().rules,
        viewer(),
        ref,
        today=today(),
        now=present(),
        all_messages=query.text("alla") == "1",
        ahead=AHEAD if whole_year else SOON,
    )
    if found.sheet is None:
        return render_template("case_hidden.html", case=found, kept=_kept(found.ref))
    return render_template(
        "case.html",
        case=found,
        sheet=found.sheet,
        name=_name(found),
        today=today(),
        kept=_kept(found.ref),
        whole_year=whole_year,
        picture=picture_of(found, today()),
        refused=refusal_of(found.case, found.timeline) if found.case and found.timeline else None,
        changes=change_words,
    )


@pages.post("/arende")
def find() -> Response | tuple[str, int]:
    """Go to a case by its reference. Posted: nothing but a true reference ever stands in an address."""
    ref = " ".join(request.form.get("ref", "").split())
    if not ref:
        errors = {"ref": "Skriv en referens, till exempel D-1042."}
        return render_template("case_search.html", ref="", errors=errors), 422
    with service().database.reading() as reading:
        known = find_ref(reading, viewer(), ref)
    if known is None:
        return render_template("case_search.html", ref=ref, errors={"ref": NOT_FOUND}), 404
    return redirect(url_for("case.show", ref=known), code=303)


def picture_of(found: CasePage, day: date) -> str:
    """Draw a case that may be seen, with its list in words."""
    if found.case is None or found.timeline is None:
        return ""
    rules = service().rules
    drawn = picture(found.case, found.timeline, today=day, red_days=rules.red_days, paces=rules.paces)
    return figure_html(drawn, day)


def _kept(ref: str) -> dict[str, str | int | None] | None:
    """Tell what has just been kept in this case, once: its number in the log, None if nothing differed."""
    kept = session.pop("kept", None)
    if not kept or kept[0] != ref:
        return None
    return {"number": kept[1], "undo": kept[2] if len(kept) > 2 else "change.ask_undo"}


def _name(found: CasePage) -> str:
    person = found.sheet.person if found.sheet else None
    if person is None:
        return ""
    return " ".join(part for part in (person.first_name, person.last_name) if part)
