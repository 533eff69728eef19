"""Many processes decide, one writes: what stands in the register is what one process alone would have written."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from datetime import timedelta
from itertools import chain
from multiprocessing import active_children, spawn
from typing import Self

import pytest
from sqlalchemy.orm import Session

from dinadatum import clock
from dinadatum.register.database import Database
from dinadatum.usecases.looks import daily_look, helpers
from dinadatum.usecases.looks.daily_look import in_chunks, look
from dinadatum.usecases.looks.deciding import Decided
from dinadatum.usecases.looks.helpers import Alone, Helpers
from dinadatum.usecases.rules import Rules
from tests.usecases.counties import COUNTY_DAY
from tests.usecases.small_lives import everything

SOON = 60.0
"""Seconds within which a process has surely begun."""


class Ready(Helpers):
    """Helpers who have all begun before there is anything to do."""

    def __enter__(self) -> Self:
        super().__enter__()
        while any(self._in_hand.values()):
            assert self._collect({}, seconds=SOON)
        return self


@pytest.fixture(autouse=True)
def few_are_many(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a small register be shared between processes, in several chunks and transactions."""
    monkeypatch.setattr(daily_look, "MANY", 1)
    monkeypatch.setattr(daily_look, "CHUNK", 30)
    monkeypatch.setattr(helpers, "AT_ONCE", 2)
    monkeypatch.setattr(daily_look, "Helpers", Ready)


def test_the_same_is_written_by_many_as_by_one(
    copies: Callable[..., Database], some_url: str, rules: Rules
) -> None:
    alone, together = copies("sqlite", some_url), copies("sqlite", some_url)
    found = []
    for day in (COUNTY_DAY, COUNTY_DAY + timedelta(days=1)):
        one = look(alone, rules, day, clock.opening(day))
        more = look(together, rules, day, clock.opening(day), processes=3)
        assert one == more
        assert everything(alone) == everything(together)
        found.append(one)
    assert all(one.messages for one in found)
    assert any(one.tasks for one in found)
    assert not active_children(), "nobody is left behind"


class Dying(Ready):
    """Helpers of whom one is killed before it has answered, and the others when something has been."""

    def decide(self, session: Session, chunks: helpers.Chunks) -> Iterator[Decided]:
        for process in list(self._processes.values())[:1]:
            process.kill()
        for number, decided in enumerate(super().decide(session, chunks)):
            if number == 1:
                for process in self._processes.values():
                    process.kill()
            yield decided


@pytest.fixture
def is_as_alone(copies: Callable[..., Database], some_url: str, rules: Rules) -> Callable[[], bool]:
    """Give a function that looks with three processes, and tells whether it came to what one alone comes to."""
    alone, together = copies("sqlite", some_url), copies("sqlite", some_url)
    now = clock.opening(COUNTY_DAY)
    one = look(alone, rules, COUNTY_DAY, now)

    def compare() -> bool:
        same = look(together, rules, COUNTY_DAY, now, processes=3) == one
        assert not active_children()
        return same and everything(alone) == everything(together)

    return compare


def test_nothing_is_lost_when_helpers_are_killed(
    is_as_alone: Callable[[], bool], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(daily_look, "Helpers", Dying)
    assert is_as_alone()


def test_silent_helpers_are_not_waited_for(
    is_as_alone: Callable[[], bool], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(helpers, "SILENT_SECONDS", 0)
    monkeypatch.setattr(helpers, "AHEAD", 4)
    assert is_as_alone()


def test_helpers_that_die_before_they_begin_are_not_waited_for(
    is_as_alone: Callable[[], bool], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(daily_look, "Helpers", Helpers)
    monkeypatch.setattr(spawn, "get_executable", lambda: os.fsencode(shutil.which("false") or ""))
    assert is_as_alone()


def test_few_people_need_no_help(
    copies: Callable[..., Database], some_url: str, rules: Rules, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(daily_look, "MANY", 100_000)
    monkeypatch.setattr(daily_look, "Helpers", Alone)  # would refuse to be made of so much
    assert look(copies("sqlite", some_url), rules, COUNTY_DAY, clock.opening(COUNTY_DAY), processes=3).people


def test_a_handläggares_people_are_never_parted() -> None:
    by_worker: dict[int | None, list[int]] = {
        7: list(range(0, 60, 3)),
        8: list(range(1, 60, 3)),
        9: list(range(100, 145)),
        None: list(range(200, 265)),
    }
    chunks = in_chunks(by_worker)
    assert sorted(person for chunk in chunks for person in chunk) == sorted(chain(*by_worker.values()))
    for worker in (7, 8, 9):
        assert sum(not set(by_worker[worker]).isdisjoint(chunk) for chunk in chunks) == 1
    assert all(chunk == sorted(chunk) for chunk in chunks)
    assert [len(chunk) for chunk in chunks] == [30, 30, 5, 20, 20, 45]


def test_nobody_to_ask_about_is_no_chunk() -> None:
    assert in_chunks({}) == []
