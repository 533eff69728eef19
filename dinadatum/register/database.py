"""The way into the database: SQLite or PostgreSQL, with the keys in hand and the log running."""

from __future__ import annotations

import os
import select
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import datetime
from typing import Any, TypeVar

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy import select as select_rows
from sqlalchemy.engine import make_url
from sqlalchemy.exc import (
    ArgumentError,
    DBAPIError,
    InvalidatePoolError,
    NoSuchModuleError,
    OperationalError,
)
from sqlalchemy.orm import Session

from dinadatum.errors import ConfigError, RegisterError
from dinadatum.register import audit, name_words, refusals
from dinadatum.register.crypto import Keyring
from dinadatum.register.putting import put_meta
from dinadatum.register.tables import Meta

BUSY_SECONDS = 15
TRIES = 3
"""So many times is work done that may be repeated, when another transaction waits for it and it for the other."""
_DEADLOCK = "40P01"
_T = TypeVar("_T")
PREPARED = 300
"""So many questions has a PostgreSQL connection ready: the pages have some two hundred, and a hundred is the custom."""
_CONNECTING = {"connect_timeout": 10, "keepalives_idle": 60, "keepalives_interval": 10, "keepalives_count": 3}
"""With the last three a connection at rest whose other end is gone is known to be so within two minutes."""

MADE_UP = "made_up"
"""Under this key of the meta table stands that the register holds made-up people. Never taken away."""
BACKED_UP = "backed_up_at"
"""Under this key of the meta table stands, in a copy, when it was taken."""
_KEY_CHECK_ROW, _KEY_CHECK = "key_check", "Dina datum"


class _Audited(Session):
    """A session that writes the log of changes, and keeps the words by which people are found."""


audit.watch(_Audited)
name_words.watch(_Audited)


class Database:
    """One database. Threads may share it; each transaction has its own session."""

    def __init__(self, url: str, keyring: Keyring) -> None:
        """Prepare the engine without connecting; raises ConfigError for a URL that isn't one."""
        self.engine = make_engine(url)
        self.engine.dialect.keyring = keyring  # type: ignore[attr-defined]  # types.Secret reads it there
        self.keyring = keyring
        self._writer = self.engine.execution_options(begin="IMMEDIATE")
        # PostgreSQL shows each question what is committed when it is asked, in a transaction or not: to read, none
        # is begun, and two journeys of each page are saved. SQLite's readers see one instant, so they begin one.
        self._reader = (
            self.engine if self.is_sqlite else self.engine.execution_options(isolation_level="AUTOCOMMIT")
        )

    @property
    def is_sqlite(self) -> bool:
        """Tell whether this is the embedded database."""
        return self.engine.dialect.name == "sqlite"

    @contextmanager
    def transaction(self, actor: str, now: datetime) -> Iterator[Session]:
        """Give a session whose work is committed whole at the end, or not at all.

        actor: the user name or job that the log names. Raises RegisterError when the database is away,
        locked too long, or has no room.
        """
        with plainly(), _Audited(self._writer, expire_on_commit=False) as session:
            session.info.update(actor=actor, now=now)
            with session.begin():
                yield session

    def do(self, actor: str, now: datetime, work: Callable[[Session], _T]) -> _T:
        """Do some work in a transaction, and again if it and another one waited for each other: then all is undone.

        For what touches rows in an order that isn't its own to choose: sweeping through the ledger while senders and
        receipts move its rows. work: all it does is done through the session, so that it may be repeated.
        """
        for _ in range(TRIES - 1):
            try:
                with self.transaction(actor, now) as session:
                    return work(session)
            except RegisterError as error:
                if not _waited_for_each_other(error):
                    raise
        with self.transaction(actor, now) as session:
            return work(session)

    @contextmanager
    def rehearsing(self) -> Iterator[Session]:
        """Give a session whose work is never kept: to see what a change would lead to."""
        with plainly(), Session(self._writer, expire_on_commit=False) as session:
            yield session
            session.rollback()

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """Give a session that only reads."""
        with plainly(), Session(self._reader) as session:
            yield session

    def check_keys(self) -> None:
        """Make sure that the keys belong to this database; marks an empty one as theirs.

        Raises KeyFileError if they don't.
        """
        with plainly(), Session(self._writer) as session, session.begin():
            row = session.get(Meta, _KEY_CHECK_ROW)
            if row is None:
                self.mark_keys(session)
            else:
                self.keyring.decrypt(row.value)

    def mark_keys(self, session: Session) -> None:
        """Mark the database as belonging to the newest key, so that older ones may be thrown away."""
        put_meta(session, _KEY_CHECK_ROW, self.keyring.encrypt(_KEY_CHECK))

    def meta(self, key: str) -> str | None:
        """Return what the register says of itself under a key."""
        with self.reading() as session:
            return session.scalar(select_rows(Meta.value).where(Meta.key == key))

    def close(self) -> None:
        """Close all connections."""
        self.engine.dispose()


