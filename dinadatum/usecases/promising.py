"""On which day somebody can promise to get in touch: a working day, not away, and not too many on one day."""

from __future__ import annotations

from collections import Counter
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from dinadatum.register import tables as t
from dinadatum.usecases.rules import Rules
from dinadatum.usecases.tasks import PROMISES

PROMISE = "promise"
"""The key date of a text that is itself the promise: its day is the promised one."""

LOOKS_AHEAD = 60
"""Working days within which a free one is sought; with none free the first is taken."""


def free_day(session: Session, rules: Rules, person_id: int, today: date) -> date:
    """Return the first day on which the person's handläggare can keep one more promise.

    Counted from so many working days on as the paces say. Without a handläggare the first such day.
    """
    anchors, calendar = rules.paces.anchors, rules.calendar
    first = calendar.workdays_after(today, anchors.promise_workdays)
    worker = session.scalar(
        select(t.Caseworker)
        .join(t.Person, t.Person.caseworker_id == t.Caseworker.id)
        .where(t.Person.id == person_id)
    )
    if worker is None:
        return first
    most = anchors.most_promises_a_day if worker.most_promises is None else worker.most_promises
    taken = _promises_per_day(session, worker.id, first)
    away = _away(session, worker.id, first)
    day = first
    for _ in range(LOOKS_AHEAD):
        if taken[day] < most and not any(start <= day <= end for start, end in away):
            return day
        day = calendar.workdays_after(day, 1)
    return first


def _promises_per_day(session: Session, worker_id: int, first: date) -> Counter[date]:
    query = (
        select(t.Task.day, func.count())
        .join(t.Person, t.Person.id == t.Task.person_id)
        .where(
            t.Person.caseworker_id == worker_id,
            t.Task.done_at.is_(None),
            t.Task.day >= first,
            t.Task.kind.in_(PROMISES),
        )
        .group_by(t.Task.day)
    )
    return Counter({day: count for day, count in session.execute(query)})  # noqa: C416  # typed pairs


def _away(session: Session, worker_id: int, first: date) -> list[tuple[date, date]]:
    """Return the days away, first and last, on which nobody stands in."""
    away = t.CaseworkerAbsence
    query = select(away.first_day, away.last_day).where(
        away.caseworker_id == worker_id, away.last_day >= first, away.stand_in_id.is_(None)
    )
    return [(start, end) for start, end in session.execute(query)]
