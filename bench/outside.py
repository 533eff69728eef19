"""What goes wrong with the database while senders are at work."""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from contextlib import ExitStack
from enum import StrEnum
from typing import Self

from sqlalchemy import Engine, event
from sqlalchemy.engine import make_url

from tests.standins.cutting_proxy import CuttingProxy
from tests.standins.postgres import OwnServer


class Outside(StrEnum):
    """What befalls the database in a round."""

    CUT = "databasens förbindelser klipps"
    RESTART = "databasservern startas om"
    FULL = "disken blir full"


LEAST_BYTES, MOST_BYTES = 4_000, 60_000
"""After so much a connection is cut: what a sender says and hears of the database in a few messages."""
BREAKS = 3
GAP_S = 0.15


class Meddler:
    """Makes one of these befall a database, and tells how often it did. Use it as a context manager."""

    def __init__(self, what: Outside | None, url: str, server: OwnServer | None, seed: int) -> None:
        """Take the database, and the server it is on if that can be started again."""
        self._what, self._server = what, server
        self._random = random.Random(seed)
        self._stack = ExitStack()
        self._proxy: CuttingProxy | None = None
        self.url, self.breaks = url, 0

    def __enter__(self) -> Self:
        if self._what is Outside.CUT:
            address = make_url(self.url)
            self._proxy = self._stack.enter_context(CuttingProxy(address.port or 0, seed=1))
            self.url = address.set(port=self._proxy.port).render_as_string(hide_password=False)
        return self

    def __exit__(self, *_: object) -> None:
        self._stack.close()

    def meddle(self, working: Callable[[], bool]) -> None:
        """Break some times, as long as somebody is working."""
        for _ in range(BREAKS):
            time.sleep(GAP_S * self._random.random())
            if not working():
                return
            if self._proxy is not None:
                self._proxy.cut_all()
                self.breaks += 1
            elif self._what is Outside.RESTART and self._server is not None:
                self._server.restart()
                self.breaks += 1

    def begin(self) -> None:
        """Let connections from now on break in the middle of what they carry."""
        if self._proxy is not None:
            self._proxy.cut_after(LEAST_BYTES, MOST_BYTES)

    def end(self) -> None:
        """Leave the database in peace."""
        if self._proxy is not None:
            self._proxy.cut_after(0, 0)
            self.breaks += self._proxy.cuts
            self._proxy.cuts = 0


class FullDisk:
    """Lets a SQLite database grow no more until somebody makes room."""

    def __init__(self, engine: Engine, spare: int) -> None:
        """Take the engine, and how many pages it may still grow by."""
        self._full = True
        with engine.connect() as connection:
            pages = int(connection.exec_driver_sql("PRAGMA page_count").scalar_one())
        engine.dispose()
        self._most = pages + spare
        event.listen(engine, "checkout", self._limit)

    def make_room(self) -> None:
        """Let it grow again."""
        self._full = False

    def _limit(self, connection: object, *_: object) -> None:
        most = self._most if self._full else 1_000_000_000
        connection.execute(f"PRAGMA max_page_count = {most}")  # type: ignore[attr-defined]
