"""What the register knows of when each handläggare can promise to get in touch: what is promised, and who is away."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from dinadatum.register import tables as t
from dinadatum.register.cases import CaseRow
from dinadatum.register.locking import hold_people, wait_for_turn
from dinadatum.usecases.looks import promise_questions as ask
from dinadatum.usecases.rules import Rules
from notify.answering.receipts import PROMISE
from notify.promise_days import PROMISES, first_promise, free_from
from notify.values import Case, Promised, PromiseDays, TaskIntent

__all__ = [
    "PROMISE",
    "PromiseBook",
    "free_day",
    "free_day_of",
    "open_book",
    "promised_day",
    "share_days",
    "take_people",
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

    Taken before every lock but the look's own: two replies in the same moment never get the last place of the same day.
    """
    wait_for_turn(session, TURN)


def take_people(session: Session, ids: Collection[int]) -> None:
    """Take the turn to promise, then hold people: what whoever asks the day anew about somebody begins with."""
    take_turn(session)
    hold_people(session, ids)


def open_book(session: Session, today: date, person_ids: Sequence[int]) -> PromiseBook:
    """Read what is promised from a day on by the handläggare of some people (at most a chunk of them)."""
    if len(person_ids) == 1:
        return _book_of_one(session, today, person_ids[0])
    book = PromiseBook()
    found = session.execute(ask.WORKERS_OF, {"people": person_ids}).all()
    for task in session.execute(ask.MADE_TO, {"people": person_ids}):
        book.made[task.person_id][task.identity] = Promised(task.identity, task.day, task.done_at is None)
    if found:
        workers = {row.id: row.username for row in found}
        _read_taken(session, today, workers, book)
        _read_absences(session, today, workers, book)
        book.most = {row.username: row.most_promises for row in found}
    return book


def _book_of_one(session: Session, today: date, person_id: int) -> PromiseBook:
    """Read the same for one person, in one question: a page asks it, and each question is a journey."""
    book, workers, away = PromiseBook(), dict[int, str](), list[_Away]()
    for row in session.execute(ask.OF_ONE, {"person": person_id, "today": today}):
        if row.what == "worker":
            workers[row.number] = row.name
            book.most[row.name] = row.other
        elif row.what == "made":
            book.made[person_id][row.name] = Promised(row.name, row.first, bool(row.number))
        elif row.what == "taken":
            book.taken[row.name] += (row.first,)
        else:
            away.append(_Away(row.number, row.other, row.first, row.last))
    _note_absences(away, workers, book)
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
    for query in (ask.TAKEN_BY, ask.HANDED_TO):
        for username, day in session.execute(query, {"workers": list(workers), "today": today}):
            taken[username].append(day)
    for username, days in taken.items():
        book.taken[username] += tuple(days)


def _read_absences(session: Session, today: date, workers: dict[int, str], book: PromiseBook) -> None:
    """Read the days away with nobody who stands in, or with somebody who is away too."""
    absences = session.execute(ask.AWAY, {"today": today})
    _note_absences([_Away(*row) for row in absences], workers, book)


class _Away(NamedTuple):
    """An absence. Both days are included."""

    caseworker: int
    stand_in: int | None
    first: date
    last: date


def _note_absences(absences: Iterable[_Away], workers: dict[int, str], book: PromiseBook) -> None:
    away: dict[int, list[_Away]] = defaultdict(list)
    for absence in absences:
        away[absence.caseworker].append(absence)
    for worker_id, username in workers.items():
        spans = [span for absence in away[worker_id] for span in _alone(absence, away)]
        if spans:
            book.away[username] = tuple(sorted(spans))


def _alone(absence: _Away, away: dict[int, list[_Away]]) -> list[tuple[date, date]]:
    """Give the parts of an absence in which nobody is there."""
    if absence.stand_in is None:
        return [(absence.first, absence.last)]
    return [
        (max(absence.first, other.first), min(absence.last, other.last))
        for other in away.get(absence.stand_in, [])
        if other.first <= absence.last and other.last >= absence.first
    ]
