"""The database is cut off, started again, or has no room, while senders are at work: nothing lost or doubled."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from bench.accounts import examine
from bench.outside import Outside
from bench.places import SQLITE, fill, settings, write_part_of_county
from bench.rounds import Round, play
from tests.standins.databases import Databases
from tests.standins.postgres import OwnServer


def register(folder: Path, url: str) -> str:
    """Fill a register with a day's messages; give its keys."""
    config = settings(folder, url)
    fill(config, write_part_of_county(folder, texted=24, mailed=4))
    return Path(config.keys.file).read_text(encoding="utf-8")


def must_hold(one: Round) -> int:
    """Play a round and compare the books. Gives how often the database broke."""
    played = play(one)
    books, messages = examine(one.url, one.keys, one.place / "outbox", played.taken)
    assert (books.lost, books.doubled, books.unknown) == (0, 0, 0)
    assert books.sent + books.said == messages > 5
    return played.breaks


@pytest.fixture(scope="module")
def server() -> Iterator[OwnServer]:
    folder = Path(tempfile.mkdtemp(prefix="dinadatum-own-"))
    folder.chmod(0o755)  # the server may run as another user
    with OwnServer(folder) as running:
        yield running
    shutil.rmtree(folder)


@pytest.mark.parametrize("what", [Outside.CUT, Outside.RESTART])
def test_a_postgresql_that_goes_away(server: OwnServer, tmp_path: Path, what: Outside) -> None:
    url = server.address.create(f"faults_{what.name.lower()}")
    keys = register(tmp_path, url)
    one = Round(url, keys, tmp_path / "round", None, senders=2, seed=7, dying=1, outside=what, server=server)
    assert must_hold(one) > 0


def test_a_disk_without_room(databases: Databases, tmp_path: Path) -> None:
    url = databases.create(SQLITE)
    keys = register(tmp_path, url)
    must_hold(Round(url, keys, tmp_path / "round", None, senders=2, seed=2, dying=1, outside=Outside.FULL))
