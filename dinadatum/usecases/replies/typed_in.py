"""A reply that is typed at the command line to try it out: where it would come from, and what was answered."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from dinadatum.register.cases import load_case
from dinadatum.register.tables import Message, Person
from dinadatum.usecases.replies.take_reply import Taken
from notify.values import Road


def answers_from(session: Session, ref: str) -> tuple[Road, str] | None:
    """Return the telephone or the mail address that a person would answer from, or None: there is neither.

    Raises UnknownPersonError.
    """
    person = session.get_one(Person, load_case(session, ref).person_id)
    if person.mobile:
        return Road.SMS, person.mobile
    return (Road.EMAIL, person.email) if person.email else None


def receipts_in_words(session: Session, taken: Taken) -> list[str]:
    """Return the words of each receipt, or why it did not go."""
    identities = [receipt.identity for receipt in taken.receipts]
    rows = session.scalars(select(Message).where(Message.identity.in_(identities)))
    return [row.text or row.reason for row in rows]
