"""Log-ins by the use case and by the command line."""

from __future__ import annotations

import threading
from datetime import timedelta
from pathlib import Path

import pytest
from argon2 import PasswordHasher
from sqlalchemy import select
from typer.testing import CliRunner

from dinadatum.cli_accounts import accounts_app
from dinadatum.cli_state import STATE, UsageError
from dinadatum.register import crypto
from dinadatum.register import tables as t
from dinadatum.register.database import Database
from dinadatum.usecases.staff import accounts
from dinadatum.usecases.staff.accounts import AccountError
from dinadatum.usecases.staff.viewers import Role, read_units
from tests.web.conftest import KEYS, NOW, Site
from tests.web.small_unit import PASSWORD


@pytest.mark.parametrize(
    ("failures", "minutes"), [(0, None), (4, None), (5, 15), (6, 30), (7, 60), (9, 240), (10, 480), (99, 480)]
)
def test_the_lock_grows(failures: int, minutes: int | None) -> None:
    lasts = accounts.lock_lasts(failures)
    assert lasts == (None if minutes is None else timedelta(minutes=minutes))


def test_the_sixth_failure_locks_twice_as_long(site: Site) -> None:
    database, moment = site.service.database, NOW
    for _ in range(5):
        assert accounts.verify(database, "sara", "fel lösenord här", moment) is None
    moment += timedelta(minutes=15)
    assert accounts.verify(database, "sara", "fel lösenord här", moment) is None
    moment += timedelta(minutes=29)
    assert accounts.verify(database, "sara", PASSWORD, moment) is None
    moment += timedelta(minutes=1)
    assert accounts.verify(database, "sara", PASSWORD, moment) is not None


def test_tries_while_locked_do_not_lengthen_the_lock(site: Site) -> None:
    database = site.service.database
    for _ in range(9):
        accounts.verify(database, "sara", "fel lösenord här", NOW)
    assert accounts.verify(database, "sara", PASSWORD, NOW + timedelta(minutes=15)) is not None


def test_guesses_at_once_are_counted_one_by_one(site: Site) -> None:
    guesses = [
        threading.Thread(target=accounts.verify, args=(site.service.database, "sara", f"gissning {n}", NOW))
        for n in range(8)
    ]
    for guess in guesses:
        guess.start()
    for guess in guesses:
        guess.join()
    with site.service.database.reading() as session:
        row = session.execute(
            select(t.Account.failures, t.Account.locked_until).where(t.Account.username == "sara")
        ).one()
    assert tuple(row) == (5, NOW + timedelta(minutes=15))


def test_an_unknown_name_is_tried_like_a_known_one(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    tried: list[str] = []
    real = accounts._matches
    monkeypatch.setattr(accounts, "_matches", lambda *given: tried.append(given[1]) or real(*given))
    assert accounts.verify(site.service.database, "ingen", PASSWORD, NOW) is None
    assert tried == [PASSWORD]


def test_a_password_typed_with_decomposed_letters_is_the_same(site: Site) -> None:
    decomposed = PASSWORD.replace("ö", "o\u0308").replace("ä", "a\u0308")
    assert decomposed != PASSWORD
    assert accounts.verify(site.service.database, "sara", decomposed, NOW) is not None


REAL_HASHER = accounts._HASHER
"""What the product uses; the tests put a cheaper one in its place."""


def test_a_password_costs_an_attacker_what_is_advised() -> None:
    # The least that OWASP advises for argon2id: 19 MiB and 2 rounds.
    assert REAL_HASHER.type.name == "ID"
    assert REAL_HASHER.memory_cost >= 19 * 1024
    assert REAL_HASHER.time_cost >= 2


def test_a_password_of_an_older_cost_is_kept_anew_at_the_next_log_in(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(accounts, "_HASHER", PasswordHasher(time_cost=2, memory_cost=64, parallelism=1))
    found = accounts.verify(site.service.database, "sara", PASSWORD, NOW)
    assert found is not None
    with site.service.database.reading() as session:
        stored = session.scalar(select(t.Account.password_hash).where(t.Account.username == "sara"))
    assert "t=2" in stored
    assert accounts.verify(site.service.database, "sara", PASSWORD, NOW).stamp == found.stamp


def test_the_password_is_kept_as_argon2id(site: Site) -> None:
    with site.service.database.reading() as session:
        stored = set(session.scalars(select(t.Account.password_hash)))
    assert len(stored) == 6
    assert all(each.startswith("$argon2id$") for each in stored)


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"password": "elva tecken"}, "är 11 tecken"),
        ({"password": "x" * 201}, "är 201 tecken"),
        ({"password": "nykoping-nykoping", "username": "nykoping"}, "för lätt att gissa"),
        ({"password": "aaaaaaaaaaaaaaaa"}, "för lätt att gissa"),
        ({"username": "sara"}, "finns redan"),
        ({"username": "två ord"}, "utan mellanslag"),
        ({"username": ""}, "utan mellanslag"),
        ({"caseworker": "ingen"}, "Ingen handläggare heter ingen"),
    ],
)
def test_an_account_that_can_not_be_made_is_said_plainly(
    site: Site, values: dict[str, str], said: str
) -> None:
    given = {"username": "ny", "password": "ett långt nytt lösenord", "caseworker": "", **values}
    with (
        pytest.raises(AccountError, match=said),
        site.service.database.transaction("adam", NOW) as session,
    ):
        accounts.create(session, role=Role.CASEWORKER, now=NOW, **given)


