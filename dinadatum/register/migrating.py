"""Brings a database to the newest version of the tables, with Alembic."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, inspect, text

from dinadatum.errors import RegisterError
from dinadatum.register.database import plainly

SCRIPTS = Path(__file__).parents[2] / "alembic"

NEWEST = "0015"
"""The newest migration. Stands here so that a start needs no Alembic; a test holds it against the scripts."""


def present_version(engine: Engine) -> str | None:
    """Return the migration that the database is at; None for an empty one. Raises RegisterError if away."""
    with plainly(), engine.connect() as connection:
        if not inspect(connection).has_table("alembic_version"):
            return None
        version: str | None = connection.scalar(text("SELECT version_num FROM alembic_version"))
        return version


def version_trouble(version: str | None) -> str | None:
    """Return what to do about a database at a migration, or None if it is the one that this program knows."""
    if version == NEWEST:
        return None
    if version is None:
        return "Databasen är tom. Kör «dinadatum init» först."
    if version > NEWEST:
        return f"Databasen är av version {version} och programmet av {NEWEST}. Uppdatera programmet."
    return f"Databasen är av version {version}, och {NEWEST} väntas. Ta en kopia, och kör «dinadatum init»."


def is_empty(engine: Engine) -> bool:
    """Tell whether the database has no tables at all."""
    with plainly():
        return not inspect(engine).get_table_names()


def migrate(engine: Engine) -> None:
    """Bring the tables to the newest version, whole or not at all; RegisterError if it is away."""
    from alembic.config import Config

    from alembic import command

    config = Config()
    config.set_main_option("script_location", str(SCRIPTS))
    with plainly(), keeping_rows(engine) as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
        connection.commit()


@contextmanager
def keeping_rows(engine: Engine) -> Iterator[Connection]:
    """Give a connection for migrations.

    SQLite changes a column by making the whole table anew; were foreign keys on, dropping the old one would
    take with it everything that hangs on its rows.
    """
    with engine.connect() as connection:
        if engine.dialect.name != "sqlite":
            yield connection
            return
        driver: Any = connection.connection.driver_connection
        driver.execute("PRAGMA foreign_keys=OFF")
        try:
            yield connection
            if driver.execute("PRAGMA foreign_key_check").fetchone() is not None:
                raise RegisterError(
                    "Efter flytten till nya tabeller hänger rader löst. Lägg tillbaka kopian."
                )
        finally:
            connection.rollback()
            driver.execute("PRAGMA foreign_keys=ON")
