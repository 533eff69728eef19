"""Work that only one transaction, or one process, at a time may do, on whatever machine."""

from __future__ import annotations

import fcntl
import hashlib
import os
from collections.abc import Collection, Iterator
from contextlib import contextmanager, suppress
from enum import Enum

from sqlalchemy import select, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from dinadatum.errors import RegisterError
from dinadatum.files import why
from dinadatum.register.database import Database, plainly
from dinadatum.register.tables import Fact, Person

_AT_ONCE = 5000
"""People named in one question, which holds 65 535 values at most."""
_IN_MEMORY = (None, "", ":memory:")


class Hold(Enum):
    """How a process holds some work: its flags for flock, and what it asks PostgreSQL for and gives back."""

    WITH_OTHERS = (
        fcntl.LOCK_SH,
        "pg_advisory_lock_shared(:key) IS NOT NULL",
        "pg_advisory_unlock_shared(:key)",
    )
    ALONE = (fcntl.LOCK_EX, "pg_advisory_lock(:key) IS NOT NULL", "pg_advisory_unlock(:key)")
    ALONE_OR_NOT_AT_ALL = (
        fcntl.LOCK_EX | fcntl.LOCK_NB,
        "pg_try_advisory_lock(:key)",
        "pg_advisory_unlock(:key)",
    )


def lock_number(work: str) -> int:
    """Return the number by which PostgreSQL knows the lock of some work."""
    digest = hashlib.sha256(f"dinadatum {work}".encode()).digest()
    return int.from_bytes(digest[:8], signed=True)


def wait_for_turn(session: Session, work: str) -> None:
    """Wait until no other transaction does this work; the turn ends with the transaction.

    SQLite has one writer at a time anyway.
    """
    if session.get_bind().dialect.name == "postgresql":
        session.execute(text("SELECT pg_advisory_xact_lock(:number)"), {"number": lock_number(work)})


def hold_people(session: Session, ids: Collection[int]) -> None:
    """Wait until no other transaction changes these people; until this one ends nobody else does.

    What is read afterwards is then still true when it is answered, and facts that were read before are read again.
    By id, so that two who hold many never wait for each other: to hold more later, they must have higher ids.
    SQLite has one writer at a time anyway.

    Whoever changes anything of a person's holds the person first of all rows, before what is written is decided: a
    fact, a message that waits, a task. So no two write the same row, or wait for each other's. Those who only move
    messages on (senders, receipts) hold nobody. Where other locks are needed too they come in this order: the turn
    of the look, the turn to promise, a reply, people.
    """
    if session.get_bind().dialect.name == "postgresql":
        ordered = sorted(set(ids))
        for start in range(0, len(ordered), _AT_ONCE):
            wanted = select(Person.id).where(Person.id.in_(ordered[start : start + _AT_ONCE]))
            session.execute(wanted.order_by(Person.id).with_for_update(key_share=True))
        for row in list(session.identity_map.values()):
            if isinstance(row, Fact) and not session.is_modified(row):
                session.expire(row)


@contextmanager
def holding(database: Database, work: str, how: Hold) -> Iterator[bool]:
    """Hold some work for as long as it takes, over many transactions; tells whether it was got.

    PostgreSQL: a lock that the server gives back when a connection ends. SQLite: a lock on a file beside the
    register, which the machine gives back when a process ends, however it ends. Raises RegisterError.
    """
    if not database.is_sqlite:
        with _lock_of_server(database, work, how) as got:
            yield got
    elif database.engine.url.database in _IN_MEMORY:
        yield True
    else:
        with _lock_of_file(f"{database.engine.url.database}-{work}", how) as got:
            yield got


@contextmanager
def _lock_of_file(path: str, how: Hold) -> Iterator[bool]:
    try:
        handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    except OSError as error:
        raise RegisterError(
            f"{path} {why(error)}. Kontrollera [database] url och mappens rättigheter."
        ) from error
    try:
        got = True
        try:
            fcntl.flock(handle, how.value[0])
        except BlockingIOError:
            got = False
        yield got
    finally:
        os.close(handle)


@contextmanager
def _lock_of_server(database: Database, work: str, how: Hold) -> Iterator[bool]:
    _, take, give = how.value
    key = {"key": lock_number(work)}
    with plainly():
        connection = database.engine.connect().execution_options(isolation_level="AUTOCOMMIT")
        got = bool(connection.scalar(text(f"SELECT {take}"), key))
    try:
        yield got
    finally:
        with suppress(DBAPIError):  # a connection that is gone has given its lock back
            if got:
                connection.execute(text(f"SELECT {give}"), key)
        connection.close()
