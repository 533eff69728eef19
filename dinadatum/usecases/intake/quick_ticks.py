"""Snabb avstämning: many cases ticked off at once from a few columns, seen before and undone after."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from dinadatum.register.audit import note
from dinadatum.register.importing import cells, words
from dinadatum.register.importing.cells import Wrong
from dinadatum.register.locking import hold_people
from dinadatum.register.tables import Person, Step, TickBatch, TickRow
from dinadatum.usecases.cases.entering import spellings
from dinadatum.usecases.looks.derived import refresh_people
from dinadatum.usecases.rules import Rules
from dinadatum.usecases.staff.viewers import Sight, Viewer, sight
from notify.values import StepKind

MOST_ROWS = 500
SHOWN_BATCHES = 10
CONFIRMED = "bekräftat"
WORDS = (*words.STEPS, CONFIRMED)
HEADINGS = frozenset({"referens", "ärende", "ref"})
"""What the first cell of a heading may be."""
_DELIMITERS = "\t;,"


@dataclass(frozen=True, slots=True)
class Tick:
    """One row as it was pasted, and what it means. step None: the facts are confirmed. error: why not."""

    row: int
    ref: str
    said: str
    day: date | None = None
    step: StepKind | None = None
    value: str = ""
    person_id: int | None = None
    error: str = ""
    known: bool = False


@dataclass(frozen=True, slots=True)
class Batch:
    """Rows that were saved together."""

    id: int
    at: datetime
    rows: int
    undone: bool


def read_ticks(session: Session, viewer: Viewer, pasted: str, today: date) -> tuple[Tick, ...]:
    """Read pasted columns: reference, what, day and for some a value. What is wrong stands in its row."""
    rows = [(number, _columns(line)) for number, line in _lines(pasted)[:MOST_ROWS]]
    return tuple(_tick(session, viewer, number, row, today) for number, row in rows)


def too_many(pasted: str) -> bool:
    """Tell whether there are more rows than can be taken at once."""
    return len(_lines(pasted)) > MOST_ROWS


def _lines(pasted: str) -> list[tuple[int, str]]:
    """Return the lines that say something, with their numbers; the first may be a heading."""
    lines = list(enumerate([line for line in pasted.splitlines() if line.strip()], start=1))
    heading = bool(lines) and _columns(lines[0][1])[0].casefold() in HEADINGS
    return lines[1:] if heading else lines


def save_ticks(session: Session, rules: Rules, ticks: Sequence[Tick], today: date) -> int:
    """Save the rows that are right and new as one batch; returns its id, or 0 if there was none."""
    meant = {
        (tick.person_id, tick.step, tick.day): tick for tick in ticks if not tick.error and not tick.known
    }
    if not meant:
        return 0
    hold_people(session, {tick.person_id for tick in meant.values() if tick.person_id})
    meant = {key: tick for key, tick in meant.items() if not _has_come(session, tick)}
    if not meant:
        return 0
    ids = sorted({tick.person_id for tick in meant.values() if tick.person_id})
    batch = TickBatch(actor=session.info["actor"], at=session.info["now"], undone_at=None)
    session.add(batch)
    session.flush()
    for tick in meant.values():
        session.add(_saved(session, batch.id, tick, today))
    note(session, "added", "tick_batch", batch.id)
    session.flush()
    refresh_people(session, ids, rules)
    return batch.id


def undo_batch(session: Session, rules: Rules, viewer: Viewer, batch_id: int, today: date) -> int | None:
    """Take back a batch of one's own, apart from rows changed since; returns how many, None if there is none."""
    batch = session.scalar(select(TickBatch).where(TickBatch.id == batch_id).with_for_update())
    if batch is None or batch.actor != viewer.username or batch.undone_at is not None:
        return None
    rows = list(session.scalars(select(TickRow).where(TickRow.batch_id == batch_id)))
    hold_people(session, {row.person_id for row in rows})
    taken = [row.person_id for row in rows if _taken_back(session, row, today)]
    batch.undone_at = session.info["now"]
    note(session, "undone", "tick_batch", batch_id)
    session.flush()
    refresh_people(session, sorted(set(taken)), rules)
    return len(taken)