def make_engine(url: str) -> Engine:
    """Make an engine for SQLite (WAL, foreign keys, FULL) or PostgreSQL (psycopg); ConfigError otherwise."""
    try:
        parsed = make_url(url)
    except ArgumentError as error:
        raise ConfigError(
            "[database] url går inte att förstå. Exempel: sqlite:///dinadatum.sqlite eller "
            "postgresql+psycopg://namn@värd/databas."
        ) from error
    if parsed.get_backend_name() == "postgresql":
        parsed = parsed.set(drivername="postgresql+psycopg")
        return _prepare_postgresql(create_engine(parsed, pool_size=10, connect_args=_CONNECTING))
    if parsed.get_backend_name() != "sqlite":
        raise ConfigError(
            f"[database] url börjar med {parsed.drivername}. Det som går är sqlite och postgresql+psycopg."
        )
    try:
        engine = create_engine(parsed, connect_args={"timeout": BUSY_SECONDS})
    except NoSuchModuleError as error:
        raise ConfigError(f"[database] url: {error}") from error
    event.listen(engine, "do_connect", _make_private)
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _prepare_postgresql(engine: Engine) -> Engine:
    """Let each connection remember the questions of all pages, and be looked at before it is used again."""

    @event.listens_for(engine, "connect")
    def remember(connection: Any, _record: object) -> None:
        connection.prepared_max = PREPARED

    @event.listens_for(engine, "checkout")
    def look_at(connection: Any, _record: object, _proxy: object) -> None:
        if not _has_something_to_say(connection.pgconn.socket):
            return
        try:
            engine.dialect.do_ping(connection)
        except Exception as error:
            raise InvalidatePoolError from error

    return engine


def _has_something_to_say(socket: int) -> bool:
    """Tell whether a connection at rest has something to be read: as a rule that its other end is gone.

    Asked of this machine alone; to ask the database would cost a journey for every use.
    """
    waiting = select.poll()
    waiting.register(socket, select.POLLIN)
    return bool(waiting.poll(0))


def _make_private(_dialect: object, _record: object, arguments: Sequence[Any], _named: object) -> None:
    """Make a file that isn't there one that only its owner reads, as the keys and the outbox are."""
    if arguments[0] != ":memory:":
        with suppress(OSError):  # there already; of other troubles SQLite itself tells
            os.close(os.open(arguments[0], os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600))


def _prepare_sqlite(connection: Any, _record: object) -> None:
    connection.isolation_level = None  # SQLAlchemy's own BEGIN, below, and no other
    cursor = connection.cursor()
    for pragma in ("journal_mode=WAL", "foreign_keys=ON", "synchronous=FULL"):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin_sqlite(connection: Connection) -> None:
    kind = connection.get_execution_options().get("begin", "DEFERRED")
    connection.exec_driver_sql(f"BEGIN {kind}")


@contextmanager
def plainly() -> Iterator[None]:
    """Turn the database's own trouble into a RegisterError that says what to do. Values never show."""
    try:
        yield
    except DBAPIError as error:
        raise RegisterError(_plain_words(error)) from error


def _plain_words(error: DBAPIError) -> str:
    known = refusals.by_code(error.orig)
    if known is not None:
        return known
    if isinstance(error, OperationalError):
        return refusals.by_words(str(error.orig))
    return f"Databasen svarade nej ({type(error.orig).__name__}). Inget är ändrat. Kör «dinadatum doctor»."


def _waited_for_each_other(error: RegisterError) -> bool:
    return getattr(getattr(error.__cause__, "orig", None), "sqlstate", None) == _DEADLOCK
