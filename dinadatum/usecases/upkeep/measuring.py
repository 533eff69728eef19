"""Reads the numbers that alarms and monitors are made of. Few rows each time: only what is open, and a day's work."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, func, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from dinadatum.clock import instant, local_day
from dinadatum.register.few_rows import is_missed, is_open
from dinadatum.register.states import RESTORED, State
from dinadatum.register.tables import Heartbeat, Message, Person, Reply
from dinadatum.usecases.sending.held import JUMP
from dinadatum.usecases.upkeep.alarms import LATE, Numbers
from notify.channels.code import Next
from notify.channels.errors import explain, known_codes

A_DAY = timedelta(days=1)
RECEIPT_WITHIN = timedelta(hours=6)
"""A receipt that hasn't come by then may never come."""

WENT = (State.ACCEPTED, State.DELIVERED, State.FAILED)
_OPEN = (State.PLANNED, State.CLAIMED, State.WAITING)


def read_numbers(session: Session, now: datetime) -> Numbers:
    """Return the numbers as they are now."""
    today, late = local_day(now), now - LATE
    of_today = and_(Message.day == today, Message.send_at >= instant(today, time.min))
    expected = and_(
        of_today, Message.send_at <= now, Message.state.in_((*_OPEN, State.SENDING, State.UNKNOWN, *WENT))
    )
    waiting = and_(of_today, is_open(*_OPEN), Message.send_at < late, Message.created_at < late)
    unknown = and_(is_open(State.UNKNOWN), Message.attempt_at < late)
    count, first = _count_and_first(session, expected, Message.send_at)
    late_count, late_first = _count_and_first(session, waiting, Message.send_at)
    unknown_count, unknown_first = _count_and_first(session, unknown, Message.attempt_at)
    unread, unread_first = _unread(session, late)
    looked = session.get(Heartbeat, "look")
    held = session.execute(_held(JUMP)).first()
    return Numbers(
        now=now,
        has_people=session.scalar(select(Person.id).limit(1)) is not None,
        looked_on=None if looked is None else _day(looked.said),
        beats={row.job: row.at for row in session.scalars(select(Heartbeat))},
        expected=count,
        first_expected=first,
        sent=_count(session, and_(of_today, Message.state.in_((*WENT, State.SENDING, State.UNKNOWN)))),
        late=late_count,
        late_since=late_first,
        unknown=unknown_count,
        unknown_since=unknown_first,
        failed=_count(session, and_(is_missed(State.FAILED), *_lately(now))),
        delivered=_count(session, and_(Message.state == State.DELIVERED, *_lately(now))),
        silent=_silent(session, now),
        troubles=_troubles(session, now),
        unread=unread,
        unread_since=unread_first,
        held_day=held[0] if held else None,
        held_back=held[1] if held else 0,
        restored=_count(session, and_(is_open(State.HELD), Message.code == RESTORED)),
    )


def count_open(session: Session) -> dict[State, int]:
    """Count the messages with which something may still happen, by state."""
    states = (State.PLANNED, State.HELD, State.CLAIMED, State.SENDING, State.WAITING, State.UNKNOWN)
    query = select(Message.state, func.count()).where(is_open(*states)).group_by(Message.state)
    found: dict[State, int] = {state: count for state, count in session.execute(query)}  # noqa: C416  # typed pairs
    return {state: found.get(state, 0) for state in states}


def _count(session: Session, condition: ColumnElement[bool]) -> int:
    return session.scalar(select(func.count()).select_from(Message).where(condition)) or 0


def _count_and_first(
    session: Session, condition: ColumnElement[bool], moment: InstrumentedAttribute[Any]
) -> tuple[int, datetime | None]:
    count, first = session.execute(select(func.count(), func.min(moment)).where(condition)).one()
    return count, first


def _unread(session: Session, late: datetime) -> tuple[int, datetime | None]:
    unread = and_(Reply.read_at.is_(None), Reply.received_at < late)
    count, first = session.execute(select(func.count(), func.min(Reply.received_at)).where(unread)).one()
    return count, first


def _lately(now: datetime) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    """Make the condition of a receipt from the last day and night."""
    return _of_late(now), Message.settled_at >= now - A_DAY


def _of_late(now: datetime) -> ColumnElement[bool]:
    """Make the condition of two days and nights; the day is what the index knows."""
    since = now - 2 * A_DAY
    return and_(Message.day >= local_day(since), Message.send_at >= since)


def _silent(session: Session, now: datetime) -> int:
    """Count what a provider with receipts took in the last two days, and has said nothing of since."""
    accepted = and_(Message.state == State.ACCEPTED, Message.provider == "twilio")
    when = and_(_of_late(now), Message.settled_at < now - RECEIPT_WITHIN)
    return _count(session, and_(accepted, when))


def _troubles(session: Session, now: datetime) -> dict[str, str]:
    """Name the answers of the last day and night, or that messages wait for now, that only the operator can mend."""
    alarming = [code for code, meaning in known_codes().items() if meaning.next is Next.ALARM]
    waiting = and_(is_open(State.WAITING), Message.code.in_(alarming))
    failed = and_(is_missed(State.FAILED), Message.code.in_(alarming), *_lately(now))
    codes = session.scalars(select(Message.code).where(waiting | failed).distinct())
    return {code: explain(code).meaning for code in codes}


def _held(code: str) -> Select[date, int]:
    held = (is_open(State.HELD), Message.code == code)
    return select(Message.day, func.count()).where(*held).group_by(Message.day).order_by(Message.day.desc())


def _day(said: str) -> date | None:
    try:
        return date.fromisoformat(said)
    except ValueError:
        return None
