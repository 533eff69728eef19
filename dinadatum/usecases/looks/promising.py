"""What the register knows of when each handläggare can promise to get in touch: what is promised, and who is away."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from sqlalchemy import BindParameter, bindparam, select
from sqlalchemy.orm import Session

from dinadatum.register import tables as t
from dinadatum.register.cases import CaseRow
from dinadatum.register.locking import wait_for_turn
from dinadatum.usecases.rules import Rules
from notify.answering.receipts import PROMISE
from notify.promise_days import PROMISES, SET_BY_HAND, first_promise, free_from
from notify.values import Case, Promised, PromiseDays, TaskIntent

__all__ = [
    "PROMISE",
    "PromiseBook",
    "free_day",
    "free_day_of",
    "open_book",
    "promised_day",
    "share_days",
    "take_turn",
]

TURN = "promises"


@dataclass(slots=True)
class PromiseBook:
    """What is promised in each handläggare's name (by user name) and to each person, as a transaction sees it.

    It is told of what is promised meanwhile, so that the people of one round share the days.
    """

    taken: defaultdict[str, tuple[date, ...]] = field(default_factory=lambda: defaultdict(tuple))
    away: dict[str, tuple[tuple[date, date], ...]] = field(default_factory=dict)
    most: dict[str, int | None] = field(default_factory=dict)
    made: defaultdict[int, dict[str, Promised]] = field(default_factory=lambda: defaultdict(dict))

    def mark(self, row: CaseRow) -> CaseRow:
        """Return the case with what is known of its handläggare's days."""
        return replace(row, case=replace(row.case, promises=self.days_of(row)))

    def days_of(self, row: CaseRow) -> PromiseDays:
        """Return when the handläggare of a case can promise something."""
        return self.days_for(row.person_id, row.caseworker)

    def days_for(self, person_id: int, caseworker: str) -> PromiseDays:
        """Return when a handläggare, by user name, can promise something to a person."""
        return PromiseDays(
            self.taken[caseworker] if caseworker else (),
            self.away.get(caseworker, ()),
            self.most.get(caseworker),
            tuple(self.made[person_id].values()) if person_id in self.made else (),
        )

    def note(self, row: CaseRow, tasks: Iterable[TaskIntent]) -> None:
        """Count what is newly promised to a person."""
        for task in tasks:
            if task.kind in PROMISES and task.identity not in self.made[row.person_id]:
                self.made[row.person_id][task.identity] = Promised(task.identity, task.day)
                self.taken[row.caseworker] += (task.day,)


def take_turn(session: Session) -> None:
    """Wait until no other transaction promises days; until it ends nobody else does.

    Taken first of all locks: two replies in the same moment never get the last place of the same day.
    """
    wait_for_turn(session, TURN)


def open_book(session: Session, today: date, person_ids: Sequence[int]) -> PromiseBook:
    """Read what is promised from a day on by the handläggare of some people (at most a chunk of them)."""
    book = PromiseBook()
    found = session.execute(_WORKERS_OF, {"people": person_ids}).all()
    for task in session.execute(_MADE_TO, {"people": person_ids}):
        book.made[task.person_id][task.identity] = Promised(task.identity, task.day, task.done_at is None)
    if found:
        workers = {row.id: row.username for row in found}
        _read_taken(session, today, workers, book)
        _read_absences(session, today, workers, book)
        book.most = {row.username: row.most_promises for row in found}
    return book


def free_day(session: Session, rules: Rules, person_id: int, today: date) -> date:
    """Return the first day on which the person's handläggare can keep one more promise.

    Counted from so many working days on as the paces say. Without a handläggare the first such day.
    """
    book = open_book(session, today, [person_id])
    worker = session.scalar(
        select(t.Caseworker.username)
        .join(t.Person, t.Person.caseworker_id == t.Caseworker.id)
        .where(t.Person.id == person_id)
    )
    return _first(book, rules, worker or "", today)


def share_days(session: Session, rules: Rules, username: str, first: date, people: Sequence[int]) -> date:
    """Give each planned handover to somebody the first day from a day on that has room; returns the last of them.

    people: whose handovers, in order. Days that were given to others stay.
    """
    worker = session.scalars(select(t.Caseworker).where(t.Caseworker.username == username.lower())).one()
    username = worker.username
    planned = {
        handover.person_id: handover
        for handover in session.scalars(
            select(t.Handover).where(t.Handover.caseworker_id == worker.id, t.Handover.done_on.is_(None))
        )
    }
    book = PromiseBook(most={username: worker.most_promises})
    _read_taken(session, first, {worker.id: username}, book)
    _read_absences(session, first, {worker.id: username}, book)
    taken = Counter(book.taken[username])
    taken.subtract(planned[each].writes_on for each in people if planned[each].writes_on >= first)
    known = PromiseDays(tuple(taken.elements()), book.away.get(username, ()), worker.most_promises)
    day = first
    for person_id in people:
        day = free_from(first, rules.calendar, rules.paces.anchors, known)
        planned[person_id].writes_on = day
        known = replace(known, taken=(*known.taken, day))
    return day


