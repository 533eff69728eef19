"""Puts a copy back in the register's place, and keeps what may have gone since from going again.

What was sent between the copy and now is not in the copy. So those days are looked at again as they were, and what
would have gone on them is held. The first round of sending asks the provider where it can be asked (see
asking_after_restore.py); of the rest a person says whether it went. Nobody gets yesterday's messages twice.
"""

from __future__ import annotations

import sqlite3
import tempfile
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path

from sqlalchemy import and_, func, inspect, select
from sqlalchemy.orm import Session

from dinadatum.clock import instant, local_day
from dinadatum.errors import RegisterError
from dinadatum.register import ledger
from dinadatum.register.database import BACKED_UP, Database
from dinadatum.register.few_rows import is_open
from dinadatum.register.migrating import NEWEST, is_empty, migrate, present_version
from dinadatum.register.putting import put_meta
from dinadatum.register.states import RESTORED, State
from dinadatum.register.tables import Audit, Heartbeat, Message, Meta, Person
from dinadatum.usecases.looks.daily_look import look, look_again
from dinadatum.usecases.looks.promising import take_people
from dinadatum.usecases.rules import Rules
from dinadatum.usecases.sending.held import RESTORED_AT
from dinadatum.usecases.sending.taking_over import take_over
from dinadatum.usecases.upkeep.postgres_programs import run_program
from notify.values import MessageKind, TaskIntent, TaskKind

ACTOR = "återställning"
MAY_HAVE_GONE = "Registret är återställt från en säkerhetskopia. Meddelandet kan redan ha gått. Fråga först."
GONE = "Det gick före återställningen."
_CHUNK = 500


@dataclass(frozen=True, slots=True)
class Copy:
    """What a copy says of itself: its version of the tables, and the mark of its keys."""

    version: str
    key_check: str


def put_back(database: Database, source: Path, *, replace: bool) -> datetime:
    """Put a copy in the register's place, whole or not at all; returns from when it is.

    Raises RegisterError when the register holds anybody and replace is False, or when the copy isn't one of
    ours or is newer than this program; KeyFileError when the keys aren't those of the copy.
    """
    copy = _examine(database, source)
    if copy.version > NEWEST:
        raise RegisterError(
            f"Kopian är av version {copy.version}, programmet av {NEWEST}. Uppdatera programmet."
        )
    database.keyring.decrypt(copy.key_check)
    if not replace and _holds_anybody(database):
        raise RegisterError("Databasen är inte tom. Med --replace byts allt i den ut mot kopian.")
    if database.is_sqlite:
        _copy_sqlite(source, database)
    else:
        _load_postgresql(source, database)
    if present_version(database.engine) != NEWEST:
        migrate(database.engine)
    with database.reading() as session:
        return _taken_at(session)


def hold_what_may_have_gone(
    database: Database,
    rules: Rules,
    since: datetime,
    now: datetime,
    progress: Callable[[int, int], None] = lambda _done, _all: None,
) -> int:
    """Hold every message that would have gone from the copy until now; returns how many.

    since: from when the copy is. Messages in the middle of a call are left unclear, for their provider to be asked.
    """
    with database.transaction(ACTOR, now) as session:
        take_over(session, now, alone=True)
        put_meta(session, RESTORED_AT, now.isoformat())
    first, last = local_day(since), local_day(now)
    days = [first + timedelta(days=number) for number in range((last - first).days + 1)]
    held = 0
    for done, day in enumerate(days):
        opens = max(since, instant(day, time(rules.paces.sending.first_hour)))
        closes = min(now, instant(day, time(rules.paces.sending.last_hour)))
        if opens < closes:
            look(database, rules, day, now)
            with database.transaction(ACTOR, now) as session:
                held += _hold(session, day, now)
        progress(done + 1, len(days))
    return held


def release_restored(session: Session, rules: Rules, today: date, now: datetime, *, gone: bool) -> int:
    """Let go what a restore held (it never went), or note that it went. Returns how many messages."""
    held = and_(is_open(State.HELD), Message.code == RESTORED)
    take_people(session, session.scalars(select(Message.person_id).where(held).distinct()).all())
    rows = session.execute(select(Message.id, Message.person_id).where(held)).all()
    ids = [row.id for row in rows]
    if gone:
        return _move(session, ids, State.SKIPPED, reason=GONE)
    count = _move(session, ids, State.PLANNED, code="", reason="")
    for person_id in sorted({row.person_id for row in rows}):
        look_again(session, rules, person_id, today, now)
    return count


