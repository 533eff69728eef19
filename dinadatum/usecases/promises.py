"""What the service has promised in a handläggare's name, what is to come, and how many fit in a day."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from dinadatum.register.cases import load_cases
from dinadatum.register.tables import Caseworker, Person, Task
from dinadatum.usecases.promising import open_book
from dinadatum.usecases.rules import Rules
from dinadatum.usecases.tasks import TaskRow, promised_tasks
from dinadatum.usecases.viewers import Viewer
from notify.promise_days import PROMISES
from notify.simulate import play
from notify.values import TaskIntent

WEEKS = 8
WEEK = timedelta(days=7)
MOST_PLAYED = 300
"""So many cases are played ahead for a page; with more, what is to come isn't counted."""
LEAST_A_DAY, MOST_A_DAY = 1, 50


@dataclass(frozen=True, slots=True)
class PromisedDay:
    """The promises of one day. over: there are more than the limit."""

    day: date
    rows: tuple[TaskRow, ...]
    over: bool


@dataclass(frozen=True, slots=True)
class Week:
    """A week from its Monday. foreseen: promises that come if nobody answers; None: not counted."""

    first: date
    promised: int
    foreseen: int | None

    @property
    def last(self) -> date:
        """Give the Sunday."""
        return self.first + WEEK - timedelta(days=1)

    @property
    def total(self) -> int:
        """Count what is promised and foreseen."""
        return self.promised + (self.foreseen or 0)


@dataclass(frozen=True, slots=True)
class Promises:
    """What is promised. broken: the day has passed, or the service has seen it broken."""

    broken: tuple[TaskRow, ...]
    days: tuple[PromisedDay, ...]
    weeks: tuple[Week, ...]
    limit: int
    cases: int


def promises(session: Session, rules: Rules, viewer: Viewer, today: date) -> Promises:
    """Return the viewer's promises, broken ones apart, and how many come in the next eight weeks."""
    rows = promised_tasks(session, viewer)
    broken = tuple(row for row in rows if row.is_broken(today))
    kept = [row for row in rows if row not in broken]
    limit = limit_of(session, rules, viewer.caseworker_id)
    people = None if viewer.caseworker_id is None else _own_cases(session, viewer.caseworker_id)
    return Promises(
        broken, _by_day(kept, limit), _weeks(session, rules, kept, people, today), limit, len(people or ())
    )


def limit_of(session: Session, rules: Rules, caseworker_id: int | None) -> int:
    """Return how many promises a handläggare may have on one day."""
    worker = None if caseworker_id is None else session.get(Caseworker, caseworker_id)
    own = None if worker is None else worker.most_promises
    return rules.paces.anchors.most_promises_a_day if own is None else own


def set_limit(session: Session, viewer: Viewer, limit: int) -> None:
    """Keep how many promises the viewer wants to have on one day; audited with the handläggare."""
    if viewer.caseworker_id is not None:
        session.get_one(Caseworker, viewer.caseworker_id).most_promises = limit


def _by_day(rows: Sequence[TaskRow], limit: int) -> tuple[PromisedDay, ...]:
    days: dict[date, list[TaskRow]] = {}
    for row in rows:
        days.setdefault(row.day, []).append(row)
    return tuple(PromisedDay(day, tuple(found), len(found) > limit) for day, found in sorted(days.items()))


def _weeks(
    session: Session, rules: Rules, kept: Sequence[TaskRow], people: Sequence[int] | None, today: date
) -> tuple[Week, ...]:
    monday = today - timedelta(days=today.weekday())
    last = monday + WEEKS * WEEK - timedelta(days=1)
    promised = Counter(_week_of(row.day) for row in kept)
    countable = people is not None and len(people) <= MOST_PLAYED
    foreseen = _foreseen(session, rules, people or (), today, last) if countable else None
    firsts = [monday + number * WEEK for number in range(WEEKS)]
    return tuple(
        Week(first, promised[first], None if foreseen is None else foreseen[first]) for first in firsts
    )


def _foreseen(
    session: Session, rules: Rules, people: Sequence[int], today: date, last: date
) -> Counter[date]:
    """Count by week the promises that come if nothing happens, without those that there are already."""
    known = set(session.scalars(select(Task.identity).where(Task.person_id.in_(people))))
    found: Counter[date] = Counter()
    book = open_book(session, today, people)
    for row in map(book.mark, load_cases(session, people)):
        played = play(
            row.case,
            lambda case: rules.timeline(case.facts),
            today,
            last,
            paces=rules.paces,
            calendar=rules.calendar,
            history=row.history,
        )
        for _, what in played:
            if isinstance(what, TaskIntent) and what.kind in PROMISES and what.identity not in known:
                found[_week_of(max(what.day, today))] += 1
    return found


def _own_cases(session: Session, caseworker_id: int) -> list[int]:
    query = select(Person.id).where(Person.caseworker_id == caseworker_id, Person.look_on.is_not(None))
    return list(session.scalars(query.limit(MOST_PLAYED + 1)))


def _week_of(day: date) -> date:
    return day - timedelta(days=day.weekday())
