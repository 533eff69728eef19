"""How near sending mail comes to ten plain connections that send the same mails. python -m bench.mailing

The server is a process of its own that takes whatever comes. Runs are paired and alternated. Plain: ten threads,
each with a connection and every tenth mail, made as ours are made. Ours: the channel alone, and a whole round of
sending with everything that the ledger does.
"""

from __future__ import annotations

import multiprocessing
import smtplib
import statistics
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from datetime import time as time_of_day
from email.policy import SMTP
from functools import partial
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from aiosmtpd.controller import Controller

from bench.latency import multiply
from bench.places import DAY, NAMES, fill, settings, throw_away, write_part_of_county
from bench.tables import show
from dinadatum import clock
from dinadatum.app import open_service
from dinadatum.usecases.sending.send_due import send_due
from notify.channels.letter import Sender, compose
from notify.channels.smtp import SmtpChannel
from notify.channels.values import Outcome, Outgoing, Result
from notify.values import Road
from tests.standins.databases import Databases

CONNECTIONS = 10
PAIRS = 3
GOAL = 0.8
MAILED = 100
SENDER = "Dina datum <post@example.se>"


class _Taker:
    async def handle_DATA(self, *_: Any) -> str:  # noqa: N802  # aiosmtpd's name
        return "250 OK"


def _serve(told: Connection) -> None:
    controller = Controller(_Taker(), hostname="127.0.0.1", port=told.recv())
    controller.start()
    told.send("ready")
    told.recv()
    controller.stop()


@contextmanager
def _server() -> Iterator[int]:
    import socket

    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    ours, theirs = multiprocessing.Pipe()
    process = multiprocessing.get_context("spawn").Process(target=_serve, args=(theirs,))
    process.start()
    ours.send(port)
    ours.recv()
    try:
        yield port
    finally:
        ours.send("stop")
        process.join()


class _Keeping:
    """A road out that keeps what it is given, so that others can send the same."""

    name = "outbox"

    def __init__(self) -> None:
        self.kept: list[Outgoing] = []

    def send(self, message: Outgoing) -> Result:
        """Keep the message, and say yes."""
        self.kept.append(message)
        return Result(Outcome.ACCEPTED, message.ledger_id)

    def close(self) -> None:
        """Let go of nothing."""


def _plain(port: int, mails: Sequence[Outgoing]) -> float:
    sender = Sender.parse(SENDER)

    def send(own: Sequence[Outgoing]) -> None:
        with smtplib.SMTP("127.0.0.1", port, local_hostname="example.se") as connection:
            for one in own:
                content = compose(one, sender).as_bytes(policy=SMTP)
                connection.sendmail(sender.address, one.address, content)

    return _in_threads(send, mails)


def _channel(port: int, mails: Sequence[Outgoing]) -> float:
    channel = SmtpChannel(host="127.0.0.1", port=port, sender=SENDER, starttls=False, connections=CONNECTIONS)

    def send(own: Sequence[Outgoing]) -> None:
        for one in own:
            if channel.send(one).outcome is not Outcome.ACCEPTED:
                raise RuntimeError("a mail was not taken")

    per_second = _in_threads(send, mails)
    channel.close()
    return per_second


def _in_threads(send: Callable[[Sequence[Outgoing]], None], mails: Sequence[Outgoing]) -> float:
    threads = [
        threading.Thread(target=send, args=(mails[place::CONNECTIONS],)) for place in range(CONNECTIONS)
    ]
    started = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return len(mails) / (time.perf_counter() - started)


def _same(now: datetime) -> datetime:
    return now


def _round(folder: Path, url: str, channel: _Keeping | SmtpChannel, threads: int) -> float:
    with open_service(settings(folder, url)) as service:
        closes = clock.instant(DAY, time_of_day(service.rules.paces.sending.last_hour))
        started = time.perf_counter()
        sent = send_due(
            service.database,
            service.rules,
            {Road.SMS: _Keeping(), Road.EMAIL: channel},
            partial(_same, clock.opening(DAY)),
            until=closes,
            threads=threads,
        )
        return sent.roads[Road.EMAIL] / (time.perf_counter() - started)


def measure(folder: Path, databases: Databases, kind: str, port: int) -> tuple[object, ...]:
    """Measure pairs; gives a row of the table."""
    folder.mkdir()
    template = databases.create(kind)
    fill(settings(folder, template), write_part_of_county(folder, texted=0, mailed=MAILED))
    multiply(settings(folder, template))
    keeping = _Keeping()
    copy = databases.create(kind, template)
    _round(folder, copy, keeping, 1)
    databases.drop(kind, copy)
    plain, channel, whole = list[float](), list[float](), list[float]()
    for _ in range(PAIRS):
        plain.append(_plain(port, keeping.kept))
        channel.append(_channel(port, keeping.kept))
        copy = databases.create(kind, template)
        road = SmtpChannel(
            host="127.0.0.1", port=port, sender=SENDER, starttls=False, connections=CONNECTIONS
        )
        whole.append(_round(folder, copy, road, CONNECTIONS))
        road.close()
        databases.drop(kind, copy)
    databases.drop(kind, template)
    shares = [_share(ours, plain) for ours in (channel, whole)]
    rates = [f"{statistics.median(each):.0f}" for each in (plain, channel, whole)]
    reached = "ja" if shares[0] >= GOAL else "nej"
    return (NAMES[kind], len(keeping.kept), *rates, *(f"{share:.0%}" for share in shares), reached)


def _share(ours: Sequence[float], plain: Sequence[float]) -> float:
    return statistics.median(mine / other for mine, other in zip(ours, plain, strict=True))


def main() -> None:
    """Print the table."""
    with throw_away() as (folder, databases), _server() as port:
        rows = [measure(folder / f"mailing-{kind}", databases, kind, port) for kind in NAMES]
    heads = (
        "databas",
        "mejl",
        "tio raka",
        "kanalen",
        "hela rundan",
        "kanalen",
        "rundan",
        f"minst {GOAL:.0%}",
    )
    show("Mejl per sekund, och som del av tio raka förbindelser", heads, rows)


if __name__ == "__main__":
    main()