def _hold(session: Session, day: date, now: datetime) -> int:
    open_ = and_(
        Message.day <= day,
        Message.send_at <= now,
        is_open(State.PLANNED, State.WAITING),
        Message.kind != MessageKind.RECEIPT,
    )
    rows = list(session.scalars(select(Message).where(open_)))
    tasks = [
        (
            row.person_id,
            TaskIntent(
                f"{row.identity}|{RESTORED}", "", TaskKind.SEND_UNKNOWN, local_day(now), MAY_HAVE_GONE
            ),
        )
        for row in rows
    ]
    ledger.write_tasks(session, tasks, now)
    return _move(session, [row.id for row in rows], State.HELD, code=RESTORED, reason=MAY_HAVE_GONE)


def _move(session: Session, ids: list[str], to: State, **values: object) -> int:
    return sum(ledger.move(session, ids[at : at + _CHUNK], to, **values) for at in range(0, len(ids), _CHUNK))


def _taken_at(session: Session) -> datetime:
    """Return from when the register is: what the copy was marked with, or the last thing that happened in it."""
    marked = session.get(Meta, BACKED_UP)
    if marked is not None:
        return datetime.fromisoformat(marked.value)
    heard: datetime | None = session.scalar(select(func.max(Heartbeat.at)))
    changed: datetime | None = session.scalar(select(func.max(Audit.at)))
    known = [moment for moment in (heard, changed) if moment is not None]
    if not known:
        raise RegisterError("Kopian säger inte när den togs: den är tom. Kör «dinadatum init» i stället.")
    return max(known)


def _holds_anybody(database: Database) -> bool:
    if is_empty(database.engine):
        return False
    with database.reading() as session:
        return any(session.scalar(select(table.id).limit(1)) is not None for table in (Person, Message))


def _examine(database: Database, source: Path) -> Copy:
    if not source.is_file():
        raise RegisterError(f"Det finns ingen fil {source}.")
    found = _read_sqlite(source) if database.is_sqlite else _read_dump(source, database)
    if found is None:
        raise RegisterError(
            f"{source} är ingen säkerhetskopia av ett register av det här slaget, eller är inte hel."
        )
    return found


def _read_sqlite(source: Path) -> Copy | None:
    try:
        with closing(sqlite3.connect(f"{source.resolve().as_uri()}?mode=ro", uri=True)) as copy:
            if copy.execute("PRAGMA integrity_check").fetchone() != ("ok",):
                return None
            version = copy.execute("SELECT version_num FROM alembic_version").fetchone()
            mark = copy.execute("SELECT value FROM meta WHERE key = 'key_check'").fetchone()
    except sqlite3.Error:
        return None
    return Copy(version[0], mark[0]) if version and mark else None


def _read_dump(source: Path, database: Database) -> Copy | None:
    url = database.engine.url
    try:
        said = run_program(
            "pg_restore",
            url,
            "--data-only",
            "--table=meta",
            "--table=alembic_version",
            "--file=-",
            str(source),
        )
    except RegisterError as error:
        if "saknas" in str(error):
            raise
        return None
    lines = said.splitlines()
    version = next(
        (lines[row + 1] for row, line in enumerate(lines) if "COPY public.alembic_version" in line), ""
    )
    mark = next((line.partition("\t")[2] for line in lines if line.startswith("key_check\t")), "")
    return Copy(version, mark) if version and mark else None


def _copy_sqlite(source: Path, database: Database) -> None:
    target = database.engine.raw_connection()
    try:
        driver = target.driver_connection
        assert isinstance(driver, sqlite3.Connection)  # noqa: S101  # is_sqlite said so
        with closing(sqlite3.connect(f"{source.resolve().as_uri()}?mode=ro", uri=True)) as copy:
            copy.backup(driver)
    except sqlite3.Error as error:
        raise RegisterError(
            f"Kopian gick inte att lägga tillbaka: {error}. Stoppa tjänsten först."
        ) from error
    finally:
        target.close()


def _load_postgresql(source: Path, database: Database) -> None:
    """Load the dump in one transaction: either everything is as in the copy, or nothing has changed.

    What is there goes first, with tables that have come since the copy: pg_restore alone leaves those, and
    stumbles on what hangs together.
    """
    url = database.engine.url
    present = inspect(database.engine).get_table_names()
    database.close()
    away = [f'--command=DROP TABLE IF EXISTS "{name}" CASCADE' for name in sorted(present)]
    with tempfile.TemporaryDirectory(prefix="dinadatum-") as folder:
        script = Path(folder) / "copy.sql"
        run_program("pg_restore", url, "--no-owner", "--no-privileges", f"--file={script}", str(source))
        run_program(
            "psql",
            url,
            *("--no-psqlrc", "--quiet", "--set=ON_ERROR_STOP=1", "--single-transaction"),
            *away,
            f"--file={script}",
        )
