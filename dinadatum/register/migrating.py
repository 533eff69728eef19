"""Brings a database to the newest version of the tables, with Alembic."""

from __future__ import annotations

from pathlib import Path

from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Engine, inspect

from alembic import command
from dinadatum.register.database import plainly

SCRIPTS = Path(__file__).parents[2] / "alembic"


def newest_version() -> str:
    """Return the name of the one newest migration."""
    head = ScriptDirectory(str(SCRIPTS)).get_current_head()
    assert head is not None  # noqa: S101  # the first migration is always there
    return head


def present_version(engine: Engine) -> str | None:
    """Return the migration that the database is at; None for an empty one. Raises RegisterError if away."""
    with plainly(), engine.connect() as connection:
        return MigrationContext.configure(connection).get_current_revision()


def is_empty(engine: Engine) -> bool:
    """Tell whether the database has no tables at all."""
    with plainly():
        return not inspect(engine).get_table_names()


def migrate(engine: Engine) -> None:
    """Bring the tables to the newest version, whole or not at all; RegisterError if it is away."""
    config = Config()
    config.set_main_option("script_location", str(SCRIPTS))
    with plainly(), engine.connect() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
        connection.commit()
