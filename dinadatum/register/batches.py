"""Many rows in one statement, without a step of Python for each value. Measured in bench/sending.py.

PostgreSQL gets the rows as one text of JSON, but one alone by its key. SQLite gets them one by one, in one call, as
it takes them itself.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from operator import itemgetter
from typing import Any, cast

from sqlalchemy import (
    BindParameter,
    Column,
    ColumnElement,
    Connection,
    Date,
    DateTime,
    Dialect,
    FromClause,
    Integer,
    Table,
    Text,
    Time,
    bindparam,
    func,
    literal,
    literal_column,
    select,
    true,
    type_coerce,
    update,
)
from sqlalchemy import cast as as_type
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.dialects.postgresql import psycopg
from sqlalchemy.orm import Session
from sqlalchemy.sql.dml import Insert, Update
from sqlalchemy.types import NullType

from dinadatum.register.states import State
from dinadatum.register.tables import Base
from dinadatum.register.types import Secret

Rows = Sequence[Mapping[str, Any]]
"""Values by column; every row has the same columns."""

KEY = "row_id"
_NEW = "new_"
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
    insert = _insert_one(table, names, connection.dialect)
    if not _run_all(connection, insert, rows):
        # SQLite has one writer at a time: what isn't there now is not there when the rows are written.
        known = _there(connection, table.c.identity, [row["identity"] for row in rows])
        rows = [row for row in rows if row["identity"] not in known]
        _run_each(connection, insert, rows)
    return frozenset(row["identity"] for row in rows)


def update_each(
    session: Session,
    kind: type[Base],
    rows: Rows,
    sources: frozenset[State] = frozenset(),
    *,
    same: Mapping[str, Any] | None = None,
) -> frozenset[str]:
    """Update each row by its own values; row_id names its id. sources: only rows in these states, if any.

    same: values that all of them get. The session must be a writing one. Returns the ids of the rows that were
    updated.
    """
    if not rows:
        return frozenset()
    connection, table, names = session.connection(), _table(kind), tuple(rows[0])
    shared = dict(same or {})
    if connection.dialect.name == "postgresql" and len(rows) > 1:
        rows = sorted(
            rows, key=itemgetter(KEY)
        )  # as others go through them, so that none waits for the other
        query = _update_json(table, names, tuple(shared), sources)
        given = {_NEW + name: value for name, value in shared.items()} | {"count": len(rows)}
        return frozenset(connection.scalars(query, _as_json(connection, table, rows) | given).all())
    update_ = _update_one(table, (*names, *shared), sources, connection.dialect)
    if len(rows) == 1:
        touched = _run_each(connection, update_, rows, shared)
        return frozenset([rows[0][KEY]] if touched else ())
    if not _run_all(connection, update_, rows, shared):
        found = _there(connection, table.c.id, [row[KEY] for row in rows], _in_state(table, sources))
        rows = [row for row in rows if row[KEY] in found]
        _run_each(connection, update_, rows, shared)
    return frozenset(row[KEY] for row in rows)


def unread(column: Column[Any]) -> ColumnElement[Any]:
    """Let a query give a column as the driver gives it, for read_columns."""
    return type_coerce(column, NullType()).label(column.name)


def read_columns(
    connection: Connection, columns: Sequence[Column[Any]], rows: Sequence[Sequence[Any]]
) -> list[Sequence[Any]]:
    """Read the values of unread columns: a list for each column. Equal values are read once."""
    given = zip(columns, zip(*rows, strict=True), strict=False)  # no rows have no columns either
    return [_reader(column, connection.dialect)(values) for column, values in given]


@dataclass(frozen=True, slots=True)
class _Statement:
    """A statement as the driver takes it, with what makes each of its values from a row's."""

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
    return _statement(chosen, table, dialect)


@lru_cache(_KEPT)
def _update_one(
    table: Table, names: tuple[str, ...], sources: frozenset[State], dialect: Dialect
) -> _Statement:
    values: dict[str, Any] = {name: _bound(table, name) for name in names if name != KEY}
    this = table.c.id == bindparam(KEY, type_=table.c.id.type)
    return _statement(update(table).where(this, _in_state(table, sources)).values(values), table, dialect)


