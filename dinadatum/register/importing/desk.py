"""What everyone who writes rows needs: session, keys, day, and a count of what became of the rows."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from enum import Enum
from itertools import islice
from typing import Any, TypeVar

from sqlalchemy import select
from sqlalchemy.orm import Session

from dinadatum.register import tables as t
from dinadatum.register.crypto import Keyring
from dinadatum.register.importing import rows as values
from dinadatum.register.importing.marks import CHUNK, Marks

R = TypeVar("R", bound=values.Row)
T = TypeVar("T")
_EVERY = 200
"""Rows between two calls of the progress callback."""

Progress = Callable[[str, int, int], None]
"""Called with what is going on (in Swedish), rows done and rows in all."""


class Outcome(Enum):
    """What became of one row."""

    NEW = "new"
    CHANGED = "changed"
    UNCHANGED = "unchanged"


@dataclass(frozen=True, slots=True)
class Counts:
    """What became of the rows of one file."""

    new: int = 0
    changed: int = 0
    unchanged: int = 0
    rejected: int = 0

    def rejecting(self, rows: Collection[int]) -> Counts:
        """Return the same counts with the rejected rows in them."""
        return replace(self, rejected=len(rows))


@dataclass(slots=True)
class Desk:
    """Where rows are written. touched gathers the ids of people about whom something is new."""

    session: Session
    keyring: Keyring
    today: date
    progress: Progress
    touched: set[int] = field(default_factory=set)

    def marks(self, file: str, rows: Sequence[values.Row]) -> Marks:
        """Return how the rows of a file came the last time."""
        return Marks(self.session, self.keyring, file, rows)

    def each(
        self, file: str, rows: Sequence[R], marks: Marks, put: Callable[[R, frozenset[str]], Outcome]
    ) -> Counts:
        """Put each row of which something is new, and count."""
        tally = dict.fromkeys(Outcome, 0)
        for number, row in enumerate(rows, start=1):
            news = marks.news(row)
            tally[put(row, news) if news else Outcome.UNCHANGED] += 1
            if number % _EVERY == 0 or number == len(rows):
                self.progress(f"Sparar {file}.csv", number, len(rows))
        return Counts(*(tally[outcome] for outcome in Outcome))


def apply(row: t.Fact, columns: dict[str, Any]) -> bool:
    """Set the columns that differ; returns whether any did."""
    different = {name: value for name, value in columns.items() if getattr(row, name) != value}
    for name, value in different.items():
        setattr(row, name, value)
    return bool(different)


def chunks(items: Iterable[T]) -> Iterator[list[T]]:
    """Yield the items in lists short enough for an IN clause."""
    rest = iter(items)
    while some := list(islice(rest, CHUNK)):
        yield some


def ids_of(session: Session, refs: Iterable[str]) -> dict[str, int]:
    """Return the ids of the people who are in the register, by reference."""
    found: dict[str, int] = {}
    for some in chunks(refs):
        query = select(t.Person.ref, t.Person.id).where(t.Person.ref.in_(some))
        found.update((ref, person_id) for ref, person_id in session.execute(query))
    return found
