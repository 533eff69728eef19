"""Compares the ledger with what the provider really got, row by row."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

from sqlalchemy import select

from bench.places import DAY
from dinadatum.register import crypto
from dinadatum.register.database import Database
from dinadatum.register.states import State
from dinadatum.register.tables import Message

_SAID_WHY = (State.FAILED, State.HELD, State.SKIPPED, State.CANCELLED)
SENT = (State.ACCEPTED, State.DELIVERED)


@dataclass(frozen=True, slots=True)
class Books:
    """How the ledger and the provider agree.

    sent: in both. said: not sent, and the ledger says why. unknown: the ledger doesn't know, and says so.
    lost: due, not at the provider, and nothing in the ledger says why. doubled: at the provider twice, or
    once while the ledger would send it again.
    """

    sent: int = 0
    said: int = 0
    unknown: int = 0
    lost: int = 0
    doubled: int = 0

    HEADS: ClassVar[tuple[str, ...]] = ("skickade", "med skäl", "oklara", "förlorade", "dubbla")

    def columns(self) -> tuple[int, ...]:
        return (self.sent, self.said, self.unknown, self.lost, self.doubled)

    def __add__(self, other: Books) -> Books:
        return Books(*(mine + theirs for mine, theirs in zip(self.columns(), other.columns(), strict=True)))


def examine(url: str, keys: str, outbox: Path, provider_ids: Counter[str]) -> tuple[Books, int]:
    """Count every message of the day. Returns the books, and how many messages there were."""
    files = Counter(path.name.split("-")[1] for path in outbox.glob("*/[0-9]*"))
    taken = provider_ids + files
    database = Database(url, crypto.parse(keys, "order"))
    with database.reading() as session:
        rows = session.execute(select(Message.id, Message.state, Message.reason).where(Message.day == DAY))
        verdicts = Counter(judge(state, reason, taken.pop(key, 0)) for key, state, reason in rows)
    database.close()
    # What is left over was sent and isn't in the ledger at all.
    verdicts["doubled"] += sum(taken.values())
    return Books(**verdicts), verdicts.total()


def judge(state: State, reason: str, times: int) -> str:
    """Say what a row of the ledger is, in the words of Books. times: how often the provider got it."""
    if times > 1:
        return "doubled"
    if state is State.UNKNOWN:
        return "unknown"
    if state in SENT:
        return "sent" if times == 1 else "lost"
    if times == 1:
        return "doubled"
    return "said" if state in _SAID_WHY and reason else "lost"
