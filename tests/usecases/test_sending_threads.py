"""Several calls at the same time: each message once, none waits for another, and the pace holds for all."""

from __future__ import annotations

import threading
from collections import Counter

import pytest

from dinadatum.register.database import Database
from dinadatum.register.states import State
from dinadatum.roads import Pacer
from dinadatum.usecases.rules import Rules
from dinadatum.usecases.sending.send_due import BATCH_OF_THREAD, send_due
from notify.channels.values import Outgoing, Result
from tests.register.registers import NOW, TODAY, add_messages
from tests.usecases.counties import Provider, at, both_roads
from tests.usecases.small_lives import messages, one_person

THREADS, COUNT = 4, 40


class Slow(Provider):
    """Answers nobody before all threads are in a call at the same time, the first time."""

    def __init__(self) -> None:
        super().__init__()
        self._together = threading.Barrier(THREADS)
        self._lock = threading.Lock()
        self._met = threading.local()

    def send(self, message: Outgoing) -> Result:
        if not getattr(self._met, "done", False):
            self._together.wait(timeout=20)
            self._met.done = True
        with self._lock:
            return super().send(message)


def plan(database: Database, count: int) -> None:
    person_id = one_person(database, TODAY)
    with database.transaction("test", NOW) as session:
        add_messages(session, person_id, count, send_at=at(TODAY, 9))


def test_calls_go_at_the_same_time_and_each_message_once(each_register: Database, rules: Rules) -> None:
    plan(each_register, COUNT)
    provider, told = Slow(), list[int]()
    report = send_due(
        each_register, rules, both_roads(provider), lambda: NOW, threads=THREADS, progress=told.append
    )
    assert report.accepted == COUNT
    assert set(Counter(call.ledger_id for call in provider.calls).values()) == {1}
    assert len(provider.calls) == COUNT
    assert {message.state for message in messages(each_register)} == {State.ACCEPTED}
    assert sorted(told) == told
    assert told[-1] == COUNT


def test_one_thread_claims_few_to_a_provider(each_register: Database, rules: Rules) -> None:
    """What comes meanwhile, and is more urgent, must not wait for hundreds."""
    plan(each_register, COUNT)
    left: list[int] = []

    class Watches(Provider):
        def send(self, message: Outgoing) -> Result:
            left.append(sum(row.state is State.CLAIMED for row in messages(each_register)))
            return super().send(message)

    report = send_due(each_register, rules, both_roads(Watches()), lambda: NOW)
    assert report.accepted == COUNT
    assert max(left) <= BATCH_OF_THREAD


def test_what_breaks_in_one_thread_stops_all_and_is_heard_of(register: Database, rules: Rules) -> None:
    plan(register, COUNT)

    class Breaks(Provider):
        def send(self, message: Outgoing) -> Result:
            if len(self.calls) >= 5:
                raise MemoryError
            return super().send(message)

    provider = Breaks()
    with pytest.raises(MemoryError):
        send_due(register, rules, both_roads(provider), lambda: NOW, threads=THREADS)
    states = Counter(message.state for message in messages(register))
    assert states[State.ACCEPTED] == len(provider.accepted) < COUNT
    assert 1 <= states[State.SENDING] <= THREADS
    assert sum(states.values()) == COUNT


def test_the_pace_is_one_for_all_threads_and_counts_the_calls_own_time() -> None:
    now, slept = [100.0], list[float]()
    pacer = Pacer(10, clock=lambda: now[0], sleep=slept.append)
    for _ in range(3):
        pacer.wait()
    assert slept == pytest.approx([0.1, 0.2])
    now[0] += 5
    pacer.wait()
    assert len(slept) == 2, "a call that took longer than the gap waits for nothing"
