"""Who gets in: every page needs a log-in and a role, unless it is named here as open."""

from __future__ import annotations

from flask import Flask, abort, g, redirect, request, session, url_for
from werkzeug.wrappers import Response

from dinadatum.usecases.staff import log_ins
from dinadatum.usecases.staff.viewers import CASE_ROLES, Role, Viewer
from dinadatum.web.desk import present, service, today, viewer

OPEN = frozenset(
    {
        "login.show",
        "login.log_in",
        "login.take_code",
        "health.show",
        "health.show_metrics",
        "hooks.twilio_sms",
        "hooks.twilio_status",
        "calendar.feed",
        "static",
    }
)
"""What can be reached without a log-in."""

EVERYBODY = frozenset(Role)
ADMINISTRATORS = frozenset({Role.ADMINISTRATOR})
AUDITORS = frozenset({Role.AUDITOR})
LEADERS = frozenset({Role.TEAM_LEADER})
RELEASERS = LEADERS | ADMINISTRATORS
ROLES: dict[str, frozenset[Role]] = {
    "start.show": EVERYBODY,
    "login.log_out": EVERYBODY,
    "system.show": EVERYBODY,
    "back.missed": CASE_ROLES,
    "back.shadow": CASE_ROLES,
    "back.held": CASE_ROLES | ADMINISTRATORS,
    "back.release": RELEASERS,
    "more.show": EVERYBODY,
    "account.show": EVERYBODY,
    "account.change_password": EVERYBODY,
    "account.begin_second_factor": EVERYBODY,
    "account.turn_on_second_factor": EVERYBODY,
    "accounts.show": ADMINISTRATORS,
    "accounts.add": ADMINISTRATORS,
    "accounts.show_one": ADMINISTRATORS,
    "accounts.change": ADMINISTRATORS,
    "accounts.do": ADMINISTRATORS,
    "accounts.set_password": ADMINISTRATORS,
    "texts.show": EVERYBODY,
    "importing.show": LEADERS,
    "importing.read_in": LEADERS,
    "importing.follow": LEADERS,
    "importing.rejected": LEADERS,
    "ticks.show": CASE_ROLES,
    "ticks.preview": CASE_ROLES,
    "ticks.save": CASE_ROLES,
    "ticks.undo": CASE_ROLES,
    "statistics.show": LEADERS,
    "statistics.csv": LEADERS,
    "quality.show": CASE_ROLES,
    "quality.show_one": CASE_ROLES,
    "quality.csv": CASE_ROLES,
    "log.show": AUDITORS,
    "log.csv": AUDITORS,
    "expiries.show": CASE_ROLES,
    "expiries.find": CASE_ROLES,
    "expiries.csv": CASE_ROLES,
    "expiries.xlsx": CASE_ROLES,
    "calendar.show": CASE_ROLES,
    "calendar.make": CASE_ROLES,
    "calendar.revoke": CASE_ROLES,
    "case.show": CASE_ROLES,
    "case.find": CASE_ROLES,
    "by_hand.ask": CASE_ROLES,
    "by_hand.send": CASE_ROLES,
    "by_hand.measure": CASE_ROLES,
    "by_hand.settle": CASE_ROLES,
    "own_look.show": CASE_ROLES,
    "papers.style": EVERYBODY,
    "papers.sheet": CASE_ROLES,
    "papers.sheet_file": CASE_ROLES,
    "papers.record": CASE_ROLES,
    "papers.letter": CASE_ROLES,
    "papers.letter_file": CASE_ROLES,
    "belonging.ask": LEADERS,
    "belonging.ask_undo": LEADERS,
    "belonging.undo": LEADERS,
    "belonging.save": LEADERS,
    "change.ask": CASE_ROLES,
    "change.save": CASE_ROLES,
    "change.ask_undo": CASE_ROLES,
    "change.undo": CASE_ROLES,
    "tasks.show": CASE_ROLES,
    "tasks.ask": CASE_ROLES,
    "tasks.tick_off": CASE_ROLES,
    "tasks.undo": CASE_ROLES,
    "tasks.ask_later": CASE_ROLES,
    "tasks.put_off": CASE_ROLES,
    "tasks.ask_note": CASE_ROLES,
    "tasks.write_note": CASE_ROLES,
    "inbox.show": CASE_ROLES,
    "inbox.read": CASE_ROLES,
    "inbox.set_aside": CASE_ROLES,
    "inbox.ask_tie": CASE_ROLES,
    "inbox.bind": CASE_ROLES,
    "inbox.ask_meaning": CASE_ROLES,
    "inbox.read_as": CASE_ROLES,
    "promises.show": CASE_ROLES,
    "promises.set_limit": CASE_ROLES,
    "own.show": CASE_ROLES,
    "own.set_morning": CASE_ROLES,
    "own.add_absence": CASE_ROLES,
    "own.remove_absence": CASE_ROLES,
    "handover.ask": CASE_ROLES,
    "handover.hand_over": CASE_ROLES,
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
    return None


def begin(found: Viewer) -> None:
    """Begin a log-in with a clean session: nothing from before it lives on."""
    database = service().database
    with database.transaction(found.username, present()) as writing:
        token = log_ins.begin(writing, database.keyring, found.account_id)
    session.clear()
    session["log_in"] = token
    session["stamp"] = found.stamp


def end() -> None:
    """End the log-in, here and in every copy of its cookie."""
    database, token = service().database, session.get("log_in", "")
    with database.transaction(viewer().username, present()) as writing:
        log_ins.end(writing, database.keyring, token)
    session.clear()


def _logged_in() -> Viewer | None:
    token = session.get("log_in")
    if not isinstance(token, str):
        return None
    database = service().database
    with database.reading() as reading:
        entered = log_ins.find(reading, database.keyring, token, today())
    if entered is None or entered[0].ended(present()):
        session.clear()
        session["ended"] = True
        return None
    log_in, found = entered
    if found is None or found.stamp != session.get("stamp"):
        session.clear()
        return None
    if log_in.to_note(present()):
        with database.transaction(found.username, present()) as writing:
            log_ins.note(writing, database.keyring, token)
    return found


def _ask_for_login() -> Response:
    if request.method == "GET":
        session["next"] = request.full_path.removesuffix("?")
    return redirect(url_for("login.show"), code=303)
