"""Reads whole cases: the facts and the history that the core decides on, without names or numbers."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from sqlalchemy import Row, Select, func, select
from sqlalchemy.orm import Session

from dinadatum.clock import local_time
from dinadatum.errors import UnknownPersonError
from dinadatum.register import tables as t
from dinadatum.register.states import REACHED, State
from notify.history import BY_HAND
from notify.progress import open_application
from notify.values import (
    Case,
    ChosenDay,
    Contact,
    Handover,
    Ombud,
    PartDone,
    Preferences,
    Sent,
    StepFact,
    StepKind,
)
from timeline.facts import (
    Decision,
    Dormancy,
    Facts,
    FollowUp,
    FollowUpKind,
    StudyTrial,
)

CHUNK = 500
"""People read at a time: few queries, and few bound values in each."""
_FOLLOW_UPS = {"plan": FollowUpKind.PLAN, "årlig": FollowUpKind.YEARLY}


@dataclass(frozen=True, slots=True)
class CaseRow:
    """A case, where it stands in the register, and what the ledger holds about it, oldest first."""

    person_id: int
    case: Case
    history: tuple[Sent, ...]
    unit: str
    municipality: str
    caseworker: str


def to_look_at(session: Session, today: date) -> list[int]:
    """Return the people about whom something may be due today, by id."""
    query = select(t.Person.id).where(t.Person.look_on <= today).order_by(t.Person.id)
    return list(session.scalars(query))


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


def load_cases(session: Session, person_ids: Sequence[int]) -> Iterator[CaseRow]:
    """Yield the cases of the people, in the order of their ids as given."""
    for start in range(0, len(person_ids), CHUNK):
        yield from _load_chunk(session, person_ids[start : start + CHUNK])


def _load_chunk(session: Session, ids: Sequence[int]) -> Iterator[CaseRow]:
    people = {row.id: row for row in session.execute(_people(ids))}
    consents = _last_consents(session, ids)
    decisions = _grouped(
        session, _facts(t.Decision, ids, "kind", "extent", "first_day", "last_day", "decided")
    )
    dormancies = _grouped(
        session, _facts(t.Dormancy, ids, "reason", "level", "first_day", "last_day", "decided", "ended_by")
    )
    trials = _grouped(session, _facts(t.StudyTrial, ids, "first_day", "last_day"))
    follow_ups = _grouped(session, _facts(t.FollowUp, ids, "day", "kind", "at", "how"))
    steps = _grouped(session, _facts(t.Step, ids, "kind", "day", "value"))
    ombud = _grouped(session, _facts(t.Ombud, ids, "id", "road", "first_day", "last_day", "copies"))
    handovers = _handovers(session, ids)
    chosen = _grouped(session, _facts(t.ChosenDay, ids, "day", "step", "said"))
    parts = _grouped(session, _facts(t.PartDone, ids, "day", "step", "number"))
    history = _grouped(session, _messages(ids))
    for person_id in ids:
        row = people[person_id]
        step_facts = tuple(StepFact(s.kind, s.day, s.value) for s in steps[person_id])
        facts = _life(
            row.birth_date,
            decisions[person_id],
            dormancies[person_id],
            trials[person_id],
            follow_ups[person_id],
            step_facts,
        )
        yield CaseRow(
            person_id=person_id,
            case=replace(
                _case(row, facts, step_facts, ombud[person_id], consent=consents.get(person_id)),
                handover=handovers.get(person_id),
                chosen=tuple(ChosenDay(c.step, c.day, c.said) for c in chosen[person_id]),
                parts=tuple(PartDone(p.step, p.number, p.day) for p in parts[person_id]),
            ),
            history=tuple(_sent(message) for message in history[person_id]),
            unit=row.unit,
            municipality=row.municipality,
            caseworker=row.username or "",
        )


def _people(ids: Sequence[int]) -> Select[*tuple[Any, ...]]:
    person, worker = t.Person, t.Caseworker
    return (
        select(
            person.id, person.ref, person.birth_date, person.unit, person.municipality, person.protected,
            person.road, person.pace, person.wording, person.weekday, person.second_weekday, person.hour,
            person.ombud_alone, person.reserve_road, person.sheet_given, person.paused_until, person.confirmed,
            person.extra_offer,
            person.stopped_on, person.rests_until, person.wrong_mobile_hash, person.wrong_email_hash,
            person.known_since, person.mobile_hash, person.email_hash,
            worker.username, worker.first_day, worker.last_day,
        )
        .join(worker, worker.id == person.caseworker_id, isouter=True)
        .where(person.id.in_(ids))
    )  # fmt: skip


def _facts(table: type[t.PersonFact], ids: Sequence[int], *columns: str) -> Select[*tuple[Any, ...]]:
    wanted = [getattr(table, column) for column in columns]
    return (
        select(table.person_id, *wanted).where(table.person_id.in_(ids)).order_by(table.person_id, wanted[0])
    )


def _messages(ids: Sequence[int]) -> Select[*tuple[Any, ...]]:
    m = t.Message
    return (
        select(
            m.person_id, m.identity, m.template, m.kind, m.recipient, m.day, m.key_date, m.key_date_day,
            m.step, m.state, m.send_at,
        )
        .where(m.person_id.in_(ids))
        .order_by(m.person_id, m.day, m.send_at, m.identity)
    )  # fmt: skip


def _grouped(session: Session, query: Select[*tuple[Any, ...]]) -> defaultdict[int, list[Row[Any]]]:
    groups: defaultdict[int, list[Row[Any]]] = defaultdict(list)
    for row in session.execute(query):
        groups[row.person_id].append(row)
    return groups


def _handovers(session: Session, ids: Sequence[int]) -> dict[int, Handover]:
    """Return the next handover of each person that has one to come."""
    to, planned = t.Caseworker, t.Handover
    query = (
        select(planned.person_id, to.username, planned.first_day, planned.writes_on, planned.known_on)
        .join(to, to.id == planned.caseworker_id)
        .where(planned.person_id.in_(ids), planned.done_on.is_(None))
        .order_by(planned.first_day.desc())
    )
    return {
        row.person_id: Handover(row.username, row.first_day, row.writes_on, row.known_on)
        for row in session.execute(query)
    }


def _last_consents(session: Session, ids: Sequence[int]) -> dict[int, bool]:
    last = (
        select(func.max(t.Consent.id))
        .where(t.Consent.person_id.in_(ids))
        .group_by(t.Consent.person_id)
        .scalar_subquery()
    )
    rows = session.execute(select(t.Consent.person_id, t.Consent.given).where(t.Consent.id.in_(last)))
    return {person_id: given for person_id, given in rows}  # noqa: C416  # rows are typed pairs, dict() is not


def _life(
    birth_date: date,
    decisions: list[Row[Any]],
    dormancies: list[Row[Any]],
    trials: list[Row[Any]],
    follow_ups: list[Row[Any]],
    steps: tuple[StepFact, ...],
) -> Facts:
    latest = max(decisions, key=lambda row: row.first_day, default=None)
    found = tuple(
        Decision(row.kind, row.extent, row.first_day, row.last_day, row.decided) for row in decisions
    )
    answers = [step.day for step in steps if step.kind is StepKind.ANSWER]
    return Facts(
        birth_date=birth_date,
        decisions=found,
        dormancies=tuple(
            Dormancy(row.reason, row.level, row.first_day, row.last_day, row.decided, row.ended_by)
            for row in dormancies
        ),
        trials=tuple(StudyTrial(row.first_day, row.last_day) for row in trials),
        application=open_application(found, steps),
        notified=max(answers, default=None),
        decision_made=latest.decided if latest is not None else None,
        follow_ups=tuple(FollowUp(_FOLLOW_UPS[row.kind], row.day, row.at, row.how) for row in follow_ups),
    )


def _case(
    row: Row[Any], facts: Facts, steps: tuple[StepFact, ...], ombud: list[Row[Any]], *, consent: bool | None
) -> Case:
    second = () if row.second_weekday is None else (row.second_weekday,)
    return Case(
        ref=row.ref,
        facts=facts,
        known_since=row.known_since,
        preferences=Preferences(
            road=row.road,
            pace=row.pace,
            wording=row.wording,
            weekdays=(row.weekday, *second),
            hour=row.hour,
            ombud_alone=row.ombud_alone,
        ),
        steps=steps,
        ombud=tuple(Ombud(str(o.id), o.road, o.first_day, o.last_day, o.copies) for o in ombud),
        contact=None if row.username is None else Contact(row.username, row.first_day, row.last_day),
        consent=consent,
        sheet_given=row.sheet_given,
        paused_until=row.paused_until,
        protected=row.protected,
        has_mobile=row.mobile_hash is not None,
        has_email=row.email_hash is not None,
        reserve_road=row.reserve_road,
        confirmed=row.confirmed,
        extra_offer=row.extra_offer,
        stopped_on=row.stopped_on,
        number_wrong=row.wrong_mobile_hash is not None and row.wrong_mobile_hash == row.mobile_hash,
        email_wrong=row.wrong_email_hash is not None and row.wrong_email_hash == row.email_hash,
        rests_until=row.rests_until,
    )


def _sent(row: Row[Any]) -> Sent:
    waiting = row.state in (State.PLANNED, State.CLAIMED, State.WAITING)
    # What is written by hand and still held back may never go.
    held = row.state is State.HELD and row.key_date != BY_HAND
    counts = row.state in REACHED or waiting or held
    return Sent(
        identity=row.identity,
        template=row.template,
        kind=row.kind,
        recipient=row.recipient,
        day=row.day,
        key_date=row.key_date,
        key_date_day=row.key_date_day,
        step=row.step,
        counts=counts,
        at=local_time(row.send_at),
    )
