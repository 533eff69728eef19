"""Messages by hand that did not go on their day: they go on the next open one, or are skipped with a reason."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, time

from sqlalchemy import update
from sqlalchemy.orm import Session

from dinadatum.clock import instant
from dinadatum.register import ledger
from dinadatum.register.states import State
from dinadatum.register.tables import Message
from dinadatum.usecases.rules import Rules

TOO_LATE = "Det gick inte ut i tid, och är nu för gammalt."


def carry_on(session: Session, messages: Sequence[Message], rules: Rules, today: date) -> int:
    """Give late messages by hand today as their day; returns how many were too old instead."""
    late = [message for message in messages if message.day < today]
    if not late:
        return 0
    old = [message.id for message in late if message.last_useful_day < today]
    if rules.calendar.is_open(today):
        ids = [each.id for each in late if each.id not in old and each.state is not State.HELD]
        at = instant(today, time(rules.paces.sending.first_hour))
        session.execute(update(Message).where(Message.id.in_(ids)).values(day=today, send_at=at))
    return ledger.move(session, old, State.SKIPPED, reason=TOO_LATE)
