"""Elects one process of many: the one that looks each day. If it dies, another is elected.

PostgreSQL: a lock that the server itself gives back when the connection ends. SQLite: a lease in the register
that has to be renewed. Whoever isn't elected loses nothing by it: a look done twice writes everything once.
"""

from __future__ import annotations

import os
import secrets
from contextlib import suppress
from datetime import datetime, timedelta

from sqlalchemy import Connection, text
from sqlalchemy.exc import DBAPIError

from dinadatum.register.database import Database, plainly
from dinadatum.register.locking import lock_number
from dinadatum.register.tables import Meta

LEASE = timedelta(seconds=60)
"""How long a lease lasts after its last renewal: so long may a dead process keep others from the work."""
RENEW = LEASE / 3
"""A lease is renewed when this much of it has gone: every renewal is a write to the disk."""

ACTOR = "val"
_SEPARATOR = " "

# A server that has lost a machine must notice it in a minute, not in the two hours of the default.
_NOTICE_SOON = ("tcp_keepalives_idle = 20", "tcp_keepalives_interval = 10", "tcp_keepalives_count = 3")


class Election:
    """One process's part in the election for some work. Not for two threads at once."""

    def __init__(self, database: Database, work: str) -> None:
        """Take part. work: what the elected one does, such as "look"."""
        self._database = database
        self._work = work
        self._holder = f"{os.getpid()}-{secrets.token_hex(8)}"
        self._connection: Connection | None = None
        self._until: datetime | None = None

    def hold(self, now: datetime) -> bool:
        """Tell whether this process is the elected one, and become it if nobody is. Asked again and again.

        Raises RegisterError when the database is away; then nobody is elected.
        """
        if self._database.is_sqlite:
            return self._hold_lease(now)
        with plainly():
            return self._hold_lock()

    def give_up(self, now: datetime) -> None:
        """Let another be elected at once."""
        if not self._database.is_sqlite:
            self._unlock()
            return
        with self._database.transaction(ACTOR, now) as session:
            row = session.get(Meta, self._key)
            if row is not None and row.value.startswith(self._holder):
                session.delete(row)
        self._until = None

    @property
    def _key(self) -> str:
        return f"lease:{self._work}"

    @property
    def _lock(self) -> dict[str, int]:
        return {"key": lock_number(f"elected to {self._work}")}

    def _hold_lease(self, now: datetime) -> bool:
        if self._until is not None and LEASE - RENEW <= self._until - now <= LEASE:
            return True
        with self._database.transaction(ACTOR, now) as session:
            row = session.get(Meta, self._key)
            if row is not None and not self._is_free(row.value, now):
                self._until = None
                return False
            until = now + LEASE
            session.merge(Meta(key=self._key, value=f"{self._holder}{_SEPARATOR}{until.isoformat()}"))
        self._until = until
        return True

    def _is_free(self, lease: str, now: datetime) -> bool:
        """Tell whether a lease is ours, is over, or was given by a clock that was wrong."""
        holder, _, until = lease.partition(_SEPARATOR)
        left = datetime.fromisoformat(until) - now
        return holder == self._holder or not timedelta(0) < left <= LEASE

    def _hold_lock(self) -> bool:
        if self._connection is not None:
            try:
                self._connection.execute(text("SELECT 1"))
            except DBAPIError:
                self._drop()
            else:
                return True
        connection = self._database.engine.connect().execution_options(isolation_level="AUTOCOMMIT")
        try:
            for setting in _NOTICE_SOON:
                connection.execute(text(f"SET {setting}"))
            got = connection.scalar(text("SELECT pg_try_advisory_lock(:key)"), self._lock)
        except DBAPIError:
            connection.invalidate()
            raise
        if got:
            self._connection = connection
        else:
            connection.close()
        return bool(got)

    def _unlock(self) -> None:
        """Let go of the lock before the connection: the database takes a moment to notice that one has ended."""
        if self._connection is not None:
            with suppress(DBAPIError):
                self._connection.execute(text("SELECT pg_advisory_unlock(:key)"), self._lock)
        self._drop()

    def _drop(self) -> None:
        """End the connection itself: given back to the pool it would keep its lock."""
        connection, self._connection = self._connection, None
        if connection is not None:
            connection.invalidate()
            connection.close()
