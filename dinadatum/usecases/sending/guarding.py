"""The last guards before messages leave: no number gets too many in a day, and no day is out of all proportion.

What is stopped is held with a reason, never dropped. They guard against faults of ours (a loop, a wrong import);
the caps that people were promised are kept long before, in notify.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import ColumnElement, and_, case, func, select
from sqlalchemy.orm import Session

from dinadatum.clock import local_day
from dinadatum.register import ledger
from dinadatum.register.crypto import Keyring
from dinadatum.register.database import MADE_UP, Database
from dinadatum.register.few_rows import is_open
from dinadatum.register.locking import wait_for_turn
from dinadatum.register.putting import put_meta
from dinadatum.register.states import REACHED, State
from dinadatum.register.tables import Message, Meta, Ombud, Person
from dinadatum.usecases.looks.daily_look import look_again
from dinadatum.usecases.looks.promising import take_people
from dinadatum.usecases.rules import Rules
from dinadatum.usecases.sending.held import JUMP, PER_NUMBER
from notify.history import BY_HAND
from notify.values import MessageKind, Road, TaskIntent, TaskKind

ACTOR = "vakt"
RECEIPTS_TIMES = 5
"""Receipts answer what a person writes, so they may be more: but a machine that answers us must not go on for ever."""
FEWEST = 50
"""A day of so many messages or fewer is never held."""
WEEKS = timedelta(weeks=4)
"""A usual day is the greatest of these weeks: most people have Tuesday as their own day."""
RELEASED = "released_day"
"""Under this key of the meta table stands the last day that a person has said yes to."""

_GOES = (State.PLANNED, State.CLAIMED, State.WAITING, State.FAILED, *REACHED)
_CHUNK = 500


@dataclass(frozen=True, slots=True)
class Limits:
    """How much is too much. jump_factor: so many times the usual day.

    per_number: messages a day to one number or address, whoever they are for. per_ombud: the same, to one where
    somebody receives for several people: a god man gets as many as the people have.
    """

    per_number: int
    per_ombud: int
    jump_factor: float


def guard(database: Database, limits: Limits, now: datetime) -> int:
    """Hold what is too much today, before it is sent; returns how many messages were held.

    The safety net is exempt from the limit per number. A day that a person has said yes to is not held again.
    """
    today = local_day(now)

    def hold(session: Session) -> int:
        wait_for_turn(session, ACTOR)
        return _hold_jump(session, limits, today) + _hold_per_number(
            session, limits, today, now, database.keyring
        )

    return database.do(ACTOR, now, hold)


def is_held_for_jump(day: date) -> ColumnElement[bool]:
    """Find what is held because a day is out of all proportion."""
    return and_(is_open(State.HELD), Message.code == JUMP, Message.day == day)


def count_held(session: Session, day: date) -> int:
    """Count what is held because a day is out of all proportion."""
    return session.scalar(select(func.count(Message.id)).where(is_held_for_jump(day))) or 0


def release_day(session: Session, rules: Rules, day: date, today: date, now: datetime) -> int:
    """Let a day's held messages go: those of today at once, those of an earlier day if they still help.

    Returns how many were let go.
    """
    held = is_held_for_jump(day)
    take_people(session, session.scalars(select(Message.person_id).where(held).distinct()).all())
    rows = session.execute(select(Message.id, Message.person_id).where(held)).all()
    count = _move(session, [row.id for row in rows], State.PLANNED, code="", reason="")
    put_meta(session, RELEASED, day.isoformat())
    if day < today:
        for person_id in sorted({row.person_id for row in rows}):
            look_again(session, rules, person_id, today, now)
    return count


def _hold_jump(session: Session, limits: Limits, today: date) -> int:
    planned = and_(Message.day == today, Message.state == State.PLANNED, Message.kind != MessageKind.RECEIPT)
    going = and_(Message.day == today, Message.state.in_(_GOES), Message.kind != MessageKind.RECEIPT)
    count = session.scalar(select(func.count()).select_from(Message).where(going)) or 0
    released = session.get(Meta, RELEASED)
    if count <= FEWEST or (released is not None and released.value == today.isoformat()):
        return 0
    usual = _usual_day(session, today)
    if usual == 0 and session.get(Meta, MADE_UP) is not None:
        return 0
    if count <= limits.jump_factor * usual:
        return 0
    reason = f"{count} meddelanden skulle gå i dag. Den största dagen de senaste fyra veckorna var {usual}."
    ids = list(session.scalars(select(Message.id).where(planned)))
    return _move(session, ids, State.HELD, code=JUMP, reason=reason)


def _usual_day(session: Session, today: date) -> int:
    went = and_(
        Message.day.between(today - WEEKS, today - timedelta(days=1)),
        Message.state.in_((*REACHED, State.FAILED)),
        Message.kind != MessageKind.RECEIPT,
    )
    days = select(func.count().label("went")).where(went).group_by(Message.day).subquery()
    return session.scalar(select(func.max(days.c.went))) or 0


def _hold_per_number(session: Session, limits: Limits, today: date, now: datetime, keyring: Keyring) -> int:
    receipts = Message.kind == MessageKind.RECEIPT
    others = Message.kind.in_((MessageKind.ORDINARY, MessageKind.COPY))
    today_goes = and_(Message.day == today, Message.state.in_(_GOES))
    return sum(
        _hold_beyond(
            session,
            and_(today_goes, kind),
            limits.per_number * times,
            max(limits.per_ombud, limits.per_number) * times,
            now,
            keyring,
        )
        for kind, times in ((others, 1), (receipts, RECEIPTS_TIMES))
    )


def _hold_beyond(
    session: Session, going: ColumnElement[bool], most: int, to_many: int, now: datetime, keyring: Keyring
) -> int:
    """Hold what is beyond the most to each number or address. to_many: the most to an ombud of several people."""
    number = case((Message.road == Road.EMAIL, Person.email_hash), else_=Person.mobile_hash)
    to_person = and_(going, Message.recipient_key == "", number.is_not(None))
    to_ombud = _by_number(session, going, keyring)
    counted = select(number, func.count()).select_from(Message)
    counted = counted.join(Person, Person.id == Message.person_id).where(to_person)
    many = counted.group_by(number).having(func.count() > most)
    crowded = {one for one, _ in session.execute(many)}
    shared = counted.where(number.in_(to_ombud)).group_by(number)
    counts = {one: count for one, count in session.execute(shared)}  # noqa: C416  # rows are typed pairs
    crowded |= {one for one, ids in to_ombud.items() if len(ids) + counts.get(one, 0) > most}
    held = 0
    for one in sorted(crowded):
        room = to_many if len(set(to_ombud.get(one, {}).values())) > 1 else most
        own = select(Message).join(Person, Person.id == Message.person_id).where(to_person, number == one)
        copies = select(Message).where(Message.id.in_(to_ombud.get(one, {})))
        held += _hold_last(session, [*session.scalars(own), *session.scalars(copies)], room, now)
    return held


def _by_number(session: Session, going: ColumnElement[bool], keyring: Keyring) -> dict[str, dict[str, int]]:
    """Return the messages to ombud, each with its person, by the hash of where they go."""
    query = select(Message.id, Message.person_id, Message.recipient_key, Message.road).where(
        going, Message.recipient_key != ""
    )
    rows = session.execute(query).all()
    keys = {int(row.recipient_key) for row in rows}
    found: dict[str, dict[str, int]] = {}
    if keys:
        chosen = select(Ombud.id, Ombud.mobile, Ombud.email).where(Ombud.id.in_(keys))
        ombud = {row.id: row for row in session.execute(chosen)}
        for row in rows:
            one = ombud.get(int(row.recipient_key))
            address = one and ((one.email or "").lower() if row.road is Road.EMAIL else one.mobile)
            if address:
                found.setdefault(keyring.fingerprint(address), {})[row.id] = row.person_id
    return found


def _hold_last(session: Session, rows: Iterable[Message], most: int, now: datetime) -> int:
    """Hold what comes after the most important ones. What a person wrote by hand is theirs to send."""
    found = list(rows)
    planned = [row for row in found if row.state is State.PLANNED and row.key_date != BY_HAND]
    room = max(most - (len(found) - len(planned)), 0)
    beyond = sorted(planned, key=lambda row: (row.priority, row.send_at, row.id))[room:]
    why = f"Numret har redan {most} meddelanden i dag. Det här väntar."
    tasks = [
        (row.person_id, TaskIntent(f"{row.identity}|{PER_NUMBER}", "", TaskKind.TELL, local_day(now), why))
        for row in beyond
    ]
    ledger.write_tasks(session, tasks, now)
    return _move(session, [row.id for row in beyond], State.HELD, code=PER_NUMBER, reason=why)


def _move(session: Session, ids: Sequence[str], to: State, **values: object) -> int:
    return sum(
        ledger.move(session, ids[start : start + _CHUNK], to, **values)
        for start in range(0, len(ids), _CHUNK)
    )
