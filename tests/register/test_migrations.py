"""The migrations: one head, up and down and up again, and never another shape than the tables say."""

from __future__ import annotations

from datetime import date

from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import func, inspect, select, text

from alembic import command
from dinadatum.register.database import Database
from dinadatum.register.migrating import NEWEST, SCRIPTS, is_empty, keeping_rows, migrate, present_version
from dinadatum.register.tables import Base, Decision, Message, Person
from tests.register.registers import KEYS, NOW, add_decision, add_messages, add_person


def test_there_is_one_head_and_it_is_the_one_the_start_expects() -> None:
    assert ScriptDirectory(str(SCRIPTS)).get_heads() == [NEWEST]


def test_up_down_and_up_again(any_database_url: str) -> None:
    database = Database(any_database_url, KEYS)
    assert is_empty(database.engine)
    assert present_version(database.engine) is None
    migrate(database.engine)
    assert present_version(database.engine) == NEWEST
    assert set(Base.metadata.tables) < set(inspect(database.engine).get_table_names())
    _down(database)
    assert set(inspect(database.engine).get_table_names()) <= {"alembic_version"}
    migrate(database.engine)
    migrate(database.engine)
    with database.transaction("test", NOW) as session:
        add_person(session)
    with database.reading() as session:
        assert session.scalar(select(Person.first_name)) == "Åsa"
    database.close()


def test_the_migrations_make_the_tables_that_the_code_knows(any_database_url: str) -> None:
    database = Database(any_database_url, KEYS)
    migrate(database.engine)
    with database.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, Base.metadata) == []
    database.close()


def test_what_is_in_the_register_outlives_every_migration(any_database_url: str) -> None:
    """Also where SQLite has to make a table anew, with rows of others that hang on its rows."""
    database = Database(any_database_url, KEYS)
    migrate(database.engine)
    with database.transaction("test", NOW) as session:
        person = add_person(session)
        add_decision(session, person, date(2025, 1, 1), date(2027, 12, 31))
        add_messages(session, person.id, 3)
    _down(database, "0001")
    migrate(database.engine)
    with database.reading() as session:
        tables = (Person, Decision, Message)
        assert [session.scalar(select(func.count()).select_from(table)) for table in tables] == [1, 1, 3]
    with database.engine.connect() as connection:
        if database.is_sqlite:
            assert connection.scalar(text("PRAGMA foreign_keys")) == 1
    database.close()


def test_amendment_13_nobody_takes_a_step_alone_before_it_is_asked_and_the_way_down_forgets_it(
    any_database_url: str,
) -> None:
    database = Database(any_database_url, KEYS)
    migrate(database.engine)
    with database.transaction("test", NOW) as session:
        add_person(session)
    for chosen in ("1 3", ""):
        with database.transaction("test", NOW) as session:
            person = session.scalars(select(Person)).one()
            assert person.steps_alone == ""
            person.steps_alone = chosen
        _down(database, "0012")
        columns = {column["name"] for column in inspect(database.engine).get_columns("person")}
        assert "steps_alone" not in columns
        migrate(database.engine)
    database.close()


def _down(database: Database, to: str = "base") -> None:
    config = Config()
    config.set_main_option("script_location", str(SCRIPTS))
    with keeping_rows(database.engine) as connection:
        config.attributes["connection"] = connection
        command.downgrade(config, to)
        connection.commit()