def _statement(query: Insert | Update, table: Table, dialect: Dialect) -> _Statement:
    by_place = psycopg.dialect(paramstyle="format") if dialect.name == "postgresql" else dialect  # type: ignore[no-untyped-call]
    compiled = query.compile(dialect=by_place)
    order = [bound.removeprefix(_NEW) for bound in compiled.positiontup or ()]
    makers = tuple((name, _maker(_column(table, name), dialect)) for name in order)
    return _Statement(str(compiled), makers)


def _run_all(
    connection: Connection, statement: _Statement, rows: Rows, shared: Mapping[str, Any] | None = None
) -> bool:
    """Run a statement for each row, if it touches them all; otherwise nothing is changed. Tells which."""
    # No begin_nested: when the disk is full SQLite has taken back the whole transaction, and the savepoint with it.
    connection.exec_driver_sql("SAVEPOINT rows")
    whole = _run_each(connection, statement, rows, shared) == len(rows)
    if not whole:
        connection.exec_driver_sql("ROLLBACK TO rows")
    connection.exec_driver_sql("RELEASE rows")
    return whole


def _run_each(
    connection: Connection, statement: _Statement, rows: Rows, shared: Mapping[str, Any] | None = None
) -> int:
    """Run a statement for each row, with what they share. Returns how many rows it touched."""
    if not rows:
        return 0
    common = shared or {}
    values = [
        make([common[name]]) * len(rows) if name in common else make([row[name] for row in rows])
        for name, make in statement.makers
    ]
    given = list(zip(*values, strict=True))
    return connection.exec_driver_sql(statement.sql, given if len(given) > 1 else given[0]).rowcount


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
        _json_maker(_column(table, name), connection.dialect)([row[name] for row in rows]) for name in names
    ]
    given = [dict(zip(names, row, strict=True)) for row in zip(*columns, strict=True)]
    return {"rows": json.dumps(given, ensure_ascii=False)}


@lru_cache(_KEPT)
def _json_maker(column: Column[Any], dialect: Dialect) -> Callable[[list[Any]], list[Any]]:
    """Return what turns a column's values into what JSON can hold. Equal days and times are written once."""
    make = _maker(column, dialect)
    if not isinstance(getattr(column.type, "impl_instance", column.type), Date | DateTime | Time):
        return make
    return lambda values: _turn_once(lambda value: None if value is None else value.isoformat(), make(values))


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
    return lambda values: _turn_once(turn, values)


@lru_cache(_KEPT)
def _reader(column: Column[Any], dialect: Dialect) -> Callable[[Sequence[Any]], Sequence[Any]]:
    """Return what turns what the driver gave into a column's values."""
    turn = column.type.dialect_impl(dialect).result_processor(dialect, None)
    return (lambda values: values) if turn is None else lambda values: _turn_once(turn, values)


def _turn_once(turn: Callable[[Any], Any], values: Sequence[Any]) -> list[Any]:
    turned = {value: turn(value) for value in set(values)}
    return [turned[value] for value in values]


@cache
def _insert_json(table: Table, names: tuple[str, ...]) -> Insert:
    given = _given(table, names)
    chosen = postgresql.insert(table).from_select(list(names), select(*(given.c[name] for name in names)))
    return chosen.on_conflict_do_nothing(index_elements=["identity"]).returning(table.c.identity)


@cache
def _update_json(
    table: Table, names: tuple[str, ...], shared: tuple[str, ...], sources: frozenset[State]
) -> Update:
    # PostgreSQL guesses a hundred rows in any text, and would rather read a table of ten thousand than look up each
    # by its key. Of a limit that it can't foresee it guesses a tenth.
    all_of_them = select(bindparam("count", type_=Integer)).scalar_subquery()
    given = select(_given(table, names)).limit(all_of_them).subquery("each")
    values: dict[str, Any] = {name: given.c[name] for name in names if name != KEY}
    values |= {name: _bound(table, name) for name in shared}
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


def _bound(table: Table, name: str) -> BindParameter[Any]:
    """Make the parameter of a column's new value; the column itself may stand in the condition."""
    return bindparam(_NEW + name, type_=table.c[name].type)


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
