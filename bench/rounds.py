"""One round of torture: senders that die, senders that take their place, and then peace."""

from __future__ import annotations

import multiprocessing
import os
import random
import time as time_module
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta
from itertools import count
from multiprocessing.process import BaseProcess
from pathlib import Path

from sqlalchemy import ColumnElement, func, select

from bench.counting import Aim, CountingProvider
from bench.outside import Meddler, Outside
from bench.places import DAY, settings
from bench.sender import MID_CALL, RULES, Death, Order, run
from dinadatum import clock
from dinadatum.app import Service
from dinadatum.config import Config, SmsConfig, TwilioConfig, WebConfig
from dinadatum.register import crypto
from dinadatum.register.database import Database
from dinadatum.register.states import State
from dinadatum.register.tables import Message
from dinadatum.web.app import make_app
from tests.standins.postgres import OwnServer
from tests.standins.twilio_standin import ACCOUNT, SENDER, TOKEN, Fault

DYING = 2
"""Generations in which senders die, one after the other."""
PEACEFUL = 10
"""Generations after that at most, in which nobody dies: what can be sent is sent, what is unknown is asked about."""
MOST_THREADS = 3
MOST_SPARE = 8
"""Pages that a database may grow by, at most, before its disk is full."""
LATER = timedelta(minutes=6)
"""From one generation's clock to the next: longer than a dead sender's attempt is respected."""
FAULTS = (Fault.CLOSE_AFTER, Fault.ERROR_500_AFTER, Fault.CLOSE_MID_BODY, Fault.GARBAGE_AFTER, Fault.TOO_MANY,
          Fault.ERROR_503, Fault.ERROR_500)  # fmt: skip
"""What the provider does wrong besides, a few times in each round."""
HANGS = (Fault.HANG_BEFORE, Fault.HANG_AFTER)
"""One of these goes in half the generations: each is waited for."""
TIMEOUT_S = 2
TOKEN_ENV = "DINADATUM_TORTURE_TOKEN"

_UNSETTLED = (State.PLANNED, State.CLAIMED, State.SENDING, State.WAITING, State.UNKNOWN)

_context = multiprocessing.get_context("forkserver")
_context.set_forkserver_preload(["bench.rounds", "notify.channels.twilio_wire"])


@dataclass(frozen=True, slots=True)
class Round:
    """What a round is played with. place: its folder, made here. dying: generations in which senders die.

    outside: what befalls the database besides, or None. server: the one it is on, if that may be restarted.
    """

    url: str
    keys: str
    place: Path
    death: Death | None
    senders: int
    seed: int
    dying: int = DYING
    outside: Outside | None = None
    server: OwnServer | None = None


@dataclass(frozen=True, slots=True)
class Played:
    """What a round came to: senders killed, breaks of the database, receipts told, what the provider took."""

    kills: int
    breaks: int
    receipts: int
    taken: Counter[str]


def play(one: Round) -> Played:
    """Play a round."""
    chance, kills = random.Random(one.seed), 0
    one.place.mkdir()
    with (
        CountingProvider(one.seed) as provider,
        _pages(one, provider),
        Meddler(one.outside, one.url, one.server, one.seed) as meddler,
    ):
        stage = _Stage(one, provider, chance, meddler)
        for generation in range(one.dying + PEACEFUL):
            start = clock.instant(DAY, time(10)) + generation * LATER
            provider.begin(start)
            if generation < one.dying:
                provider.next(*_faults(chance))
                kills += stage.with_deaths(start)
            else:
                stage.in_peace(start)
            provider.tell_receipts()
            if generation >= one.dying and all_settled(one):
                break
        return Played(kills, meddler.breaks, provider.receipts.total(), provider.taken_ids())


def _faults(chance: random.Random) -> list[Fault]:
    drawn = chance.sample(FAULTS, 2)
    return [*drawn, chance.choice(HANGS)] if chance.random() < 0.5 else drawn


