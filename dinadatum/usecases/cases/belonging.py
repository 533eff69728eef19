"""Which unit and handläggare a case has, corrected by whoever leads the unit. The person isn't told: see handover."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from dinadatum.register.tables import Account, Audit, Caseworker, Person
from dinadatum.usecases.changing.keeping import Moved
from dinadatum.usecases.looks.daily_look import look_again
from dinadatum.usecases.looks.promising import take_people
from dinadatum.usecases.rules import Rules
from dinadatum.usecases.staff.absences import colleagues
from dinadatum.usecases.staff.viewers import Viewer

PLACE = {"unit", "caseworker_id"}
"""The columns of a person that say where the case belongs."""


@dataclass(frozen=True, slots=True)
class Belonging:
    """A case's unit and its handläggare's user name, or empty texts. version: the one that was read."""

    unit: str
    caseworker: str
    version: int


@dataclass(frozen=True, slots=True)
class Places:
    """What can be chosen: units, and handläggare by user name with their names."""

    units: tuple[str, ...]
    caseworkers: dict[str, str]


def read_belonging(session: Session, person_id: int) -> Belonging:
    """Return where a case belongs now."""
    person = session.get_one(Person, person_id)
    worker = None if person.caseworker_id is None else session.get(Caseworker, person.caseworker_id)
    return Belonging(person.unit, worker.username if worker else "", person.version)


def read_places(session: Session, viewer: Viewer, now: Belonging, today: date) -> Places:
    """Return what the viewer may choose, with what the case has now."""
    units = {unit for unit in session.scalars(select(Caseworker.unit).distinct()) if viewer.sees_unit(unit)}
    working = {each.username: f"{each.name} ({each.unit})" for each in colleagues(session, viewer, today)}
    kept = {now.caseworker: working.get(now.caseworker, now.caseworker)} if now.caseworker else {}
    return Places(tuple(sorted({*units, now.unit} - {""})), {**kept, **working})


def move_case(
    session: Session, rules: Rules, person_id: int, to: Belonging, today: date, now: datetime
) -> bool:
    """Give a case another unit or handläggare, and ask the day anew; tells whether anything differed.

    Raises Moved when somebody else has changed the person since version.
    """
    take_people(session, [person_id])
    person = session.get_one(Person, person_id)
    if person.version != to.version:
        raise Moved
    worker = session.scalar(select(Caseworker.id).where(Caseworker.username == to.caseworker))
    if (person.unit, person.caseworker_id) == (to.unit, worker):
        return False
    person.unit, person.caseworker_id = to.unit, worker
    session.flush()
    look_again(session, rules, person_id, today, now)
    return True


def last_move(session: Session, person_id: int) -> int | None:
    """Return the number in the log of the last time that somebody with an account moved the case, and only that.

    None: nobody has, or its place has changed since in another way (a handover, a file).
    """
    rows = select(Audit.id, Audit.actor, Audit.detail).where(
        Audit.person_id == person_id, Audit.what == Person.__tablename__, Audit.action == "changed"
    )
    for row in session.execute(rows.order_by(Audit.id.desc())):
        columns = json.loads(row.detail or "{}").keys()
        if columns & PLACE:
            by_hand = session.scalar(select(Account.id).where(Account.username == row.actor)) is not None
            return int(row.id) if columns <= PLACE and by_hand else None
    return None


def place_before(session: Session, viewer: Viewer, person_id: int, number: int) -> Belonging | None:
    """Return where a case was before a move, or None: the move isn't the last one, or the place isn't there now."""
    if last_move(session, person_id) != number:
        return None
    now = read_belonging(session, person_id)
    detail = json.loads(session.get_one(Audit, number).detail or "{}")
    unit = detail.get("unit", (now.unit,))[0] or ""
    if unit and not viewer.sees_unit(unit):
        return None
    if "caseworker_id" not in detail:
        return Belonging(unit, now.caseworker, now.version)
    before = detail["caseworker_id"][0]
    worker = None if before is None else session.get(Caseworker, before)
    if before is not None and worker is None:
        return None
    return Belonging(unit, worker.username if worker else "", now.version)
