"""Writes the good rows to the register, in the caller's transaction: all of it is kept, or none.

A row that comes as it came the last time changes nothing, even if the register has moved on since (somebody
answered LUGNT, a handläggare mended a day). Of a row that comes changed, only what changed is written.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import or_, select, update
from sqlalchemy.orm import Session

from dinadatum.register import tables as t
from dinadatum.register.crypto import Keyring
from dinadatum.register.database import MADE_UP
from dinadatum.register.importing import rows as values
from dinadatum.register.importing.checks import Batch, Known
from dinadatum.register.importing.desk import Counts, Desk, chunks, ids_of
from dinadatum.register.importing.facts import write_facts
from dinadatum.register.importing.marks import Marks
from dinadatum.register.importing.people import write_caseworkers, write_persons
from dinadatum.register.locking import hold_people, wait_for_turn

_PERIODS: dict[str, type[t.Decision | t.Dormancy | t.StudyTrial]] = {
    "beslut": t.Decision,
    "vilande": t.Dormancy,
    "provotid": t.StudyTrial,
}


@dataclass(frozen=True, slots=True)
class Stored:
    """What was written. touched: ids of the people about whom something is new."""

    counts: dict[str, Counts]
    touched: frozenset[int]


def take_turn(session: Session, batches: Sequence[Batch]) -> None:
    """Wait for another import, and for whoever is changing the people of the rows; then nobody else does either.

    Those of the handläggare in the rows too: news of their contact is asked about anew.
    """
    wait_for_turn(session, "import")
    held = set(ids_of(session, _refs(batches)).values())
    rows = [row for batch in batches for row in batch.rows if isinstance(row, values.CaseworkerRow)]
    for some in chunks({row.username for row in rows}):
        theirs = select(t.Person.id).join(t.Caseworker, t.Caseworker.id == t.Person.caseworker_id)
        held.update(session.scalars(theirs.where(t.Caseworker.username.in_(some))))
    for ids in chunks(sorted(held)):
        hold_people(session, ids)


def known_to(session: Session, keyring: Keyring, batches: Sequence[Batch]) -> Known:
    """Return what the register already has of what the rows name."""
    return Known(
        persons=frozenset(ids_of(session, _refs(batches))),
        caseworkers=frozenset(session.scalars(select(t.Caseworker.username))),
        starts={batch.sheet.kind.name: frozenset(_starts(session, batch)) for batch in batches},
        clashing=_clashing(session, keyring, batches),
    )


def _refs(batches: Sequence[Batch]) -> set[str]:
    return {row.ref for batch in batches for row in batch.rows if not isinstance(row, values.CaseworkerRow)}


def _clashing(session: Session, keyring: Keyring, batches: Sequence[Batch]) -> frozenset[str]:
    """Return the people of whom it would be said both that an ombud alone receives and that steps are their own."""
    rows = [row for batch in batches for row in batch.rows if isinstance(row, values.PersonRow)]
    wishes = {row.ref: row for row in rows if row.ombud_alone or row.steps_alone}
    near: list[tuple[values.PersonRow, bool, str]] = []
    for some in chunks(wishes):
        query = select(t.Person.ref, t.Person.ombud_alone, t.Person.steps_alone).where(t.Person.ref.in_(some))
        there = session.execute(query.where(or_(t.Person.ombud_alone, t.Person.steps_alone != "")))
        near += [(wishes[one.ref], one.ombud_alone, one.steps_alone) for one in there]
    marks = Marks(session, keyring, "personer", [row for row, _, _ in near])
    return frozenset(row.ref for row, alone, own in near if _would_clash(row, marks.news(row), alone, own))


def _would_clash(row: values.PersonRow, news: frozenset[str], alone: bool, own: str) -> bool:  # noqa: FBT001
    """Tell whether what is new in a row, with what the register has, says both."""
    if not news & {"ombud_alone", "steps_alone"}:
        return False
    alone = row.ombud_alone if "ombud_alone" in news else alone
    own = row.steps_alone if "steps_alone" in news else own
    return alone and bool(own)


def store(desk: Desk, batches: Sequence[Batch]) -> Stored:
    """Write the good rows of all files. The batches must come in the order of kinds.KINDS."""
    counts = {batch.sheet.kind.name: _write(desk, batch) for batch in batches}
    _confirm(desk, batches)
    for some in chunks(sorted(desk.touched)):
        desk.session.execute(update(t.Person).where(t.Person.id.in_(some)).values(look_on=desk.today))
    return Stored(counts, frozenset(desk.touched))


def _confirm(desk: Desk, batches: Sequence[Batch]) -> None:
    """Note the day for everyone whose decision or steps came in the files: they were true when they were sent."""
    refs = {
        row.ref
        for batch in batches
        for row in batch.rows
        if isinstance(row, values.DecisionRow | values.StepRow)
    }
    sure = set(ids_of(desk.session, refs).values()) & desk.touched
    for some in chunks(sorted(sure)):
        desk.session.execute(update(t.Person).where(t.Person.id.in_(some)).values(confirmed=desk.today))


def has_people(session: Session) -> bool:
    """Tell whether anybody is in the register."""
    return session.scalar(select(t.Person.id).limit(1)) is not None


def is_made_up(session: Session) -> bool:
    """Tell whether the register is marked as holding made-up people."""
    return session.get(t.Meta, MADE_UP) is not None


def mark_made_up(session: Session) -> None:
    """Mark the register as holding made-up people, for good."""
    if not is_made_up(session):
        session.add(t.Meta(key=MADE_UP, value="ja"))


def _write(desk: Desk, batch: Batch) -> Counts:
    name = batch.sheet.kind.name
    if name == "handlaggare":
        rows = [row for row in batch.rows if isinstance(row, values.CaseworkerRow)]
        return write_caseworkers(desk, rows).rejecting(batch.rejected)
    if name == "personer":
        people = [row for row in batch.rows if isinstance(row, values.PersonRow)]
        return write_persons(desk, people).rejecting(batch.rejected)
    facts = [row for row in batch.rows if not isinstance(row, values.PersonRow | values.CaseworkerRow)]
    return write_facts(desk, name, facts).rejecting(batch.rejected)


def _starts(session: Session, batch: Batch) -> Iterator[tuple[str, date]]:
    """Yield the periods that the register has for the people with a row that replaces one."""
    table = _PERIODS.get(batch.sheet.kind.name)
    refs = {row.ref for row in batch.rows if isinstance(row, values.PeriodRow) and row.replaces}
    if table is None:
        return
    for some in chunks(refs):
        query = select(t.Person.ref, table.first_day).join(table, table.person_id == t.Person.id)
        rows = session.execute(query.where(t.Person.ref.in_(some)))
        yield from ((row.ref, row.first_day) for row in rows)
