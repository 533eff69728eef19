"""Visa som personen: what the person would meet. Nothing can be done here."""

from __future__ import annotations

from flask import Blueprint, abort, render_template

from dinadatum.usecases.cases.case_page import open_case
from dinadatum.usecases.cases.own_look import own_look
from dinadatum.web import query
from dinadatum.web.case_page import picture_of
from dinadatum.web.desk import present, service, today, viewer

pages = Blueprint("own_look", __name__)


@pages.get("/arende/som-personen")
def show() -> str:
    """Show the case as the person would meet it."""
    found = open_case(
        service().database, service().rules, viewer(), query.text("ref"), today=today(), now=present()
    )
    if found.sheet is None:
        abort(404)
    return render_template(
        "own_look.html", ref=found.ref, look=own_look(found), picture=picture_of(found, today())
    )
