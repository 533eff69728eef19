"""Vems ärende: a team leader corrects the unit and the handläggare of a case."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from dinadatum.usecases.cases import belonging
from dinadatum.usecases.cases.belonging import Belonging
from dinadatum.usecases.cases.case_page import Head, enter
from dinadatum.usecases.changing.keeping import Moved
from dinadatum.web import query
from dinadatum.web.desk import present, service, today, viewer

pages = Blueprint("belonging", __name__)

MOVED = "Någon annan har ändrat ärendet medan du valde. Så här är det nu. Välj igen."


@pages.get("/arende/vems")
def ask() -> str:
    """Show the form."""
    head, _ = enter(service().database, viewer(), query.text("ref"), present())
    return _form(head, None, {})


@pages.post("/arende/vems")
def save() -> Response | tuple[str, int]:
    """Keep the unit and the handläggare."""
    head, _ = enter(service().database, viewer(), request.form.get("ref", ""), present())
    seen = request.form.get("version", "")
    to = Belonging(
        request.form.get("enhet", "").strip(),
        request.form.get("handlaggare", "").strip(),
        int(seen) if seen.isdigit() else -1,
    )
    errors = _errors(head, to)
    if errors:
        return _form(head, to, errors), 422
    try:
        with service().database.transaction(viewer().username, present()) as session:
            changed = belonging.move_case(session, service().rules, head.person_id, to, today(), present())
    except Moved:
        return _form(head, None, {"enhet": MOVED}), 409
    flash("Sparat." if changed else "Inget skilde sig. Inget är ändrat.")
    return redirect(url_for("case.show", ref=head.ref), code=303)


def _errors(head: Head, to: Belonging) -> dict[str, str]:
    with service().database.reading() as session:
        now = belonging.read_belonging(session, head.person_id)
        places = belonging.read_places(session, viewer(), now, today())
    errors = {}
    if to.unit not in places.units and to.unit != now.unit:
        errors["enhet"] = "Enheten finns inte att välja. Välj en av enheterna."
    if to.caseworker and to.caseworker not in places.caseworkers:
        errors["handlaggare"] = "Handläggaren finns inte att välja. Välj en av dem som arbetar."
    return errors


def _form(head: Head, wish: Belonging | None, errors: dict[str, str]) -> str:
    with service().database.reading() as session:
        now = belonging.read_belonging(session, head.person_id)
        places = belonging.read_places(session, viewer(), now, today())
    units = {**({} if now.unit else {"": "Ingen"}), **{unit: unit for unit in places.units}}
    return render_template(
        "belonging.html",
        head=head,
        now=now,
        wish=wish or now,
        units=units,
        workers={"": "Ingen", **places.caseworkers},
        errors=errors,
    )
