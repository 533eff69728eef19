"""Log-ins that are going on. What a cookie holds opens nothing once its row is gone, however well it was copied."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import and_, bindparam, delete, select, update
from sqlalchemy.orm import Session

from dinadatum.register.crypto import Keyring
from dinadatum.register.tables import Account, Caseworker, CaseworkerAbsence, WebSession
from dinadatum.usecases.staff.viewers import VIEWER_COLUMNS, Viewer, viewer_of

IDLE = timedelta(minutes=30)
LONGEST = timedelta(hours=12)
NOTED_EVERY = timedelta(minutes=1)
"""How often a log-in in use is noted, so that not every page writes."""


@dataclass(frozen=True, slots=True)
class LogIn:
    """A log-in that is going on: since when, and when it was last noted in use."""

    began: datetime
    seen: datetime

    def ended(self, now: datetime) -> bool:
        """Tell whether it has been idle, or lasted, too long."""
        return now - self.seen > IDLE or now - self.began > LONGEST

    def to_note(self, now: datetime) -> bool:
        """Tell whether it is time to note that it is in use."""
        return now - self.seen >= NOTED_EVERY


def begin(session: Session, keyring: Keyring, account_id: int) -> str:
    """Begin a log-in; returns what the cookie is to hold. Sweeps away those that have ended by themselves."""
    now: datetime = session.info["now"]
    session.execute(
        delete(WebSession).where((WebSession.seen < now - IDLE) | (WebSession.began < now - LONGEST))
    )
    token = secrets.token_urlsafe(32)
    session.add(WebSession(hash=_hash(keyring, token), account_id=account_id, began=now, seen=now))
    return token


def find(session: Session, keyring: Keyring, token: str, today: date) -> tuple[LogIn, Viewer | None] | None:
    """Return the log-in that a cookie stands for and whose it is, or None if there is none any more.

    The viewer, who knows whom they stand in for today, is None where the account is closed.
    """
    rows = session.execute(_FIND, {"hash": _hash(keyring, token), "today": today}).all()
    if not rows:
        return None
    first = rows[0]
    away = frozenset(row.away for row in rows if row.away is not None)
    return LogIn(first.began, first.seen), None if first.closed else viewer_of(first, away)


def note(session: Session, keyring: Keyring, token: str) -> None:
    """Note that a log-in is in use."""
    session.execute(
        update(WebSession).where(WebSession.hash == _hash(keyring, token)).values(seen=session.info["now"])
    )


def end(session: Session, keyring: Keyring, token: str) -> None:
    """End a log-in."""
    session.execute(delete(WebSession).where(WebSession.hash == _hash(keyring, token)))


def end_all(session: Session, account_id: int) -> None:
    """End every log-in of an account."""
    session.execute(delete(WebSession).where(WebSession.account_id == account_id))


def _hash(keyring: Keyring, token: str) -> str:
    return keyring.fingerprint(f"inloggning:{token}")


_FIND = (
    select(WebSession.began, WebSession.seen, CaseworkerAbsence.caseworker_id.label("away"), *VIEWER_COLUMNS)
    .join_from(WebSession, Account, Account.id == WebSession.account_id)
    .join(Caseworker, Caseworker.id == Account.caseworker_id, isouter=True)
    .join(
        CaseworkerAbsence,
        and_(
            CaseworkerAbsence.stand_in_id == Account.caseworker_id,
            CaseworkerAbsence.last_day >= bindparam("today"),
            CaseworkerAbsence.first_day <= bindparam("today"),
        ),
        isouter=True,
    )
    .where(WebSession.hash == bindparam("hash"))
)
"""All that the door asks of, for every page: in one question, since each is a journey to the database."""
