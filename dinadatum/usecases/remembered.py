"""Remembers what took many rows to count, so that it isn't counted anew for everybody who looks."""

from __future__ import annotations

import threading
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Generic, TypeVar

T = TypeVar("T")

MANY = 20_000
"""What counts fewer rows than this is always counted anew."""
MOST = 500
"""So many counts are remembered; then all are forgotten."""


@dataclass(frozen=True, slots=True)
class Counted(Generic[T]):
    """Something counted, and when. fresh: counted for whoever asks now."""

    value: T
    at: datetime
    fresh: bool = True


class Memory:
    """What one process has counted. Threads may share it: one counts, and the others have the last count meanwhile."""

    def __init__(self) -> None:
        """Remember nothing yet."""
        self._lock = threading.Lock()
        self._kept: dict[Hashable, Counted[Any]] = {}
        self._counting: dict[Hashable, threading.Lock] = {}

    def recall(
        self,
        key: Hashable,
        now: datetime,
        count: Callable[[], tuple[T, int]],
        lasts: timedelta,
        *,
        many: int = MANY,
    ) -> Counted[T]:
        """Return what was counted under a key within so long, or else count it.

        count: gives the value and how many rows it counted; a value of no more than many is not remembered.
        """
        kept, counting = self._find(key)
        if kept is not None and now - kept.at < lasts:
            return kept
        if not counting.acquire(blocking=kept is None):
            return kept or self.recall(key, now, count, lasts, many=many)
        try:
            kept, _ = self._find(key)
            if kept is not None and now - kept.at < lasts:
                return kept
            value, rows = count()
            self._keep(key, Counted(value, now, fresh=False) if rows > many else None)
            return Counted(value, now)
        finally:
            counting.release()

    def _find(self, key: Hashable) -> tuple[Counted[Any] | None, threading.Lock]:
        with self._lock:
            return self._kept.get(key), self._counting.setdefault(key, threading.Lock())

    def _keep(self, key: Hashable, counted: Counted[Any] | None) -> None:
        with self._lock:
            if len(self._kept) >= MOST:
                self._kept.clear()
            if counted is None:
                self._kept.pop(key, None)
            else:
                self._kept[key] = counted
