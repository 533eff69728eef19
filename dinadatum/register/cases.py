"""Reads whole cases: the facts and the history that the core decides on, without names or numbers."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from functools import lru_cache
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, Row, Select, func, select
from sqlalchemy.orm import Session

from dinadatum.clock import local_day, local_time
from dinadatum.errors import UnknownPersonError
from dinadatum.register import tables as t
from dinadatum.register.states import REACHED, State
from notify.history import BY_HAND
from notify.progress import open_application
from notify.values import (
    Case,
    ChosenDay,
    Contact,
    Copies,
    CopiesChosen,
    Handover,
    MessageKind,
    Ombud,
    Pace,
    PartDone,
    Preferences,
    PromiseDays,
    Recipient,
    Road,
    SaidDay,
    Sent,
    StepFact,
    StepKind,
    Wording,
)
from timeline.facts import (
    Decision,
    Dormancy,
    Facts,
    FollowUp,
    FollowUpKind,
    StudyTrial,
)

T = TypeVar("T")
Wanted = Callable[[Any], ColumnElement[bool]]
"""Makes the condition on a column that holds a person's id."""
DaysOf = Callable[[int, str], PromiseDays]
"""Tells when the handläggare (by user name, or none) of a person (by id) can promise to get in touch."""
CHUNK = 500
"""People read at a time: few queries, and few bound values in each."""
_NO_DAYS = PromiseDays()
CLOSE = 2
"""A span is read whole where at least one in so many of its ids is wanted."""
_COUNTS = REACHED | {State.PLANNED, State.CLAIMED, State.WAITING}
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


@dataclass(frozen=True, slots=True)
class _Own:
    """What stands in other tables than the person's, as a case has it."""

    steps: tuple[StepFact, ...]
    ombud: tuple[Ombud, ...]
    consent: bool | None
    handover: Handover | None
    chosen: tuple[ChosenDay, ...]
    parts: tuple[PartDone, ...]
    copies_chosen: CopiesChosen | None
    promises: PromiseDays


def _no_days(_person_id: int, _caseworker: str) -> PromiseDays:
    return _NO_DAYS


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


def load_cases(session: Session, person_ids: Sequence[int], days_of: DaysOf = _no_days) -> Iterator[CaseRow]:
    """Yield the cases of the people, in the order of their ids as given.

    days_of: asked for each case when it is yielded, so that it can know of what was promised to those before.
    """
    for start in range(0, len(person_ids), CHUNK):
        yield from _load_chunk(session, person_ids[start : start + CHUNK], days_of)


def _load_chunk(session: Session, ids: Sequence[int], days_of: DaysOf) -> Iterator[CaseRow]:
    wanted = among(ids)
    people = {row.id: row for row in session.execute(_people(wanted))}
    consents = _last_consents(session, wanted)
    copies = _last_choices(session, wanted)
    decisions = _grouped(
        session,
        ids,
        _facts(t.Decision, wanted, "kind", "extent", "first_day", "last_day", "decided"),
        Decision,
    )
    dormancies = _grouped(
        session,
        ids,
        _facts(t.Dormancy, wanted, "reason", "level", "first_day", "last_day", "decided", "ended_by"),
        Dormancy,
    )
    trials = _grouped(session, ids, _facts(t.StudyTrial, wanted, "first_day", "last_day"), StudyTrial)
    follow_ups = _grouped(session, ids, _facts(t.FollowUp, wanted, "day", "kind", "at", "how"), _follow_up)
    steps = _grouped(session, ids, _facts(t.Step, wanted, "kind", "day", "value"), StepFact)
    ombud = _grouped(
        session, ids, _facts(t.Ombud, wanted, "id", "road", "first_day", "last_day", "copies"), _ombud
    )
    handovers = _handovers(session, wanted)
    chosen = _grouped(session, ids, _facts(t.ChosenDay, wanted, "day", "step", "said"), _chosen_day)
    parts = _grouped(session, ids, _facts(t.PartDone, wanted, "day", "step", "number"), _part_done)
    history = _grouped(session, ids, _messages(wanted), _sent)
    for person_id in ids:
        row = people[person_id]
        own = _Own(
            tuple(steps[person_id]),
            tuple(ombud[person_id]),
            consents.get(person_id),
            handovers.get(person_id),
            tuple(chosen[person_id]),
            tuple(parts[person_id]),
            copies.get(person_id),
            days_of(person_id, row.username or ""),
        )
        facts = _life(
            row.birth_date,
            tuple(decisions[person_id]),
            tuple(dormancies[person_id]),
            tuple(trials[person_id]),
            tuple(follow_ups[person_id]),
            own.steps,
        )
        if row.work_start_confirmed or row.stops_work_confirmed:
            facts = _with_work(facts, row)
        yield CaseRow(
            person_id=person_id,
            case=_case(row, facts, own),
            history=tuple(history[person_id]),
            unit=row.unit,
            municipality=row.municipality,
            caseworker=row.username or "",
        )


