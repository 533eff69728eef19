"""What is counted for many is remembered a while; what is small is always counted anew."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from dinadatum.usecases.remembered import MANY, Memory

NOW = datetime(2026, 11, 24, 8, tzinfo=UTC)
LASTS = timedelta(minutes=10)


def counting(rows: int) -> Callable[[], tuple[int, int]]:
    """Give a count that says how many times it has been made."""
    made: list[int] = []

    def count() -> tuple[int, int]:
        made.append(rows)
        return len(made), rows

    return count


def test_many_rows_are_counted_once_within_the_time() -> None:
    memory, count = Memory(), counting(MANY + 1)
    first = memory.recall("a", NOW, count, LASTS)
    second = memory.recall("a", NOW + timedelta(minutes=9), count, LASTS)
    assert (first.value, first.fresh) == (1, True)
    assert (second.value, second.fresh, second.at) == (1, False, NOW)


def test_they_are_counted_again_when_the_time_is_out() -> None:
    memory, count = Memory(), counting(MANY + 1)
    memory.recall("a", NOW, count, LASTS)
    assert memory.recall("a", NOW + LASTS, count, LASTS).value == 2


def test_few_rows_are_counted_every_time() -> None:
    memory, count = Memory(), counting(MANY)
    assert [memory.recall("a", NOW, count, LASTS).value for _ in range(3)] == [1, 2, 3]


def test_each_key_has_a_count_of_its_own() -> None:
    memory, count = Memory(), counting(MANY + 1)
    assert [memory.recall(key, NOW, count, LASTS).value for key in "ab"] == [1, 2]


def test_while_one_counts_another_has_the_last_count() -> None:
    memory, count = Memory(), counting(MANY + 1)
    memory.recall("a", NOW, count, LASTS)
    later = NOW + LASTS
    meanwhile: list[int] = []

    def slow() -> tuple[int, int]:
        meanwhile.append(memory.recall("a", later, count, LASTS).value)
        return count()

    assert memory.recall("a", later, slow, LASTS).value == 2
    assert meanwhile == [1]
