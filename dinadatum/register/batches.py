"""Many rows in one statement, without a step of Python for each value. Measured in bench/sending.py.

PostgreSQL gets the rows as one text of JSON. SQLite gets them one by one, in one call, as it takes them itself.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, time
from functools import cache, lru_cache
from typing import Any, cast

from sqlalchemy import (
    Column,
    ColumnElement,
    Connection,
    Dialect,
    FromClause,
    Table,
    Text,
    bindparam,
    func,
    literal,
    literal_column,
    select,
    true,
    update,
)
from sqlalchemy import cast as as_type
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session
from sqlalchemy.sql.dml import Insert, Update

from dinadatum.register.states import State
from dinadatum.register.tables import Base
from dinadatum.register.types import Secret

Rows = Sequence[Mapping[str, Any]]
"""Values by column; every row has the same columns."""

KEY = "row_id"
_KEPT = 256
"""Statements and columns that are remembered, of all databases that a process has open."""


def insert_new(session: Session, kind: type[Base], rows: Rows) -> frozenset[str]:
    """Insert rows that have an identity; those whose identity is there already are left out.

    Returns the identities that are new.
    """
    if not rows:
        return frozenset()
    connection, table, names = session.connection(), _table(kind), tuple(rows[0])
    if connection.dialect.name == "postgresql":
        return frozenset(connection.scalars(_insert_json(table, names), _as_json(connection, table, rows)))
    # SQLite has one writer at a time: what isn't there now is not there when the rows are written.
    known = _there(connection, table.c.identity, [row["identity"] for row in rows])
    fresh = [row for row in rows if row["identity"] not in known]
    _run_each(connection, _insert_one(table, names, connection.dialect), fresh)
    return frozenset(row["identity"] for row in fresh)


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
        query = _update_json(table, names, sources)
        return frozenset(connection.scalars(query, _as_json(connection, table, rows)).all())
    found = _there(connection, table.c.id, [row[KEY] for row in rows], _in_state(table, sources))
    wanted = [row for row in rows if row[KEY] in found]
    _run_each(connection, _update_one(table, names, connection.dialect), wanted)
    return found


@dataclass(frozen=True, slots=True)
class _Statement:
    """A statement as SQLite itself takes it, with what makes each of its values from a row's."""

    sql: str
    makers: tuple[tuple[str, Callable[[list[Any]], list[Any]]], ...]


@lru_cache(_KEPT)
def _insert_one(table: Table, names: tuple[str, ...], dialect: Dialect) -> _Statement:
    given: dict[str, Any] = {name: bindparam(name, type_=table.c[name].type) for name in names}
    for column in table.c:
        if column.name not in names and column.default is not None and column.default.is_scalar:
            word = literal(column.default.arg, column.type)  # type: ignore[attr-defined]  # is_scalar says so
            given[column.name] = literal_column(
                str(word.compile(dialect=dialect, compile_kwargs={"literal_binds": True}))
            )
    chosen = sqlite.insert(table).values(given).on_conflict_do_nothing(index_elements=["identity"])
    return _statement(chosen, table, names, dialect)


@lru_cache(_KEPT)
def _update_one(table: Table, names: tuple[str, ...], dialect: Dialect) -> _Statement:
    values: dict[str, Any] = {
        name: bindparam(f"new_{name}", type_=table.c[name].type) for name in names if name != KEY
    }
    return _statement(
        update(table).where(table.c.id == bindparam(KEY, type_=table.c.id.type)).values(values),
        table,
        names,
        dialect,
    )


def _statement(query: Insert | Update, table: Table, names: tuple[str, ...], dialect: Dialect) -> _Statement:
    compiled = query.compile(dialect=dialect)
    order = [bound.removeprefix("new_") for bound in compiled.positiontup or ()]
    makers = tuple((name, _maker(_column(table, name), dialect)) for name in order)
    return _Statement(str(compiled), makers)


def _run_each(connection: Connection, statement: _Statement, rows: Rows) -> None:
    if rows:
        values = [make([row[name] for row in rows]) for name, make in statement.makers]
        connection.exec_driver_sql(statement.sql, list(zip(*values, strict=True)))


def _there(
    connection: Connection, column: Column[Any], values: list[Any], also: ColumnElement[bool] | None = None
) -> frozenset[Any]:
    """Return which values a column has, on SQLite."""
    wanted = func.json_each(bindparam("wanted", type_=Text)).table_valued("value")
    query = select(column).where(column.in_(select(wanted.c.value)), true() if also is None else also)
    return frozenset(connection.scalars(query, {"wanted": json.dumps(values)}).all())


def _as_json(connection: Connection, table: Table, rows: Rows) -> dict[str, str]:
    names = tuple(rows[0])
    columns = [
        _maker(_column(table, name), connection.dialect)([row[name] for row in rows]) for name in names
    ]
    given = [dict(zip(names, row, strict=True)) for row in zip(*columns, strict=True)]
    return {"rows": json.dumps(given, ensure_ascii=False, default=_as_text)}


def _as_text(value: date | time) -> str:
    return value.isoformat()


@lru_cache(_KEPT)
def _maker(column: Column[Any], dialect: Dialect) -> Callable[[list[Any]], list[Any]]:
    """Return what turns a column's values into what the driver takes. Equal values are turned once.

    Not so secrets: that two of them are equal must not show.
    """
    turn = column.type.dialect_impl(dialect).bind_processor(dialect)
    if turn is None:
        return lambda values: values
    if isinstance(column.type, Secret):
        return lambda values: [turn(value) for value in values]

    def make(values: list[Any]) -> list[Any]:
        turned = {value: turn(value) for value in set(values)}
        return [turned[value] for value in values]

    return make


@cache
def _insert_json(table: Table, names: tuple[str, ...]) -> Insert:
    given = _given(table, names)
    chosen = postgresql.insert(table).from_select(list(names), select(*(given.c[name] for name in names)))
    return chosen.on_conflict_do_nothing(index_elements=["identity"]).returning(table.c.identity)


@cache
def _update_json(table: Table, names: tuple[str, ...], sources: frozenset[State]) -> Update:
    given = _given(table, names)
    values: dict[str, Any] = {name: given.c[name] for name in names if name != KEY}
    chosen = update(table).where(table.c.id == given.c[KEY], _in_state(table, sources))
    return chosen.values(values).returning(table.c.id)


def _given(table: Table, names: Sequence[str]) -> FromClause:
    """Make a table of the JSON that is bound as rows."""
    shapes = [Column(name, _plain(_column(table, name), postgresql.dialect())) for name in names]  # type: ignore[no-untyped-call]
    rows = as_type(bindparam("rows", type_=Text), postgresql.JSON)
    found = func.json_to_recordset(rows).table_valued(*shapes)
    return found.render_derived(name="given", with_types=True)


def _plain(column: Column[Any], dialect: Dialect) -> Any:
    """Return the type in which the database itself holds a column."""
    return column.type.dialect_impl(dialect)


def _column(table: Table, name: str) -> Column[Any]:
    return table.c.id if name == KEY else table.c[name]


def _in_state(table: Table, sources: frozenset[State]) -> ColumnElement[bool]:
    """Make the condition on the state. It is no bare column, or its index would be chosen over the key."""
    if not sources:
        return true()
    words = ", ".join(f"'{source.value}'" for source in sorted(sources))
    return literal_column(f"{table.name}.state || '' IN ({words})")


def _table(kind: type[Base]) -> Table:
    return cast("Table", kind.__table__)
