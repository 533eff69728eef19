"""Processes that decide for many people at a time. They read and decide; whoever asked them writes.

The one who writes holds the turn meanwhile, so nothing changes between what a helper reads and what is written of it.
A helper that dies, fails or is silent takes nothing with it: whoever asked does the work instead.
"""

from __future__ import annotations

import gc
import os
import signal
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import date
from multiprocessing import get_context
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from typing import Self

from sqlalchemy.orm import Session

from dinadatum.register import crypto
from dinadatum.register.database import Database
from dinadatum.usecases.looks.deciding import Decided, decide_people
from dinadatum.usecases.rules import Rules

SELDOM = 100_000
"""New values after which cycles are sought while a chunk is looked at."""
AT_ONCE = 4
"""Chunks of each process in one transaction: whoever else writes waits a second, and the helpers hardly ever."""
AHEAD = 2
"""Chunks that a helper has in hand, so that it goes on while its last answer is being written."""
SILENT_SECONDS = 60.0

HELLO = -1
"""The number of a helper's first word, which answers nothing."""

Chunks = Sequence[Sequence[int]]
Answers = dict[int, Decided | None]
"""What is decided for each chunk, by its number; None where it must be done here."""
Pipe = Connection


@contextmanager
def collecting_seldom() -> Iterator[None]:
    """Look seldom for cycles among a chunk's many values: there are none, and the search takes a fifth of the time.

    Never not at all: pages may be served by the same process meanwhile.
    """
    first, *others = gc.get_threshold()
    if first:
        gc.set_threshold(max(first, SELDOM), *others)
    try:
        yield
    finally:
        gc.set_threshold(first, *others)


def cores() -> int:
    """Return how many processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


class Alone:
    """Decides in this process, a chunk in each transaction."""

    portion = 1

    def __init__(self, rules: Rules, today: date) -> None:
        self._rules, self._today = rules, today

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        """Leave nothing behind."""

    def decide(self, session: Session, chunks: Chunks) -> Iterator[Decided]:
        """Yield what is decided for each chunk, in order. session: the one that it is written in."""
        for ids in chunks:
            yield decide_people(session, ids, self._rules, self._today)


class Helpers(Alone):
    """Decides together with other processes. They are there from entering until leaving.

    count: how many decide, this process among them. It waits for nobody who has not begun.
    """

    def __init__(self, database: Database, rules: Rules, today: date, count: int) -> None:
        super().__init__(rules, today)
        url = database.engine.url.render_as_string(hide_password=False)
        self._errand = (url, crypto.dump(database.keyring), rules, today)
        self._count = count
        self.portion = count * AT_ONCE
        self._processes: dict[Pipe, BaseProcess] = {}
        self._in_hand: dict[Pipe, list[int]] = {}

    def __enter__(self) -> Self:
        # Never by fork: threads may be at work here, and a copy of what they hold would never be let go.
        context = get_context("spawn")
        for _ in range(self._count - 1):
            ours, theirs = context.Pipe()
            # The errand is sent when it has begun: one that dies before would leave us writing to it for ever.
            process = context.Process(target=help_out, args=(theirs,), daemon=True)
            process.start()
            theirs.close()  # so that its death closes the pipe
            self._processes[ours], self._in_hand[ours] = process, [HELLO]
        return self

    def __exit__(self, *_: object) -> None:
        for pipe in list(self._processes):
            self._let_go(pipe, {})

    def decide(self, session: Session, chunks: Chunks) -> Iterator[Decided]:
        """Yield what is decided for each chunk, in order. session: the one that it is written in."""
        answers: Answers = {}
        waiting = list(reversed(range(len(chunks))))
        for number, ids in enumerate(chunks):
            while number not in answers:
                self._hand_out(chunks, waiting)
                if waiting:
                    own = waiting.pop()
                    answers[own] = decide_people(session, chunks[own], self._rules, self._today)
                    self._collect(answers, seconds=0)
                elif not self._collect(answers, seconds=SILENT_SECONDS):
                    for pipe in list(self._processes):
                        self._let_go(pipe, answers)
            yield answers.pop(number) or decide_people(session, ids, self._rules, self._today)

    def _hand_out(self, chunks: Chunks, waiting: list[int]) -> None:
        """Give everybody who has begun something to do, and something to go on with while there is enough for all."""
        for much in range(1, AHEAD + 1):
            enough = 0 if much == 1 else len(self._in_hand)  # the last ones go to whoever is free first
            for pipe, numbers in self._in_hand.items():
                if len(waiting) > enough and len(numbers) < much and HELLO not in numbers:
                    numbers.append(waiting.pop())
                    with suppress(OSError):  # it has died: its pipe says so when it is read
                        pipe.send(chunks[numbers[-1]])

    def _collect(self, answers: Answers, *, seconds: float) -> bool:
        """Take the answers that have come, or come within so long; tells whether any did, or somebody had died."""
        busy = [pipe for pipe, numbers in self._in_hand.items() if numbers]
        ready = wait(busy, seconds)
        for pipe in busy:
            if pipe in ready:
                self._take_answer(pipe, answers)
        return bool(ready)

    def _take_answer(self, pipe: Pipe, answers: Answers) -> None:
        try:
            answer = pipe.recv()
        except (EOFError, OSError):
            self._let_go(pipe, answers)
        else:
            number = self._in_hand[pipe].pop(0)
            if number == HELLO:
                with suppress(OSError):
                    pipe.send(self._errand)
            else:
                answers[number] = answer

    def _let_go(self, pipe: Pipe, answers: Answers) -> None:
        """Count on a helper no more. It only reads: nothing is lost where it is stopped."""
        answers.update(dict.fromkeys(self._in_hand.pop(pipe)))
        pipe.close()
        process = self._processes.pop(pipe)
        process.kill()
        process.join()
        process.close()


def help_out(pipe: Pipe) -> None:
    """Decide for those whose ids come, until the one who asks is gone. What can't be decided is answered with None."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is heard by the one who asks
    with suppress(EOFError, OSError):
        pipe.send(None)  # ready
        url, keys, rules, today = pipe.recv()
        database = Database(url, crypto.parse(keys, "Nycklarna"))
        while True:
            pipe.send(_answer(database, pipe.recv(), rules, today))


def _answer(database: Database, ids: Sequence[int], rules: Rules, today: date) -> Decided | None:
    try:
        with database.reading() as session, collecting_seldom():
            return decide_people(session, ids, rules, today)
    except Exception:  # the one who asked does it again, and tells
        return None
