"""One sender, as a process of its own, that dies where it is told to. Runs the product's own sending."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from bench.outside import FullDisk
from bench.places import DAY
from dinadatum import clock
from dinadatum.app import read_rules
from dinadatum.config import Config
from dinadatum.errors import DinaDatumError
from dinadatum.register import crypto
from dinadatum.register.database import Database
from dinadatum.roads import open_channels
from dinadatum.usecases.sending.send_due import Point, send_due
from notify.channels.values import Channel, Outgoing, Result
from notify.values import Road

RULES = read_rules(Config())
"""Read once, in the process that all senders are forked from."""


BATCH = 5
"""Messages claimed at a time: few, so that all senders get some."""


MOST_TRIES, BETWEEN_TRIES_S = 300, 0.05
FULL_FOR = 4
"""So many tries fail before somebody makes room on a full disk."""


class Death(StrEnum):
    """Where a sender dies."""

    BEFORE_CLAIM = "innan raden tas"
    AFTER_CLAIM = "när raden är tagen"
    AFTER_ATTEMPT = "när försöket är skrivet"
    CALL_ARRIVED = "mitt i anropet, före ja"
    CALL_TAKEN = "mitt i anropet, efter ja"
    AFTER_ANSWER = "efter ja, innan det skrivs"
    AFTER_SETTLE = "när allt är skrivet"


MID_CALL = (Death.CALL_ARRIVED, Death.CALL_TAKEN)
_POINTS = {
    Death.BEFORE_CLAIM: Point.BEFORE_CLAIM,
    Death.AFTER_CLAIM: Point.AFTER_CLAIM,
    Death.AFTER_ATTEMPT: Point.AFTER_ATTEMPT,
    Death.AFTER_ANSWER: Point.AFTER_ANSWER,
    Death.AFTER_SETTLE: Point.AFTER_SETTLE,
}


@dataclass(frozen=True, slots=True)
class Order:
    """What a sender is told. config: without base_url's path. start: its clock. death None: it lives.

    spare: so many pages its database may grow by before the disk is full for a while; None: there is room.
    """

    config: Config
    keys: str
    token: str
    start: datetime
    death: Death | None = None
    nth: int = 1
    threads: int = 1
    spare: int | None = None


def run(order: Order) -> None:
    """Send until there is nothing to send, or die."""
    os.environ[order.config.twilio.auth_token_env] = order.token
    database = Database(order.config.database.url, crypto.parse(order.keys, "order"))
    started = time.monotonic()

    def now() -> datetime:
        return order.start + timedelta(seconds=time.monotonic() - started)

    disk = None if order.spare is None else FullDisk(database.engine, order.spare)
    for tries in range(MOST_TRIES):
        try:
            _send(order, database, now)
            break
        except DinaDatumError:  # the database is away: the clockwork, too, tries again at its next tick
            time.sleep(BETWEEN_TRIES_S)
            if disk is not None and tries >= FULL_FOR:
                disk.make_room()
    else:
        raise RuntimeError(f"the database never came back in {MOST_TRIES} tries")
    database.close()


def _send(order: Order, database: Database, now: Callable[[], datetime]) -> None:
    with open_channels(order.config, database) as opened:
        channels = dict(opened)
        if order.death in MID_CALL:
            channels[Road.EMAIL] = _DyingChannel(channels[Road.EMAIL], order.death, order.nth)
        until = clock.instant(DAY, datetime.min.time().replace(hour=RULES.paces.sending.last_hour))
        send_due(
            database,
            RULES,
            channels,
            now,
            until=until,
            watch=_Killer(order).watch,
            batch_size=BATCH,
            threads=order.threads,
        )


class _Killer:
    def __init__(self, order: Order) -> None:
        self._point = _POINTS.get(order.death) if order.death else None
        self._left = order.nth

    def watch(self, point: Point) -> None:
        if point is self._point:
            self._left -= 1
            if self._left == 0:
                os.kill(os.getpid(), signal.SIGKILL)


class _DyingChannel:
    """The outbox, with a death before or after one of its files is written."""

    def __init__(self, inner: Channel, death: Death, nth: int) -> None:
        self.name = inner.name
        self._inner, self._death, self._left = inner, death, nth

    def send(self, message: Outgoing) -> Result:
        self._left -= 1
        if self._left == 0 and self._death is Death.CALL_ARRIVED:
            os.kill(os.getpid(), signal.SIGKILL)
        result = self._inner.send(message)
        if self._left == 0:
            os.kill(os.getpid(), signal.SIGKILL)
        return result

    def close(self) -> None:
        self._inner.close()
