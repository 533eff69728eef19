"""Who is sending: so that what is half done is known as left behind only where nobody is at work.

PostgreSQL: locks that the server gives back when a connection ends. SQLite: locks on a file beside the register,
which the machine gives back when a process ends, however it ends.
"""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from dinadatum.register.database import Database, plainly
from dinadatum.register.locking import lock_number

WORK = "sending"
_SUFFIX = "-senders"
_IN_MEMORY = (None, "", ":memory:")


@contextmanager
def among_senders(database: Database) -> Iterator[None]:
    """Be known as one who sends, with any number of others."""
    with _locked(database, shared=True):
        yield


@contextmanager
def only_sender(database: Database) -> Iterator[bool]:
    """Tell whether nobody is sending; nobody begins before the end."""
    with _locked(database, shared=False) as got:
        yield got


@contextmanager
def _locked(database: Database, *, shared: bool) -> Iterator[bool]:
    if not database.is_sqlite:
        with _lock_of_server(database, shared=shared) as got:
            yield got
    elif database.engine.url.database in _IN_MEMORY:
        yield True
    else:
        with _lock_of_file(f"{database.engine.url.database}{_SUFFIX}", shared=shared) as got:
            yield got


@contextmanager
def _lock_of_file(path: str, *, shared: bool) -> Iterator[bool]:
    handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        got = True
        try:
            fcntl.flock(handle, fcntl.LOCK_SH if shared else fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            got = False
        yield got
    finally:
        os.close(handle)


@contextmanager
def _lock_of_server(database: Database, *, shared: bool) -> Iterator[bool]:
    take, give = (
        ("SELECT pg_advisory_lock_shared(:key) IS NOT NULL", "SELECT pg_advisory_unlock_shared(:key)")
        if shared
        else ("SELECT pg_try_advisory_lock(:key)", "SELECT pg_advisory_unlock(:key)")
    )
    key = {"key": lock_number(WORK)}
    with plainly():
        connection = database.engine.connect().execution_options(isolation_level="AUTOCOMMIT")
        got = bool(connection.scalar(text(take), key))
    try:
        yield got
    finally:
        with suppress(DBAPIError):  # a connection that is gone has given its lock back
            if got:
                connection.execute(text(give), key)
        connection.close()
