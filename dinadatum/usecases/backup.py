"""Writes a whole copy of the database to a file, while the service goes on."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
from pathlib import Path

from dinadatum.errors import RegisterError
from dinadatum.register.database import Database


def back_up(database: Database, target: Path) -> int:
    """Copy the database to a file, whole or not at all; returns its size in bytes.

    SQLite: its own online backup. PostgreSQL: pg_dump in custom format. The copy is as encrypted as the
    database; the keys are not in it. Raises RegisterError.
    """
    if target.exists():
        raise RegisterError(f"{target} finns redan. Välj ett annat namn.")
    part = target.with_name(target.name + ".part")
    try:
        part.touch(mode=0o600)
        if database.is_sqlite:
            _copy_sqlite(database, part)
        else:
            _dump_postgresql(database, part)
        part.replace(target)
    except OSError as error:
        raise RegisterError(f"{target} gick inte att skriva: {error.strerror}.") from error
    finally:
        part.unlink(missing_ok=True)
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
        finally:
            copy.close()
    except sqlite3.Error as error:
        raise RegisterError(f"Säkerhetskopian gick inte att göra: {error}.") from error
    finally:
        source.close()
    if verdict != "ok":
        raise RegisterError("Säkerhetskopian är inte hel. Kontrollera disken och databasen.")


def _dump_postgresql(database: Database, target: Path) -> None:
    program = shutil.which("pg_dump")
    if program is None:
        raise RegisterError("pg_dump saknas. Installera paketet postgresql-client, av databasens version.")
    url = database.engine.url
    words = {
        "PGHOST": url.host,
        "PGPORT": str(url.port) if url.port else None,
        "PGUSER": url.username,
        "PGPASSWORD": url.password,
        "PGDATABASE": url.database,
    }
    environment = {**os.environ, **{key: str(value) for key, value in words.items() if value}}
    command = [program, "--format=custom", f"--file={target}"]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)  # noqa: S603
    if done.returncode != 0:
        raise RegisterError(f"pg_dump svarade nej: {done.stderr.strip().splitlines()[-1:]}")
