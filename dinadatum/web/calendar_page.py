"""Kalender: a secret address that any calendar can follow. References only; it can be revoked."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from flask import Blueprint, Response, abort, flash, redirect, render_template, url_for
from werkzeug.wrappers import Response as BaseResponse

from dinadatum.usecases.lists import calendar_feed
from dinadatum.usecases.lists.expiries import ExpiryRow
from dinadatum.web.desk import present, service, today, viewer
from dinadatum.web.words import WHATS

if TYPE_CHECKING:
    from icalendar import Event

pages = Blueprint("calendar", __name__)


@pages.get("/kalender")
def show() -> str:
    """Show whether there is an address, and what it does."""
    with service().database.reading() as session:
        made = calendar_feed.made_at(session, viewer())
    return render_template("calendar.html", made=made, address="")


@pages.post("/kalender")
def make() -> str:
    """Make a new address and show it, this once."""
    database = service().database
    with database.transaction(viewer().username, present()) as session:
        token = calendar_feed.new_token(session, database.keyring, viewer())
    address = service().config.web.public_url.rstrip("/") + url_for("calendar.feed", token=token)
    return render_template("calendar.html", made=present(), address=address)


@pages.post("/kalender/ta-bort")
def revoke() -> BaseResponse:
    """Revoke the address."""
    with service().database.transaction(viewer().username, present()) as session:
        calendar_feed.revoke(session, viewer())
    flash("Adressen är borttagen. Kalendrar som följer den får inget mer.")
    return redirect(url_for("calendar.show"), code=303)


@pages.get("/kalender/<token>.ics")
def feed(token: str) -> Response:
    """Give the calendar to whoever has its address."""
    database = service().database
    with database.reading() as session:
        owner = calendar_feed.owner(session, database.keyring, token)
        if owner is None:
            abort(404)
        rows = calendar_feed.coming(session, owner, today())
    return Response(as_calendar(rows, present()), mimetype="text/calendar")


def as_calendar(rows: Sequence[ExpiryRow], now: datetime) -> bytes:
    """Write expiries as an iCalendar file (RFC 5545) of whole days. now: aware."""
    from icalendar import Calendar

    book = Calendar()
    book.add("prodid", "-//Dina datum//Utgangar//SV")
    book.add("version", "2.0")
    book.add("method", "PUBLISH")
    book.add("x-wr-calname", "Dina datum: utgångar")
    for row in rows:
        book.add_component(_event(row, now))
    written: bytes = book.to_ical()
    return written


def _event(row: ExpiryRow, now: datetime) -> Event:
    from icalendar import Event

    event = Event()
    event.add("uid", f"{row.ref}-{row.what.value}-{row.day:%Y%m%d}@dinadatum")
    event.add("dtstamp", now)
    event.add("dtstart", row.day)
    event.add("dtend", row.day + timedelta(days=1))
    event.add("summary", f"{row.ref}: {WHATS[row.what].lower()}")
    event.add("transp", "TRANSPARENT")
    return event
