"""Takes over what a sender that died left half done, and turns to a handläggare where no machine can know."""

from __future__ import annotations

from datetime import datetime
from typing import Protocol

from sqlalchemy import update
from sqlalchemy.orm import Session

from dinadatum.clock import local_day
from dinadatum.register import ledger
from dinadatum.register.database import Database
from dinadatum.register.tables import Task
from notify.values import TaskIntent, TaskKind

ASK = "Det är oklart om meddelandet kom fram. Fråga personen innan det skickas igen."


class About(Protocol):
    """What a task is about: a row of the ledger, or what was read of one."""

    @property
    def identity(self) -> str:
        """Return the message's identity."""
        ...

    @property
    def person_id(self) -> int:
        """Return whose it is."""
        ...


def take_over(session: Session, now: datetime, *, alone: bool = False) -> int:
    """Take back claims, and mark calls that were cut off as unknown; settle_unknown asks about them.

    alone: nobody else can be sending, so whatever is half done was left behind, however lately. Returns how
    many are unknown now.
    """
    return len(ledger.release_dead(session, now, alone=alone)[1])


def take_over_now(database: Database, actor: str, now: datetime, *, alone: bool = False) -> int:
    """Do the same in a transaction of its own: one that held other rows too could wait for a sender for ever."""
    return database.do(actor, now, lambda session: take_over(session, now, alone=alone))


def add_task(session: Session, message: About, kind: TaskKind, why: str, now: datetime) -> None:
    """Ask a handläggare about a message, once."""
    task = TaskIntent(_identity(message, kind), "", kind, local_day(now), why)
    ledger.write_tasks(session, [(message.person_id, task)], now)


def close_task(session: Session, message: About, kind: TaskKind, actor: str, now: datetime) -> None:
    """Take back a question that has got its answer by itself."""
    asked = Task.identity == _identity(message, kind)
    session.execute(update(Task).where(asked, Task.done_at.is_(None)).values(done_at=now, done_by=actor))


def _identity(message: About, kind: TaskKind) -> str:
    return f"{message.identity}|{kind.value}"
