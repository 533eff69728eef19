"""How near sending comes to what a provider's latency allows: threads / latency. python -m bench.latency"""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from datetime import time as time_of_day
from functools import partial
from pathlib import Path
from typing import Any

from sqlalchemy import ColumnElement, func, insert, literal, select

from bench.places import DAY, NAMES, fill, settings, throw_away, write_part_of_county
from bench.tables import show
from dinadatum import clock
from dinadatum.app import open_service
from dinadatum.config import Config
from dinadatum.register.tables import Message
from dinadatum.usecases.sending.send_due import send_due
from notify.channels.values import Outcome, Outgoing, Result
from notify.values import Road
from tests.standins.databases import Databases

LATENCY = 0.1
THREADS = (4, 8)
GOAL = 0.9
TEXTED, MAILED = 500, 40
COPIES = 9
"""A day's messages that often: the last seconds, when some threads have nothing left, must not weigh much."""


def _same(now: datetime) -> datetime:
    return now


class Slow:
    """A provider that says yes after a while."""

    name = "twilio"

    def send(self, message: Outgoing) -> Result:
        """Wait, and say yes."""
        time.sleep(LATENCY)
        return Result(Outcome.ACCEPTED, f"SM{message.ledger_id}")

    def close(self) -> None:
        """Let go of nothing."""


@dataclass(frozen=True, slots=True)
class Pace:
    """What so many threads came to. share: of what the latency allows."""

    kind: str
    threads: int
    per_second: float

    @property
    def share(self) -> float:
        return self.per_second * LATENCY / self.threads

    def row(self) -> tuple[object, ...]:
        reached = "ja" if self.share >= GOAL else "nej"
        return (NAMES[self.kind], self.threads, f"{self.per_second:.1f}", f"{self.share:.0%}", reached)


def measure(folder: Path, databases: Databases, kind: str) -> Iterator[Pace]:
    """Measure the same day's sending with each number of threads."""
    folder.mkdir()
    url = databases.create(kind)
    config = settings(folder, url)
    fill(config, write_part_of_county(folder, texted=TEXTED, mailed=MAILED))
    multiply(config)
    for threads in THREADS:
        copy = databases.create(kind, url)
        with open_service(settings(folder, copy)) as service:
            now = clock.opening(DAY)
            closes = clock.instant(DAY, time_of_day(service.rules.paces.sending.last_hour))
            started = time.perf_counter()
            sent = send_due(
                service.database,
                service.rules,
                {Road.SMS: Slow(), Road.EMAIL: Slow()},
                partial(_same, now),
                until=closes,
                threads=threads,
            )
            yield Pace(kind, threads, sent.accepted / (time.perf_counter() - started))
        databases.drop(kind, copy)
    databases.drop(kind, url)


def _other(column: ColumnElement[Any], name: str, number: int) -> ColumnElement[Any]:
    """Give a copy's value: another name of the same length for the row, and another identity."""
    if name == "id":
        return literal(f"x{number}") + func.substr(column, 3)
    return column + literal(f"|{number}") if name == "identity" else column


def multiply(config: Config) -> None:
    """Let a register have each of its messages many times over."""
    with (
        open_service(config) as service,
        service.database.transaction("bench", clock.opening(DAY)) as session,
    ):
        known = list(Message.__table__.c)
        for number in range(COPIES):
            copied = [_other(column, column.name, number) for column in known]
            rows = select(*copied).where(Message.id.not_like("x%"))
            session.execute(insert(Message).from_select([column.name for column in known], rows))


def main() -> None:
    """Print the table."""
    with throw_away() as (folder, databases):
        paces = [pace for kind in NAMES for pace in measure(folder / f"latency-{kind}", databases, kind)]
    heads = ("databas", "trådar", "per sekund", "av det möjliga", f"minst {GOAL:.0%}")
    show(f"Sändning med {LATENCY * 1000:.0f} ms till leverantören", heads, [pace.row() for pace in paces])


if __name__ == "__main__":
    main()
