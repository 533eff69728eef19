"""Messages that wait for a person. One is let go only when what held it has changed; others go meanwhile."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from dinadatum.register.cases import CaseRow
from dinadatum.register.states import RESTORED, State
from dinadatum.register.tables import Audit, Message
from notify.values import TaskKind

JUMP = "jump"
"""The code of messages of a day out of all proportion."""
ASK_A_PERSON = (JUMP, RESTORED)
"""Codes of messages that go only when a person says yes."""
RESTORED_AT = "restored_at"
"""Under this key of the meta table stands when the register was last restored."""
PER_NUMBER = "per_number"
"""The code of a message to a number that had too many on a day: tomorrow it is asked about again."""
_CHANGES = ("added", "changed", "removed")


def changed_since_held(session: Session, messages: Iterable[Message]) -> frozenset[str]:
    """Return the held messages about whose person something has been changed since, by ledger id."""
    held = [message.id for message in messages if message.state is State.HELD]
    if not held:
        return frozenset()
    query = (
        select(Message.id)
        .join(Audit, Audit.person_id == Message.person_id)
        .where(
            Message.id.in_(held),
            Audit.action.in_(_CHANGES),
            Audit.at >= func.coalesce(Message.claimed_at, Message.created_at),
        )
    )
    return frozenset(session.scalars(query))


def is_held_fast(message: Message, row: CaseRow, today: date, changed: frozenset[str]) -> bool:
    """Tell whether a message is still held by what held it. changed: see changed_since_held."""
    if message.state is not State.HELD:
        return False
    if message.code in ASK_A_PERSON:
        return True
    if message.id in changed or (message.code == PER_NUMBER and message.day < today):
        return False
    contact = row.case.contact
    return message.code != TaskKind.NO_CASEWORKER.value or contact is None or not contact.valid(today)
