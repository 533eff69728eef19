"""After a restore: what a provider can be asked about is asked about, instead of waiting for a person.

What a restore held may have gone after the copy was made. Where the provider can be asked, that is an attempt
whose outcome nobody knows, and is settled as one: found and kept, or surely absent and sent if it still helps.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from dinadatum.register import ledger
from dinadatum.register.database import Database
from dinadatum.register.few_rows import is_open
from dinadatum.register.states import RESTORED, State
from dinadatum.register.tables import Message, Meta, Task
from dinadatum.usecases.rules import Rules
from dinadatum.usecases.sending.composing import Composed, compose
from dinadatum.usecases.sending.held import RESTORED_AT
from dinadatum.usecases.sending.retrying import can_be_asked
from notify.channels.asking import SURELY_ABSENT, Askable
from notify.channels.values import Channel
from notify.values import Road

ACTOR = "återställning"
ASKED = "Registret är återställt från en säkerhetskopia. Leverantören tillfrågas om meddelandet har gått."
AT_A_TIME = 200


def ask_about_restored(
    database: Database, rules: Rules, channels: Mapping[Road, Channel], now: datetime
) -> int:
    """Turn what a restore held into attempts to be asked about, where somebody can be; returns how many.

    What has no words or no number on its day stays held: that is a person's task.
    """
    roads = {road: channel.name for road, channel in channels.items() if _tells(channel)}
    if not roads:
        return 0
    asked, after = 0, ""
    while True:
        with database.transaction(ACTOR, now) as session:
            rows = _held(session, roads, after)
            asked += sum(
                _ask_each(session, rules, day, rows, roads, now) for day in {row.day for row in rows}
            )
        if len(rows) < AT_A_TIME:
            return asked
        after = rows[-1].id


def _tells(channel: Channel) -> bool:
    return can_be_asked(channel.name) and isinstance(channel, Askable)


def _held(session: Session, roads: Mapping[Road, str], after: str) -> list[Message]:
    query = (
        select(Message)
        .where(is_open(State.HELD), Message.code == RESTORED)
        .where(Message.road.in_(sorted(roads)), Message.id > after)
        .order_by(Message.id)
        .limit(AT_A_TIME)
        .with_for_update(skip_locked=True)
    )
    return list(session.scalars(query))


def _ask_each(
    session: Session,
    rules: Rules,
    day: date,
    rows: Sequence[Message],
    roads: Mapping[Road, str],
    now: datetime,
) -> int:
    """Ask about the messages of a day, with the words that they had on it."""
    of_day = [row for row in rows if row.day == day]
    ask_at = _first_question(session, now)
    made = compose(session, rules, of_day, day)
    going = [(row, one) for row in of_day if isinstance(one := made[row.id], Composed)]
    moved = sum(
        ledger.move(session, [row.id], State.UNKNOWN, **_attempt(row, one, roads[row.road], ask_at, now))
        for row, one in going
    )
    questions = [f"{row.identity}|{RESTORED}" for row, _ in going]
    still = Task.identity.in_(questions) & Task.done_at.is_(None)
    session.execute(update(Task).where(still).values(done_at=now, done_by=ACTOR))
    return moved


def _attempt(
    row: Message, composed: Composed, provider: str, ask_at: datetime, now: datetime
) -> dict[str, object]:
    """Give the attempt that may have been made: at its own hour, with the words of its day."""
    return {
        "provider": provider,
        "attempt_at": row.send_at,
        "attempts": row.attempts + 1,
        "settled_at": now,
        "wording": composed.wording,
        "text": composed.outgoing.text,
        "chars": composed.chars,
        "parts": composed.parts,
        "sent_to": composed.outgoing.address,
        "asks": 0,
        "ask_at": ask_at,
        "code": "",
        "reason": ASKED,
    }


def _first_question(session: Session, now: datetime) -> datetime:
    """Give the time of the first question: what went just before the restore has reached the provider's list."""
    restored = session.get(Meta, RESTORED_AT)
    return now if restored is None else max(now, datetime.fromisoformat(restored.value) + SURELY_ABSENT)
