"""A small made-up unit, with the pages on top of it. The clock stands still until a test moves it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta

import pytest
from argon2 import PasswordHasher
from flask import Flask
from flask.testing import FlaskClient
from jinja2.bccache import Bucket, BytecodeCache

from dinadatum.app import Service, read_rules
from dinadatum.config import Config, DatabaseConfig, WebConfig
from dinadatum.register import crypto
from dinadatum.register.database import Database
from dinadatum.register.migrating import migrate
from dinadatum.usecases.looks.derived import refresh_people
from dinadatum.usecases.rules import Rules
from dinadatum.usecases.staff import accounts
from dinadatum.web import errors
from dinadatum.web.app import make_app
from tests.standins.databases import Databases
from tests.web.small_unit import PASSWORD, fill

TODAY = date(2026, 11, 24)
NOW = datetime(2026, 11, 24, 8, 0, tzinfo=UTC)
KEYS = crypto.new_keyring()


@dataclass(slots=True)
class Clock:
    """A clock that a test can move."""

    moment: datetime = NOW

    def __call__(self) -> datetime:
        return self.moment

    def move(self, by: timedelta) -> None:
        self.moment += by


@dataclass(slots=True)
class Site:
    """The pages, what is behind them, and the clock."""

    service: Service
    clock: Clock
    app: Flask

    def client(self, username: str = "") -> FlaskClient:
        """Give a browser-like client, logged in if a name is given."""
        client = self.app.test_client()
        if username:
            answer = log_in(client, username)
            assert answer.status_code == 303, answer.get_data(as_text=True)
        return client


def log_in(client: FlaskClient, username: str, password: str = PASSWORD):
    """Log in as the form does."""
    return client.post(
        "/logga-in", data={"csrf_token": token_of(client), "username": username, "password": password}
    )


def token_of(client: FlaskClient, path: str = "/logga-in") -> str:
    """Read the token of a page's form."""
    page = client.get(path).get_data(as_text=True)
    return page.split('name="csrf_token" value="', 1)[1].split('"', 1)[0]


@pytest.fixture(scope="session", autouse=True)
def quick_passwords() -> Iterator[None]:
    """Make passwords cheap to try, as the product never does: hundreds of log-ins would take minutes."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(accounts, "_HASHER", PasswordHasher(time_cost=1, memory_cost=64, parallelism=1))
        yield


class KeptTemplates(BytecodeCache):
    """Keeps what a template became, for the next test's pages. A template that has changed is read anew."""

    def __init__(self) -> None:
        self._kept: dict[str, bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        if bucket.key in self._kept:
            bucket.bytecode_from_string(self._kept[bucket.key])

    def dump_bytecode(self, bucket: Bucket) -> None:
        self._kept[bucket.key] = bucket.bytecode_to_string()


@pytest.fixture(scope="session", autouse=True)
def kept_templates() -> Iterator[None]:
    """Compile each template once, not once for each test: every test has an application of its own."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(errors.QuietFlask, "jinja_options", {"bytecode_cache": KeptTemplates()})
        yield


@pytest.fixture(scope="session")
def rules() -> Rules:
    return read_rules(Config())


@pytest.fixture(scope="session")
def filled(databases: Databases, rules: Rules) -> str:
    """A database with the small unit in it, to copy from."""
    return _filled(databases, rules, "sqlite")


@pytest.fixture
def site(databases: Databases, rules: Rules, filled: str) -> Iterator[Site]:
    url = databases.create("sqlite", filled)
    with_site = make_site(url, rules)
    yield with_site
    with_site.service.database.close()
    databases.drop("sqlite", url)


@pytest.fixture(scope="session")
def filled_postgres(databases: Databases, rules: Rules) -> str:
    return _filled(databases, rules, "postgresql18")


@pytest.fixture
def postgres_site(databases: Databases, rules: Rules, filled_postgres: str) -> Iterator[Site]:
    url = databases.create("postgresql18", filled_postgres)
    with_site = make_site(url, rules)
    yield with_site
    with_site.service.database.close()
    databases.drop("postgresql18", url)


@pytest.fixture
def https_site(site: Site, rules: Rules) -> Site:
    config = replace(site.service.config, web=WebConfig(public_url="https://dinadatum.example"))
    service = replace(site.service, config=config)
    return Site(service, site.clock, make_app(service, site.clock))


@pytest.fixture
def sara(site: Site) -> FlaskClient:
    """Handläggare in unit 5065."""
    return site.client("sara")


@pytest.fixture
def served(site: Site) -> Iterator[Callable[[], str]]:
    """Serve the pages to a real browser; gives the address."""
    from dinadatum.web.serving import serve

    server = serve(site.app, "127.0.0.1", 0)
    server.start()
    yield lambda: server.address
    server.stop()


def make_site(url: str, rules: Rules) -> Site:
    """Put pages on a database."""
    service = Service(Config(database=DatabaseConfig(url)), Database(url, KEYS), rules)
    clock = Clock()
    return Site(service, clock, make_app(service, clock))


def _filled(databases: Databases, rules: Rules, kind: str) -> str:
    url = databases.create(kind)
    database = Database(url, KEYS)
    migrate(database.engine)
    database.check_keys()
    with database.transaction("prov", NOW) as session:
        ids = fill(session, NOW)
    with database.transaction("prov", NOW) as session:
        refresh_people(session, ids, rules)
    database.close()
    return url
