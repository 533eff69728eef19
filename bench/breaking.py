"""Makes a database break under the product: connections that are cut, and a disk without room."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sqlalchemy import Engine

from bench.luck import Luck, Trouble

_WRITES = ("INSERT", "UPDATE", "DELETE")
PER_STATEMENT = 0.1
"""A transaction has some ten statements, and may be cut in each."""


class BreakingDatabase:
    """Sits between SQLAlchemy and the driver of one engine, and raises what the driver would raise."""

    def __init__(self, engine: Engine, luck: Luck) -> None:
        self._luck = luck
        self._dead = False
        dialect: Any = engine.dialect
        self._error = dialect.loaded_dbapi.OperationalError
        self._execute: Callable[..., None] = dialect.do_execute
        self._commit: Callable[[Any], None] = dialect.do_commit
        dialect.do_execute = self._executed
        dialect.do_commit = self._committed

    def die(self) -> None:
        """Let whoever used it be dead, as by kill -9: nothing that it still tries is written."""
        self._dead = True

    def rise(self) -> None:
        """Let another begin in its place."""
        self._dead = False

    def _executed(self, cursor: Any, statement: str, parameters: Any, context: Any = None) -> None:
        if self._dead:
            raise self._error("nobody is left to ask")
        if self._luck.hits(Trouble.CUT, PER_STATEMENT):
            raise self._error("server closed the connection unexpectedly")
        if statement.startswith(_WRITES) and self._luck.hits(Trouble.FULL, PER_STATEMENT):
            raise self._error("database or disk is full")
        self._execute(cursor, statement, parameters, context)

    def _committed(self, connection: Any) -> None:
        if self._dead or self._luck.hits(Trouble.CUT_BEFORE_COMMIT):
            raise self._error("server closed the connection unexpectedly")
        self._commit(connection)
        if self._luck.hits(Trouble.CUT_AFTER_COMMIT):
            raise self._error("server closed the connection unexpectedly")