@pytest.mark.parametrize(
    ("text", "units"),
    [("*", None), ("5065", {"5065"}), ("5065, 5066", {"5065", "5066"}), ("", {""})],
)
def test_the_units_of_an_account(text: str, units: set[str] | None) -> None:
    assert read_units(text) == (None if units is None else frozenset(units))


@pytest.fixture
def register(site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Database:
    """A register that the command line finds."""
    crypto.write(tmp_path / "keys", KEYS)
    monkeypatch.setenv("DINADATUM_DATABASE_URL", site.service.config.database.url)
    monkeypatch.setenv("DINADATUM_KEYS_FILE", str(tmp_path / "keys"))
    monkeypatch.setattr(STATE, "config_file", None)
    monkeypatch.chdir(tmp_path)
    return site.service.database


def _run(*words: str, typed: str = "") -> str:
    answer = CliRunner().invoke(accounts_app, list(words), input=typed)
    if answer.exception is not None:
        raise answer.exception
    return answer.output


def test_an_account_by_the_command_line(register: Database) -> None:
    added = _run("add", "ny", "--roll", "gruppledare", "--enhet", "5065", typed="ett långt nytt lösenord\n")
    assert "Kontot ny är tillagt" in added
    assert "ett långt" not in added
    assert "gruppledare" in next(line for line in _run("list").splitlines() if line.startswith("ny "))
    found = accounts.verify(register, "ny", "ett långt nytt lösenord", NOW)
    assert found is not None
    assert (found.role, found.units) == (Role.TEAM_LEADER, frozenset({"5065"}))
    _run("password", "ny", "--stdin", typed="ett annat nytt lösenord\n")
    assert accounts.verify(register, "ny", "ett långt nytt lösenord", NOW) is None
    assert accounts.verify(register, "ny", "ett annat nytt lösenord", NOW) is not None
    _run("remove", "ny")
    assert accounts.verify(register, "ny", "ett annat nytt lösenord", NOW) is None


def test_the_command_line_unlocks(register: Database) -> None:
    for _ in range(5):
        accounts.verify(register, "sara", "fel lösenord här", NOW)
    assert accounts.verify(register, "sara", PASSWORD, NOW) is None
    _run("unlock", "sara")
    assert accounts.verify(register, "sara", PASSWORD, NOW) is not None


def test_the_command_line_names_the_roles_there_are(register: Database) -> None:
    with pytest.raises(UsageError, match="handläggare, gruppledare, administratör"):
        _run("add", "ny", "--roll", "chef", typed="ett långt nytt lösenord\n")


def test_no_command_takes_a_password_as_an_argument(register: Database) -> None:
    for command in ("add", "password"):
        words = CliRunner().invoke(accounts_app, [command, "--help"]).output
        assert "--losenord" not in words
        assert "--password" not in words
        assert "--stdin" in words
