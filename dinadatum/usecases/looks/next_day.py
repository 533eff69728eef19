"""Finds the next day on which something goes, as today's facts tell."""

from __future__ import annotations

from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from dinadatum.register.tables import Person


def next_sending_day(session: Session, today: date) -> date | None:
    """Return the first day after today on which a message goes to somebody; None: none is to come.

    Each look leaves each person's next day in the register (Person.next_message_day).
    """
    return session.scalar(select(func.min(Person.next_message_day)).where(Person.next_message_day > today))
