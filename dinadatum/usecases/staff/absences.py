"""Who is away when, and who has their tasks meanwhile."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from sqlalchemy import bindparam, or_, select
from sqlalchemy.orm import Session

from dinadatum.errors import DinaDatumError
from dinadatum.register.locking import wait_for_turn
from dinadatum.register.tables import Caseworker, CaseworkerAbsence, Person
from dinadatum.usecases.staff.viewers import Role, Viewer


class AbsenceError(DinaDatumError):
    """An absence that can't be kept. field: which part of it is wrong."""

    exit_code = 2

    def __init__(self, field: str, sentence: str) -> None:
        """Take the part and a Swedish sentence about it."""
        super().__init__(sentence)
        self.field = field


@dataclass(frozen=True, slots=True)
class Colleague:
    """A handläggare who can be chosen."""

    id: int
    username: str
    name: str
    unit: str


@dataclass(frozen=True, slots=True)
class Absence:
    """Days away, both included. who, stand_in: as in called, or "". mine: the viewer's own.

    i_stand_in: the stand-in is the viewer.
    """

    id: int
    who: str
    stand_in: str
    first: date
    last: date
    mine: bool
    i_stand_in: bool
    may_change: bool


def colleagues(session: Session, viewer: Viewer, day: date) -> list[Colleague]:
    """Return the handläggare of the viewer's units who work on a day or later, by user name."""
    query = select(Caseworker).where(or_(Caseworker.last_day.is_(None), Caseworker.last_day >= day))
    rows, names = session.scalars(query.order_by(Caseworker.username)), called(session)
    return [
        Colleague(row.id, row.username, names[row.id], row.unit) for row in rows if viewer.sees_unit(row.unit)
    ]


def called_by_username(session: Session) -> dict[str, str]:
    """Return what every handläggare is called, those who have left too, by user name."""
    names = called(session)
    return {
        row.username: names[row.id] for row in session.execute(select(Caseworker.id, Caseworker.username))
    }


def called(session: Session) -> dict[int, str]:
    """Return what every handläggare is called on a page: the name, and the user name too where two share it."""
    rows = session.execute(select(Caseworker.id, Caseworker.name, Caseworker.username)).all()
    shared = Counter(row.name for row in rows)
    return {row.id: row.name if shared[row.name] == 1 else f"{row.name} ({row.username})" for row in rows}


def absences(session: Session, viewer: Viewer, today: date) -> list[Absence]:
    """Return the absences, now and later, that the viewer may change or stands in for, soonest first."""
    query = (
        select(CaseworkerAbsence, Caseworker)
        .join(Caseworker, Caseworker.id == CaseworkerAbsence.caseworker_id)
        .where(CaseworkerAbsence.last_day >= today)
        .order_by(CaseworkerAbsence.first_day, CaseworkerAbsence.id)
    )
    names = called(session)
    return [
        Absence(
            row.id,
            names[away.id],
            "" if row.stand_in_id is None else names[row.stand_in_id],
            row.first_day,
            row.last_day,
            mine=row.caseworker_id == viewer.caseworker_id,
            i_stand_in=_stands_in(viewer, row),
            may_change=_may_change(viewer, away),
        )
        for row, away in session.execute(query)
        if _may_change(viewer, away) or _stands_in(viewer, row)
    ]


def add(
    session: Session,
    viewer: Viewer,
    *,
    who: int,
    stand_in: int | None,
    first: date,
    last: date,
    today: date,
) -> int:
    """Note that somebody is away; returns the row's id. Raises AbsenceError, with nothing changed."""
    wait_for_turn(session, "absences")
    away = session.get(Caseworker, who)
    if away is None or not _may_change(viewer, away):
        raise AbsenceError("vem", "Du kan skriva in frånvaro för dig själv, eller för dem i din grupp.")
    _check_days(session, who, first, last, today)
    if stand_in is not None:
        _check_stand_in(session, viewer, who, stand_in, first, last)
    row = CaseworkerAbsence(caseworker_id=who, stand_in_id=stand_in, first_day=first, last_day=last)
    session.add(row)
    session.flush()
    return row.id


def remove(session: Session, viewer: Viewer, absence_id: int) -> bool:
    """Take an absence away; tells whether there was one that the viewer may change."""
    row = session.get(CaseworkerAbsence, absence_id, with_for_update=True)
    away = None if row is None else session.get(Caseworker, row.caseworker_id)
    if row is None or away is None or not _may_change(viewer, away):
        return False
    session.delete(row)
    return True


def stands_in_for(session: Session, caseworker_id: int | None, today: date) -> frozenset[int]:
    """Return whose tasks a handläggare has today besides their own."""
    if caseworker_id is None:
        return frozenset()
    return frozenset(session.scalars(_STOOD_IN_FOR, {"worker": caseworker_id, "today": today}))


def names_of(session: Session, ids: Collection[int]) -> list[str]:
    """Return what some handläggare are called, in order."""
    if not ids:
        return []
    names = called(session)
    return sorted(names[each] for each in ids)


def count_protected(session: Session, caseworker_id: int | None) -> int:
    """Count the handläggare's protected identities: a stand-in never sees them."""
    query = select(Person.id).where(Person.caseworker_id == caseworker_id, Person.protected.is_(True))
    return len(session.scalars(query).all())


def _check_days(session: Session, who: int, first: date, last: date, today: date) -> None:
    if last < first:
        raise AbsenceError("till", "Sista dagen är före första dagen. Byt plats på dem.")
    if last < today:
        raise AbsenceError("till", "Tiden har redan varit. Skriv dagar från och med i dag.")
    for row in _of(session, who):
        if _overlap(row, first, last):
            raise AbsenceError("fran", "Det finns redan en frånvaro under de dagarna. Ta bort den först.")


def _check_stand_in(
    session: Session, viewer: Viewer, who: int, stand_in: int, first: date, last: date
) -> None:
    other = session.get(Caseworker, stand_in)
    if other is None or stand_in == who or not viewer.sees_unit(other.unit):
        raise AbsenceError("ersattare", "Välj en annan handläggare som ersättare.")
    if first < other.first_day or (other.last_day is not None and other.last_day < last):
        raise AbsenceError(
            "ersattare", f"{called(session)[other.id]} arbetar inte alla de dagarna. Välj någon annan."
        )
    if any(_overlap(row, first, last) for row in _of(session, stand_in)):
        raise AbsenceError(
            "ersattare", f"{called(session)[other.id]} är själv borta de dagarna. Välj någon annan."
        )


def _of(session: Session, caseworker_id: int) -> Iterable[CaseworkerAbsence]:
    return session.scalars(select(CaseworkerAbsence).where(CaseworkerAbsence.caseworker_id == caseworker_id))


def _overlap(row: CaseworkerAbsence, first: date, last: date) -> bool:
    return row.first_day <= last and first <= row.last_day


def _may_change(viewer: Viewer, away: Caseworker) -> bool:
    own = away.id == viewer.caseworker_id
    return own or (viewer.role is Role.TEAM_LEADER and viewer.sees_unit(away.unit))


def _stands_in(viewer: Viewer, row: CaseworkerAbsence) -> bool:
    return row.stand_in_id is not None and row.stand_in_id == viewer.caseworker_id


_STOOD_IN_FOR = select(CaseworkerAbsence.caseworker_id).where(
    CaseworkerAbsence.stand_in_id == bindparam("worker"),
    CaseworkerAbsence.first_day <= bindparam("today"),
    CaseworkerAbsence.last_day >= bindparam("today"),
)
"""Written once, as every page asks it."""
