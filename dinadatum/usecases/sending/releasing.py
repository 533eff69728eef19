"""A person's yes to what is held: a day out of all proportion, or what a restore may have sent already."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import and_, func, select
from sqlalchemy.orm import Session

from dinadatum.register.audit import note
from dinadatum.register.few_rows import is_open
from dinadatum.register.states import RESTORED, State
from dinadatum.register.tables import Message, Person
from dinadatum.usecases.rules import Rules
from dinadatum.usecases.sending.guarding import release_day
from dinadatum.usecases.sending.held import JUMP
from dinadatum.usecases.staff.viewers import Role, Viewer
from dinadatum.usecases.upkeep.restoring import release_restored


@dataclass(frozen=True, slots=True)
class HeldDay:
    """Messages that wait for one yes. day: of an unusual day; None: held by a restore, of any day.

    reason: a Swedish sentence. per_template: how many of each text, the most first. units: whose they are.
    """

    day: date | None
    count: int
    reason: str
    per_template: tuple[tuple[str, int], ...]
    units: frozenset[str]


def held_days(session: Session) -> tuple[HeldDay, ...]:
    """Return the days that are held, the first day first."""
    query = select(Message.day).where(is_open(State.HELD), Message.code == JUMP)
    return tuple(_held(session, JUMP, day) for day in session.scalars(query.distinct().order_by(Message.day)))


def held_by_restore(session: Session) -> HeldDay | None:
    """Return what a restore holds, or None if nothing is."""
    found = _held(session, RESTORED, None)
    return found if found.count else None


def may_release(viewer: Viewer, held: HeldDay) -> bool:
    """Tell whether the viewer may say yes: whoever runs the machine, or leads every unit that it is about."""
    if viewer.role is Role.ADMINISTRATOR:
        return True
    return viewer.role is Role.TEAM_LEADER and all(viewer.sees_unit(unit) for unit in held.units)


def let_go(session: Session, rules: Rules, day: date, today: date, now: datetime) -> int:
    """Let a held day go, and log who said yes; returns how many messages."""
    count = release_day(session, rules, day, today, now)
    note(session, "released", "message", day)
    return count


def settle_restored(session: Session, rules: Rules, today: date, now: datetime, *, gone: bool) -> int:
    """Let go what a restore held, or note that it went, and log who said so; returns how many messages."""
    count = release_restored(session, rules, today, now, gone=gone)
    note(session, "confirmed" if gone else "released", "message", "gone" if gone else "restored")
    return count


def _held(session: Session, code: str, day: date | None) -> HeldDay:
    meant = and_(is_open(State.HELD), Message.code == code)
    if day is not None:
        meant = and_(meant, Message.day == day)
    query = select(Message.template, func.count()).where(meant).group_by(Message.template)
    counts = {template: count for template, count in session.execute(query)}  # noqa: C416  # typed pairs
    joined = select(Person.unit).join(Message, Message.person_id == Person.id).where(meant)
    return HeldDay(
        day=day,
        count=sum(counts.values()),
        reason=session.scalar(select(Message.reason).where(meant).limit(1)) or "",
        per_template=tuple(sorted(counts.items(), key=lambda each: (-each[1], each[0]))),
        units=frozenset(session.scalars(joined.distinct())),
    )
