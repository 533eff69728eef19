"""Keeps the tables that lists read in step with the facts: what ends for whom, and what contradicts itself."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from operator import itemgetter
from typing import Any, cast

from sqlalchemy import Table, delete, func, insert, select
from sqlalchemy.orm import Session

from dinadatum.register.cases import CHUNK, CaseRow, among, load_cases
from dinadatum.register.database import Database
from dinadatum.register.locking import hold_people
from dinadatum.register.tables import Expiry, Finding, Person
from dinadatum.usecases.looks.sheets import NotedSheet, note_sheets, unnoted_sheets
from dinadatum.usecases.rules import Rules
from notify.progress import Progress, latest_of, progress
from notify.values import StepKind
from timeline import Timeline
from timeline.outlasting import end_of_benefit, last_apply_no_loss

Derived = tuple[CaseRow, Timeline]


@dataclass(slots=True)
class Replaced:
    """Rows of one derived table that stand there no more, by person, and those that stand there instead."""

    gone: list[int] = field(default_factory=list)
    rows: list[dict[str, Any]] = field(default_factory=list)


@dataclass(slots=True)
class Changes:
    """What the derived tables should hold of some people and don't."""

    expiries: Replaced = field(default_factory=Replaced)
    findings: Replaced = field(default_factory=Replaced)
    sheets: list[NotedSheet] = field(default_factory=list)


def refresh_people(session: Session, ids: Sequence[int], rules: Rules) -> None:
    """Work out anew what ends for the people, and what contradicts itself in their facts.

    Whoever asks holds the people: two at once would each write the rows that the other had not seen.
    """
    for start in range(0, len(ids), CHUNK):
        rows = load_cases(session, ids[start : start + CHUNK])
        refresh(session, find_changes(session, [(row, rules.timeline(row.case.facts)) for row in rows]))


def find_changes(session: Session, cases: Sequence[Derived]) -> Changes:
    """Compare the derived rows of the cases with those that stand there."""
    if not cases:
        return Changes()
    ids = [row.person_id for row, _ in cases]
    return Changes(
        _compare(session, Expiry, ids, [each for row, timeline in cases for each in expiries(row, timeline)]),
        _compare(
            session, Finding, ids, [each for row, timeline in cases for each in _findings(row, timeline)]
        ),
        unnoted_sheets(cases),
    )


def refresh(session: Session, changes: Changes) -> None:
    """Write what has changed."""
    for kind, replaced in ((Expiry, changes.expiries), (Finding, changes.findings)):
        table, connection = cast("Table", kind.__table__), session.connection()
        for start in range(0, len(replaced.gone), CHUNK):
            some = replaced.gone[start : start + CHUNK]
            connection.execute(delete(table).where(table.c.person_id.in_(some)))
        if replaced.rows:
            connection.execute(insert(table), replaced.rows)
    note_sheets(session, changes.sheets)


def _compare(
    session: Session, kind: type[Expiry] | type[Finding], ids: Sequence[int], rows: Sequence[dict[str, Any]]
) -> Replaced:
    table = cast("Table", kind.__table__)
    columns = [table.c.person_id, *(c for c in table.c if c.name not in ("id", "person_id"))]
    connection, values_of = session.connection(), itemgetter(*(column.name for column in columns))
    before, now = defaultdict[int, list[Any]](list), defaultdict[int, list[Any]](list)
    query = select(*columns).where(among(ids)(table.c.person_id)).order_by(table.c.id)
    for there in connection.execute(query):
        before[there[0]].append(tuple(there))
    for row in rows:
        now[row["person_id"]].append(values_of(row))
    changed = {person_id for person_id in ids if before.get(person_id) != now.get(person_id)}
    return Replaced(
        [person_id for person_id in ids if person_id in changed and person_id in before],
        [row for row in rows if row["person_id"] in changed],
    )


