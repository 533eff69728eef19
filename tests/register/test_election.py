"""One process is elected; when it dies or gives up, another is."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import text

from dinadatum.register.database import Database
from dinadatum.register.election import LEASE, RENEW, Election
from tests.register.registers import NOW, open_register


def lease_of(database: Database) -> str:
    value = database.meta("lease:look")
    assert value is not None
    return value


def test_one_is_elected_and_stays_so(register: Database) -> None:
    one, other = Election(register, "look"), Election(register, "look")
    assert one.hold(NOW)
    assert not other.hold(NOW)
    assert one.hold(NOW + timedelta(seconds=10))
    assert not other.hold(NOW + timedelta(seconds=10))
    one.give_up(NOW)


def test_other_work_is_another_election(register: Database) -> None:
    one, other = Election(register, "look"), Election(register, "watch")
    assert one.hold(NOW)
    assert other.hold(NOW)
    one.give_up(NOW)
    other.give_up(NOW)


def test_who_gives_up_makes_room_at_once(register: Database) -> None:
    one, other = Election(register, "look"), Election(register, "look")
    assert one.hold(NOW)
    one.give_up(NOW)
    assert other.hold(NOW)
    one.give_up(NOW)  # not its own any more
    assert not one.hold(NOW)
    other.give_up(NOW)


class TestLease:
    def test_a_dead_one_is_followed_when_its_lease_is_over(self, sqlite_register: Database) -> None:
        dead, other = Election(sqlite_register, "look"), Election(sqlite_register, "look")
        assert dead.hold(NOW)
        assert not other.hold(NOW + LEASE - timedelta(seconds=1))
        assert other.hold(NOW + LEASE)
        assert not dead.hold(NOW + LEASE), "it lives after all, but comes back to find another"

    def test_it_is_written_again_only_when_a_third_has_gone(self, sqlite_register: Database) -> None:
        one = Election(sqlite_register, "look")
        assert one.hold(NOW)
        first = lease_of(sqlite_register)
        assert one.hold(NOW + RENEW)
        assert lease_of(sqlite_register) == first
        assert one.hold(NOW + RENEW + timedelta(seconds=1))
        assert lease_of(sqlite_register) != first

    @pytest.mark.parametrize("jump", [-timedelta(days=400), timedelta(days=400)])
    def test_a_clock_that_jumped_keeps_nobody_out(self, sqlite_register: Database, jump: timedelta) -> None:
        assert Election(sqlite_register, "look").hold(NOW)
        assert Election(sqlite_register, "look").hold(NOW + jump)

    def test_one_that_slept_asks_the_register_again(self, sqlite_register: Database) -> None:
        slept, other = Election(sqlite_register, "look"), Election(sqlite_register, "look")
        assert slept.hold(NOW)
        assert other.hold(NOW + 2 * LEASE)
        assert not slept.hold(NOW + 2 * LEASE)


class TestLock:
    def test_a_cut_connection_gives_the_work_to_another(self, register_url: Callable[[str], str]) -> None:
        register = open_register(register_url("postgresql18"))
        cut, other = Election(register, "look"), Election(register, "look")
        assert cut.hold(NOW)
        assert not other.hold(NOW)
        end_all_others(register)
        assert other.hold(NOW)
        assert not cut.hold(NOW)
        other.give_up(NOW)
        assert cut.hold(NOW)
        cut.give_up(NOW)
        register.close()


def end_all_others(database: Database) -> None:
    """Cut every connection that holds an advisory lock in this database, as a lost machine's would be.

    Waits until each is gone: its lock is let go only then.
    """
    with database.engine.connect() as connection:
        connection.execute(
            text(
                "SELECT pg_terminate_backend(l.pid, 30000) FROM pg_locks l JOIN pg_database d ON d.oid = l.database "
                "WHERE l.locktype = 'advisory' AND d.datname = current_database()"
            )
        )
