"""A disk without room: a plain Swedish error, nothing changed, nothing personal in the log, and it heals by itself."""

from __future__ import annotations

import contextlib
import os
import pwd
import shutil
import subprocess
import tempfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import func, select, text

from bench.outside import FullDisk
from dinadatum import clock
from dinadatum.app import Service, read_rules
from dinadatum.config import Config
from dinadatum.errors import RegisterError
from dinadatum.register import tables as t
from dinadatum.register.database import Database
from dinadatum.register.migrating import migrate
from dinadatum.register.states import State
from dinadatum.scheduler import Clockwork
from dinadatum.usecases.looks.daily_look import look
from dinadatum.usecases.sending.pacing import UNPACED
from dinadatum.usecases.sending.send_due import send_due
from tests.register.registers import KEYS, TODAY, Registers, open_register
from tests.standins.databases import Databases
from tests.standins.postgres import OwnServer, PostgresAddress
from tests.usecases.counties import Provider, at, both_roads
from tests.usecases.small_lives import messages, one_person

FULL = "Disken är full. Inget är ändrat. Gör plats och försök igen."
NAME, PEOPLE = "Åsa", 30
RULES = read_rules(Config())


def fill(database: Database) -> None:
    for number in range(PEOPLE):
        one_person(database, TODAY, f"P-{number}", mobile=f"+467017406{5 + number:02}", first_name=NAME)


def go_on(database: Database, provider: Provider) -> None:
    """Look and send when there is room, and count: each message once."""
    look(database, RULES, TODAY, at(TODAY, 9))
    for hour in (10, 11, 12):
        send_due(database, RULES, both_roads(provider), lambda hour=hour: at(TODAY, hour))
    rows = [row for row in messages(database) if row.state is not State.SKIPPED]
    assert {row.state for row in rows} == {State.ACCEPTED}
    assert Counter(each.ledger_id for each in provider.accepted) == Counter(row.id for row in rows)
    assert len(rows) >= PEOPLE


@pytest.fixture
def register(registers: Registers) -> Iterator[Database]:
    url = registers.url()
    opened = open_register(url)
    fill(opened)
    yield opened
    opened.close()
    registers.drop("sqlite", url)


def test_a_look_that_finds_no_room_changes_nothing(register: Database) -> None:
    disk = FullDisk(register.engine, spare=0)
    with pytest.raises(RegisterError) as full:
        look(register, RULES, TODAY, at(TODAY, 9))
    assert str(full.value) == FULL
    assert messages(register) == []
    disk.make_room()
    go_on(register, Provider())


@pytest.mark.parametrize("spare", range(3))  # pages
def test_sending_that_runs_out_of_room_is_gone_on_with(register: Database, spare: int) -> None:
    """Wherever the room ends: in the attempt, or when the provider has said yes and it can't be written."""
    look(register, RULES, TODAY, at(TODAY, 9))
    provider, disk = Provider("outbox"), FullDisk(register.engine, spare)
    with pytest.raises(RegisterError, match="Disken är full"):
        send_due(register, RULES, both_roads(provider), lambda: at(TODAY, 10), batch_size=5)
    disk.make_room()
    before = Counter(each.ledger_id for each in provider.accepted)
    assert all(times == 1 for times in before.values())
    for hour in (11, 12, 13):
        send_due(register, RULES, both_roads(provider), lambda hour=hour: at(TODAY, hour))
    states = {row.state for row in messages(register)}
    assert states <= {State.ACCEPTED, State.SKIPPED}
    went = {each.ledger_id for each in provider.accepted}
    assert went == {row.id for row in messages(register) if row.state is State.ACCEPTED}


def test_the_clockwork_says_why_and_nothing_of_anybody(
    register: Database, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(clock, "now", lambda: at(TODAY, 9))
    service = Service(Config(), register, RULES)
    clockwork = Clockwork(service, both_roads(Provider()), UNPACED)
    clockwork.look_if_due()
    disk = FullDisk(register.engine, spare=0)
    monkeypatch.setattr(clock, "now", lambda: at(TODAY, 12))
    clockwork.send()
    said = capsys.readouterr()
    assert FULL in said.out + said.err
    words = said.out + said.err
    assert NAME not in words
    assert "70174" not in words
    assert "INSERT" not in words
    assert "UPDATE" not in words
    disk.make_room()
    monkeypatch.setattr(clock, "now", lambda: at(TODAY, 13))
    clockwork.send()
    assert FULL not in capsys.readouterr().out


@pytest.fixture
def small_disk() -> Iterator[Path]:
    """Give a disk of some megabytes, where this machine lets us make one. The server may run as another user."""
    place = Path(tempfile.mkdtemp(prefix="dinadatum-disk-"))
    place.chmod(0o755)
    made = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=40m,mode=0777", "none", str(place)], capture_output=True
    )
    if made.returncode:
        place.rmdir()
        pytest.skip("only root may make a disk: FullDisk stands in for it above")
    yield place
    subprocess.run(["umount", "-l", str(place)], check=True)
    place.rmdir()


