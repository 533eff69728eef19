"""Loggen: who did or saw what, when, with which case. For the granskare alone; no case can be opened here."""

from __future__ import annotations

from datetime import UTC, date, datetime

from flask import Blueprint, Response, abort, render_template
from sqlalchemy.orm import Session

from dinadatum.clock import ZONE
from dinadatum.usecases.staff import audit_log
from dinadatum.usecases.staff.audit_log import LogCursor, LogFilter
from dinadatum.usecases.staff.log_export import log_export
from dinadatum.web import files, query
from dinadatum.web.desk import present, service, viewer
from dinadatum.web.log_words import action_words, subject_words

pages = Blueprint("log", __name__)

HEADING = ("när", "vem", "gjorde", "med", "konto", "ärende")


@pages.get("/loggen")
def show() -> str:
    """Show the log, newest first, narrowed by day, person and case."""
    errors: dict[str, str] = {}
    wanted = _wanted(errors)
    with service().database.reading() as session:
        page = audit_log.log_page(session, wanted, _cursor())
    more = f"{page.next.at.timestamp()!r}_{page.next.id}" if page.next else ""
    return render_template(
        "log.html",
        page=page,
        wanted=wanted,
        more=more,
        address=_address(wanted),
        first_page=_cursor() is None,
        errors=errors,
        action_words=action_words,
        subject_words=subject_words,
    )


@pages.get("/loggen.csv")
def csv() -> Response:
    """Give the log as CSV, exactly as it is narrowed."""
    errors: dict[str, str] = {}
    wanted = _wanted(errors)
    if errors:
        abort(400)
    log_export(service().database, viewer(), "audit", _address(wanted), present())
    return files.csv_answer("loggen.csv", HEADING, _lines(wanted))


def _lines(wanted: LogFilter) -> files.Rows:
    session: Session
    with service().database.reading() as session:
        for row in audit_log.every_entry(session, wanted):
            yield (
                row.at.astimezone(ZONE).strftime("%Y-%m-%d %H:%M:%S"),
                row.actor,
                action_words(row.action),
                subject_words(row.what),
                row.about,
                "borttaget" if row.gone else row.ref,
            )


def _wanted(errors: dict[str, str]) -> LogFilter:
    return LogFilter(
        first=_day("fran", errors),
        last=_day("till", errors),
        actor=query.text("vem"),
        ref=query.text("arende"),
    )


def _day(name: str, errors: dict[str, str]) -> date | None:
    value = query.text(name)
    if not value:
        return None
    try:
        return date.fromisoformat(value)
    except ValueError:
        errors[name] = f"«{value[:20]}» är ingen dag. Skriv till exempel 2026-11-24."
        return None


def _address(wanted: LogFilter) -> dict[str, str]:
    values = {
        "fran": wanted.first.isoformat() if wanted.first else "",
        "till": wanted.last.isoformat() if wanted.last else "",
        "vem": wanted.actor,
        "arende": wanted.ref,
    }
    return {name: value for name, value in values.items() if value}


def _cursor() -> LogCursor | None:
    at, _, number = query.text("efter").partition("_")
    try:
        return LogCursor(datetime.fromtimestamp(float(at), tz=UTC), int(number))
    except (ValueError, OverflowError, OSError):
        return None
