"""The threads that call providers. Each makes one call at a time, and none of them touches the database."""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Self

from dinadatum.register.claiming import Claimed
from dinadatum.usecases.sending.composing import Composed
from notify.channels.values import Channel, Outcome, Result

FRESH = timedelta(minutes=1)
"""An attempt that has waited longer for its call isn't called: others will soon take it for a dead sender's."""

NOT_CALLED = Result(Outcome.RETRY)
"""Stands for an answer where no call was made."""

Ended = tuple[Claimed, str, Result]
"""A message, the name of the channel that was called, and what it answered."""


@dataclass(frozen=True, slots=True)
class Ready:
    """A message with its words, and the channel that it goes by."""

    message: Claimed
    channel: Channel
    composed: Composed = field(repr=False)


Group = list[Ready]
"""Messages that one thread sends, one after another. Their attempts are on record."""


@dataclass(frozen=True, slots=True)
class Answered:
    """What a thread's calls led to. error: what broke, in a call that is not among them."""

    calls: list[Ended]
    error: BaseException | None = None


class Callers:
    """So many threads, for one round of sending. Only one thread may give them work and take answers."""

    def __init__(self, threads: int, now: Callable[[], datetime]) -> None:
        """Take how many calls may go at the same time."""
        self._now = now
        self._jobs: queue.SimpleQueue[tuple[Group, datetime] | None] = queue.SimpleQueue()
        self._answers: queue.SimpleQueue[Answered] = queue.SimpleQueue()
        self._size, self._busy = threads, 0
        self._threads: list[threading.Thread] = []
        self._broken = threading.Event()

    def __enter__(self) -> Self:
        """Begin: a thread is started when there is work for it."""
        return self

    def __exit__(self, *_: object) -> None:
        """Wait for the calls that are under way, and end the threads."""
        self._broken.set()
        for _thread in self._threads:
            self._jobs.put(None)
        for thread in self._threads:
            thread.join()

    @property
    def busy(self) -> int:
        """Count the groups whose answer is still to be taken."""
        return self._busy

    @property
    def has_answered(self) -> bool:
        """Tell whether an answer is waiting."""
        return not self._answers.empty()

    def start(self, group: Group, begun: datetime) -> None:
        """Let the next free thread send a group. begun: when its attempts went on record."""
        self._busy += 1
        if len(self._threads) < min(self._busy, self._size):
            thread = threading.Thread(target=self._work, name=f"sender-{self._busy}", daemon=True)
            self._threads.append(thread)
            thread.start()
        self._jobs.put((group, begun))

    def take(self, timeout: float | None) -> list[Answered]:
        """Wait for an answer, seconds at most, and take it and all others that have come."""
        found: list[Answered] = []
        try:
            found.append(self._answers.get(timeout=timeout))
            while True:
                found.append(self._answers.get_nowait())
        except queue.Empty:
            pass
        self._busy -= len(found)
        return found

    def take_rest(self) -> list[Answered]:
        """Wait for every call that is under way. What has not been called yet never is."""
        self._broken.set()
        found: list[Answered] = []
        while self.busy:
            found += self.take(None)
        return found

    def _work(self) -> None:
        while (job := self._jobs.get()) is not None:
            self._answers.put(self._call(*job))

    def _call(self, group: Group, begun: datetime) -> Answered:
        calls: list[Ended] = []
        for ready in group:
            result = NOT_CALLED
            if not self._broken.is_set() and self._now() - begun <= FRESH:
                try:
                    result = ready.channel.send(ready.composed.outgoing)
                except BaseException as error:  # it must be heard where the round is
                    self._broken.set()
                    rest = group[len(calls) + 1 :]
                    calls += [(one.message, one.channel.name, NOT_CALLED) for one in rest]
                    return Answered(calls, error)
            calls.append((ready.message, ready.channel.name, result))
        return Answered(calls)
