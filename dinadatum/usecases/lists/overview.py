"""How the service itself is: what went today, what waits, whether the jobs are alive. No person is in it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Row, func, select
from sqlalchemy.orm import Session

from dinadatum.register.few_rows import is_open
from dinadatum.register.ledger import waiting_since
from dinadatum.register.states import State
from dinadatum.register.tables import Heartbeat, Message, Meta
from dinadatum.usecases.staff.viewers import Sight, Viewer, people_of, sight
from notify.values import Recipient, Road

LOOK_JOB = "look"
SHOWN_TODAY = 10
TO_COME = (State.PLANNED, State.HELD, State.CLAIMED, State.WAITING)
"""States of a message of today that hasn't gone. What was cut off, or is unclear, has gone."""


@dataclass(frozen=True, slots=True)
class TodaysMessage:
    """A message of today as the list shows it. template: which text; never its words."""

    ref: str
    send_at: datetime
    road: Road
    recipient: Recipient
    template: str
    state: State
    hidden: bool


@dataclass(frozen=True, slots=True)
class Today:
    """What goes out today and what has gone: the first of each, and how many there are in each state."""

    coming: tuple[TodaysMessage, ...]
    gone: tuple[TodaysMessage, ...]
    counts: dict[State, int]

    @property
    def still_coming(self) -> int:
        """Count the messages that haven't gone yet."""
        return sum(count for state, count in self.counts.items() if state in TO_COME)

    @property
    def held(self) -> int:
        """Count those of them that wait for a human: they don't go by themselves."""
        return self.counts.get(State.HELD, 0)

    @property
    def total(self) -> int:
        """Count the messages that went or will go by themselves."""
        stopped = (State.SKIPPED, State.CANCELLED, State.HELD)
        return sum(count for state, count in self.counts.items() if state not in stopped)


@dataclass(frozen=True, slots=True)
class Beat:
    """When a job last ended well, and what it said."""

    job: str
    at: datetime
    said: str


@dataclass(frozen=True, slots=True)
class Standing:
    """The state of the service.

    retrying: messages that a provider didn't take and that go again, by road. late_since: the instant from
    which a message could have gone and hasn't, or None. looked_on: the day of the last whole look.
    """

    looked_on: date | None
    planned: int
    retrying: dict[Road, int]
    unknown: int
    held: int
    late_since: datetime | None
    made_up: bool

    def look_is_late(self, today: date) -> bool:
        """Tell whether today's look hasn't been done."""
        return self.looked_on is None or self.looked_on < today


def going_today(session: Session, viewer: Viewer, today: date, *, mine: bool = False) -> Today:
    """Return today's messages about those whom the viewer may know of. mine: only the viewer's own cases."""
    people = people_of(viewer, mine=mine).c
    shown = (Message.send_at, Message.road, Message.recipient, Message.template, Message.state)
    joined = (
        select(*shown, people.ref, people.unit, people.caseworker_id, people.protected)
        .join_from(Message, people.id.table, people.id == Message.person_id)
        .where(Message.day == today)
    )
    coming = joined.where(Message.state.in_(TO_COME)).order_by(Message.send_at, Message.id)
    gone = joined.where(Message.state.notin_((*TO_COME, State.SKIPPED, State.CANCELLED)))
    gone = gone.order_by(Message.send_at.desc(), Message.id)
    found = session.execute(
        select(Message.state, func.count())
        .join(people.id.table, people.id == Message.person_id)
        .where(Message.day == today)
        .group_by(Message.state)
    )
    counts = {state: count for state, count in found}  # noqa: C416  # typed pairs
    some_to_come = any(state in TO_COME for state in counts)
    some_gone = any(state not in (*TO_COME, State.SKIPPED, State.CANCELLED) for state in counts)
    first = session.execute(coming.limit(SHOWN_TODAY)).all() if some_to_come else ()
    last = session.execute(gone.limit(SHOWN_TODAY)).all() if some_gone else ()
    return Today(
        tuple(_todays(row, viewer) for row in first), tuple(_todays(row, viewer) for row in last), counts
    )


def standing(session: Session, now: datetime) -> Standing:
    """Return how the service stands."""
    counts: dict[State, int] = {}
    retrying: dict[Road, int] = {}
    open_states = (State.PLANNED, State.HELD, State.WAITING, State.UNKNOWN)
    query = (
        select(Message.state, Message.road, func.count())
        .where(is_open(*open_states))
        .group_by(Message.state, Message.road)
    )
    for state, road, count in session.execute(query):
        counts[state] = counts.get(state, 0) + count
        if state is State.WAITING:
            retrying[road] = count
    since = waiting_since(session)
    beat = session.get(Heartbeat, LOOK_JOB)
    return Standing(
        looked_on=None if beat is None else date.fromisoformat(beat.said),
        planned=counts.get(State.PLANNED, 0),
        retrying=retrying,
        unknown=counts.get(State.UNKNOWN, 0),
        held=counts.get(State.HELD, 0),
        late_since=since if since is not None and since < now else None,
        made_up=bool(session.scalar(select(Meta.value).where(Meta.key == "made_up"))),
    )


def beats(session: Session) -> list[Beat]:
    """Return the jobs that have been heard of, by name."""
    rows = session.scalars(select(Heartbeat).order_by(Heartbeat.job))
    return [Beat(row.job, row.at, row.said) for row in rows]


def _todays(row: Row[Any], viewer: Viewer) -> TodaysMessage:
    seen = sight(viewer, unit=row.unit, caseworker_id=row.caseworker_id, protected=row.protected)
    return TodaysMessage(
        ref=row.ref,
        send_at=row.send_at,
        road=row.road,
        recipient=row.recipient,
        template=row.template,
        state=row.state,
        hidden=seen is not Sight.ALL,
    )
