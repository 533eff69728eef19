"""What a look says of messages that hadn't gone: gathered for a chunk of people, and written in few statements."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, time, timedelta
from typing import Any

from sqlalchemy.orm import Session

from dinadatum.clock import instant
from dinadatum.register import ledger
from dinadatum.register.batches import KEY, update_each
from dinadatum.register.states import State
from dinadatum.register.tables import Message
from notify.values import Intent

_WAITING = frozenset({State.PLANNED, State.WAITING, State.HELD})


@dataclass(slots=True)
class Unsent:
    """The changes of messages that hadn't gone. A message is settled once: what is said of it first stands.

    changed: by ledger id.
    """

    rows: list[dict[str, Any]] = field(default_factory=list)
    retries: list[dict[str, Any]] = field(default_factory=list)
    put_off: list[dict[str, Any]] = field(default_factory=list)
    released: list[str] = field(default_factory=list)
    moves: defaultdict[tuple[State, str, date | None], list[str]] = field(
        default_factory=lambda: defaultdict(list)
    )
    changed: list[str] = field(default_factory=list)
    settled: set[str] = field(default_factory=set)

    def send_today(self, message: Message, intent: Intent) -> None:
        """Give a message the day, the road and the words of its intent."""
        values = {
            KEY: message.id,
            "day": intent.day,
            "send_at": instant(intent.day, intent.at),
            "last_useful_day": intent.last_useful_day,
            "road": intent.road,
            "template": intent.template,
            "wording": intent.wording,
            "pace": intent.pace,
            "why": intent.why,
            "priority": intent.priority,
        }
        if message.state is State.WAITING and message.day < intent.day:
            self.retries.append({**values, "retry_at": instant(intent.day, time.min)})
        else:
            self.rows.append(values)
        if message.state is State.HELD:
            self.released.append(message.id)
        self.changed.append(message.id)
        self.settled.add(message.id)

    def put_off_from(self, message: Message) -> None:
        """Keep a message from going today: it is late from now on, and each look asks about it again."""
        before = instant(message.day, time.min) - timedelta(minutes=1)
        self.put_off.append({KEY: message.id, "send_at": before})
        self.changed.append(message.id)

    def end(self, message: Message, to: State, reason: str, today: date | None = None) -> None:
        """Say that a message never goes, and why. today: the day whose message it was, if it would have helped."""
        if message.id not in self.settled:
            day = today if today is not None and today <= message.last_useful_day else None
            self.moves[to, reason, day].append(message.id)
            self.settled.add(message.id)

    def end_late(self, message: Message, today: date, reason: str) -> None:
        """Say why a message never goes, if it is too late for it."""
        if message.last_useful_day < today:
            self.end(message, State.SKIPPED, reason)

    def write(self, session: Session) -> defaultdict[State, int]:
        """Write all that was gathered; returns how many messages moved to each state."""
        for rows in (self.rows, self.retries, self.put_off):
            update_each(session, Message, rows, _WAITING)  # a sender may have taken one since it was read
        ledger.move(session, self.released, State.PLANNED, code="", reason="")
        moved = defaultdict[State, int](int)
        for (to, reason, day), ids in self.moves.items():
            of_today = {} if day is None else {"day": day}
            moved[to] += ledger.move(session, ids, to, reason=reason, **of_today)
        for ledger_id in self.changed:
            known = session.identity_map.get(session.identity_key(Message, ledger_id))
            if known is not None:
                session.expire(known)
        return moved
