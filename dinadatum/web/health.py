"""Tells a watchman whether the service is well: numbers only, no log-in, nobody's data."""

from __future__ import annotations

from flask import Blueprint, Response, abort, jsonify, request

from dinadatum.errors import DinaDatumError
from dinadatum.register.states import State
from dinadatum.usecases.upkeep.alarms import find_alarms
from dinadatum.usecases.upkeep.measuring import count_open, read_numbers
from dinadatum.web import metrics
from dinadatum.web.desk import present, service

pages = Blueprint("health", __name__)

PROXY_HEADERS = ("X-Forwarded-For", "X-Forwarded-Host", "X-Real-Ip", "Forwarded", "Via")


@pages.get("/health")
def show() -> tuple[Response, int]:
    """Tell whether the database answers, what is wrong, when the last look was, and how many messages wait.

    status: ok, degraded (something is wrong, yet the pages work: 200 all the same) or away (503).
    """
    try:
        with service().database.reading() as session:
            numbers, messages = read_numbers(session, present()), count_open(session)
    except DinaDatumError:
        return jsonify(status="away", database="away"), 503
    alarms = [
        {"code": alarm.code, "text": alarm.text, "since": alarm.since and alarm.since.isoformat()}
        for alarm in find_alarms(numbers)
    ]
    return (
        jsonify(
            status="degraded" if alarms else "ok",
            database="ok",
            alarms=alarms,
            last_look=numbers.looked_on.isoformat() if numbers.looked_on else None,
            planned=messages[State.PLANNED],
            waiting=messages[State.WAITING],
            unknown=messages[State.UNKNOWN],
            held=messages[State.HELD],
        ),
        200,
    )


@pages.get("/metrics")
def show_metrics() -> Response:
    """Give the numbers in Prometheus' text form.

    Only to who asks this machine directly: a call through a proxy gets 404, so that the numbers never lie open on
    the address that handläggare use.
    """
    if any(name in request.headers for name in PROXY_HEADERS):
        abort(404)
    with service().database.reading() as session:
        numbers, messages = read_numbers(session, present()), count_open(session)
    return Response(metrics.text(numbers, messages), content_type=metrics.TYPE)
