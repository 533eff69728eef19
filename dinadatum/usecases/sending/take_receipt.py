"""Takes a provider's receipt: what became of a message after the yes. Safe to take twice and out of order."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from dinadatum.register import ledger
from dinadatum.register.database import Database
from dinadatum.register.states import State
from dinadatum.register.tables import Message
from dinadatum.usecases.replies.storing_replies import note_opt_out
from dinadatum.usecases.sending.after_no import task_after
from dinadatum.usecases.sending.retrying import RECEIPT_WITHIN
from dinadatum.usecases.sending.taking_over import add_task, close_task
from notify.channels.errors import explain
from notify.values import TaskKind

ACTOR = "kvitto"

DELIVERED = frozenset({"delivered", "read"})
UNDELIVERED = frozenset({"failed", "undelivered", "canceled"})
TAKEN = frozenset({"accepted", "scheduled", "queued", "sending", "sent"})
"""The provider has the message, and will say more."""


def take_receipt(
    database: Database, ledger_id: str, provider_id: str, status: str, code: str, now: datetime
) -> bool:
    """Move the message on by what the provider says of it; returns whether anything moved.

    A receipt for another provider id than the one on record, or for a state that can't follow, moves
    nothing. provider_id and status: the provider's own words. code: its error code, or empty.
    """
    with database.transaction(ACTOR, now) as session:
        return move_on(session, ledger_id, provider_id, status, code, now)


def move_on(
    session: Session, ledger_id: str, provider_id: str, status: str, code: str, now: datetime
) -> bool:
    """Move a message on as take_receipt does, in a transaction that is open."""
    message = session.get(Message, ledger_id, populate_existing=True)
    if message is None or (message.provider_id and message.provider_id != provider_id):
        return False
    if status in TAKEN:
        moved = bool(ledger.accept(session, [(ledger_id, provider_id)], now, now + RECEIPT_WITHIN))
    elif status in DELIVERED:
        moved = _end(session, ledger_id, State.DELIVERED, provider_id, now)
    elif status in UNDELIVERED:
        meaning = explain(code).meaning
        moved = _end(session, ledger_id, State.FAILED, provider_id, now, code=code, reason=meaning)
        if moved:
            note_opt_out(session, message, code, now)
            kind = task_after(code, message.recipient)
            if kind is not None:
                add_task(session, message, kind, meaning, now)
    else:
        return False
    if moved:  # whoever was to ask the person needn't any more
        close_task(session, message, TaskKind.SEND_UNKNOWN, ACTOR, now)
    return moved


def _end(session: Session, ledger_id: str, to: State, provider_id: str, now: datetime, **values: str) -> bool:
    ended = {"provider_id": provider_id, "settled_at": now, "sent_to": None, "ask_at": None}
    return bool(ledger.move(session, [ledger_id], to, **ended, **values))
