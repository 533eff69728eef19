"""Vems ärende: a team leader corrects the unit and the handläggare of a case."""

from __future__ import annotations

from contextlib import suppress

from flask import Blueprint, flash, redirect, render_template, request, session, url_for
from werkzeug.wrappers import Response

from dinadatum.usecases.cases import belonging
from dinadatum.usecases.cases.belonging import Belonging
from dinadatum.usecases.cases.entering import Head, enter
from dinadatum.usecases.changing.keeping import Moved
from dinadatum.web import query
from dinadatum.web.desk import present, service, today, viewer

pages = Blueprint("belonging", __name__)

TOO_LATE = (
    "Det går inte att ångra längre. Ärendet har bytt enhet eller handläggare sedan dess. Rätta det i stället."
)
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
        number = _move(head, to)
    except Moved:
        return _form(head, None, {"enhet": MOVED}), 409
    session["kept"] = [head.ref, number, "belonging.ask_undo"]
    return redirect(url_for("case.show", ref=head.ref), code=303)


@pages.get("/arende/vems/angra")
def ask_undo() -> str | tuple[str, int]:
    """Show where the case would go back to."""
    head, now, before = _undo(query.text("ref"), query.text("nr"))
    if before is None:
        return render_template("change_gone.html", ref=head.ref, why=TOO_LATE), 409
    return render_template("belonging_undo.html", head=head, number=query.text("nr"), now=now, before=before)


@pages.post("/arende/vems/angra")
def undo() -> Response | tuple[str, int]:
    """Let the case go back."""
    head, _, before = _undo(request.form.get("ref", ""), request.form.get("nr", ""))
    if before is not None:
        with suppress(Moved):
            _move(head, before)
            flash("Ångrat. Ärendet är tillbaka där det var.")
            return redirect(url_for("case.show", ref=head.ref), code=303)
    return render_template("change_gone.html", ref=head.ref, why=TOO_LATE), 409


def _move(head: Head, to: Belonging) -> int | None:
    """Move a case; gives its number in the log, None if nothing differed. Raises Moved."""
    with service().database.transaction(viewer().username, present()) as writing:
        changed = belonging.move_case(writing, service().rules, head.person_id, to, today(), present())
        return belonging.last_move(writing, head.person_id) if changed else None


def _undo(ref: str, number: str) -> tuple[Head, Belonging, Belonging | None]:
    head, _ = enter(service().database, viewer(), ref, present())
    wanted = int(number) if number.isdigit() else 0
    with service().database.reading() as reading:
        now = belonging.read_belonging(reading, head.person_id)
        return head, now, belonging.place_before(reading, viewer(), head.person_id, wanted)


def _errors(head: Head, to: Belonging) -> dict[str, str]:
    with service().database.reading() as reading:
        now = belonging.read_belonging(reading, head.person_id)
        places = belonging.read_places(reading, viewer(), now, today())
    errors = {}
    if to.unit not in places.units and to.unit != now.unit:
        errors["enhet"] = "Enheten finns inte att välja. Välj en av enheterna."
    if to.caseworker and to.caseworker not in places.caseworkers:
        errors["handlaggare"] = "Handläggaren finns inte att välja. Välj en av dem som arbetar."
    return errors


def _form(head: Head, wish: Belonging | None, errors: dict[str, str]) -> str:
    with service().database.reading() as reading:
        now = belonging.read_belonging(reading, head.person_id)
        places = belonging.read_places(reading, viewer(), now, today())
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
