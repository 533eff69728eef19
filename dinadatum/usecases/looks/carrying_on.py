"""Messages by hand that did not go on their day: they go on the next open one, or are skipped with a reason."""

from __future__ import annotations

from datetime import date, time

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from dinadatum.clock import instant
from dinadatum.register import ledger
from dinadatum.register.few_rows import is_open
from dinadatum.register.locking import hold_people
from dinadatum.register.states import State
from dinadatum.register.tables import Message, Person
from dinadatum.usecases.rules import Rules
from notify.history import BY_HAND

TOO_LATE = "Det gick inte ut i tid, och är nu för gammalt."


def carry_on(session: Session, rules: Rules, today: date) -> int:
    """Give late messages by hand today as their day; returns how many were too old instead.

    Those whose they are are asked about today: what a person wrote stands for an automatic message of the same days.
    """
    waiting = is_open(State.PLANNED, State.WAITING, State.HELD)
    mine = waiting & (Message.key_date == BY_HAND) & (Message.day < today)
    hold_people(session, session.scalars(select(Message.person_id).where(mine)).all())
    late = list(session.scalars(select(Message).where(mine)))
    if not late:
        return 0
    owners = {message.person_id for message in late}
    session.execute(update(Person).where(Person.id.in_(owners)).values(look_on=today))
    old = [message.id for message in late if message.last_useful_day < today]
    if rules.calendar.is_open(today):
        ids = [each.id for each in late if each.id not in old and each.state is not State.HELD]
        at = instant(today, time(rules.paces.sending.first_hour))
        session.execute(update(Message).where(Message.id.in_(ids)).values(day=today, send_at=at))
    return ledger.move(session, old, State.SKIPPED, reason=TOO_LATE)
