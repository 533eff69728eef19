"""Brings a database to the newest version of the tables, with Alembic."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import Engine, inspect, text

from dinadatum.register.database import plainly

SCRIPTS = Path(__file__).parents[2] / "alembic"

NEWEST = "0003"
"""The newest migration. Stands here so that a start needs no Alembic; a test holds it against the scripts."""


def present_version(engine: Engine) -> str | None:
    """Return the migration that the database is at; None for an empty one. Raises RegisterError if away."""
    with plainly(), engine.connect() as connection:
        if not inspect(connection).has_table("alembic_version"):
            return None
        version: str | None = connection.scalar(text("SELECT version_num FROM alembic_version"))
        return version


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
    with plainly(), engine.connect() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
        connection.commit()
