"""Finds people by reference or by whole words of their names, and fills the words in an older register."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import func, insert, select
from sqlalchemy.orm import Session

from dinadatum.register import name_words
from dinadatum.register.crypto import Keyring
from dinadatum.register.database import Database
from dinadatum.register.locking import hold_people
from dinadatum.register.putting import put_meta
from dinadatum.register.tables import Audit, Caseworker, Expiry, Person, PersonWord
from dinadatum.usecases.staff.viewers import Sight, Viewer, open_people, sight, visible_people

MOST = 25
LONGEST = 120
FILLED = "name_words"
"""Under this key of the meta table stands that every person's words are there."""

_CHUNK = 500


@dataclass(frozen=True, slots=True)
class Found:
    """Somebody who was found. hidden: a protected identity that isn't the viewer's own; only ref is told."""

    ref: str
    name: str
    municipality: str
    unit: str
    caseworker: str
    next_end: date | None
    hidden: bool


@dataclass(frozen=True, slots=True)
class Answer:
    """Who was found, by reference. more: there were others besides."""

    rows: tuple[Found, ...] = ()
    more: bool = False


def find_people(database: Database, viewer: Viewer, asked: str, *, today: date, now: datetime) -> Answer:
    """Find by reference, or else by names that have all the words; writes down whose names were shown.

    A protected identity that isn't the viewer's own is found by its reference alone.
    """
    with database.reading() as session:
        people = _by_ref(session, viewer, asked) or _by_words(session, database.keyring, viewer, asked)
        found = _all_found(session, viewer, people[:MOST], today)
    shown = [person.id for person, row in zip(people, found, strict=False) if not row.hidden]
    if shown:
        values = {"at": now, "actor": viewer.username, "action": "found", "what": "case"}
        with database.transaction(viewer.username, now) as session:
            entries = [{**values, "row_id": str(each), "person_id": each} for each in shown]
            session.execute(insert(Audit), entries)
    return Answer(found, more=len(people) > MOST)


def fill_words(database: Database, now: datetime) -> int:
    """Fill the words of people who came into the register before it kept any; returns how many people.

    Done once; safe to interrupt and repeat.
    """
    if database.meta(FILLED):
        return 0
    count, last = 0, 0
    while True:
        with database.transaction("nycklar", now) as session:
            there = select(PersonWord.person_id).where(PersonWord.person_id == Person.id)
            without = select(Person.id).where(Person.id > last, ~there.exists()).order_by(Person.id)
            ids = session.scalars(without.limit(_CHUNK)).all()
            hold_people(session, ids)
            # Asked again: somebody may have been given a new name, and with it words, meanwhile.
            query = select(Person).where(Person.id.in_(ids), ~there.exists()).order_by(Person.id)
            people = list(session.scalars(query))
            values = name_words.rows(database.keyring, people)
            if values:
                session.execute(insert(PersonWord), values)
            if not ids:
                put_meta(session, FILLED, "ja")
                return count
            count, last = count + len(people), ids[-1]


def _by_ref(session: Session, viewer: Viewer, asked: str) -> list[Person]:
    ref = " ".join(asked.split())
    query = select(Person).where(Person.ref.in_({ref, ref.upper()}), visible_people(viewer))
    return list(session.scalars(query))


def _by_words(session: Session, keyring: Keyring, viewer: Viewer, asked: str) -> list[Person]:
    hashes = [name_words.word_hash(keyring, word) for word in sorted(name_words.words(asked[:LONGEST]))]
    if not hashes:
        return []
    named = [Person.id.in_(select(PersonWord.person_id).where(PersonWord.hash == each)) for each in hashes]
    query = select(Person).where(*named, open_people(viewer))
    return list(session.scalars(query.order_by(Person.ref).limit(MOST + 1)))


def _all_found(session: Session, viewer: Viewer, people: Sequence[Person], today: date) -> tuple[Found, ...]:
    ids = [person.id for person in people]
    ends = select(Expiry.person_id, func.min(Expiry.day)).where(
        Expiry.person_id.in_(ids), Expiry.day >= today
    )
    next_ends = {person_id: day for person_id, day in session.execute(ends.group_by(Expiry.person_id))}  # noqa: C416
    workers = select(Caseworker).where(Caseworker.id.in_({person.caseworker_id for person in people}))
    names = {worker.id: worker.name for worker in session.scalars(workers)}
    return tuple(
        _found(viewer, person, names.get(person.caseworker_id or 0, ""), next_ends.get(person.id))
        for person in people
    )


def _found(viewer: Viewer, person: Person, caseworker: str, next_end: date | None) -> Found:
    seen = sight(viewer, unit=person.unit, caseworker_id=person.caseworker_id, protected=person.protected)
    if seen is not Sight.ALL:
        return Found(person.ref, "", "", "", "", None, hidden=True)
    return Found(
        ref=person.ref,
        name=" ".join(filter(None, (person.first_name, person.last_name))),
        municipality=person.municipality,
        unit=person.unit,
        caseworker=caseworker,
        next_end=next_end,
        hidden=False,
    )
