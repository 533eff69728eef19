"""Compares rows with each other and with the register: doubles, unknown people, what a row replaces."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from dinadatum.register.importing import rows as values
from dinadatum.register.importing.cells import Wrong
from dinadatum.register.importing.errors import RowError
from dinadatum.register.importing.files import Sheet

REGISTER_SAYS_OTHER = Wrong(
    "antingen egna steg eller att ombudet ensamt får meddelandena (registret har redan det andra)",
    "Fråga personen vad som gäller. Skriv båda kolumnerna: töm egna_steg, eller skriv nej i ombud_ensam.",
)


@dataclass(frozen=True, slots=True)
class Known:
    """What the register has already. starts: for each file, the first days of its periods by person.

    clashing: people whose row, with what the register has, would have an ombud alone receive and yet be kept out.
    """

    persons: frozenset[str] = frozenset()
    caseworkers: frozenset[str] = frozenset()
    starts: Mapping[str, frozenset[tuple[str, date]]] = field(default_factory=dict)
    clashing: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Batch:
    """One file on its way in: the rows that are good so far, and what was wrong with the others."""

    sheet: Sheet
    rows: tuple[values.Row, ...] = ()
    errors: tuple[RowError, ...] = ()

    @property
    def rejected(self) -> frozenset[int]:
        """Return the numbers of the rows that don't go in."""
        if self.sheet.problem:
            return frozenset(raw.row for raw in self.sheet.rows)
        return frozenset(error.row for error in self.errors)


def check(batches: tuple[Batch, ...], known: Known) -> tuple[Batch, ...]:
    """Move every row that can't stand beside the others from the good rows to the errors."""
    checked: list[Batch] = []
    for batch in batches:
        found = [
            *_doubles(batch),
            *_unknown(batch, _names(checked, known)),
            *_replacing(batch, known),
            *_clashing(batch, known),
        ]
        bad = {error.row for error in found}
        good = tuple(row for row in batch.rows if row.row not in bad)
        errors = sorted([*batch.errors, *found], key=lambda error: error.row)
        checked.append(replace(batch, rows=good, errors=tuple(errors)))
    return tuple(checked)


@dataclass(frozen=True, slots=True)
class _Names:
    """Who may be named by the next file. refused: references whose row was refused, with its number."""

    persons: frozenset[str]
    caseworkers: frozenset[str]
    refused: Mapping[str, int]


def _names(checked: list[Batch], known: Known) -> _Names:
    rows = [row for batch in checked for row in batch.rows]
    refused = {
        ref: row for batch in checked if batch.sheet.kind.name == "personer" for ref, row in _refs(batch)
    }
    return _Names(
        known.persons | {row.ref for row in rows if isinstance(row, values.PersonRow)},
        known.caseworkers | {row.username for row in rows if isinstance(row, values.CaseworkerRow)},
        refused,
    )


def _refs(batch: Batch) -> Iterator[tuple[str, int]]:
    """Yield reference and number of the refused rows of personer.csv."""
    if "referens" not in batch.sheet.heading:
        return
    place, refused = batch.sheet.heading.index("referens"), batch.rejected
    for raw in batch.sheet.rows:
        if raw.row in refused and len(raw.cells) > place:
            yield raw.cells[place], raw.row


def _doubles(batch: Batch) -> Iterator[RowError]:
    """Refuse all rows that share a key: which of them is right can't be known."""
    same: dict[tuple[str, ...], list[values.Row]] = defaultdict(list)
    for row in batch.rows:
        same[values.key(row)].append(row)
    for rows in same.values():
        for row in rows if len(rows) > 1 else ():
            others = " och ".join(str(other.row) for other in rows[:9] if other is not row)
            wrong = Wrong("en rad", f"Rad {others} gäller samma. Behåll den som är rätt och ta bort resten.")
            yield _error(batch, row, batch.sheet.kind.required[0], ", ".join(values.key(row)), wrong)


def _unknown(batch: Batch, names: _Names) -> Iterator[RowError]:
    for row in batch.rows:
        if isinstance(row, values.CaseworkerRow):
            continue
        if isinstance(row, values.PersonRow):
            if row.caseworker and row.caseworker not in names.caseworkers:
                remedy = "Lägg handläggaren i handlaggare.csv, eller rätta användarnamnet."
                wrong = Wrong("en handläggare som finns", remedy)
                yield _error(batch, row, "handläggare", row.caseworker, wrong)
        elif row.ref not in names.persons:
            yield _error(batch, row, "referens", row.ref, _no_person(row.ref, names))


def _no_person(ref: str, names: _Names) -> Wrong:
    if ref in names.refused:
        remedy = f"Personens rad i personer.csv (rad {names.refused[ref]}) avvisades. Rätta den först."
    else:
        remedy = "Lägg personen i personer.csv, eller rätta referensen."
    return Wrong("en person som finns", remedy)


def _replacing(batch: Batch, known: Known) -> Iterator[RowError]:
    """Refuse a row whose ersätter names nothing, or something beside which the new day exists already."""
    starts = known.starts.get(batch.sheet.kind.name, frozenset())
    in_file = {(row.ref, row.first_day) for row in batch.rows if isinstance(row, values.PeriodRow)}
    for row in batch.rows:
        if not isinstance(row, values.PeriodRow) or row.replaces is None:
            continue
        old, new = (row.ref, row.replaces), (row.ref, row.first_day)
        if old == new:
            wrong = Wrong("den gamla dagen i från", "Töm ersätter: samma från är redan samma rad.")
        elif old not in starts | in_file and new not in starts:
            wrong = Wrong("en dag i från som finns i registret", "Rätta dagen, eller töm ersätter.")
        elif old in starts and new in starts:
            wrong = Wrong(
                "att bara den ena finns", f"Registret har redan en rad från {row.first_day}. Töm ersätter."
            )
        else:
            continue
        yield _error(batch, row, "ersätter", row.replaces.isoformat(), wrong)


def _clashing(batch: Batch, known: Known) -> Iterator[RowError]:
    for row in batch.rows:
        if isinstance(row, values.PersonRow) and row.ref in known.clashing:
            column, got = ("egna_steg", row.steps_alone) if row.steps_alone else ("ombud_ensam", "ja")
            yield _error(batch, row, column, got, REGISTER_SAYS_OTHER)


def _error(batch: Batch, row: values.Row, column: str, got: str, wrong: Wrong) -> RowError:
    return RowError(batch.sheet.file, row.row, column, got, wrong.expected, wrong.remedy)
