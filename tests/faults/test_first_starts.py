"""Several are started at the same time on a database that isn't made yet: one makes it, the others wait."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from dinadatum.app import initialise, open_database
from dinadatum.config import Config, DatabaseConfig, KeysConfig
from dinadatum.errors import RegisterError
from dinadatum.register import crypto
from dinadatum.register.database import Database
from dinadatum.register.locking import Hold, holding
from tests.register.registers import KEYS
from tests.standins.databases import Databases

STARTS = 4
SOON_S = 0.2


@pytest.mark.parametrize("kind", ["sqlite", "postgresql18"])
def test_one_of_many_first_starts_makes_the_register(
    kind: str, databases: Databases, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv(crypto.ENVIRONMENT, raising=False)
    url = databases.create(kind)
    config = Config(database=DatabaseConfig(url), keys=KeysConfig(str(tmp_path / "keys")))
    with ThreadPoolExecutor(STARTS) as pool:
        fresh = list(pool.map(lambda _: initialise(config), range(STARTS)))
    assert sorted(fresh) == [False] * (STARTS - 1) + [True]
    with open_database(config):
        pass
    databases.drop(kind, url)


@pytest.mark.parametrize("kind", ["sqlite", "postgresql18"])
def test_what_one_holds_alone_another_waits_for(kind: str, databases: Databases) -> None:
    url = databases.create(kind)
    one, other = Database(url, KEYS), Database(url, KEYS)
    said: list[str] = []

    def follow() -> None:
        with holding(other, "starting", Hold.ALONE):
            said.append("other")

    follower = threading.Thread(target=follow)
    with holding(one, "starting", Hold.ALONE) as got:
        assert got
        with holding(other, "starting", Hold.ALONE_OR_NOT_AT_ALL) as got_too:
            assert not got_too
        with holding(other, "something else", Hold.ALONE_OR_NOT_AT_ALL) as got_something_else:
            assert got_something_else
        follower.start()
        follower.join(SOON_S)
        said.append("one")
    follower.join()
    assert said == ["one", "other"]
    one.close()
    other.close()
    databases.drop(kind, url)


def test_a_folder_that_cannot_be_written_in_is_said(tmp_path: Path) -> None:
    there = tmp_path / "nowhere"
    database = Database(f"sqlite:///{there}/register.sqlite", KEYS)
    with pytest.raises(RegisterError, match="mappens rättigheter"), holding(database, "sending", Hold.ALONE):
        pass
    database.close()
