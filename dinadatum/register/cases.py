"""Reads whole cases: the facts and the history that the core decides on, without names or numbers."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from sqlalchemy import Row, select
from sqlalchemy.orm import Session

from dinadatum.errors import UnknownPersonError
from dinadatum.register import case_values
from dinadatum.register import tables as t
from dinadatum.register.case_queries import (
    CLOSE,
    RARE,
    CaseQueries,
    Query,
    Shape,
    Wanted,
    case_queries,
    shape_of,
)
from notify.values import Case, Handover, PromiseDays, Sent, StepFact
from timeline.facts import Decision, Dormancy, StudyTrial

T = TypeVar("T")
DaysOf = Callable[[int, str], PromiseDays]
"""Tells when the handläggare (by user name, or none) of a person (by id) can promise to get in touch."""
CHUNK = 500
"""People read at a time: few queries, and few bound values in each."""
_NO_DAYS = PromiseDays()


Rows = Sequence[Row[Any]]


@dataclass(frozen=True, slots=True)
class CaseRow:
    """A case, where it stands in the register, and what the ledger holds about it, oldest first."""

    person_id: int
    case: Case
    history: tuple[Sent, ...]
    unit: str
    municipality: str
    caseworker: str


@dataclass(frozen=True, slots=True)
class ReadCase:
    """A case with the rows that it was made of, in order of day. messages: without their texts."""

    row: CaseRow
    decisions: Rows
    dormancies: Rows
    trials: Rows
    follow_ups: Rows
    steps: Rows
    messages: Rows


def _no_days(_person_id: int, _caseworker: str) -> PromiseDays:
    return _NO_DAYS


def load_case(session: Session, ref: str) -> CaseRow:
    """Return one person's case; raises UnknownPersonError."""
    person_id = session.scalar(select(t.Person.id).where(t.Person.ref == ref))
    if person_id is None:
        raise UnknownPersonError(f"Ingen person har referensen {ref}. Referensen skrivs som i personer.csv.")
    return next(load_cases(session, [person_id]))


def everyone(session: Session, unit: str | None = None) -> list[int]:
    """Return the ids of all people, or of one unit's, by reference."""
    query = select(t.Person.id).order_by(t.Person.ref)
    return list(session.scalars(query if unit is None else query.where(t.Person.unit == unit)))


def load_cases(session: Session, person_ids: Sequence[int], days_of: DaysOf = _no_days) -> Iterator[CaseRow]:
    """Yield the cases of the people, in the order of their ids as given.

    days_of: asked for each case when it is yielded, so that it can know of what was promised to those before.
    """
    for start in range(0, len(person_ids), CHUNK):
        yield from _load_chunk(session, person_ids[start : start + CHUNK], days_of)


def read_case(session: Session, person_id: int) -> ReadCase:
    """Return one person's case with the rows that it was made of: so they aren't asked for again."""
    kept: dict[str, Rows] = {}
    row = next(_load_chunk(session, [person_id], _no_days, kept))

    def rows(table: type[t.Base]) -> Rows:
        return kept.get(table.__tablename__, ())

    return ReadCase(
        row,
        decisions=rows(t.Decision),
        dormancies=rows(t.Dormancy),
        trials=rows(t.StudyTrial),
        follow_ups=rows(t.FollowUp),
        steps=rows(t.Step),
        messages=rows(t.Message),
    )


def among(ids: Sequence[int]) -> Wanted:
    """Return the condition that a column holds one of the ids; where they lie close it takes others too.

    A span costs nothing to ask for, a list costs for each of its values.
    """
    low, high = min(ids), max(ids)
    if high - low < CLOSE * len(ids):
        return lambda column: column.between(low, high)
    return lambda column: column.in_(ids)


