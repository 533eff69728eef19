"""Writes rows of the files about one person's life: decisions, periods, steps, meetings, ombud."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import select

from dinadatum.register import tables as t
from dinadatum.register.importing import rows as values
from dinadatum.register.importing.desk import Counts, Desk, Outcome, apply, chunks, ids_of
from dinadatum.register.importing.marks import Marks

_TABLES: dict[str, tuple[type[t.PersonFact], tuple[str, ...]]] = {
    "beslut": (t.Decision, ("first_day",)),
    "vilande": (t.Dormancy, ("first_day",)),
    "provotid": (t.StudyTrial, ("first_day",)),
    "steg": (t.Step, ("kind", "day")),
    "uppfoljning": (t.FollowUp, ("day", "kind")),
    "ombud": (t.Ombud, ("name_hash",)),
    "hjalpare": (t.StepHelper, ("step",)),
}
"""The table of each file, and the columns that beside the person make a row's natural key."""

_NO_COLUMNS = {"row", "given", "ref", "replaces"}

Key = tuple[Any, ...]


def write_facts(desk: Desk, file: str, rows: Sequence[values.PersonFactRow]) -> Counts:
    """Write the rows of one file. Those that replace another come last: it has to be there by then."""
    marks = desk.marks(file, rows)
    people = ids_of(desk.session, {row.ref for row in rows})
    writer = _Writer(desk, file, people, marks)
    writer.read({people[row.ref] for row in rows if marks.news(row)})
    ordered = sorted(rows, key=lambda row: getattr(row, "replaces", None) is not None)
    counts = desk.each(file, ordered, marks, writer.put)
    desk.session.flush()
    marks.save()
    return counts


class _Writer:
    """Finds the row that the register has, and writes what is new."""

    def __init__(self, desk: Desk, file: str, people: dict[str, int], marks: Marks) -> None:
        self._desk, self._people, self._marks = desk, people, marks
        self._table, self._key_columns = _TABLES[file]
        self._there: dict[Key, t.PersonFact] = {}

    def read(self, person_ids: set[int]) -> None:
        """Read what the register has of these people."""
        for some in chunks(person_ids):
            for fact in self._desk.session.scalars(
                select(self._table).where(self._table.person_id.in_(some))
            ):
                key = tuple(getattr(fact, name) for name in self._key_columns)
                self._there[(fact.person_id, *key)] = fact

    def put(self, row: values.PersonFactRow, news: frozenset[str]) -> Outcome:
        """Write one row."""
        person_id = self._people[row.ref]
        self._marks.note(row, person_id)
        whole = self._columns(row, row.__dataclass_fields__)
        key = (person_id, *(whole[name] for name in self._key_columns))
        moved = None if key in self._there else self._moved(row, person_id)
        fact = moved or self._there.get(key)
        if fact is None:
            fact = self._table(person_id=person_id, **whole)
            self._desk.session.add(fact)
            outcome = Outcome.NEW
        elif apply(fact, self._columns(row, news)) or moved:
            outcome = Outcome.CHANGED
        else:
            return Outcome.UNCHANGED
        self._there[key] = fact
        self._desk.touched.add(person_id)
        return outcome

    def _moved(self, row: values.PersonFactRow, person_id: int) -> t.PersonFact | None:
        """Return the row that is replaced, moved to its new day; at once, so that no key is taken twice."""
        if not isinstance(row, values.PeriodRow) or row.replaces is None:
            return None
        fact = self._there.pop((person_id, row.replaces), None)
        if fact is not None:
            apply(fact, self._columns(row, [*row.given, "first_day"]))
            self._desk.session.flush()
        return fact

    def _columns(self, row: values.PersonFactRow, names: Iterable[str]) -> dict[str, Any]:
        """Return the columns that these attributes stand for."""
        columns = {name: getattr(row, name) for name in names if name not in _NO_COLUMNS}
        if isinstance(row, values.OmbudRow) and "name" in columns:
            columns["name_hash"] = self._desk.keyring.fingerprint(row.name_key)
        return columns
