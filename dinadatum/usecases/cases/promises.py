"""What the service has promised in a handläggare's name, what is to come, and how many fit in a day."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from dinadatum.register.cases import load_cases
from dinadatum.register.tables import Caseworker, Person, Task
from dinadatum.usecases.cases.tasks import TaskRow, promised_tasks
from dinadatum.usecases.looks.promising import open_book
from dinadatum.usecases.remembered import Memory
from dinadatum.usecases.rules import Rules
from dinadatum.usecases.staff.viewers import Viewer
from notify.promise_days import PROMISES
from notify.values import TaskIntent

PAGE = 50
WEEKS = 8
WEEK = timedelta(days=7)
MOST_PLAYED = 300
"""So many cases are played ahead for a page; with more, what is to come isn't counted."""
MANY_PLAYED = 20
"""What is foreseen for more cases than this is remembered for an hour."""
REMEMBERED = timedelta(hours=1)
LEAST_A_DAY, MOST_A_DAY = 1, 50


@dataclass(frozen=True, slots=True)
class PromisedDay:
    """The promises of one day. total: also those on other pages. over: somebody has more than the limit."""

    day: date
    rows: tuple[TaskRow, ...]
    total: int
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
    """What is promised, a page of it. broken: the day has passed, or the service has seen it broken.

    page: from 1 to pages; total_broken: also those on other pages.
    """

    broken: tuple[TaskRow, ...]
    total_broken: int
    days: tuple[PromisedDay, ...]
    weeks: tuple[Week, ...]
    limit: int
    cases: int
    page: int
    pages: int


def promises(
    session: Session,
    rules: Rules,
    viewer: Viewer,
    today: date,
    page: int = 1,
    *,
    memory: Memory | None = None,
    now: datetime | None = None,
) -> Promises:
    """Return a page of the viewer's promises, broken ones first, and how many come in the next eight weeks.

    A page that there isn't is the nearest there is. memory and now: where to look for what was foreseen a while
    ago, before it is worked out.
    """
    rows = promised_tasks(session, viewer)
    broken = [row for row in rows if row.is_broken(today)]
    kept = [row for row in rows if not row.is_broken(today)]
    pages = max(1, -(-len(rows) // PAGE))
    page = min(max(page, 1), pages)
    shown = [*broken, *kept][(page - 1) * PAGE : page * PAGE]
    limit = limit_of(session, rules, viewer.caseworker_id)
    people = None if viewer.caseworker_id is None else _own_cases(session, viewer.caseworker_id)
    countable = people if people is not None and len(people) <= MOST_PLAYED else None

    def foreseen(ids: Sequence[int]) -> Counter[date]:
        def count() -> tuple[Counter[date], int]:
            last = _last_of_weeks(today)
            asked = _with_something_ahead(session, ids, last)
            return _foreseen(session, rules, asked, today, last), len(asked)

        if memory is None or now is None:
            return count()[0]
        key = ("foreseen", viewer.caseworker_id, today)
        return memory.recall(key, now, count, REMEMBERED, many=MANY_PLAYED).value

    return Promises(
        broken=tuple(row for row in shown if row.is_broken(today)),
        total_broken=len(broken),
        days=_by_day([row for row in shown if not row.is_broken(today)], kept, limit),
        weeks=_weeks(kept, None if countable is None else foreseen(countable), today),
        limit=limit,
        cases=len(people or ()),
        page=page,
        pages=pages,
    )


def limit_of(session: Session, rules: Rules, caseworker_id: int | None) -> int:
    """Return how many promises a handläggare may have on one day."""
    worker = None if caseworker_id is None else session.get(Caseworker, caseworker_id)
    own = None if worker is None else worker.most_promises
    return rules.paces.anchors.most_promises_a_day if own is None else own


def set_limit(session: Session, viewer: Viewer, limit: int) -> None:
    """Keep how many promises the viewer wants to have on one day; audited with the handläggare."""
    if viewer.caseworker_id is not None:
        worker = session.get_one(Caseworker, viewer.caseworker_id, with_for_update={"key_share": True})
        worker.most_promises = limit


def _by_day(shown: Sequence[TaskRow], kept: Sequence[TaskRow], limit: int) -> tuple[PromisedDay, ...]:
    days: dict[date, list[TaskRow]] = {}
    for row in shown:
        days.setdefault(row.day, []).append(row)
    total = Counter(row.day for row in kept)
    over = {
        day for (day, _), count in Counter((row.day, row.caseworker) for row in kept).items() if count > limit
    }
    return tuple(PromisedDay(day, tuple(days[day]), total[day], day in over) for day in sorted(days))


def _weeks(kept: Sequence[TaskRow], foreseen: Mapping[date, int] | None, today: date) -> tuple[Week, ...]:
    promised = Counter(_week_of(row.day) for row in kept)
    firsts = [_week_of(today) + number * WEEK for number in range(WEEKS)]
    return tuple(
        Week(first, promised[first], None if foreseen is None else foreseen.get(first, 0)) for first in firsts
    )


def _last_of_weeks(today: date) -> date:
    return _week_of(today) + WEEKS * WEEK - timedelta(days=1)


def _foreseen(
    session: Session, rules: Rules, people: Sequence[int], today: date, last: date
) -> Counter[date]:
    """Count by week the promises that come if nothing happens, without those that there are already."""
    if not people:
        return Counter()
    known = set(session.scalars(select(Task.identity).where(Task.person_id.in_(people))))
    found: Counter[date] = Counter()
    book = open_book(session, today, people)
    for row in map(book.mark, load_cases(session, people)):
        for _, what in rules.play(row.case, today, last, row.history):
            if isinstance(what, TaskIntent) and what.kind in PROMISES and what.identity not in known:
                found[_week_of(max(what.day, today))] += 1
    return found


def _own_cases(session: Session, caseworker_id: int) -> list[int]:
    query = select(Person.id).where(Person.caseworker_id == caseworker_id, Person.look_on.is_not(None))
    return list(session.scalars(query.limit(MOST_PLAYED + 1)))


def _with_something_ahead(session: Session, people: Sequence[int], last: date) -> list[int]:
    """Pick those about whom anything can be due by a day: of the others the last look has seen that nothing is."""
    return list(session.scalars(select(Person.id).where(Person.id.in_(people), Person.look_on <= last)))


def _week_of(day: date) -> date:
    return day - timedelta(days=day.weekday())
