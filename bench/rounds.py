"""One round of torture: senders that die, senders that take their place, and then peace."""

from __future__ import annotations

import multiprocessing
import random
import time as time_module
from collections import Counter
from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta
from itertools import count
from multiprocessing.process import BaseProcess
from pathlib import Path

from sqlalchemy import ColumnElement, func, select

from bench.counting import Aim, CountingProvider
from bench.places import DAY, settings
from bench.sender import MID_CALL, Death, Order, run
from dinadatum import clock
from dinadatum.config import Config, SmsConfig, TwilioConfig, WebConfig
from dinadatum.register import crypto
from dinadatum.register.database import Database
from dinadatum.register.states import State
from dinadatum.register.tables import Message
from tests.standins.twilio_standin import ACCOUNT, SENDER, TOKEN, Fault

DYING = 2
"""Generations in which senders die, one after the other."""
PEACEFUL = 10
"""Generations after that at most, in which nobody dies: what can be sent is sent, what is unknown is asked about."""
MOST_THREADS = 3
LATER = timedelta(minutes=6)
"""From one generation's clock to the next: longer than a dead sender's attempt is respected."""
FAULTS = (Fault.CLOSE_AFTER, Fault.ERROR_500_AFTER, Fault.CLOSE_MID_BODY, Fault.GARBAGE_AFTER, Fault.TOO_MANY,
          Fault.ERROR_503, Fault.ERROR_500)  # fmt: skip
"""What the provider does wrong besides, a few times in each round."""

_UNSETTLED = (State.PLANNED, State.CLAIMED, State.SENDING, State.WAITING, State.UNKNOWN)

_context = multiprocessing.get_context("forkserver")
_context.set_forkserver_preload(["bench.rounds", "notify.channels.twilio_wire"])


@dataclass(frozen=True, slots=True)
class Round:
    """What a round is played with. place: its folder, made here. dying: generations in which senders die."""

    url: str
    keys: str
    place: Path
    death: Death
    senders: int
    seed: int
    dying: int = DYING


def play(one: Round) -> tuple[int, Counter[str]]:
    """Play a round. Returns how many senders were killed, and how often each ledger id was accepted."""
    chance, kills = random.Random(one.seed), 0
    one.place.mkdir()
    with CountingProvider() as provider:
        stage = _Stage(one, provider, chance)
        for generation in range(one.dying + PEACEFUL):
            start = clock.instant(DAY, time(10)) + generation * LATER
            provider.begin(start)
            if generation < one.dying:
                provider.next(*chance.sample(FAULTS, 2))
                kills += stage.with_deaths(start)
            else:
                stage.in_peace(start)
                if all_settled(one):
                    break
        return kills, provider.taken_ids()


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
    def __init__(self, one: Round, provider: CountingProvider, chance: random.Random) -> None:
        self._one, self._provider, self._chance = one, provider, chance
        self._numbers = count(1)

    def with_deaths(self, start: datetime) -> int:
        """Run the senders; at least one is to die. Whoever dies is replaced at once."""
        dying = 1 + self._chance.randrange(self._one.senders)
        senders = [self._start(start, self._one.death, soon=True)]
        _wait_for_work(self._one, senders[0])  # or the others might leave it nothing to die of
        senders += [
            self._start(start, self._one.death if place < dying else None)
            for place in range(1, self._one.senders)
        ]
        kills = 0
        for sender in senders:
            sender.join()
            if sender.exitcode == -9:
                kills += 1
                _must_end_well(self._start(start, None))
            elif sender.exitcode != 0:
                raise RuntimeError(f"a sender ended with {sender.exitcode}")
        return kills

    def in_peace(self, start: datetime) -> None:
        _must_end_well(self._start(start, None))

    def _start(self, start: datetime, death: Death | None, *, soon: bool = False) -> BaseProcess:
        number, nth = next(self._numbers), 1 + self._chance.randrange(2 if soon else 12)
        aim = None
        if death in MID_CALL:
            aim = self._provider.aims[number] = Aim(death, nth)
        order = Order(
            _config(self._one, self._provider, number),
            self._one.keys,
            TOKEN,
            start,
            death,
            nth,
            threads=1 + self._chance.randrange(MOST_THREADS),
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


def _config(one: Round, provider: CountingProvider, number: int) -> Config:
    return replace(
        settings(one.place, one.url),
        sms=SmsConfig(channel="twilio"),
        twilio=TwilioConfig(
            account_sid=ACCOUNT, sender=SENDER, base_url=provider.base_url(number), timeout_s=10
        ),
        web=WebConfig(public_url="http://127.0.0.1:8000"),
    )
