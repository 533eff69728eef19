"""Turns the keys: encrypts every secret text anew with the newest key, some rows at a time."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from functools import partial
from typing import Any

from sqlalchemy import Column, Table, Text, bindparam, select, type_coerce, update
from sqlalchemy.orm import Session

from dinadatum.register.audit import note
from dinadatum.register.database import Database
from dinadatum.register.tables import Base
from dinadatum.register.types import Secret

BATCH = 500


def rotate_all(
    database: Database, actor: str, now: datetime, progress: Callable[[int, int], None] | None = None
) -> int:
    """Encrypt every secret anew; returns how many texts. Safe to interrupt and repeat.

    The keyring must hold the new key first and the old ones after it.
    """
    columns = [column for table in Base.metadata.sorted_tables for column in _secrets(table)]
    count = 0
    for done, column in enumerate(columns):
        count += _rotate_column(database, column, actor, now)
        if progress is not None:
            progress(done + 1, len(columns))
    with database.transaction(actor, now) as session:
        database.mark_keys(session)
        note(session, "rotated", "keys")
    return count


def _secrets(table: Table) -> list[Column[Any]]:
    return [column for column in table.columns if isinstance(column.type, Secret)]


def _rotate_column(database: Database, column: Column[Any], actor: str, now: datetime) -> int:
    count, last = 0, None
    while True:
        keys = database.do(actor, now, partial(_rotate_some, database, column, last))
        if not keys:
            return count
        last, count = keys[-1], count + len(keys)


def _rotate_some(database: Database, column: Column[Any], last: Any, session: Session) -> Sequence[Any]:
    """Rotate the texts after a key; returns their keys.

    A text that somebody writes meanwhile is left as it was written: the old one must not come back over it.
    """
    table: Any = column.table
    (key,) = table.primary_key.columns
    raw = type_coerce(column, Text)
    query = select(key, raw).where(column.is_not(None)).order_by(key).limit(BATCH)
    rows = session.execute(query if last is None else query.where(key > last)).all()
    if rows:
        turned = [{"row": row[0], "was": row[1], "token": database.keyring.rotate(row[1])} for row in rows]
        same = (key == bindparam("row"), raw == bindparam("was", type_=Text))
        token = type_coerce(bindparam("token"), Text)
        session.connection().execute(update(table).where(*same).values({column.name: token}), turned)
    return [row[0] for row in rows]