def _people(wanted: Wanted) -> Select[*tuple[Any, ...]]:
    person, worker = t.Person, t.Caseworker
    return (
        select(
            person.id, person.ref, person.birth_date, person.unit, person.municipality, person.protected,
            person.road, person.pace, person.wording, person.weekday, person.second_weekday, person.hour,
            person.ombud_alone, person.reserve_road, person.sheet_given, person.paused_until, person.confirmed,
            person.extra_offer, person.work_start, person.work_start_said, person.work_start_confirmed,
            person.stops_work, person.stops_work_said, person.stops_work_confirmed,
            person.stopped_on, person.rests_until, person.wrong_mobile_hash, person.wrong_email_hash,
            person.known_since, person.mobile_hash, person.email_hash,
            worker.username, worker.first_day, worker.last_day,
        )
        .join(worker, worker.id == person.caseworker_id, isouter=True)
        .where(wanted(person.id))
    )  # fmt: skip


def _facts(table: type[t.PersonFact], wanted: Wanted, *columns: str) -> Select[*tuple[Any, ...]]:
    read = [getattr(table, column) for column in columns]
    return select(table.person_id, *read).where(wanted(table.person_id)).order_by(table.person_id, read[0])


def _messages(wanted: Wanted) -> Select[*tuple[Any, ...]]:
    m = t.Message
    return (
        select(
            m.person_id, m.identity, m.template, m.kind, m.recipient, m.day, m.key_date, m.key_date_day,
            m.step, m.state, m.send_at,
        )
        .where(wanted(m.person_id))
        .order_by(m.person_id, m.day, m.send_at, m.identity)
    )  # fmt: skip


def among(ids: Sequence[int]) -> Wanted:
    """Return the condition that a column holds one of the ids; where they lie close it takes others too.

    A span costs nothing to ask for, a list costs for each of its values.
    """
    low, high = min(ids), max(ids)
    if high - low < CLOSE * len(ids):
        return lambda column: column.between(low, high)
    return lambda column: column.in_(ids)


def _grouped(
    session: Session, ids: Sequence[int], query: Select[*tuple[Any, ...]], make: Callable[..., T]
) -> dict[int, list[T]]:
    """Make a value of each row, and give them by person."""
    groups: dict[int, list[T]] = {person_id: [] for person_id in ids}
    for row in session.execute(query):
        own = groups.get(row[0])
        if own is not None:
            own.append(make(*row[1:]))
    return groups


def _handovers(session: Session, wanted: Wanted) -> dict[int, Handover]:
    """Return the next handover of each person that has one to come."""
    to, planned = t.Caseworker, t.Handover
    query = (
        select(planned.person_id, to.username, planned.first_day, planned.writes_on, planned.known_on)
        .join(to, to.id == planned.caseworker_id)
        .where(wanted(planned.person_id), planned.done_on.is_(None))
        .order_by(planned.first_day.desc())
    )
    return {
        row.person_id: Handover(row.username, row.first_day, row.writes_on, row.known_on)
        for row in session.execute(query)
    }


def _last_consents(session: Session, wanted: Wanted) -> dict[int, bool]:
    last = (
        select(func.max(t.Consent.id))
        .where(wanted(t.Consent.person_id))
        .group_by(t.Consent.person_id)
        .scalar_subquery()
    )
    rows = session.execute(select(t.Consent.person_id, t.Consent.given).where(t.Consent.id.in_(last)))
    return {person_id: given for person_id, given in rows}  # noqa: C416  # rows are typed pairs, dict() is not


def _last_choices(session: Session, wanted: Wanted) -> dict[int, CopiesChosen]:
    """Return each person's last word on copies to ombud."""
    choice = t.CopyChoice
    last = select(func.max(choice.id)).where(wanted(choice.person_id)).group_by(choice.person_id)
    query = select(choice.person_id, choice.allowed, choice.at).where(choice.id.in_(last.scalar_subquery()))
    return {row.person_id: CopiesChosen(row.allowed, local_day(row.at)) for row in session.execute(query)}


