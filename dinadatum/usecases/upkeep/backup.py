"""Writes a whole copy of the database to a file, while the service goes on."""

from __future__ import annotations

import sqlite3
from datetime import datetime
from pathlib import Path

from dinadatum.errors import RegisterError
from dinadatum.files import why
from dinadatum.register.database import BACKED_UP, Database
from dinadatum.register.heartbeats import beat
from dinadatum.register.putting import put_meta
from dinadatum.usecases.upkeep.postgres_programs import run_program

JOB = "backup"


def back_up(database: Database, target: Path, now: datetime) -> int:
    """Copy the database to a file, whole or not at all; returns its size in bytes.

    SQLite: its own online backup. PostgreSQL: pg_dump in custom format. The copy is as encrypted as the
    database; the keys are not in it. It says of itself when it was taken, which a restore has to know.
    Raises RegisterError.
    """
    if target.exists():
        raise RegisterError(f"{target} finns redan. Välj ett annat namn.")
    if not target.parent.is_dir():
        raise RegisterError(f"Mappen {target.parent} finns inte. Ingen kopia är skriven.")
    part = target.with_name(target.name + ".part")
    try:
        part.touch(mode=0o600)
        with database.transaction("kopia", now) as session:
            put_meta(session, BACKED_UP, now.isoformat())
        if database.is_sqlite:
            _copy_sqlite(database, part)
        else:
            _dump_postgresql(database, part)
        part.replace(target)
    except OSError as error:
        raise RegisterError(f"{target} {why(error)}. Ingen kopia är skriven.") from error
    finally:
        part.unlink(missing_ok=True)
    with database.transaction("kopia", now) as session:
        beat(session, JOB, now, "")
    return target.stat().st_size


def _copy_sqlite(database: Database, target: Path) -> None:
    source = database.engine.raw_connection()
    try:
        copy = sqlite3.connect(target)
        try:
            driver = source.driver_connection
            assert isinstance(driver, sqlite3.Connection)  # noqa: S101  # is_sqlite said so
            driver.backup(copy)
            (verdict,) = copy.execute("PRAGMA integrity_check").fetchone()
            # A copy has to be read where nothing can be written, and a restore leaves nothing beside it.
            copy.execute("PRAGMA journal_mode=DELETE")
        finally:
            copy.close()
    except sqlite3.Error as error:
        raise RegisterError(f"Säkerhetskopian gick inte att göra: {error}.") from error
    finally:
        source.close()
    if verdict != "ok":
        raise RegisterError("Säkerhetskopian är inte hel. Kontrollera disken och databasen.")


def _dump_postgresql(database: Database, target: Path) -> None:
    run_program("pg_dump", database.engine.url, "--format=custom", f"--file={target}")
