"""Who gets in: every page needs a log-in and a role, unless it is named here as open."""

from __future__ import annotations

from datetime import datetime, timedelta

from flask import Flask, abort, g, redirect, request, session, url_for
from werkzeug.wrappers import Response

from dinadatum.usecases import accounts
from dinadatum.usecases.viewers import CASE_ROLES, Role, Viewer
from dinadatum.web.desk import present, service

IDLE = timedelta(minutes=30)
LONGEST = timedelta(hours=12)

OPEN = frozenset({"login.show", "login.log_in", "health.show", "hooks.twilio_sms", "hooks.twilio_status", "calendar.feed", "static"})
"""What can be reached without a log-in."""

EVERYBODY = frozenset(Role)
ROLES: dict[str, frozenset[Role]] = {
    "start.show": EVERYBODY,
    "login.log_out": EVERYBODY,
    "system.show": EVERYBODY,
    "expiries.show": CASE_ROLES,
    "expiries.find": CASE_ROLES,
    "expiries.csv": CASE_ROLES,
    "expiries.xlsx": CASE_ROLES,
    "calendar.show": CASE_ROLES,
    "calendar.make": CASE_ROLES,
    "calendar.revoke": CASE_ROLES,
    "case.show": CASE_ROLES,
    "case.find": CASE_ROLES,
    "change.ask": CASE_ROLES,
    "change.save": CASE_ROLES,
    "change.ask_undo": CASE_ROLES,
    "change.undo": CASE_ROLES,
    "tasks.show": CASE_ROLES,
    "tasks.ask": CASE_ROLES,
    "tasks.tick_off": CASE_ROLES,
}
"""Which roles may reach what. An endpoint that stands in neither list is closed to all."""


def install(app: Flask) -> None:
    """Put the guard before every request."""
    app.before_request(check)


def check() -> Response | None:
    """Let the request through, ask for a log-in, or refuse."""
    endpoint = request.endpoint
    if endpoint is None or endpoint in OPEN:
        return None
    found = _logged_in()
    if found is None:
        return _ask_for_login()
    g.viewer = found
    if found.role not in ROLES.get(endpoint, frozenset()):
        abort(403)
    session["seen"] = present().timestamp()
    return None


def begin(found: Viewer) -> None:
    """Begin a log-in with a clean session: nothing from before it lives on."""
    session.clear()
    session["account"] = found.account_id
    session["stamp"] = found.stamp
    session["began"] = session["seen"] = present().timestamp()


def _logged_in() -> Viewer | None:
    if "account" not in session:
        return None
    if _too_old(session.get("seen"), IDLE) or _too_old(session.get("began"), LONGEST):
        session.clear()
        session["ended"] = True
        return None
    with service().database.reading() as reading:
        found = accounts.viewer(reading, session["account"])
    if found is None or found.stamp != session.get("stamp"):
        session.clear()
        return None
    return found


def _too_old(timestamp: float | None, lasts: timedelta) -> bool:
    if timestamp is None:
        return True
    then = datetime.fromtimestamp(timestamp, tz=present().tzinfo)
    return present() - then > lasts


def _ask_for_login() -> Response:
    if request.method == "GET":
        session["next"] = request.full_path.removesuffix("?")
    return redirect(url_for("login.show"), code=303)
