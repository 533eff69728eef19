"""Opening a database: its settings, its clock, and its troubles in plain words."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
from sqlalchemy import make_url, select, text
from sqlalchemy.exc import StatementError

from dinadatum.errors import ConfigError, RegisterError
from dinadatum.register import database as database_module
from dinadatum.register import tables as t
from dinadatum.register.database import Database
from dinadatum.register.migrating import migrate
from tests.register.registers import KEYS, NOW, add_person, open_register


def test_sqlite_keeps_a_log_ahead_checks_keys_and_waits_for_the_disk(sqlite_register: Database) -> None:
    with sqlite_register.engine.connect() as connection:
        said = {
            name: connection.scalar(text(f"PRAGMA {name}"))
            for name in ("journal_mode", "foreign_keys", "synchronous")
        }
    assert said == {"journal_mode": "wal", "foreign_keys": 1, "synchronous": 2}


def test_a_new_file_is_its_owner_s_alone(tmp_path: Path) -> None:
    database = Database(f"sqlite:///{tmp_path}/x.sqlite", KEYS)
    with database.engine.connect() as connection:
        connection.execute(text("CREATE TABLE a (b)"))
    assert {path.stat().st_mode & 0o777 for path in tmp_path.iterdir()} == {0o600}
    database.close()


def test_an_instant_comes_back_in_utc(register: Database) -> None:
    stockholm = NOW.astimezone(timezone(timedelta(hours=1)))
    with register.transaction("anna", NOW) as session:
        session.add(t.Heartbeat(job="look", at=stockholm))
    with register.reading() as session:
        assert session.get_one(t.Heartbeat, "look").at == NOW
        assert session.get_one(t.Heartbeat, "look").at.tzinfo is UTC


def test_an_instant_without_a_zone_is_refused(register: Database) -> None:
    with (
        pytest.raises(StatementError, match="an instant needs a zone"),
        register.transaction("anna", NOW) as session,
    ):
        session.add(t.Heartbeat(job="look", at=datetime(2026, 11, 24, 8, 0)))  # noqa: DTZ001  # what is tested


@pytest.mark.parametrize(
    ("url", "words"),
    [
        ("skräp", "går inte att förstå"),
        ("mysql://x/y", "mysql"),
        ("sqlite+annan:///x", "sqlite"),
    ],
)
def test_an_address_that_is_none_is_a_setting_to_mend(url: str, words: str) -> None:
    with pytest.raises(ConfigError, match=words):
        Database(url, KEYS)


def test_a_folder_that_is_missing_is_said(tmp_path: Path) -> None:
    database = Database(f"sqlite:///{tmp_path}/borta/x.sqlite", KEYS)
    with pytest.raises(RegisterError, match="går inte att skriva i"):
        database.check_keys()


def test_a_database_without_tables_is_said(empty_database: Callable[[str], str]) -> None:
    database = Database(empty_database("sqlite"), KEYS)
    with pytest.raises(RegisterError, match="dinadatum init"):
        database.check_keys()
    database.close()


def test_a_server_that_is_away_is_said() -> None:
    database = Database("postgresql+psycopg://x:hemligt@127.0.0.1:1/x", KEYS)
    with pytest.raises(RegisterError, match="svarar inte") as caught:
        database.check_keys()
    assert "hemligt" not in str(caught.value)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"password": "fel"}, "godtar inte namnet eller lösenordet"),
        ({"password": None}, "Sätt miljövariabeln PGPASSWORD"),
        ({"username": "ingen"}, "godtar inte namnet eller lösenordet"),
        ({"database": "saknas"}, "Skapa den med createdb"),
    ],
)
def test_a_server_that_lets_nobody_in_is_told_from_one_that_is_away(
    postgres_url: str, monkeypatch: pytest.MonkeyPatch, change: dict[str, str | None], words: str
) -> None:
    monkeypatch.delenv("PGPASSWORD", raising=False)
    url = make_url(postgres_url)._replace(**change)
    database = Database(url.render_as_string(hide_password=False), KEYS)
    with pytest.raises(RegisterError, match=words):
        database.check_keys()
    database.close()


def test_a_user_that_may_not_make_tables_is_told_who_can_let_them(postgres_url: str) -> None:
    admin = Database(postgres_url, KEYS)
    with admin.engine.begin() as connection:
        connection.execute(text("DROP ROLE IF EXISTS liten"))
        connection.execute(text("CREATE ROLE liten LOGIN PASSWORD 'x'"))
    url = make_url(postgres_url).set(username="liten", password="x")
    small = Database(url.render_as_string(hide_password=False), KEYS)
    with pytest.raises(RegisterError, match="ALTER DATABASE"):
        migrate(small.engine)
    small.close()
    with admin.engine.begin() as connection:
        connection.execute(text("DROP ROLE liten"))
    admin.close()


def test_a_database_that_somebody_else_holds_is_said(
    register_url: Callable[[str], str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(database_module, "BUSY_SECONDS", 0)
    url = register_url("sqlite")
    one, other = open_register(url), open_register(url)
    with one.transaction("anna", NOW) as session:
        add_person(session)
        with pytest.raises(RegisterError, match="upptagen"), other.transaction("bo", NOW) as late:
            add_person(late, "P-2")
        with other.reading() as reader:
            assert reader.scalars(select(t.Person)).all() == [], "reading goes on meanwhile"
    with other.reading() as reader:
        assert len(reader.scalars(select(t.Person)).all()) == 1
    one.close()
    other.close()


class TestConnectionsAtRest:
    def test_one_whose_other_end_is_gone_is_not_used_again(self, register_url: Callable[[str], str]) -> None:
        register = open_register(register_url("postgresql18"))
        with register.reading() as one, register.reading() as other:
            pids = [session.scalar(text("SELECT pg_backend_pid()")) for session in (one, other)]
        with register.engine.connect() as connection:
            own = connection.scalar(text("SELECT pg_backend_pid()"))
            ended = [pid for pid in pids if pid != own]
            for pid in ended:
                assert connection.scalar(text("SELECT pg_terminate_backend(:pid, 30000)"), {"pid": pid})
        with register.reading() as one, register.reading() as other:
            found = {session.scalar(text("SELECT pg_backend_pid()")) for session in (one, other)}
        assert ended
        assert not found & set(ended)
        register.close()

    def test_a_page_that_only_reads_begins_no_transaction(self, register_url: Callable[[str], str]) -> None:
        register = open_register(register_url("postgresql18"))
        with register.reading() as session:
            begun = text("SELECT xact_start = query_start FROM pg_stat_activity WHERE pid = pg_backend_pid()")
            session.scalar(text("SELECT 1"))
            assert session.scalar(begun)
        with register.transaction("anna", NOW) as session:
            session.scalar(text("SELECT 1"))
            assert not session.scalar(begun)
        register.close()
