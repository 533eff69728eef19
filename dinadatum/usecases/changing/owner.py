"""Whose row a form is about: what reading its cells must know of the person."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from dinadatum.register.tables import Consent, Person


@dataclass(frozen=True, slots=True)
class Owner:
    """The person whose row it is, as far as reading needs to know. seen: sample texts shown at a consent.

    ombud_alone, steps_alone: as the register has them; together they would contradict each other.
    """

    ref: str
    birth_date: date
    protected: bool = False
    seen: frozenset[str] = frozenset()
    ombud_alone: bool = False
    steps_alone: str = ""


def read_owner(session: Session, person_id: int) -> Owner:
    """Return what the register says of a person."""
    person = session.get_one(Person, person_id)
    return Owner(
        person.ref,
        person.birth_date,
        person.protected,
        _seen(session, person_id),
        person.ombud_alone,
        person.steps_alone,
    )


def _seen(session: Session, person_id: int) -> frozenset[str]:
    shown = session.scalars(select(Consent.texts).where(Consent.person_id == person_id))
    return frozenset(word for text in shown for word in text.replace(",", " ").split())