def expiries(row: CaseRow, timeline: Timeline) -> list[dict[str, Any]]:
    """Return what ends for one person, as rows of the table expiry."""
    found = list(_ends(row, timeline))
    by_age = {each["day"] for each in found if each["what"] == "age_30"}
    decided = {each["day"] for each in found if each["what"] == "decision"}
    for each in found:
        each["joint"] = each["day"] in (decided if each["what"] == "age_30" else by_age)
    return found


def _ends(row: CaseRow, timeline: Timeline) -> Iterator[dict[str, Any]]:
    same = {
        "person_id": row.person_id,
        "ref": row.case.ref,
        "unit": row.unit,
        "municipality": row.municipality,
        "caseworker": row.caseworker,
    }
    none: dict[str, Any] = {"kind": "", "extent": None, "step": ""}
    starts = {dates.decision.start for dates in timeline.decisions}
    latest = latest_of(timeline)
    for dates in timeline.decisions:
        decision = dates.decision
        if dates.first_uncovered_day in starts:
            continue  # goes straight on into the next decision: nothing ends
        about = {"kind": decision.kind.value, "extent": decision.extent}
        # As the messages count: a decision that rests whole ends when its benefit does.
        end = end_of_benefit(dates, timeline) if dates is latest else decision.end
        step = next_step(progress(replace(decision, end=end), row.case.steps), row)
        yield {**same, "what": "decision", "day": end, "step": step, **about}
        last = dates.renewal_last_apply_no_loss if end == decision.end else last_apply_no_loss(end, timeline)
        if last is not None and end < timeline.person.ae_last_day:
            yield {**same, "what": "last_day_without_loss", "day": last, "step": step, **about}
    if timeline.decisions:
        yield {**same, **none, "what": "age_30", "day": timeline.person.ae_last_day}
    for dormancy in row.case.facts.dormancies:
        kind, extent = dormancy.reason.value, dormancy.level
        yield {**same, "what": "dormancy", "day": dormancy.end, "step": "", "kind": kind, "extent": extent}
    for trial in row.case.facts.trials:
        yield {**same, **none, "what": "trial", "day": trial.end}


def next_step(done: Progress, row: CaseRow) -> str:
    """Return the step that comes next, 1 to 4; empty when the answer has come."""
    if done.answer is not None:
        return ""
    if done.handed_in:
        return "4"
    if done.booked is None:
        return "1"
    visited = any(step.kind is StepKind.VISIT and step.day > done.since for step in row.case.steps)
    return "3" if visited else "2"


def _findings(row: CaseRow, timeline: Timeline) -> Iterator[dict[str, Any]]:
    for finding in timeline.findings:
        yield {
            "person_id": row.person_id,
            "code": finding.code,
            "text": finding.text,
            "paragraph": finding.paragraph,
        }


@dataclass(frozen=True, slots=True)
class FindingRow:
    """A contradiction and whose it is."""

    ref: str
    code: str
    text: str
    paragraph: str


def list_findings(session: Session, unit: str | None = None) -> list[FindingRow]:
    """Return the contradictions of all people, or of one unit's, by reference."""
    query = (
        select(Person.ref, Finding.code, Finding.text, Finding.paragraph)
        .join(Person, Person.id == Finding.person_id)
        .order_by(Person.ref, Finding.id)
    )
    rows = session.execute(query if unit is None else query.where(Person.unit == unit))
    return [FindingRow(ref, code, text, paragraph) for ref, code, text, paragraph in rows]


def refresh_touched(database: Database, rules: Rules, ids: Iterable[int], actor: str, now: datetime) -> int:
    """Refresh the people whose facts have just changed; returns how many contradictions they have."""
    wanted = sorted(ids)
    for start in range(0, len(wanted), CHUNK):
        some = wanted[start : start + CHUNK]
        with database.transaction(actor, now) as session:
            hold_people(session, some)
            refresh_people(session, some, rules)
    with database.reading() as session:
        query = select(func.count(Finding.id))
        return sum(
            session.scalar(query.where(Finding.person_id.in_(wanted[start : start + CHUNK]))) or 0
            for start in range(0, len(wanted), CHUNK)
        )
