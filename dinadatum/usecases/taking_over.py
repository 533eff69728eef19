"""Takes over what a sender that died left half done: it goes again, waits, or becomes somebody's question."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from dinadatum.clock import local_day
from dinadatum.register import ledger
from dinadatum.register.states import State
from dinadatum.register.tables import Message
from dinadatum.usecases.retrying import may_send_again
from notify.values import TaskIntent, TaskKind

ASK = "Det är oklart om meddelandet kom fram. Fråga personen innan det skickas igen."


def take_over(session: Session, now: datetime, *, alone: bool = False) -> tuple[int, int]:
    """Take back claims, and settle calls that were cut off. Returns how many wait, and how many are unknown.

    alone: nobody else can be sending, so whatever is half done was left behind, however lately.
    """
    _, lost = ledger.release_dead(session, now, alone=alone)
    messages = [session.get_one(Message, ledger_id) for ledger_id in lost]
    waiting = sum(after_unknown(session, message, message.provider, now, now) for message in messages)
    return waiting, len(lost) - waiting


def after_unknown(session: Session, message: Message, channel: str, now: datetime, again: datetime) -> bool:
    """Let a message that may have gone be tried again, or ask a handläggare; tells whether it is tried."""
    if may_send_again(channel, message.kind):
        ledger.move(session, [message.id], State.WAITING, retry_at=again)
        return True
    add_task(session, message, TaskKind.SEND_UNKNOWN, ASK, now)
    return False


def add_task(session: Session, message: Message, kind: TaskKind, why: str, now: datetime) -> None:
    """Ask a handläggare about a message, once."""
    task = TaskIntent(f"{message.identity}|{kind.value}", "", kind, local_day(now), why)
    ledger.write_tasks(session, [(message.person_id, task)], now)
