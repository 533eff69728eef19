"""Many rows in one statement: arrays on PostgreSQL, a list of values on SQLite. Measured in bench/sending.py."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any, cast

from sqlalchemy import (
    Column,
    ColumnElement,
    FromClause,
    String,
    Table,
    bindparam,
    func,
    literal_column,
    select,
    update,
)
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session
from sqlalchemy.sql.dml import Insert, Update

from dinadatum.register.states import State
from dinadatum.register.tables import Base

Rows = Sequence[Mapping[str, Any]]
"""Values by column; every row has the same columns."""

KEY = "row_id"


def insert_new(session: Session, kind: type[Base], rows: Rows) -> frozenset[str]:
    """Insert rows that have an identity; those whose identity is there already are left out.

    Returns the identities that are new.
    """
    if not rows:
        return frozenset()
    connection, table, names = session.connection(), _table(kind), tuple(rows[0])
    if connection.dialect.name == "postgresql":
        return frozenset(connection.scalars(_insert_arrays(table, names), _turned(rows, names)))
    return frozenset(connection.execute(_insert_list(table), list(rows)).scalars())


def update_each(
    session: Session, kind: type[Base], rows: Rows, sources: frozenset[State] = frozenset()
) -> frozenset[str]:
    """Update each row by its own values; row_id names its id. sources: only rows in these states, if any.

    The session must be a writing one. Returns the ids of the rows that were updated.
    """
    if not rows:
        return frozenset()
    connection, table, names = session.connection(), _table(kind), tuple(rows[0])
    if connection.dialect.name == "postgresql":
        return frozenset(connection.scalars(_update_arrays(table, names, sources), _turned(rows, names)))
    # SQLite has one writer at a time: what may be updated now may still be when the rows are written.
    ids = [row[KEY] for row in rows]
    there = select(table.c.id).where(table.c.id.in_(ids), *_in_state(table, sources))
    found = frozenset(connection.scalars(there))
    wanted = [row for row in rows if row[KEY] in found]
    if wanted:
        connection.execute(_update_list(table, names), wanted)
    return found


def _turned(rows: Rows, names: Sequence[str]) -> dict[str, list[Any]]:
    return {name: [row[name] for row in rows] for name in names}


@cache
def _insert_arrays(table: Table, names: tuple[str, ...]) -> Insert:
    given = _given(table, names)
    chosen = postgresql.insert(table).from_select(list(names), select(*(given.c[name] for name in names)))
    return chosen.on_conflict_do_nothing(index_elements=["identity"]).returning(table.c.identity)


@cache
def _insert_list(table: Table) -> Insert:
    chosen = sqlite.insert(table).on_conflict_do_nothing(index_elements=["identity"])
    return chosen.returning(table.c.identity)


@cache
def _update_arrays(table: Table, names: tuple[str, ...], sources: frozenset[State]) -> Update:
    given = _given(table, names)
    values: dict[str, Any] = {name: given.c[name] for name in names if name != KEY}
    chosen = update(table).where(table.c.id == given.c[KEY], *_in_state(table, sources))
    return chosen.values(values).returning(table.c.id)


@cache
def _update_list(table: Table, names: tuple[str, ...]) -> Update:
    values: dict[str, Any] = {name: bindparam(name) for name in names if name != KEY}
    return update(table).where(table.c.id == bindparam(KEY)).values(values)


def _given(table: Table, names: Sequence[str]) -> FromClause:
    """Make a table of the arrays that are bound by column name."""
    columns = [table.c.id if name == KEY else table.c[name] for name in names]
    arrays = [
        bindparam(name, type_=postgresql.ARRAY(column.type))
        for name, column in zip(names, columns, strict=True)
    ]
    shapes = [Column(name, column.type) for name, column in zip(names, columns, strict=True)]
    return func.unnest(*arrays).table_valued(*shapes, name="given").render_derived()


def _in_state(table: Table, sources: frozenset[State]) -> list[ColumnElement[bool]]:
    """Make the condition on the state. It is no bare column, or its index would be chosen over the key."""
    if not sources:
        return []
    state = literal_column(f"{table.name}.state || ''", String)
    return [state.in_([source.value for source in sorted(sources)])]


def _table(kind: type[Base]) -> Table:
    return cast("Table", kind.__table__)
