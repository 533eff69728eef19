"""What is asked of promises: by whom, to whom, on which days, and who is away."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import (
    BindParameter,
    Date,
    Integer,
    Select,
    String,
    bindparam,
    case,
    cast,
    literal_column,
    null,
    select,
    union_all,
)

from dinadatum.register import tables as t
from notify.promise_days import PROMISES, SET_BY_HAND

# Written once: to write a question takes longer than to answer it.
_PEOPLE: BindParameter[int] = bindparam("people", expanding=True)
_WORKERS: BindParameter[int] = bindparam("workers", expanding=True)
WORKERS_OF = (
    select(t.Caseworker.id, t.Caseworker.username, t.Caseworker.most_promises)
    .join(t.Person, t.Person.caseworker_id == t.Caseworker.id)
    .where(t.Person.id.in_(_PEOPLE))
    .distinct()
)
MADE_TO = select(t.Task.person_id, t.Task.identity, t.Task.day, t.Task.done_at).where(
    t.Task.person_id.in_(_PEOPLE), t.Task.kind.in_(sorted(PROMISES))
)
TAKEN_BY = (
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
HANDED_TO = (
    select(t.Caseworker.username, t.Handover.writes_on)
    .join(t.Handover, t.Handover.caseworker_id == t.Caseworker.id)
    .where(
        t.Caseworker.id.in_(_WORKERS),
        t.Handover.done_on.is_(None),
        t.Handover.writes_on >= bindparam("today"),
    )
)
AWAY = select(
    t.CaseworkerAbsence.caseworker_id,
    t.CaseworkerAbsence.stand_in_id,
    t.CaseworkerAbsence.first_day,
    t.CaseworkerAbsence.last_day,
).where(t.CaseworkerAbsence.last_day >= bindparam("today"))


def _line(
    what: str, number: Any = None, other: Any = None, name: Any = None, first: Any = None, last: Any = None
) -> Select[Any]:
    """Select rows of one kind for the question about one person; what isn't given has its type all the same."""
    return select(
        literal_column(f"'{what}'", String).label("what"),
        cast(null(), Integer).label("number") if number is None else number,
        cast(null(), Integer).label("other") if other is None else other,
        cast(null(), String).label("name") if name is None else name,
        cast(null(), Date).label("first") if first is None else first,
        cast(null(), Date).label("last") if last is None else last,
    )


_ONE: BindParameter[int] = bindparam("person")
_TODAY: BindParameter[date] = bindparam("today", type_=Date)
_WORKER = select(t.Person.caseworker_id).where(t.Person.id == _ONE).scalar_subquery()
OF_ONE = union_all(
    _line(
        "worker",
        t.Caseworker.id.label("number"),
        t.Caseworker.most_promises.label("other"),
        t.Caseworker.username.label("name"),
    ).where(t.Caseworker.id == _WORKER),
    _line("made", case((t.Task.done_at.is_(None), 1), else_=0), name=t.Task.identity, first=t.Task.day).where(
        t.Task.person_id == _ONE, t.Task.kind.in_(sorted(PROMISES))
    ),
    _line("taken", name=t.Caseworker.username, first=t.Task.day)
    .join_from(t.Person, t.Caseworker, t.Person.caseworker_id == t.Caseworker.id)
    .join(t.Task, t.Task.person_id == t.Person.id)
    .where(
        t.Caseworker.id == _WORKER,
        t.Task.done_at.is_(None),
        t.Task.day >= _TODAY,
        t.Task.kind.in_(sorted(PROMISES - SET_BY_HAND)),
    ),
    _line("taken", name=t.Caseworker.username, first=t.Handover.writes_on)
    .join_from(t.Handover, t.Caseworker, t.Handover.caseworker_id == t.Caseworker.id)
    .where(t.Caseworker.id == _WORKER, t.Handover.done_on.is_(None), t.Handover.writes_on >= _TODAY),
    _line(
        "away",
        t.CaseworkerAbsence.caseworker_id,
        t.CaseworkerAbsence.stand_in_id,
        first=t.CaseworkerAbsence.first_day,
        last=t.CaseworkerAbsence.last_day,
    ).where(t.CaseworkerAbsence.last_day >= _TODAY),
)