@contextmanager
def _pages(one: Round, provider: CountingProvider) -> Iterator[None]:
    """Let the provider's receipts come to the service's own pages, with their signatures checked."""
    os.environ[TOKEN_ENV] = TOKEN
    database = Database(one.url, crypto.parse(one.keys, "order"))
    config = _config(one, provider, one.url, 0)
    provider.hooks = make_app(Service(config, database, RULES), provider.now)
    yield
    database.close()


def all_settled(one: Round) -> bool:
    """Tell whether nothing is on its way and nothing is unknown."""
    return not _count(one, Message.state.in_(_UNSETTLED))


def _wait_for_work(one: Round, sender: BaseProcess) -> None:
    """Wait until a sender has called the provider, or is gone."""
    before = _count(one, Message.attempts > 0)
    while sender.is_alive() and _count(one, Message.attempts > 0) == before:
        time_module.sleep(0.01)


def _count(one: Round, which: ColumnElement[bool]) -> int:
    database = Database(one.url, crypto.parse(one.keys, "order"))
    with database.reading() as session:
        found = session.scalar(select(func.count(Message.id)).where(which)) or 0
    database.close()
    return found


class _Stage:
    def __init__(
        self, one: Round, provider: CountingProvider, chance: random.Random, meddler: Meddler
    ) -> None:
        self._one, self._provider, self._chance, self._meddler = one, provider, chance, meddler
        self._numbers = count(1)

    def with_deaths(self, start: datetime) -> int:
        """Run the senders; at least one is to die. Whoever dies is replaced at once."""
        dying = 1 + self._chance.randrange(self._one.senders)
        self._meddler.begin()
        senders = [self._start(start, self._one.death, soon=True)]
        _wait_for_work(self._one, senders[0])  # or the others might leave it nothing to die of
        senders += [
            self._start(start, self._one.death if place < dying else None)
            for place in range(1, self._one.senders)
        ]
        kills = 0
        self._meddler.meddle(lambda: any(sender.is_alive() for sender in senders))
        for sender in senders:
            sender.join()
            if sender.exitcode == -9:
                kills += 1
                _must_end_well(self._start(start, None))
            elif sender.exitcode != 0:
                raise RuntimeError(f"a sender ended with {sender.exitcode}")
        self._meddler.end()
        return kills

    def in_peace(self, start: datetime) -> None:
        _must_end_well(self._start(start, None))

    def _start(self, start: datetime, death: Death | None, *, soon: bool = False) -> BaseProcess:
        number, nth = next(self._numbers), 1 + self._chance.randrange(2 if soon else 12)
        aim = None
        if death in MID_CALL:
            aim = self._provider.aims[number] = Aim(death, nth)
        order = Order(
            _config(self._one, self._provider, self._meddler.url, number),
            self._one.keys,
            TOKEN,
            start,
            death,
            nth,
            threads=1 + self._chance.randrange(MOST_THREADS),
            spare=self._chance.randrange(MOST_SPARE) if self._one.outside is Outside.FULL else None,
        )
        sender = _context.Process(target=run, args=(order,))
        sender.start()
        if aim is not None:
            aim.process = sender.pid or 0
        return sender


def _must_end_well(sender: BaseProcess) -> None:
    sender.join()
    if sender.exitcode != 0:
        raise RuntimeError(f"a sender that nobody killed ended with {sender.exitcode}")


def _config(one: Round, provider: CountingProvider, url: str, number: int) -> Config:
    return replace(
        settings(one.place, url),
        sms=SmsConfig(channel="twilio"),
        twilio=TwilioConfig(
            account_sid=ACCOUNT,
            auth_token_env=TOKEN_ENV,
            sender=SENDER,
            base_url=provider.base_url(number),
            timeout_s=TIMEOUT_S,
        ),
        web=WebConfig(public_url="http://127.0.0.1:8000"),
    )
