"""Fresh databases for tests, of every kind the product runs on."""

from __future__ import annotations

import itertools
import os
import shutil
from pathlib import Path

from tests.standins.postgres import PostgresAddress, shared_server

_numbers = itertools.count(1)


class Databases:
    """Makes and drops databases: sqlite, postgresql18 or postgresql16. One per test worker."""

    def __init__(self, run_folder: Path, owner: int, files: Path) -> None:
        self._run_folder = run_folder
        self._owner = owner
        self._files = files
        self._servers: dict[str, PostgresAddress] = {}

    def server(self, kind: str) -> PostgresAddress:
        """Give the run's PostgreSQL of a kind, started at the first call."""
        if kind not in self._servers:
            self._servers[kind] = shared_server(kind, self._run_folder, self._owner)
        return self._servers[kind]

    def create(self, kind: str, template: str = "") -> str:
        """Make an empty database, or a copy of one that nobody is using, and give its URL.

        template: the URL that an earlier create() of the same kind gave.
        """
        name = f"test_{os.getpid()}_{next(_numbers)}"
        if kind != "sqlite":
            return self.server(kind).create(name, template.rpartition("/")[2] or "template1")
        file = self._files / f"{name}.sqlite"
        if template:
            shutil.copyfile(_file(template), file)
        return f"sqlite:///{file}"

    def drop(self, kind: str, url: str) -> None:
        """Take a database away, whoever is still connected to it."""
        if kind != "sqlite":
            self.server(kind).drop(url.rpartition("/")[2])
            return
        file = _file(url)
        for suffix in ("", "-wal", "-shm", "-journal"):
            Path(f"{file}{suffix}").unlink(missing_ok=True)


def _file(url: str) -> Path:
    return Path(url.removeprefix("sqlite:///"))
