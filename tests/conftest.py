"""Fixtures for every test: fresh databases of each kind, and a browser.

A server is started when the first test asks for it, is shared by all workers, and is gone when the run is.
"""

from __future__ import annotations

import gc
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

    from tests.register.registers import Registers
    from tests.standins.databases import Databases

_RUN_FOLDER = pytest.StashKey[Path]()
_OWNER = pytest.StashKey[int]()
_FILES = pytest.StashKey[Path]()
_MEMORY, _ROOM = Path("/dev/shm"), 2_000_000_000  # a disk in memory, where there is one
"""Each write of the product waits for its disk, hundreds of thousands of times in a run."""


@pytest.hookimpl(tryfirst=True)  # before pytest has chosen a folder for the files of the tests
def pytest_configure(config: pytest.Config) -> None:
    """Give the whole run one folder, which the workers of pytest-xdist are told of."""
    told = getattr(config, "workerinput", None)
    if told is not None:
        config.stash[_RUN_FOLDER] = Path(told["run_folder"])
        config.stash[_OWNER] = told["owner"]
        return
    folder = Path(tempfile.mkdtemp(prefix="dinadatum-tests-"))
    folder.chmod(0o755)  # the database server may run as another user
    config.stash[_RUN_FOLDER] = folder
    config.stash[_OWNER] = os.getpid()
    if not config.option.basetemp and _has_room(_MEMORY):
        config.stash[_FILES] = Path(tempfile.mkdtemp(prefix="dinadatum-tests-", dir=_MEMORY))
        config.option.basetemp = str(config.stash[_FILES] / "files")


def pytest_collection_finish() -> None:
    """Let the collector of garbage pass over the thousands of tests themselves, and look at all the rest seldom.

    It went through everything again and again while tests ran: a fifth of the processor.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(5_000, 20, 10)


def _has_room(folder: Path) -> bool:
    return os.access(folder, os.W_OK) and shutil.disk_usage(folder).free > _ROOM


@pytest.hookimpl(optionalhook=True)
def pytest_configure_node(node: object) -> None:
    """Tell a worker where the run's servers are noted, and whose end is theirs."""
    node.workerinput["run_folder"] = str(node.config.stash[_RUN_FOLDER])
    node.workerinput["owner"] = node.config.stash[_OWNER]


def pytest_unconfigure(config: pytest.Config) -> None:
    """Stop what the run started."""
    if hasattr(config, "workerinput") or _RUN_FOLDER not in config.stash:
        return
    from tests.standins.postgres import stop_servers

    stop_servers(config.stash[_RUN_FOLDER])
    shutil.rmtree(config.stash[_RUN_FOLDER], ignore_errors=True)
    if _FILES in config.stash:
        shutil.rmtree(config.stash[_FILES], ignore_errors=True)


@pytest.fixture(scope="session")
def databases(pytestconfig: pytest.Config, tmp_path_factory: pytest.TempPathFactory) -> Databases:
    """Make databases by hand: create(kind, template) and drop(kind, url)."""
    from tests.standins.databases import Databases

    files = tmp_path_factory.mktemp("databases")
    return Databases(pytestconfig.stash[_RUN_FOLDER], pytestconfig.stash[_OWNER], files)


@pytest.fixture(scope="session")
def registers(databases: Databases) -> Registers:
    """Make registers, empty and migrated: the migrations run once per worker and kind of database."""
    from tests.register.registers import Registers

    return Registers(databases)


@pytest.fixture
def empty_database(databases: Databases) -> Iterator[Callable[[str], str]]:
    """Give a function: kind of database in, URL of a fresh empty one out. Dropped after the test."""
    made: list[tuple[str, str]] = []

    def make(kind: str = "sqlite") -> str:
        made.append((kind, databases.create(kind)))
        return made[-1][1]

    yield make
    for kind, url in made:
        databases.drop(kind, url)


@pytest.fixture
def postgres_url(empty_database: Callable[[str], str]) -> str:
    """Give a fresh empty database on PostgreSQL 18."""
    return empty_database("postgresql18")


@pytest.fixture(params=["sqlite", "postgresql18"])
def database_url(request: pytest.FixtureRequest, empty_database: Callable[[str], str]) -> str:
    """Give a fresh empty database; the test runs on SQLite and on PostgreSQL 18."""
    return empty_database(request.param)


@pytest.fixture(params=["sqlite", "postgresql18", "postgresql16"])
def any_database_url(request: pytest.FixtureRequest, empty_database: Callable[[str], str]) -> str:
    """Give a fresh empty database; the test runs on every kind we promise to run on."""
    return empty_database(request.param)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Start a real Chromium once per worker."""
    from tests.standins.browser import launched

    with launched() as chromium:
        yield chromium


@pytest.fixture
def page_at(browser: Browser) -> Iterator[Callable[..., Page]]:
    """Give a function: width in CSS pixels in, a fresh page without cookies out."""
    from tests.standins.browser import new_page

    opened: list[Page] = []

    def open_page(width: int = 1280, height: int = 900) -> Page:
        opened.append(new_page(browser, width, height))
        return opened[-1]

    yield open_page
    for page in opened:
        page.context.close()


@pytest.fixture
def page(page_at: Callable[..., Page]) -> Page:
    """Give a fresh page, 1280 pixels wide."""
    return page_at(1280)
