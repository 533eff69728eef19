"""Logging in and out."""

from __future__ import annotations

from flask import Blueprint, redirect, render_template, request, session, url_for
from werkzeug.wrappers import Response

from dinadatum.usecases.staff import accounts
from dinadatum.usecases.staff.viewers import Viewer
from dinadatum.web import guard
from dinadatum.web.desk import present, service

pages = Blueprint("login", __name__)

REFUSED = (
    "Namnet eller lösenordet stämmer inte. Försök igen. "
    "Efter fem fel i rad är kontot låst en stund: vänta en kvart, eller be administratören låsa upp det."
)
WRONG_CODE = (
    "Koden stämmer inte. Ta den som telefonen visar nu; varje kod går bara en gång. "
    "Har du inte telefonen kvar, be administratören ta bort den andra faktorn."
)
CODE_WITHIN_S = 300


@pages.get("/logga-in")
def show() -> str:
    """Show the form."""
    ended = bool(session.pop("ended", False))
    return render_template("login.html", errors={}, username="", ended=ended)


@pages.post("/logga-in")
def log_in() -> Response | str | tuple[str, int]:
    """Check the name and the password."""
    username, password = request.form.get("username", ""), request.form.get("password", "")
    errors = _missing(username, password)
    if not errors:
        found = accounts.verify(service().database, username, password, present())
        if found is not None and found.asks_code:
            session["half"] = [found.account_id, found.stamp, present().timestamp()]
            return render_template("login_code.html", errors={})
        if found is not None:
            return _enter(found)
        errors = {"username": REFUSED}
    return render_template("login.html", errors=errors, username=username, ended=False), 422


@pages.post("/logga-in/kod")
def take_code() -> Response | tuple[str, int]:
    """Check the code of the second factor, for somebody who has just given the right password."""
    account_id, stamp = _halfway()
    if account_id is None:
        session.pop("half", None)
        session["ended"] = True
        return redirect(url_for("login.show"), code=303)
    found = accounts.verify_code(service().database, account_id, request.form.get("code", ""), present())
    if found is None or found.stamp != stamp:
        return render_template("login_code.html", errors={"code": WRONG_CODE}), 422
    return _enter(found)


@pages.post("/logga-ut")
def log_out() -> Response:
    """End the log-in."""
    guard.end()
    return redirect(url_for("login.show"), code=303)


def _enter(found: Viewer) -> Response:
    target = _inside(session.get("next"))
    guard.begin(found)
    return redirect(target, code=303)


def _halfway() -> tuple[int | None, str]:
    """Return whose password was right a moment ago, and the stamp of the account then."""
    half = session.get("half")
    if not isinstance(half, list) or len(half) != 3:
        return None, ""
    account_id, stamp, at = half
    return (account_id, stamp) if present().timestamp() - at <= CODE_WITHIN_S else (None, "")


def _missing(username: str, password: str) -> dict[str, str]:
    errors = {}
    if not username.strip():
        errors["username"] = "Skriv ditt kontonamn."
    if not password:
        errors["password"] = "Skriv ditt lösenord."  # noqa: S105  # a sentence, not a secret
    return errors


def _inside(target: object) -> str:
    """Return where to go after the log-in: a path of ours, or the start."""
    if isinstance(target, str) and target.startswith("/") and not target.startswith(("//", "/\\")):
        return target
    return url_for("start.show")
