"""Ctrl-C and SIGTERM are heard whenever they come, and whichever thread the system gives them to."""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Iterator

import pytest

from dinadatum.running import StopSignal

SIGNALS = [signal.SIGINT, signal.SIGTERM]
FALLS_ASLEEP_S, PATIENCE_S = 0.05, 30


@pytest.fixture
def stopping() -> Iterator[StopSignal]:
    before = {number: signal.getsignal(number) for number in SIGNALS}
    yield StopSignal()
    signal.set_wakeup_fd(-1)
    for number, handler in before.items():
        signal.signal(number, handler)


@pytest.mark.parametrize("number", SIGNALS)
def test_one_that_came_first_is_heard_at_once(stopping: StopSignal, number: int) -> None:
    os.kill(os.getpid(), number)
    stopping.wait()


@pytest.mark.parametrize("number", SIGNALS)
def test_one_that_another_thread_gets_wakes_the_one_that_waits(stopping: StopSignal, number: int) -> None:
    """An Event would not be set: its handler runs in the main thread, which nothing wakes."""
    late = threading.Event()

    def give_up() -> None:
        late.set()
        os.kill(os.getpid(), number)

    sends = threading.Timer(FALLS_ASLEEP_S, lambda: signal.pthread_kill(threading.get_ident(), number))
    rescue = threading.Timer(PATIENCE_S, give_up)
    sends.start()
    rescue.start()
    stopping.wait()
    rescue.cancel()
    sends.join()
    assert not late.is_set()
