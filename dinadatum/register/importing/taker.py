"""Takes the cells of one row one by one, and gathers all that is wrong with them."""

from __future__ import annotations

from datetime import date
from typing import TypeVar

from dinadatum.register.importing.cells import Cell, Wrong
from dinadatum.register.importing.errors import RowError
from dinadatum.register.importing.files import RawRow, Sheet

T = TypeVar("T")


class Taker:
    """The cells of one row under their headings, what has been taken of them, and what was wrong."""

    def __init__(self, sheet: Sheet, raw: RawRow) -> None:
        """Pair the heading with the cells."""
        self.file, self.row, self.kind = sheet.file, raw.row, sheet.kind
        self.cells = {name: cell for name, cell in zip(sheet.heading, raw.cells, strict=False) if name}
        self.given: set[str] = set()
        self.errors: list[RowError] = []
        without = [cell for name, cell in zip(sheet.heading, raw.cells, strict=False) if not name and cell]
        stray = [*without, *filter(None, raw.cells[len(sheet.heading) :])]
        if stray:
            remedy = 'Står ett komma eller semikolon inne i en text? Sätt citattecken (") runt den.'
            self.wrong("", " ".join(stray), Wrong("en cell per rubrik", remedy))

    def wrong(self, column: str, got: str, wrong: Wrong) -> None:
        """Note an error."""
        self.errors.append(RowError(self.file, self.row, column, got, wrong.expected, wrong.remedy))

    def in_order(self) -> tuple[RowError, ...]:
        """Return the errors in the order of the columns."""
        places = {name: place for place, name in enumerate(self.cells)}
        return tuple(sorted(self.errors, key=lambda error: places.get(error.column, -1)))

    def take(self, attribute: str, column: str, read: Cell[T]) -> T | None:
        """Read a cell; None when it is empty or wrong. Notes that the file gives the attribute."""
        if column in self.cells:
            self.given.add(attribute)
        cell = self.cells.get(column, "")
        if not cell:
            if column in self.kind.required:
                self.wrong(column, "", Wrong("något i cellen", f"Fyll i {column}."))
            return None
        value = read(cell)
        if isinstance(value, Wrong):
            self.wrong(column, cell, value)
            return None
        return value

    def must(self, attribute: str, column: str, read: Cell[T], stand_in: T) -> T:
        """Read a cell that has to be there; the stand-in only keeps the reading going after an error."""
        value = self.take(attribute, column, read)
        return stand_in if value is None else value

    def period(self, first: date | None, last: date | None) -> None:
        """Note an error if a period ends before it begins."""
        if first and last and last < first:
            remedy = "Har dagarna bytt plats, eller är året fel?"
            self.wrong(
                "till", last.isoformat(), Wrong(f"en dag som inte är före den första ({first})", remedy)
            )
