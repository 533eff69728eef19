"""What the threads of a storm share and hold: the provider they all call, and what one does its deeds with."""

from __future__ import annotations

import itertools
import random
import threading
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import select

from dinadatum.register import tables as t
from dinadatum.register.database import Database
from dinadatum.usecases.rules import Rules
from dinadatum.usecases.staff.viewers import Role, Viewer
from notify.channels.values import Outcome, Outgoing, Result
from notify.values import Road


class StormProvider:
    """A provider in memory that all senders call: it takes most, refuses some, and counts each."""

    name = "twilio"

    def __init__(self) -> None:
        self.taken: Counter[str] = Counter()
        self.roads: dict[str, Road] = {}
        self._lock, self._chance = threading.Lock(), random.Random(7)

    def send(self, message: Outgoing) -> Result:
        with self._lock:
            said = self._chance.random()
            if said < 0.1:
                return Result(Outcome.RETRY, code="20429", meaning="För många på en gång.")
            if said < 0.15:
                code = self._chance.choice(("21610", "21211"))
                return Result(Outcome.FAILED, code=code, meaning="Numret tar inte emot.")
            self.taken[message.ledger_id] += 1
            self.roads[message.ledger_id] = message.road
            return Result(Outcome.ACCEPTED, provider_id=f"SM{message.ledger_id}")

    def some_taken(self, chance: random.Random) -> str | None:
        with self._lock:
            return chance.choice(sorted(self.taken)) if self.taken else None

    def close(self) -> None:
        """Let go of nothing."""


@dataclass(slots=True)
class Hands:
    """What one thread does its deeds with."""

    database: Database
    rules: Rules
    provider: StormProvider
    chance: random.Random
    place: Path
    now: Callable[[], datetime]
    files: itertools.count[int] = field(default_factory=itertools.count)

    @property
    def viewer(self) -> Viewer:
        return Viewer(1, "storm", Role.TEAM_LEADER, None, None, "", "stamp")

    def one(self, query: Any) -> Any:
        """Give one of the rows that a question finds, or None."""
        with self.database.reading() as session:
            found = session.execute(query).all()
        return self.chance.choice(found) if found else None

    def person(self) -> Any:
        return self.one(select(t.Person.id, t.Person.ref, t.Person.version, t.Person.mobile))
