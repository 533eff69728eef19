"""Messages that wait for a person. One is let go only when what held it has changed; others go meanwhile."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from dinadatum.register.cases import CaseRow
from dinadatum.register.states import State
from dinadatum.register.tables import Audit, Message
from notify.values import TaskKind

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
    if message.state is not State.HELD or message.id in changed:
        return False
    contact = row.case.contact
    return message.code != TaskKind.NO_CASEWORKER.value or contact is None or not contact.valid(today)
