"""One person of one's own making: a decision that ends soon, and what a test adds to it."""

from __future__ import annotations

from datetime import date, timedelta

from sqlalchemy import select

from dinadatum import clock
from dinadatum.register import tables as t
from dinadatum.register.database import Database
from tests.register.registers import add_caseworker, add_decision, add_person

FIRST, LAST = date(2025, 6, 1), date(2027, 5, 31)
"""The decision: from and to."""


def one_person(database: Database, day: date, ref: str = "P-1", **values: object) -> int:
    """Put in a person with a decision and a caseworker; returns the id."""
    with database.transaction("test", clock.opening(day)) as session:
        worker = session.scalars(select(t.Caseworker)).first() or add_caseworker(session)
        given = {"caseworker_id": worker.id, "known_since": date(2025, 6, 1), "look_on": day}
        person = add_person(session, ref, **(given | values))
        add_decision(session, person, FIRST, LAST, decided=date(2025, 5, 1))
        return person.id


def change(database: Database, person_id: int, day: date, **values: object) -> None:
    """Change a person as an import does: the look asks again the same day."""
    with database.transaction("test", clock.opening(day)) as session:
        person = session.get_one(t.Person, person_id)
        for name, value in (values | {"look_on": day}).items():
            setattr(person, name, value)


def add_step(database: Database, person_id: int, day: date, kind: str, value: str = "") -> None:
    """Add a step as an import does: the look asks again the same day."""
    with database.transaction("test", clock.opening(day)) as session:
        session.add(t.Step(person_id=person_id, kind=kind, day=day, value=value))
        session.get_one(t.Person, person_id).look_on = day


def messages(database: Database, *, kind: str = "") -> list[t.Message]:
    """List the ledger, oldest first."""
    with database.reading() as session:
        query = select(t.Message).order_by(t.Message.day, t.Message.identity)
        return list(session.scalars(query if not kind else query.where(t.Message.kind == kind)))


def tasks(database: Database) -> list[t.Task]:
    with database.reading() as session:
        return list(session.scalars(select(t.Task).order_by(t.Task.id)))


def everything(database: Database) -> dict[str, list[tuple[object, ...]]]:
    """Return every row that a look may write, without what is drawn by lot."""
    hidden = {"id"}
    found: dict[str, list[tuple[object, ...]]] = {}
    with database.reading() as session:
        for table in (t.Message, t.Task, t.Expiry, t.Finding, t.Person, t.Heartbeat, t.Meta):
            columns = [column for column in table.__table__.columns if column.name not in hidden]
            rows = session.execute(select(*columns)).all()
            found[table.__tablename__] = sorted((tuple(row) for row in rows), key=repr)
    return found


def days(first: date, last: date) -> list[date]:
    return [first + timedelta(days=number) for number in range((last - first).days + 1)]
