"""Hands cases over to a new handläggare: planned first, told to the person, and done when the day has come."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from dinadatum.errors import DinaDatumError
from dinadatum.register import tables as t
from dinadatum.register.cases import CaseRow
from dinadatum.register.locking import hold_people
from notify.contacts import is_told
from notify.history import History


class HandoverError(DinaDatumError):
    """A handover that can't be planned. The sentence says what came and what was expected."""

    exit_code = 2


@dataclass(frozen=True, slots=True)
class HandoverOrder:
    """Who hands over to whom. day: the new one's first day. writes_on: the day they get in touch.

    refs: which people; empty: everyone who has the old one.
    """

    old: str
    new: str
    day: date
    writes_on: date
    refs: tuple[str, ...] = ()


def plan_handovers(session: Session, order: HandoverOrder, today: date) -> list[str]:
    """Plan the handovers; returns the people's references. Planned before with other days: the last counts.

    Raises HandoverError, with nothing changed, for an unknown name, a day that has been, or a person whom
    the old one doesn't have.
    """
    old, new = _worker(session, order.old), _worker(session, order.new)
    _check(order, new, today)
    people = _people(session, old, order.refs)
    planned = _planned(session, [person.id for person in people])
    for person in people:
        values = {
            "caseworker_id": new.id,
            "first_day": order.day,
            "writes_on": order.writes_on,
            "known_on": today,
        }
        before = planned.get(person.id)
        if before is None:
            session.add(t.Handover(person_id=person.id, **values))
        else:
            for name, value in values.items():
                setattr(before, name, value)
        person.look_on = today
    return [person.ref for person in people]


def is_due_to_hand_over(row: CaseRow, today: date) -> bool:
    """Tell whether the case goes to the new handläggare: the day has come, and the person has been told."""
    planned = row.case.handover
    return planned is not None and planned.first <= today and is_told(row.case, History(row.history))


def hand_over(session: Session, person_id: int, username: str, today: date) -> None:
    """Give a case to the new handläggare.

    The plan itself is done when the new one has got in touch: until then texts speak of that day.
    """
    session.get_one(t.Person, person_id).caseworker_id = _worker(session, username).id
    query = select(t.Handover).where(t.Handover.person_id == person_id, t.Handover.done_on.is_(None))
    for handover in session.scalars(query):
        if handover.writes_on <= today:
            handover.done_on = today
    session.execute(update(t.Expiry).where(t.Expiry.person_id == person_id).values(caseworker=username))


def being_handed_over(session: Session, today: date) -> set[int]:
    """Return the people whose new handläggare may have them from today, by id."""
    query = select(t.Handover.person_id).where(t.Handover.first_day <= today, t.Handover.done_on.is_(None))
    return set(session.scalars(query))


def _worker(session: Session, username: str) -> t.Caseworker:
    worker = session.scalar(select(t.Caseworker).where(t.Caseworker.username == username.lower()))
    if worker is None:
        raise HandoverError(
            f"Det finns ingen handläggare med användarnamnet {username}. Det skrivs som i handlaggare.csv."
        )
    return worker


def _check(order: HandoverOrder, new: t.Caseworker, today: date) -> None:
    if order.old.lower() == order.new.lower():
        raise HandoverError(f"{order.new} har redan ärendena. --from och --to ska vara olika.")
    if order.day <= today:
        raise HandoverError(
            f"Dagen {order.day} är inte framåt i tiden. Personen ska få veta först: välj en senare dag."
        )
    if order.writes_on < order.day:
        raise HandoverError(f"--writes ({order.writes_on}) är före --day ({order.day}).")
    if not new.first_day <= order.day or (new.last_day is not None and new.last_day < order.day):
        raise HandoverError(f"{order.new} arbetar inte {order.day}. Se från och till i handlaggare.csv.")


def _people(session: Session, old: t.Caseworker, refs: Sequence[str]) -> list[t.Person]:
    theirs = t.Person.caseworker_id == old.id
    hold_people(session, session.scalars(select(t.Person.id).where(theirs)).all())
    people = {
        person.ref: person
        for person in session.scalars(select(t.Person).where(theirs).order_by(t.Person.ref))
    }
    strangers = [ref for ref in refs if ref not in people]
    if strangers:
        raise HandoverError(f"{old.username} har inte {', '.join(strangers)}. Inget är ändrat.")
    if not people:
        raise HandoverError(f"{old.username} har inga ärenden att lämna över.")
    return [people[ref] for ref in refs] if refs else list(people.values())


def _planned(session: Session, person_ids: Sequence[int]) -> dict[int, t.Handover]:
    found: dict[int, t.Handover] = {}
    for start in range(0, len(person_ids), 500):
        some = person_ids[start : start + 500]
        query = select(t.Handover).where(t.Handover.person_id.in_(some), t.Handover.done_on.is_(None))
        found.update((handover.person_id, handover) for handover in session.scalars(query))
    return found
