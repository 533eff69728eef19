"""What didn't reach anybody, and what stayed in the outbox, a page at a time and for somebody's eyes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ColumnElement, and_, func, or_, select
from sqlalchemy.orm import Session

from dinadatum.register.few_rows import is_missed
from dinadatum.register.states import SWEDISH, State
from dinadatum.register.tables import Message, Person
from dinadatum.usecases.staff.viewers import Sight, Viewer, own_people, sight, visible_people
from notify.values import Recipient, Road

PAGE = 50
PERIODS = (7, 30, 90, 365)
"""So many days back one may look."""


@dataclass(frozen=True, slots=True)
class PastRow:
    """A message that went nowhere. hidden: a protected identity of somebody else's; then only the reference.

    reason: a Swedish sentence. code: the provider's own, or empty.
    """

    id: str
    ref: str
    day: date
    send_at: datetime
    recipient: Recipient
    road: Road
    template: str
    key_date_day: date
    state: State
    reason: str
    code: str
    chars: int | None
    hidden: bool


@dataclass(frozen=True, slots=True)
class PastCursor:
    """The last row of a page: the next one begins after it."""

    day: date
    send_at: datetime
    id: str


@dataclass(frozen=True, slots=True)
class PastPage:
    """Some rows, the last first, where the next page begins (None: this was the last), and how many in all."""

    rows: tuple[PastRow, ...]
    next: PastCursor | None
    total: int


def missed_page(
    session: Session,
    viewer: Viewer,
    since: date,
    after: PastCursor | None = None,
    *,
    mine: bool = False,
    limit: int = PAGE,
) -> PastPage:
    """Return what was skipped, or failed for good, from a day on. mine: only the viewer's own cases."""
    return _page(session, viewer, and_(is_missed(), Message.day >= since), after, mine=mine, limit=limit)


def shadow_page(
    session: Session,
    viewer: Viewer,
    since: date,
    after: PastCursor | None = None,
    *,
    mine: bool = False,
    limit: int = PAGE,
) -> PastPage:
    """Return what the outbox took instead of a provider, from a day on. mine: only the viewer's own cases."""
    return _page(session, viewer, and_(_kept_in(), Message.day >= since), after, mine=mine, limit=limit)


def count_missed(session: Session, since: date) -> int:
    """Count what was skipped or failed from a day on, whoever it was to: no case is named."""
    return _count(session, and_(is_missed(), Message.day >= since))


def count_shadow(session: Session, since: date) -> int:
    """Count what the outbox took from a day on, whoever it was to: no case is named."""
    return _count(session, and_(_kept_in(), Message.day >= since))


def _kept_in() -> ColumnElement[bool]:
    return and_(Message.provider == "outbox", Message.state == State.ACCEPTED)


def _count(session: Session, meant: ColumnElement[bool]) -> int:
    return session.scalar(select(func.count()).select_from(Message).where(meant)) or 0


def _page(
    session: Session,
    viewer: Viewer,
    meant: ColumnElement[bool],
    after: PastCursor | None,
    *,
    mine: bool,
    limit: int,
) -> PastPage:
    seen = and_(meant, own_people(viewer) if mine else visible_people(viewer))
    total = session.scalar(
        select(func.count()).select_from(Message).join(Person, Person.id == Message.person_id).where(seen)
    )
    query = select(Message, Person).join(Person, Person.id == Message.person_id).where(seen)
    if after is not None:
        query = query.where(_comes_after(after))
    order = (Message.day.desc(), Message.send_at.desc(), Message.id)
    found = list(session.execute(query.order_by(*order).limit(limit + 1)))
    rows = tuple(_row(message, person, viewer) for message, person in found[:limit])
    last = PastCursor(rows[-1].day, rows[-1].send_at, rows[-1].id) if len(found) > limit else None
    return PastPage(rows, last, total or 0)


def _comes_after(last: PastCursor) -> ColumnElement[bool]:
    """Make the condition that a row stands below another: an earlier day, then hour, then the next id."""
    below = or_(Message.send_at < last.send_at, and_(Message.send_at == last.send_at, Message.id > last.id))
    return or_(Message.day < last.day, and_(Message.day == last.day, below))


def _row(message: Message, person: Person, viewer: Viewer) -> PastRow:
    may = sight(viewer, unit=person.unit, caseworker_id=person.caseworker_id, protected=person.protected)
    hidden = may is not Sight.ALL
    return PastRow(
        id=message.id,
        ref=person.ref,
        day=message.day,
        send_at=message.send_at,
        recipient=message.recipient,
        road=message.road,
        template="" if hidden else message.template,
        key_date_day=message.key_date_day,
        state=message.state,
        reason="" if hidden else message.reason or SWEDISH[message.state].capitalize() + ".",
        code="" if hidden else message.code,
        chars=message.chars,
        hidden=hidden,
    )