@dataclass(frozen=True, slots=True)
class _Reading:
    """Some people whose cases are read. values: of the questions. empty: tables in which they have nothing.

    one: they are one person, whose rows end with their ids. kept: takes the rows that were read, by table.
    """

    session: Session
    ids: Sequence[int]
    values: dict[str, Any]
    empty: frozenset[str]
    one: bool
    kept: dict[str, Rows] | None

    def rows(self, query: Query, table: type[t.Base] | None = None) -> Sequence[Row[Any]]:
        """Read the rows of a question, unless it is known already that there are none."""
        if table is not None and table.__tablename__ in self.empty:
            return ()
        return self.session.execute(query, self.values).all()

    def grouped(
        self, query: Query, make: Callable[..., T], table: type[t.Base] | None = None
    ) -> dict[int, tuple[T, ...]]:
        """Make a value of each row, and give them by person."""
        groups: dict[int, list[T]] = {person_id: [] for person_id in self.ids}
        rows, end = self.rows(query, table), -1 if self.one else None
        if self.kept is not None and table is not None:
            self.kept[table.__tablename__] = rows
        for row in rows:
            own = groups.get(row[0])
            if own is not None:
                own.append(make(*row[1:end]))
        return {person_id: tuple(values) for person_id, values in groups.items() if values}

    def single(self, query: Query, make: Callable[..., T], table: type[t.Base] | None = None) -> dict[int, T]:
        """Make a value of each person's last row."""
        return {row[0]: make(*row[1:]) for row in self.rows(query, table)}


def _load_chunk(
    session: Session, ids: Sequence[int], days_of: DaysOf, kept: dict[str, Rows] | None = None
) -> Iterator[CaseRow]:
    session.flush()  # questions of columns don't do it by themselves
    shape, values = shape_of(ids)
    ask = case_queries(shape)
    people = {row.id: row for row in session.execute(ask.people, values)}
    one = shape is Shape.ONE
    empty = _empty(people[ids[0]]) if one else frozenset[str]()
    yield from _cases(_Reading(session, ids, values, empty, one, kept), ask, people, days_of)


def _empty(person: Row[Any]) -> frozenset[str]:
    return frozenset(name for name in RARE if not getattr(person, f"has_{name}"))


def _consents(reading: _Reading, ask: CaseQueries, people: dict[int, Row[Any]]) -> dict[int, bool]:
    if not reading.one:
        return reading.single(ask.consents, bool)
    given = {person_id: person.consent_given for person_id, person in people.items()}
    return {person_id: bool(said) for person_id, said in given.items() if said is not None}


def _cases(
    reading: _Reading, ask: CaseQueries, people: dict[int, Row[Any]], days_of: DaysOf
) -> Iterator[CaseRow]:
    consents = _consents(reading, ask, people)
    copies = reading.single(ask.copies, case_values.copies_chosen, t.CopyChoice)
    decisions = reading.grouped(ask.decisions, Decision, t.Decision)
    dormancies = reading.grouped(ask.dormancies, Dormancy, t.Dormancy)
    trials = reading.grouped(ask.trials, StudyTrial, t.StudyTrial)
    follow_ups = reading.grouped(ask.follow_ups, case_values.follow_up, t.FollowUp)
    steps = reading.grouped(ask.steps, StepFact, t.Step)
    ombud = reading.grouped(ask.ombud, case_values.ombud, t.Ombud)
    handovers = reading.single(ask.handovers, Handover, t.Handover)
    chosen = reading.grouped(ask.chosen, case_values.chosen_day, t.ChosenDay)
    parts = reading.grouped(ask.parts, case_values.part_done, t.PartDone)
    history = reading.grouped(ask.messages, case_values.sent, t.Message)
    for person_id in reading.ids:
        row = people[person_id]
        own = case_values.Own(
            decisions=decisions.get(person_id, ()),
            dormancies=dormancies.get(person_id, ()),
            trials=trials.get(person_id, ()),
            follow_ups=follow_ups.get(person_id, ()),
            steps=steps.get(person_id, ()),
            ombud=ombud.get(person_id, ()),
            consent=consents.get(person_id),
            handover=handovers.get(person_id),
            chosen=chosen.get(person_id, ()),
            parts=parts.get(person_id, ()),
            copies_chosen=copies.get(person_id),
            promises=days_of(person_id, row.username or ""),
        )
        yield CaseRow(
            person_id=person_id,
            case=case_values.case_of(row, own),
            history=history.get(person_id, ()),
            unit=row.unit,
            municipality=row.municipality,
            caseworker=row.username or "",
        )
