"""Löften: what the service has promised in my name, what is to come, and how many I can keep on one day."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from dinadatum.usecases.cases import promises
from dinadatum.usecases.cases.promises import LEAST_A_DAY, MOST_A_DAY
from dinadatum.web import query
from dinadatum.web.desk import desk, present, service, today, viewer

pages = Blueprint("promises", __name__)


@pages.get("/loften")
def show() -> str:
    """Show the promises, broken ones on top, and the next eight weeks."""
    page = query.text("sida")
    return _page(None, {}, int(page) if page.isdecimal() and len(page) < 5 else 1)


@pages.post("/loften/grans")
def set_limit() -> Response | tuple[str, int]:
    """Set how many promises I can keep on one day."""
    text = request.form.get("grans", "").strip()
    limit = int(text) if text.isdecimal() and len(text) < 4 else 0
    if not LEAST_A_DAY <= limit <= MOST_A_DAY:
        error = f"Skriv ett tal från {LEAST_A_DAY} till {MOST_A_DAY}, till exempel 5."
        return _page(text, {"grans": error}), 422
    with service().database.transaction(viewer().username, present()) as session:
        promises.set_limit(session, viewer(), limit)
    flash(f"Sparat: högst {limit} löften på en dag.")
    return redirect(url_for("promises.show"), code=303)


def _page(limit: str | None, errors: dict[str, str], page: int = 1) -> str:
    with service().database.reading() as session:
        found = promises.promises(
            session, service().rules, viewer(), today(), page, memory=desk().memory, now=present()
        )
    return render_template(
        "promises.html",
        found=found,
        limit=str(found.limit) if limit is None else limit,
        errors=errors,
        today=today(),
        least=LEAST_A_DAY,
        most=MOST_A_DAY,
    )