def free_day_of(session: Session, rules: Rules, username: str, today: date) -> date:
    """Return the first day on which a handläggare can keep one more promise, counted as for free_day."""
    worker = session.scalar(select(t.Caseworker.id).where(t.Caseworker.username == username))
    book = PromiseBook()
    if worker is not None:
        _read_taken(session, today, {worker: username}, book)
        _read_absences(session, today, {worker: username}, book)
        book.most[username] = session.get_one(t.Caseworker, worker).most_promises
    return _first(book, rules, username, today)


def promised_day(case: Case, rules: Rules, today: date) -> date:
    """Return the first day that can be promised to a person whose days are known."""
    return first_promise(today, rules.calendar, rules.paces.anchors, case.promises)


def _first(book: PromiseBook, rules: Rules, username: str, today: date) -> date:
    known = PromiseDays(book.taken[username], book.away.get(username, ()), book.most.get(username))
    return first_promise(today, rules.calendar, rules.paces.anchors, known)


def _read_taken(session: Session, today: date, workers: dict[int, str], book: PromiseBook) -> None:
    taken = defaultdict[str, list[date]](list)
    for query in (_TAKEN_BY, _HANDED_TO):
        for username, day in session.execute(query, {"workers": list(workers), "today": today}):
            taken[username].append(day)
    for username, days in taken.items():
        book.taken[username] += tuple(days)


def _read_absences(session: Session, today: date, workers: dict[int, str], book: PromiseBook) -> None:
    """Read the days away with nobody who stands in, or with somebody who is away too."""
    away: dict[int, list[t.CaseworkerAbsence]] = defaultdict(list)
    for absence in session.scalars(_AWAY, {"today": today}):
        away[absence.caseworker_id].append(absence)
    for worker_id, username in workers.items():
        spans = [span for absence in away[worker_id] for span in _alone(absence, away)]
        if spans:
            book.away[username] = tuple(sorted(spans))


def _alone(
    absence: t.CaseworkerAbsence, away: dict[int, list[t.CaseworkerAbsence]]
) -> list[tuple[date, date]]:
    """Give the parts of an absence in which nobody is there."""
    if absence.stand_in_id is None:
        return [(absence.first_day, absence.last_day)]
    return [
        (max(absence.first_day, other.first_day), min(absence.last_day, other.last_day))
        for other in away.get(absence.stand_in_id, [])
        if other.first_day <= absence.last_day and other.last_day >= absence.first_day
    ]


# Written once: to write a question takes longer than to answer it.
_PEOPLE: BindParameter[int] = bindparam("people", expanding=True)
_WORKERS: BindParameter[int] = bindparam("workers", expanding=True)
_WORKERS_OF = (
    select(t.Caseworker.id, t.Caseworker.username, t.Caseworker.most_promises)
    .join(t.Person, t.Person.caseworker_id == t.Caseworker.id)
    .where(t.Person.id.in_(_PEOPLE))
    .distinct()
)
_MADE_TO = select(t.Task.person_id, t.Task.identity, t.Task.day, t.Task.done_at).where(
    t.Task.person_id.in_(_PEOPLE), t.Task.kind.in_(sorted(PROMISES))
)
_TAKEN_BY = (
    select(t.Caseworker.username, t.Task.day)
    .join(t.Person, t.Person.caseworker_id == t.Caseworker.id)
    .join(t.Task, t.Task.person_id == t.Person.id)
    .where(
        t.Caseworker.id.in_(_WORKERS),
        t.Task.done_at.is_(None),
        t.Task.day >= bindparam("today"),
        t.Task.kind.in_(sorted(PROMISES - SET_BY_HAND)),
    )
)
_HANDED_TO = (
    select(t.Caseworker.username, t.Handover.writes_on)
    .join(t.Handover, t.Handover.caseworker_id == t.Caseworker.id)
    .where(
        t.Caseworker.id.in_(_WORKERS),
        t.Handover.done_on.is_(None),
        t.Handover.writes_on >= bindparam("today"),
    )
)
_AWAY = select(t.CaseworkerAbsence).where(t.CaseworkerAbsence.last_day >= bindparam("today"))
