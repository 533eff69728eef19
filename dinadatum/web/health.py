"""Tells a watchman whether the service is well: numbers only, no log-in, nobody's data."""

from __future__ import annotations

from flask import Blueprint, Response, jsonify

from dinadatum.errors import DinaDatumError
from dinadatum.usecases.overview import standing
from dinadatum.web.desk import present, service

pages = Blueprint("health", __name__)


@pages.get("/health")
def show() -> tuple[Response, int]:
    """Tell whether the database answers, when the last look was, and how many messages wait."""
    try:
        with service().database.reading() as session:
            found = standing(session, present())
    except DinaDatumError:
        return jsonify(status="away", database="away"), 503
    looked = found.looked_on.isoformat() if found.looked_on else None
    return (
        jsonify(
            status="ok",
            database="ok",
            last_look=looked,
            planned=found.planned,
            waiting=sum(found.retrying.values()),
            unknown=found.unknown,
            held=found.held,
        ),
        200,
    )
