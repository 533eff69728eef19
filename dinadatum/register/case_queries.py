"""The questions that read whole cases. Written once: to write one takes longer than to answer it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import Enum
from functools import cache, partial
from typing import Any

from sqlalchemy import ColumnElement, Select, bindparam, exists, func, literal, select

from dinadatum.register import tables as t

Query = Select[*tuple[Any, ...]]
Wanted = Callable[[Any], ColumnElement[bool]]
"""Makes the condition on a column that holds a person's id."""
CLOSE = 2
"""A span is read whole where at least one in so many of its ids is wanted."""
RARE = {
    table.__tablename__: table
    for table in (
        t.CopyChoice, t.Dormancy, t.StudyTrial, t.FollowUp, t.Ombud, t.Handover, t.ChosenDay, t.PartDone,
    )
}  # fmt: skip
"""Tables in which most people have nothing: of one person it is asked first whether there is anything to read."""


class Shape(Enum):
    """How people are named in a question."""

    ONE = "one"
    SPAN = "span"
    LIST = "list"


_WANTED: dict[Shape, Wanted] = {
    Shape.ONE: lambda column: column == bindparam("one"),
    Shape.SPAN: lambda column: column.between(bindparam("low"), bindparam("high")),
    Shape.LIST: lambda column: column.in_(bindparam("ids", expanding=True)),
}


@dataclass(frozen=True, slots=True)
class CaseQueries:
    """The question of each table. The first column of all but people is the person's id.

    Asked for one person (Shape.ONE) the rows of facts and messages end with their own id, people have
    consent_given and what is rare, and consents needn't be asked for.
    """

    people: Query
    consents: Query
    copies: Query
    decisions: Query
    dormancies: Query
    trials: Query
    follow_ups: Query
    steps: Query
    ombud: Query
    handovers: Query
    chosen: Query
    parts: Query
    messages: Query


def shape_of(ids: Sequence[int]) -> tuple[Shape, dict[str, Any]]:
    """Return how to ask for people, and the values of the question; where they lie close it takes others too.

    A span costs nothing to ask for, a list costs for each of its values.
    """
    low, high = min(ids), max(ids)
    if low == high:
        return Shape.ONE, {"one": low}
    if high - low < CLOSE * len(ids):
        return Shape.SPAN, {"low": low, "high": high}
    return Shape.LIST, {"ids": list(ids)}


@cache
def case_queries(shape: Shape) -> CaseQueries:
    """Return the questions for people who are named in this way."""
    wanted = _WANTED[shape]
    one = shape is Shape.ONE
    facts = partial(_facts, with_id=one)
    return CaseQueries(
        people=_people(wanted, also=_of_one() if one else ()),
        consents=_last(t.Consent, wanted, "given"),
        copies=_last(t.CopyChoice, wanted, "allowed", "at"),
        decisions=facts(t.Decision, wanted, "kind", "extent", "first_day", "last_day", "decided"),
        dormancies=facts(
            t.Dormancy, wanted, "reason", "level", "first_day", "last_day", "decided", "ended_by"
        ),
        trials=facts(t.StudyTrial, wanted, "first_day", "last_day"),
        follow_ups=facts(t.FollowUp, wanted, "day", "kind", "at", "how"),
        steps=facts(t.Step, wanted, "kind", "day", "value"),
        ombud=facts(t.Ombud, wanted, "id", "road", "first_day", "last_day", "copies"),
        handovers=_handovers(wanted),
        chosen=facts(t.ChosenDay, wanted, "day", "step", "said"),
        parts=facts(t.PartDone, wanted, "day", "step", "number"),
        messages=_messages(wanted, with_id=one),
    )


def _columns(table: type[t.Base]) -> Any:
    """Give the columns of the table itself: rows of columns need nothing of the mapped class."""
    return table.__table__.c


def _people(wanted: Wanted, also: Sequence[ColumnElement[Any]]) -> Query:
    person, worker = _columns(t.Person), _columns(t.Caseworker)
    return (
        select(
            person.id, person.ref, person.birth_date, person.unit, person.municipality, person.protected,
            person.road, person.pace, person.wording, person.weekday, person.second_weekday, person.hour,
            person.ombud_alone, person.steps_alone, person.reserve_road, person.sheet_given,
            person.sheet_shows, person.paused_until, person.confirmed, person.extra_offer,
            person.work_start, person.work_start_said, person.work_start_confirmed,
            person.stops_work, person.stops_work_said, person.stops_work_confirmed,
            person.stopped_on, person.rests_until, person.wrong_mobile_hash, person.wrong_email_hash,
            person.known_since, person.mobile_hash, person.email_hash,
            worker.username, worker.first_day, worker.last_day, *also,
        )
        .join(worker.id.table, worker.id == person.caseworker_id, isouter=True)
        .where(wanted(person.id))
    )  # fmt: skip


def _of_one() -> list[ColumnElement[Any]]:
    """Ask what one person said last of messages, and which rare tables have anything of theirs."""
    own, consent = _columns(t.Person).id, _columns(t.Consent)
    given = select(consent.given).where(consent.person_id == own).order_by(consent.id.desc()).limit(1)
    return [
        given.scalar_subquery().label("consent_given"),
        *_rare_ones(own),
    ]


def _rare_ones(own: ColumnElement[int]) -> list[ColumnElement[bool]]:
    return [
        exists(select(literal(1)).where(_columns(table).person_id == own)).label(f"has_{name}")
        for name, table in RARE.items()
    ]


def _facts(table: type[t.PersonFact], wanted: Wanted, *names: str, with_id: bool) -> Query:
    """Ask for rows of facts; with_id: each row ends with its id."""
    columns = _columns(table)
    read = [columns[name] for name in names]
    return (
        select(columns.person_id, *read, *([columns.id] if with_id else []))
        .where(wanted(columns.person_id))
        .order_by(columns.person_id, read[0])
    )


def _last(table: type[t.Base], wanted: Wanted, *names: str) -> Query:
    """Ask for each person's last row."""
    columns = _columns(table)
    last = select(func.max(columns.id)).where(wanted(columns.person_id)).group_by(columns.person_id)
    read = [columns[name] for name in names]
    return select(columns.person_id, *read).where(columns.id.in_(last.scalar_subquery()))


def _messages(wanted: Wanted, *, with_id: bool) -> Query:
    m = _columns(t.Message)
    return (
        select(
            m.person_id, m.identity, m.template, m.kind, m.recipient, m.day, m.key_date, m.key_date_day,
            m.step, m.state, m.send_at, m.code, m.last_useful_day, *([m.id] if with_id else []),
        )
        .where(wanted(m.person_id))
        .order_by(m.person_id, m.day, m.send_at, m.identity)
    )  # fmt: skip


def _handovers(wanted: Wanted) -> Query:
    """Ask for the handovers to come of each person, the next one last."""
    to, planned = _columns(t.Caseworker), _columns(t.Handover)
    return (
        select(planned.person_id, to.username, planned.first_day, planned.writes_on, planned.known_on)
        .join(to.id.table, to.id == planned.caseworker_id)
        .where(wanted(planned.person_id), planned.done_on.is_(None))
        .order_by(planned.first_day.desc())
    )