def fill_up(disk: Path) -> Path:
    """Leave no room on a disk; give the file to take away again."""
    junk = disk / "junk"
    # Until it is full, however much the server writes meanwhile.
    with junk.open("wb", buffering=0) as file, contextlib.suppress(OSError):
        while file.write(b"\0" * 4096):
            pass
    return junk


def test_a_real_disk_under_sqlite(small_disk: Path, registers: Registers) -> None:
    empty = Path(registers.url().removeprefix("sqlite:///"))
    file = small_disk / "register.sqlite"
    file.write_bytes(empty.read_bytes())
    database = open_register(f"sqlite:///{file}")
    fill(database)
    junk = fill_up(small_disk)
    with pytest.raises(RegisterError) as full:
        look(database, RULES, TODAY, at(TODAY, 9))
    assert str(full.value) == FULL
    junk.unlink()
    go_on(database, Provider())
    database.close()


def test_a_real_disk_under_postgresql(small_disk: Path, databases: Databases) -> None:
    server: PostgresAddress = databases.server("postgresql18")
    place = small_disk / "tables"
    place.mkdir(mode=0o777)
    if os.geteuid() == 0:
        nobody = pwd.getpwnam("nobody")  # as whom the server runs
        os.chown(place, nobody.pw_uid, nobody.pw_gid)
    with server.connect() as connection:
        connection.execute(f"CREATE TABLESPACE small LOCATION '{place}'")
        connection.execute("CREATE DATABASE on_small_disk TABLESPACE small")
    database = Database(server.url("on_small_disk"), KEYS)
    try:
        make_tables(database)
        fill(database)
        junk = fill_up(small_disk)
        with pytest.raises(RegisterError) as full:
            crowd(database)
        assert str(full.value) == FULL
        junk.unlink()
        go_on(database, Provider())
        with database.reading() as session:
            assert session.scalar(select(func.count(t.Person.id))) >= PEOPLE
            assert session.scalar(text("SELECT 1")) == 1
    finally:
        database.close()
        server.drop("on_small_disk")
        with server.connect() as connection:
            connection.execute("DROP TABLESPACE small")


@pytest.fixture
def own_folder() -> Iterator[Path]:
    folder = Path(tempfile.mkdtemp(prefix="dinadatum-own-"))
    folder.chmod(0o755)  # the server may run as another user
    yield folder
    shutil.rmtree(folder, ignore_errors=True)


def test_a_real_disk_under_the_journal_of_postgresql(small_disk: Path, own_folder: Path) -> None:
    """Without room for its journal PostgreSQL stops at once; when there is room it has all that it said yes to."""
    with OwnServer(own_folder, journal=small_disk / "journal") as server:
        database = Database(server.address.create("register"), KEYS)
        make_tables(database)
        fill(database)
        junk = fill_up(small_disk)
        written = write_until_full(database, server.address)
        junk.unlink()
        server.restart()
        go_on(database, Provider())
        with database.reading() as session:
            assert session.scalar(select(func.count(t.Person.id))) == PEOPLE + written
        database.close()


def write_until_full(database: Database, server: PostgresAddress) -> int:
    """Put in people, each in a piece of the journal of its own, until there is no room; return how many."""
    for written in range(30):
        with contextlib.suppress(psycopg.Error), server.connect() as connection:
            connection.execute("SELECT pg_switch_wal()")
        said = ""
        try:
            one_person(database, TODAY, f"Q-{written}")
        except RegisterError as error:
            said = str(error)
        if said:
            assert said == FULL
            return written
    raise AssertionError("there was room for everybody")


def crowd(database: Database) -> None:
    """Put in people until the pages that were free are full."""
    for number in range(200):
        one_person(database, TODAY, f"Q-{number}", street="x" * 2000)


def make_tables(database: Database) -> None:
    migrate(database.engine)
    database.check_keys()
