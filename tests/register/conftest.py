"""A migrated register of each kind."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from dinadatum.register.database import Database
from tests.register.registers import Registers, open_register


@pytest.fixture
def register_url(registers: Registers) -> Iterator[Callable[[str], str]]:
    """Give a function: kind of database in, URL of a migrated empty register out."""
    made: list[tuple[str, str]] = []

    def make(kind: str = "sqlite") -> str:
        made.append((kind, registers.url(kind)))
        return made[-1][1]

    yield make
    for kind, url in made:
        registers.drop(kind, url)


@pytest.fixture
def sqlite_register(register_url: Callable[[str], str]) -> Iterator[Database]:
    database = open_register(register_url("sqlite"))
    yield database
    database.close()


@pytest.fixture(params=["sqlite", "postgresql18"])
def register(request: pytest.FixtureRequest, register_url: Callable[[str], str]) -> Iterator[Database]:
    """Give an empty register; the test runs on SQLite and on PostgreSQL 18."""
    database = open_register(register_url(request.param))
    yield database
    database.close()
