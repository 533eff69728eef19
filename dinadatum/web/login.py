"""Logging in and out."""

from __future__ import annotations

from flask import Blueprint, redirect, render_template, request, session, url_for
from werkzeug.wrappers import Response

from dinadatum.usecases import accounts
from dinadatum.web import guard
from dinadatum.web.desk import present, service

pages = Blueprint("login", __name__)

REFUSED = (
    "Namnet eller lösenordet stämmer inte. Försök igen. "
    "Efter fem fel i rad är kontot låst en stund: vänta en kvart, eller be administratören låsa upp det."
)


@pages.get("/logga-in")
def show() -> str:
    """Show the form."""
    ended = bool(session.pop("ended", False))
    return render_template("login.html", errors={}, username="", ended=ended)


@pages.post("/logga-in")
def log_in() -> Response | tuple[str, int]:
    """Check the name and the password."""
    username, password = request.form.get("username", ""), request.form.get("password", "")
    errors = _missing(username, password)
    if not errors:
        found = accounts.verify(service().database, username, password, present())
        if found is not None:
            target = _inside(session.get("next"))
            guard.begin(found)
            return redirect(target, code=303)
        errors = {"username": REFUSED}
    return render_template("login.html", errors=errors, username=username, ended=False), 422


@pages.post("/logga-ut")
def log_out() -> Response:
    """End the log-in."""
    session.clear()
    return redirect(url_for("login.show"), code=303)


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
