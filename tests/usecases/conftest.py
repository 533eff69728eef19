"""The rules in force, and registers: empty, and with the made-up county."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from dinadatum.app import read_rules
from dinadatum.config import Config
from dinadatum.register.database import Database
from dinadatum.usecases.rules import Rules
from tests.register.registers import Registers, open_register
from tests.usecases.counties import Provider, Stepper, both_roads, import_county, keep_only


@pytest.fixture(scope="session")
def rules() -> Rules:
    return read_rules(Config())


@pytest.fixture
def copies(registers: Registers) -> Iterator[Callable[..., Database]]:
    """Give a function: kind, and the URL to copy (none: an empty register), in; an open register out."""
    made: list[tuple[str, str, Database]] = []

    def make(kind: str = "sqlite", template: str = "") -> Database:
        url = registers.copy(kind, template) if template else registers.url(kind)
        made.append((kind, url, open_register(url)))
        return made[-1][2]

    yield make
    for kind, url, database in made:
        database.close()
        registers.drop(kind, url)


@pytest.fixture
def register(copies: Callable[..., Database]) -> Database:
    """Give an empty register on SQLite."""
    return copies()


@pytest.fixture(params=["sqlite", "postgresql18"])
def each_register(request: pytest.FixtureRequest, copies: Callable[..., Database]) -> Database:
    """Give an empty register; the test runs on SQLite and on PostgreSQL 18."""
    return copies(request.param)


@pytest.fixture(scope="session")
def county_url(registers: Registers, rules: Rules, tmp_path_factory: pytest.TempPathFactory) -> str:
    """Give the URL of a register with the whole made-up county, to copy from."""
    url = registers.url("sqlite")
    database = open_register(url)
    import_county(database, rules, tmp_path_factory.mktemp("county") / "files")
    database.close()
    return url


@pytest.fixture(scope="session")
def some_url(registers: Registers, county_url: str) -> str:
    """Give the URL of a register with an eighth of the county, to copy from."""
    url = registers.copy("sqlite", county_url)
    database = open_register(url)
    keep_only(database, lambda person: person.id % 8 == 0)
    database.close()
    return url


@pytest.fixture
def county(copies: Callable[..., Database], county_url: str) -> Database:
    """Give a copy of the whole made-up county."""
    return copies("sqlite", county_url)


@pytest.fixture
def provider() -> Provider:
    return Provider()


@pytest.fixture
def stepper(register: Database, rules: Rules, provider: Provider) -> Stepper:
    return Stepper(register, rules, both_roads(provider))
