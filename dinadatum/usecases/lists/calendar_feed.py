"""The secret address of a calendar: made, revoked, and looked up. Only its hash is kept."""

from __future__ import annotations

import secrets
from datetime import date, datetime

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from dinadatum.register.audit import note
from dinadatum.register.crypto import Keyring
from dinadatum.register.putting import put
from dinadatum.register.tables import CalendarFeed
from dinadatum.usecases.lists import expiries
from dinadatum.usecases.lists.expiries import ExpiryRow
from dinadatum.usecases.staff.accounts import viewer as viewer_of
from dinadatum.usecases.staff.viewers import Viewer

AHEAD_DAYS = 365
MOST = 2000
"""A calendar with more than this is no help to anybody, and heavy to fetch every hour."""


def made_at(session: Session, viewer: Viewer) -> datetime | None:
    """Return when the account's address was made; None: it has none."""
    query = select(CalendarFeed.created_at).where(CalendarFeed.account_id == viewer.account_id)
    return session.scalar(query)


def new_token(session: Session, keyring: Keyring, viewer: Viewer) -> str:
    """Make the secret part of a new address and revoke the old one. It can't be shown again."""
    token = secrets.token_urlsafe(32)
    made = {"hash": _hash(keyring, token), "created_at": session.info["now"]}
    put(session, CalendarFeed, account_id=viewer.account_id, **made)
    note(session, "added", "calendar")
    return token


def revoke(session: Session, viewer: Viewer) -> None:
    """Take the address away: from now on it gives nothing."""
    gone = delete(CalendarFeed).where(CalendarFeed.account_id == viewer.account_id)
    if session.execute(gone.returning(CalendarFeed.account_id)).first() is not None:
        note(session, "removed", "calendar")


def owner(session: Session, keyring: Keyring, token: str) -> Viewer | None:
    """Return whose address this is; None for one that is unknown, revoked, or of an account without cases."""
    query = select(CalendarFeed.account_id).where(CalendarFeed.hash == _hash(keyring, token))
    account_id = session.scalar(query)
    found = None if account_id is None else viewer_of(session, account_id)
    return found if found is not None and found.sees_cases else None


def coming(session: Session, viewer: Viewer, today: date) -> tuple[ExpiryRow, ...]:
    """Return what ends within a year: the viewer's own cases, or else those of the units."""
    mine = viewer.caseworker or None
    chosen = expiries.selection(today, AHEAD_DAYS, units=None if mine else viewer.units, caseworker=mine)
    return expiries.page(session, chosen, limit=MOST).rows


def _hash(keyring: Keyring, token: str) -> str:
    return keyring.fingerprint(f"kalender:{token}")