def last_batches(session: Session, viewer: Viewer) -> list[Batch]:
    """Return the viewer's last batches, newest first."""
    query = select(TickBatch).where(TickBatch.actor == viewer.username).order_by(TickBatch.id.desc())
    found = list(session.scalars(query.limit(SHOWN_BATCHES)))
    counts = {
        batch.id: len(list(session.scalars(select(TickRow.id).where(TickRow.batch_id == batch.id))))
        for batch in found
    }
    return [Batch(each.id, each.at, counts[each.id], each.undone_at is not None) for each in found]


def _columns(line: str) -> list[str]:
    delimiter = next((mark for mark in _DELIMITERS if mark in line), ";")
    return [cell.strip() for cell in next(csv.reader(io.StringIO(line), delimiter=delimiter))]


def _tick(session: Session, viewer: Viewer, number: int, row: list[str], today: date) -> Tick:
    ref, said, day_text, value = (*row, "", "", "", "")[:4]
    tick = Tick(number, ref[:40], said[:40])
    try:
        person = _person(session, viewer, ref)
        tick = replace(tick, ref=person.ref)
        step, value = _meaning(said, value)
        day = _day(day_text, step, today)
    except ValueError as error:
        return replace(tick, error=str(error))
    known = _is_known(session, person, step, day)
    return replace(tick, person_id=person.id, step=step, value=value, day=day, known=known)


def _person(session: Session, viewer: Viewer, ref: str) -> Person:
    found = {row.ref: row for row in session.scalars(select(Person).where(Person.ref.in_(spellings(ref))))}
    person = found.get(ref) or found.get(ref.upper())
    if person is None or (
        sight(viewer, unit=person.unit, caseworker_id=person.caseworker_id, protected=person.protected)
        is not Sight.ALL
    ):
        raise ValueError("Inget ärende med den referensen syns för dig. Kontrollera hur den skrivs.")
    return person


def _meaning(said: str, value: str) -> tuple[StepKind | None, str]:
    if said.casefold() == CONFIRMED:
        return None, ""
    kind = words.STEPS.get(said.casefold())
    if kind is None:
        raise ValueError(f"«{said[:40]}» finns inte. Skriv {', '.join(WORDS[:-1])} eller {WORDS[-1]}.")
    values = words.STEP_VALUES.get(kind)
    if values is None or (not value and kind not in words.MUST_HAVE_VALUE):
        return kind, ""
    if value.casefold() not in values:
        example = f"{said};2026-11-24;{next(iter(values))}"
        raise ValueError(f"Efter dagen ska det stå {' eller '.join(values)}, till exempel {example}.")
    return kind, value.casefold()


def _day(text: str, step: StepKind | None, today: date) -> date:
    read = cells.day(text) if text else today
    if isinstance(read, Wrong):
        raise ValueError(f"«{text[:20]}» är ingen dag. Skriv {read.expected}.")  # noqa: TRY004  # a row's own error
    if read > today and step is not StepKind.VISIT:
        raise ValueError("Dagen har inte varit än. Skriv den dag då det hände.")
    return read


def _is_known(session: Session, person: Person, step: StepKind | None, day: date) -> bool:
    if step is None:
        return person.confirmed is not None and person.confirmed >= day
    query = select(Step.id).where(Step.person_id == person.id, Step.kind == step, Step.day == day)
    return session.scalar(query) is not None


def _has_come(session: Session, tick: Tick) -> bool:
    """Tell whether a row that was new when it was read has come meanwhile: nobody changes the person any more."""
    if tick.person_id is None or tick.day is None:
        return False
    return _is_known(session, session.get_one(Person, tick.person_id), tick.step, tick.day)


def _saved(session: Session, batch_id: int, tick: Tick, today: date) -> TickRow:
    if tick.person_id is None or tick.day is None:
        raise ValueError("only rows without errors are saved")
    person = session.get_one(Person, tick.person_id)
    person.look_on = today
    row = TickRow(batch_id=batch_id, person_id=person.id, step_id=None, day=tick.day, before=None)
    if tick.step is None:
        row.before, person.confirmed = person.confirmed, tick.day
        return row
    step = Step(person_id=person.id, kind=tick.step, day=tick.day, value=tick.value)
    session.add(step)
    session.flush()
    row.step_id = step.id
    return row


def _taken_back(session: Session, row: TickRow, today: date) -> bool:
    person = session.get_one(Person, row.person_id)
    if row.step_id is None:
        if person.confirmed != row.day:
            return False
        person.confirmed = row.before
    else:
        step = session.get(Step, row.step_id)
        if step is None or step.version != 1 or step.person_id != row.person_id:
            return False
        session.delete(step)
    person.look_on = today
    return True