def _life(
    birth_date: date,
    decisions: tuple[Decision, ...],
    dormancies: tuple[Dormancy, ...],
    trials: tuple[StudyTrial, ...],
    follow_ups: tuple[FollowUp, ...],
    steps: tuple[StepFact, ...],
) -> Facts:
    latest = max(decisions, key=lambda decision: decision.start, default=None)
    answers = [step.day for step in steps if step.kind is StepKind.ANSWER]
    return Facts(
        birth_date=birth_date,
        decisions=decisions,
        dormancies=dormancies,
        trials=trials,
        application=open_application(decisions, steps) if steps else None,
        notified=max(answers, default=None),
        decision_made=latest.decided if latest is not None else None,
        follow_ups=follow_ups,
    )


def _with_work(facts: Facts, row: Row[Any]) -> Facts:
    """Give the facts with the days of work that somebody has confirmed."""
    starts = row.work_start if row.work_start_confirmed else None
    stops = row.stops_work if row.stops_work_confirmed else None
    return replace(facts, work_start=starts, stops_work=stops)


def _only_said(day: date | None, said: date | None, confirmed: date | None) -> SaidDay | None:
    return None if said is None or confirmed is not None else SaidDay(said, day)


def _case(row: Row[Any], facts: Facts, own: _Own) -> Case:
    return Case(
        ref=row.ref,
        facts=facts,
        known_since=row.known_since,
        preferences=_preferences(
            row.road, row.pace, row.wording, row.weekday, row.second_weekday, row.hour, row.ombud_alone
        ),
        steps=own.steps,
        ombud=own.ombud,
        contact=None if row.username is None else _contact(row.username, row.first_day, row.last_day),
        consent=own.consent,
        sheet_given=row.sheet_given,
        paused_until=row.paused_until,
        protected=row.protected,
        has_mobile=row.mobile_hash is not None,
        has_email=row.email_hash is not None,
        reserve_road=row.reserve_road,
        confirmed=row.confirmed,
        stopped_on=row.stopped_on,
        number_wrong=row.wrong_mobile_hash is not None and row.wrong_mobile_hash == row.mobile_hash,
        email_wrong=row.wrong_email_hash is not None and row.wrong_email_hash == row.email_hash,
        rests_until=row.rests_until,
        chosen=own.chosen,
        parts=own.parts,
        handover=own.handover,
        extra_offer=row.extra_offer,
        work_start_said=_only_said(row.work_start, row.work_start_said, row.work_start_confirmed),
        stops_work_said=_only_said(row.stops_work, row.stops_work_said, row.stops_work_confirmed),
        promises=own.promises,
        copies_chosen=own.copies_chosen,
    )


@lru_cache(maxsize=4096)
def _preferences(  # the columns in their order: many share the same choice
    road: Road,
    pace: Pace,
    wording: Wording,
    weekday: int,
    second: int | None,
    hour: time,
    ombud_alone: bool,  # noqa: FBT001
) -> Preferences:
    weekdays = (weekday,) if second is None else (weekday, second)
    return Preferences(road, pace, wording, weekdays, hour, ombud_alone)


_contact = lru_cache(maxsize=1024)(Contact)


def _follow_up(day: date, kind: str, at: time | None, how: str) -> FollowUp:
    return FollowUp(_FOLLOW_UPS[kind], day, at, how)


def _ombud(key: int, road: Road, first: date, last: date | None, copies: Copies) -> Ombud:
    return Ombud(str(key), road, first, last, copies)


def _chosen_day(day: date, step: str, said: date) -> ChosenDay:
    return ChosenDay(step, day, said)


def _part_done(day: date, step: str, number: int) -> PartDone:
    return PartDone(step, number, day)


def _sent(  # the columns in their order
    identity: str,
    template: str,
    kind: MessageKind,
    recipient: Recipient,
    day: date,
    key_date: str,
    key_date_day: date,
    step: str,
    state: State,
    send_at: datetime,
) -> Sent:
    # What is written by hand and still held back may never go.
    held = state is State.HELD and key_date != BY_HAND
    counts = state in _COUNTS or held
    return Sent(
        identity, template, kind, recipient, day, key_date, key_date_day, step, counts, local_time(send_at)
    )
