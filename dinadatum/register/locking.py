"""Work that only one transaction at a time may do, in whatever process or machine."""

from __future__ import annotations

import hashlib
from collections.abc import Collection

from sqlalchemy import select, text
from sqlalchemy.orm import Session

from dinadatum.register.tables import Person


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

    What is read afterwards is then still true when it is answered. By id, so that two who hold many never wait for
    each other. SQLite has one writer at a time anyway.
    """
    if session.get_bind().dialect.name == "postgresql":
        wanted = select(Person.id).where(Person.id.in_(ids)).order_by(Person.id)
        session.execute(wanted.with_for_update(key_share=True))
