"""What went nowhere: what was missed and what can be done, what shadow mode kept in, and what waits for a yes."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from dinadatum.usecases.lists import looking_back_pages
from dinadatum.usecases.lists.looking_back_pages import PERIODS, PastCursor, PastPage
from dinadatum.usecases.sending import releasing
from dinadatum.usecases.sending.releasing import HeldDay
from dinadatum.web import query
from dinadatum.web.desk import present, service, today, viewer
from dinadatum.web.missed_words import remedy

pages = Blueprint("back", __name__)

MINE, ALL = "mina", "enheten"
USUAL = "30"
PERIOD_WORDS = {str(days): f"{days} dagar" for days in PERIODS}


@pages.get("/systemet/missat")
def missed() -> str:
    """Show what was skipped or didn't come through, why, and what a handläggare can do."""
    return _list("missed.html", "back.missed", looking_back_pages.missed_page)


@pages.get("/systemet/skugga")
def shadow() -> str:
    """Show what would have been sent: everything that the outbox took."""
    return _list("shadow.html", "back.shadow", looking_back_pages.shadow_page)


@pages.get("/systemet/hallet")
def held() -> str:
    """Show what waits for a yes, and how much of what. No case is named."""
    with service().database.reading() as session:
        days, restored = releasing.held_days(session), releasing.held_by_restore(session)
    return render_template("held.html", days=days, restored=restored, may=_may)


@pages.post("/systemet/hallet")
def release() -> Response:
    """Let a held day go, or say what became of what a restore held."""
    choice, day = request.form.get("gor", ""), query.day(request.form.get("dag", ""))
    with service().database.transaction(viewer().username, present()) as session:
        said = _release(session, choice, day)
    flash(said)
    return redirect(url_for("back.held"), code=303)


def _release(session: Session, choice: str, day: date | None) -> str:
    rules, now = service().rules, present()
    if choice == "slapp" and day is not None:
        _check_may(next((each for each in releasing.held_days(session) if each.day == day), None))
        return f"Släppt: {_messages(releasing.let_go(session, rules, day, today(), now))}."
    if choice not in ("gick-inte", "gick"):
        abort(400)
    _check_may(releasing.held_by_restore(session))
    gone = choice == "gick"
    count = releasing.settle_restored(session, rules, today(), now, gone=gone)
    return f"{'Noterat att det gick' if gone else 'Släppt'}: {_messages(count)}."


def _check_may(found: HeldDay | None) -> None:
    """Refuse what is gone since the page was shown (404), and whoever may not say yes to it (403)."""
    if found is None:
        abort(404)
    if not _may(found):
        abort(403)


def _may(found: HeldDay) -> bool:
    return releasing.may_release(viewer(), found)


def _messages(count: int) -> str:
    return f"{count} {'meddelande' if count == 1 else 'meddelanden'}"


def _list(template: str, endpoint: str, read: Callable[..., PastPage]) -> str:
    errors: dict[str, str] = {}
    period = query.choice("dagar", PERIOD_WORDS, errors, USUAL)
    own = MINE if viewer().caseworker else ALL
    whose = query.choice("vems", {MINE: "Mina", ALL: "Enhetens"}, errors, own)
    since = today() - timedelta(days=int(period))
    with service().database.reading() as session:
        page = read(session, viewer(), since, _after(), mine=whose == MINE)
    kept = {"dagar": period, "vems": whose}
    more = ""
    if page.next is not None:
        more = url_for(endpoint, dagar=period, vems=whose, efter=_place(page.next))
    return render_template(
        template,
        page=page,
        more=more,
        first=_after() is None,
        errors=errors,
        chosen=kept,
        periods=PERIOD_WORDS,
        here=url_for(endpoint),
        remedy=remedy,
        config=service().config,
    )


def _place(last: PastCursor) -> str:
    """Write where a page ended: the day, the moment and the id."""
    return f"{last.day.isoformat()}_{last.send_at.astimezone(UTC):%Y%m%dT%H%M%S.%f}_{last.id}"


def _after() -> PastCursor | None:
    """Read where the last page ended, or None: the first page, or an address that somebody has changed."""
    day, _, rest = query.text("efter").partition("_")
    moment, _, ledger_id = rest.partition("_")
    found = query.day(day)
    try:
        at = datetime.strptime(moment, "%Y%m%dT%H%M%S.%f").replace(tzinfo=UTC)
    except ValueError:
        return None
    return PastCursor(found, at, ledger_id[:32]) if found and ledger_id else None
