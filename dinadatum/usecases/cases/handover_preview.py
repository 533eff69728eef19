"""What a handover would lead to: who is told when, before anything is kept; and the handover itself, by a viewer."""

from __future__ import annotations

from collections.abc import Sequence, Set
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from dinadatum.register import ledger
from dinadatum.register.cases import CaseRow, load_cases
from dinadatum.register.database import Database
from dinadatum.register.tables import Caseworker, Person
from dinadatum.usecases.cases.entering import spellings
from dinadatum.usecases.cases.handing_over import HandoverError, HandoverOrder, plan_handovers
from dinadatum.usecases.looks.daily_look import look_again
from dinadatum.usecases.looks.promising import share_days, take_turn
from dinadatum.usecases.rules import Rules
from dinadatum.usecases.staff.absences import called
from dinadatum.usecases.staff.viewers import Viewer, open_people
from notify.contacts import is_told
from notify.history import History
from notify.paths.handover import HANDOVER, TOLD
from notify.values import Intent, Road

MOST = 500
"""So many cases change hands at a time."""


@dataclass(frozen=True, slots=True)
class Told:
    """When a person is told. day None: by no message, so tell them yourself; late: after the new one's first day."""

    ref: str
    day: date | None
    road: Road | None
    late: bool


@dataclass(frozen=True, slots=True)
class Preview:
    """What a handover would lead to, soonest first and those who can't be told last.

    last_write: when the new one gets in touch with the last of them: no more on a day than fit.
    """

    told: tuple[Told, ...]
    last_write: date

    @property
    def untold(self) -> int:
        """Count those whom no message reaches."""
        return sum(each.day is None for each in self.told)


def refs_to_hand_over(session: Session, viewer: Viewer, old: str, refs: Sequence[str]) -> tuple[str, ...]:
    """Return the references of the old one's cases that the viewer may hand over: those asked for, or all.

    Raises HandoverError for one that isn't among them, for none at all and for more than go at a time.
    """
    query = (
        select(Person.ref)
        .join(Caseworker, Caseworker.id == Person.caseworker_id)
        .where(Caseworker.username == old, open_people(viewer))
        .order_by(Person.ref)
    )
    known = dict.fromkeys(session.scalars(query))
    refs = tuple(next((each for each in spellings(ref) if each in known), ref) for ref in refs)
    strangers = [ref for ref in refs if ref not in known]
    if strangers:
        raise HandoverError(
            f"{_name(session, old)} har inte {', '.join(strangers)}, eller så får du inte lämna över det."
        )
    chosen = tuple(dict.fromkeys(refs)) or tuple(known)
    if not chosen:
        raise HandoverError(f"{_name(session, old)} har inga ärenden som du kan lämna över.")
    if len(chosen) > MOST:
        raise HandoverError(
            f"Det är {len(chosen)} ärenden. Högst {MOST} går på en gång: skriv vilka i rutan för referenser."
        )
    return chosen


def _name(session: Session, username: str) -> str:
    """Return what a handläggare is called; what is no user name comes back as it is."""
    known = session.scalar(select(Caseworker.id).where(Caseworker.username == username))
    return username if known is None else called(session)[known]


def whose(session: Session, viewer: Viewer, ref: str) -> str:
    """Return the user name of whoever has a case that the viewer may hand over, or an empty text."""
    query = select(Caseworker.username).join(Person, Person.caseworker_id == Caseworker.id)
    return session.scalar(query.where(Person.ref == ref, open_people(viewer))) or ""


def count_cases(session: Session, viewer: Viewer) -> dict[str, int]:
    """Count the cases that the viewer may hand over, by their handläggare's user name."""
    query = (
        select(Caseworker.username, func.count())
        .join(Person, Person.caseworker_id == Caseworker.id)
        .where(open_people(viewer))
        .group_by(Caseworker.username)
        .order_by(Caseworker.username)
    )
    return {username: count for username, count in session.execute(query)}  # noqa: C416  # typed pairs


def preview(database: Database, rules: Rules, order: HandoverOrder, today: date) -> Preview:
    """Say who would be told when; nothing is kept. Raises HandoverError as plan_handovers does."""
    with database.rehearsing() as session:
        refs = plan_handovers(session, order, today)
        session.flush()
        ids = session.scalars(select(Person.id).where(Person.ref.in_(refs)).order_by(Person.ref)).all()
        last = share_days(session, rules, order.new, order.writes_on, ids)
        session.flush()
        planned = {message.identity for message in ledger.unsent(session, ids)}
        rows = list(load_cases(session, ids))
    # Played when the writer's place has been given back: hundreds of cases take a while.
    told = [_told(row, planned, rules, order, today) for row in rows]
    return Preview(
        tuple(sorted(told, key=lambda each: (each.day is None, each.day or today, each.ref))), last
    )


def hand_over(
    session: Session, rules: Rules, order: HandoverOrder, today: date, now: datetime
) -> tuple[str, ...]:
    """Plan the handovers and let today's look see them; returns the references. Raises HandoverError."""
    take_turn(session)
    refs = plan_handovers(session, order, today)
    session.flush()
    ids = session.scalars(select(Person.id).where(Person.ref.in_(refs)).order_by(Person.ref)).all()
    share_days(session, rules, order.new, order.writes_on, ids)
    session.flush()
    for person_id in ids:
        look_again(session, rules, person_id, today, now)
    return tuple(refs)


def _told(row: CaseRow, planned: Set[str], rules: Rules, order: HandoverOrder, today: date) -> Told:
    """Play the case on. planned: what hasn't gone yet; the look decides anew whether it will."""
    if is_told(row.case, History(row.history)):
        return Told(row.case.ref, None, None, late=False)
    last = rules.paces.sending.stale_after.after(order.writes_on)
    gone = [sent for sent in row.history if sent.identity not in planned]
    for day, what in rules.play(row.case, today, last, gone):
        if isinstance(what, Intent) and (what.key_date, what.step) == (HANDOVER, TOLD):
            return Told(row.case.ref, day, what.road, late=day > order.day)
    return Told(row.case.ref, None, None, late=False)
