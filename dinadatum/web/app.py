"""Puts the pages together: the only Flask."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from datetime import datetime
from functools import cache
from pathlib import Path

from flask import Flask, g, redirect, url_for
from flask_wtf.csrf import CSRFProtect
from jinja2 import StrictUndefined
from werkzeug.wrappers import Response as BaseResponse

from dinadatum.app import Service
from dinadatum.usecases.staff.accounts import session_key
from dinadatum.usecases.staff.viewers import Role
from dinadatum.web import (
    account_page,
    accounts_page,
    belonging_page,
    by_hand_page,
    calendar_page,
    case_page,
    change_page,
    errors,
    expiries_page,
    filters,
    guard,
    handover_page,
    headers,
    health,
    hooks,
    import_page,
    inbox_page,
    log_page,
    login,
    looking_back_page,
    more_page,
    own_look_page,
    own_page,
    papers_page,
    promises_page,
    quality_page,
    statistics_page,
    system_page,
    tasks_page,
    texts_page,
    ticks_page,
)
from dinadatum.web.desk import EXTENSION, Desk, viewer

TEMPLATES = Path(__file__).resolve().parents[2] / "templates" / "web"
STATIC = Path(__file__).with_name("static")
LARGEST_FORM = 64 * 1024


def make_app(service: Service, now: Callable[[], datetime]) -> Flask:
    """Make the web application. now: called once for each request; aware."""
    app = errors.QuietFlask(__name__, template_folder=str(TEMPLATES), static_folder="static")
    app.extensions[EXTENSION] = Desk(service, now)
    app.config.update(
        SECRET_KEY=session_key(service.database.keyring.lookup),
        SESSION_COOKIE_NAME="dinadatum",
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_SECURE=service.config.web.public_url.startswith("https://"),
        MAX_CONTENT_LENGTH=LARGEST_FORM,
        PROPAGATE_EXCEPTIONS=False,
        # The token lives as long as the log-in. No page sends a referrer, so none can be asked for.
        WTF_CSRF_TIME_LIMIT=None,
        WTF_CSRF_SSL_STRICT=False,
    )
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    filters.install(app)
    guard.install(app)
    import_page.install(app)
    ticks_page.install(app)
    CSRFProtect(app).exempt(hooks.pages)
    headers.install(app)
    errors.install(app)
    app.context_processor(_for_every_page)
    for part in (
        account_page,
        accounts_page,
        belonging_page,
        import_page,
        log_page,
        looking_back_page,
        more_page,
        quality_page,
        statistics_page,
        texts_page,
        ticks_page,
    ):
        app.register_blueprint(part.pages)
    app.add_url_rule("/", "start.show", _start)
    for part in (
        login,
        expiries_page,
        calendar_page,
        case_page,
        change_page,
        by_hand_page,
        own_look_page,
        papers_page,
        tasks_page,
        inbox_page,
        promises_page,
        own_page,
        handover_page,
        system_page,
        health,
        hooks,
    ):
        app.register_blueprint(part.pages)
    return app


def _start() -> BaseResponse:
    """Go to the page that the role begins with."""
    firsts = {Role.ADMINISTRATOR: "system.show", Role.AUDITOR: "log.show"}
    return redirect(url_for(firsts.get(viewer().role, "tasks.show")), code=303)


def _for_every_page() -> dict[str, object]:
    return {"viewer": g.get("viewer"), "style": _address_of("style.css"), "own_file": _address_of}


def _address_of(name: str) -> str:
    """Give the address of a file of our own. A new one has a new address: browsers keep them for a year."""
    return url_for("static", filename=name, v=_version_of(name))


@cache
def _version_of(name: str) -> str:
    return hashlib.sha256((STATIC / name).read_bytes()).hexdigest()[:10]
