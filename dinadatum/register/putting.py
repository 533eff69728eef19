"""Puts a row where it may stand already, in one statement: two at once never stumble on each other."""

from __future__ import annotations

from typing import Any, cast

from sqlalchemy import Table
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from dinadatum.register.tables import Base, Meta


def put(session: Session, kind: type[Base], **values: Any) -> None:
    """Add a row, or give the row of the same primary key these values. Not for what is audited."""
    table = cast("Table", kind.__table__)
    insert = postgresql.insert if session.get_bind().dialect.name == "postgresql" else sqlite.insert
    keys = [column.name for column in table.primary_key]
    others = {name: value for name, value in values.items() if name not in keys}
    query = insert(table).values(values)
    session.execute(query.on_conflict_do_update(index_elements=keys, set_=others))


def put_meta(session: Session, key: str, value: str) -> None:
    """Note what the register says of itself under a key."""
    put(session, Meta, key=key, value=value)
