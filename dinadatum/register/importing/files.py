"""CSV bytes to rows of cells: comma, semicolon or tab; UTF-8, UTF-16 with its mark, or Windows-1252."""

from __future__ import annotations

import csv
import io
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches

from dinadatum.register.importing.errors import RowError
from dinadatum.register.importing.kinds import REPORT_COLUMNS, FileKind

_DELIMITERS = ";,\t"
_MANGLED = tuple(letter.encode().decode("cp1252") for letter in "åäöÅÄÖ")
"""What å, ä and ö become in a file that was once read as something else than it was."""
_FORMULA_STARTS = ("'=", "'+", "'-", "'@", "'\t", "'\r")


@dataclass(frozen=True, slots=True)
class RawRow:
    """One row of trimmed cells in NFC. row: its number as Excel shows it."""

    row: int
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """One file. heading: column names in small letters. problem: why no row of it can be used, or None."""

    kind: FileKind
    file: str
    heading: tuple[str, ...] = ()
    rows: tuple[RawRow, ...] = ()
    problem: RowError | None = None


def read_csv(kind: FileKind, file: str, data: bytes) -> Sheet:
    """Read the bytes of a CSV file. Never raises: what is wrong with the file stands in problem."""
    text = decode(data)
    if text is None:
        return _broken(
            kind, file, 0, "något som inte är text", "Spara filen som CSV (UTF-8) och försök igen."
        )
    if any(letter in text for letter in _MANGLED):
        remedy = "Å, ä och ö är sparade på två sätt. Spara om filen från början som CSV (UTF-8)."
        return _broken(kind, file, 0, "förvanskade bokstäver, som Ã¥", remedy)
    rows: list[list[str]] = []
    try:
        rows.extend(csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text, kind), strict=True))
    except csv.Error:
        remedy = 'Ett citattecken (") saknar sitt andra, eller står mitt i en cell. Rätta det.'
        return _broken(kind, file, len(rows) + 1, "ett ensamt citattecken", remedy)
    return sheet_of(kind, file, rows)


def sheet_of(kind: FileKind, file: str, table: Iterable[Iterable[str]]) -> Sheet:
    """Make a sheet of all rows of a table, its heading included. Blank rows and rows with # are left out."""
    rows = [RawRow(number, tuple(map(tidy, cells))) for number, cells in enumerate(table, start=1)]
    rows = [row for row in rows if any(row.cells) and not _comment(row.cells)]
    if not rows:
        return _broken(kind, file, 0, "en tom fil", f"Första raden ska vara: {';'.join(kind.columns)}")
    heading = tuple(name.lower() for name in rows[0].cells)
    return Sheet(kind, file, heading, tuple(rows[1:]), _heading_problem(kind, file, rows[0].row, heading))


def tidy(cell: str) -> str:
    """Trim a cell, compose its letters, and take away the mark that keeps a spreadsheet from reckoning it."""
    cell = unicodedata.normalize("NFC", cell).replace("\u00a0", " ").strip()
    return cell[1:] if cell.startswith(_FORMULA_STARTS) else cell


def _comment(cells: tuple[str, ...]) -> bool:
    first = next(cell for cell in cells if cell)
    return first.startswith("#") or first.lower().startswith("sep=")


def decode(data: bytes) -> str | None:
    """Read bytes as text, UTF-8 first and then as older Excel writes; None: it isn't text."""
    wide = data.startswith((b"\xff\xfe", b"\xfe\xff"))
    encodings = ["utf-16"] if wide else ["utf-8-sig", "cp1252"]
    for encoding in encodings:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        return None if "\0" in text else text
    return None


def _delimiter(text: str, kind: FileKind) -> str:
    """Choose the delimiter under which most names of the heading are known columns."""
    lines = (line for line in text.splitlines() if line.strip() and not line.startswith(("#", "sep=")))
    heading = next(lines, "")

    def known(delimiter: str) -> int:
        names = (tidy(name.strip('"')).lower() for name in heading.split(delimiter))
        return sum(name in kind.columns for name in names)

    return max(_DELIMITERS, key=known)


def _heading_problem(kind: FileKind, file: str, row: int, heading: tuple[str, ...]) -> RowError | None:
    names = [name for name in heading if name]
    if not any(name in kind.columns for name in names):
        got, remedy = "ingen känd rubrik", "Är det en CSV-fil? Första raden ska vara kolumnernas namn."
        return RowError(file, row, "", got, ";".join(kind.columns), remedy)
    for name in names:
        if names.count(name) > 1:
            return RowError(
                file, row, name, "samma rubrik två gånger", "en gång", "Ta bort den ena kolumnen."
            )
        if name not in kind.columns and name not in REPORT_COLUMNS:
            return RowError(file, row, name, name, ";".join(kind.columns), _nearest(name, kind))
    for name in kind.required:
        if name not in names:
            remedy = f"Lägg till kolumnen {name}. Varje rad behöver den."
            return RowError(file, row, name, "kolumnen saknas", ";".join(kind.required), remedy)
    return None


def _nearest(name: str, kind: FileKind) -> str:
    near = get_close_matches(name, kind.columns, n=1, cutoff=0.5)
    guess = f"Menade du {near[0]}? " if near else ""
    return f"{guess}Rätta rubriken eller ta bort kolumnen."


def _broken(kind: FileKind, file: str, row: int, got: str, remedy: str) -> Sheet:
    expected = "en CSV-fil med komma eller semikolon mellan kolumnerna"
    return Sheet(kind, file, problem=RowError(file, row, "", got, expected, remedy))
