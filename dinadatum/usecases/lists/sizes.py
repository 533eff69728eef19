"""Counts what the register holds, for the line that a start prints."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from dinadatum.register.cases import everyone, load_cases
from dinadatum.register.states import State
from dinadatum.register.tables import Caseworker, Decision, Message, Person, Task
from dinadatum.usecases.rules import Rules
from dinadatum.usecases.sending.guarding import count_held


@dataclass(frozen=True, slots=True)
class Sizes:
    """How much there is.

    messages_today: rows of today's look, whatever their state; unsent_today: those that won't go; held_today:
    those that a person has to let go first, on a day out of all proportion; tasks: open ones.
    """

    people: int
    decisions: int
    key_dates: int
    messages_today: int
    unsent_today: int
    held_today: int
    tasks: int


def measure(session: Session, rules: Rules, today: date) -> Sizes:
    """Count people, decisions, key dates, today's messages and open tasks."""
    cases = load_cases(session, everyone(session))
    return Sizes(
        people=_count(session, select(func.count(Person.id))),
        decisions=_count(session, select(func.count(Decision.id))),
        key_dates=sum(len(rules.timeline(row.case.facts).key_dates) for row in cases),
        messages_today=_count(session, select(func.count(Message.id)).where(Message.day == today)),
        unsent_today=_count(
            session,
            select(func.count(Message.id)).where(Message.day == today, Message.state == State.SKIPPED),
        ),
        held_today=count_held(session, today),
        tasks=_count(session, select(func.count(Task.id)).where(Task.done_at.is_(None))),
    )


def is_empty(session: Session) -> bool:
    """Tell whether nobody is in the register."""
    return session.scalar(select(Person.id).limit(1)) is None


def _count(session: Session, query: Select[int]) -> int:
    return session.scalar(query) or 0


def busiest_caseworker(session: Session) -> tuple[str, str]:
    """Return the user name and unit of the handläggare with the most cases."""
    query = (
        select(Caseworker.username, Caseworker.unit)
        .join(Person, Person.caseworker_id == Caseworker.id)
        .group_by(Caseworker.id, Caseworker.username, Caseworker.unit)
        .order_by(func.count(Person.id).desc(), Caseworker.username)
        .limit(1)
    )
    username, unit = session.execute(query).one()
    return username, unit
