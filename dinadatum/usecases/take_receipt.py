"""Takes a provider's receipt: what became of a message after the yes. Safe to take twice and out of order."""

from __future__ import annotations

from datetime import datetime

from dinadatum.clock import local_day
from dinadatum.register import ledger
from dinadatum.register.database import Database
from dinadatum.register.states import State
from dinadatum.register.tables import Message
from dinadatum.usecases.storing_replies import note_opt_out
from notify.channels.errors import explain
from notify.values import TaskIntent, TaskKind

ACTOR = "kvitto"

DELIVERED = frozenset({"delivered", "read"})
UNDELIVERED = frozenset({"failed", "undelivered", "canceled"})


def take_receipt(
    database: Database, ledger_id: str, provider_id: str, status: str, code: str, now: datetime
) -> bool:
    """Move the message on by what the provider says of it; returns whether anything moved.

    A receipt for another provider id than the one on record, or for a state that can't follow, moves
    nothing. provider_id and status: the provider's own words. code: its error code, or empty.
    """
    with database.transaction(ACTOR, now) as session:
        message = session.get(Message, ledger_id)
        if message is None or (message.provider_id and message.provider_id != provider_id):
            return False
        if status in DELIVERED:
            return bool(
                ledger.move(session, [ledger_id], State.DELIVERED, provider_id=provider_id, settled_at=now)
            )
        if status not in UNDELIVERED:
            return False
        meaning = explain(code).meaning
        moved = ledger.move(
            session,
            [ledger_id],
            State.FAILED,
            provider_id=provider_id,
            code=code,
            reason=meaning,
            settled_at=now,
        )
        if moved:
            note_opt_out(session, message, code, now)
            identity = f"{message.identity}|{TaskKind.UNREACHABLE.value}"
            task = TaskIntent(identity, "", TaskKind.UNREACHABLE, local_day(now), meaning)
            ledger.write_tasks(session, [(message.person_id, task)], now)
        return bool(moved)
