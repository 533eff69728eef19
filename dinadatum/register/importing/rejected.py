"""Gives bad rows back: a file of them beside the others, to be mended and read in again."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from pathlib import Path

from dinadatum.register.importing.checks import Batch
from dinadatum.register.importing.errors import RowError
from dinadatum.register.importing.files import RawRow, read_csv
from dinadatum.register.importing.kinds import REPORT_COLUMNS, FileKind
from dinadatum.register.importing.source import REJECTED

_BETWEEN = " | "
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


def give_back(batches: Iterable[Batch], folder: Path) -> tuple[Path, ...]:
    """Write NAME.avvisade.csv for each file with bad rows, and take away those of files without.

    Returns the files written. A file that somebody has mended but not read in is kept under another name.
    """
    written = []
    for batch in batches:
        path = folder / f"{batch.sheet.kind.name}{REJECTED}.csv"
        if batch.sheet.file != path.name and _mended(path, batch.sheet.kind):
            path.replace(path.with_name(f"{batch.sheet.kind.name}{REJECTED}.gammal.csv"))
        if batch.rejected:
            path.write_bytes(_content(batch).encode("utf-8-sig"))
            written.append(path)
        else:
            path.unlink(missing_ok=True)
    return tuple(written)


def contents(batches: Iterable[Batch]) -> dict[str, bytes]:
    """Return the same files by name, for somebody who can't reach a folder of ours."""
    return {
        f"{batch.sheet.kind.name}{REJECTED}.csv": _content(batch).encode("utf-8-sig")
        for batch in batches
        if batch.rejected
    }


def line(cells: Iterable[str]) -> str:
    """Write a row of CSV, as lines."""
    return lines([cells])


def lines(rows: Iterable[Iterable[str]]) -> str:
    """Write rows of CSV with semicolons. No cell of them can be reckoned as a formula by a spreadsheet."""
    out = io.StringIO()
    csv.writer(out, delimiter=";", lineterminator="\r\n").writerows(map(_harmless, row) for row in rows)
    return out.getvalue()


def _harmless(cell: str) -> str:
    return f"'{cell}" if cell.startswith(_FORMULA_STARTS) else cell


def _content(batch: Batch) -> str:
    sheet = batch.sheet
    kept = [place for place, name in enumerate(sheet.heading) if name not in REPORT_COLUMNS]
    rows = [line([*(sheet.heading[place] for place in kept), *REPORT_COLUMNS])]
    for raw in sheet.rows:
        if raw.row in batch.rejected:
            cells = [raw.cells[place] if place < len(raw.cells) else "" for place in kept]
            rows.append(line([*cells, *_report(raw, batch)]))
    return "".join(rows)


def _report(raw: RawRow, batch: Batch) -> list[str]:
    """Return what stands in the report columns, for all errors of a row together."""
    problem = batch.sheet.problem
    errors = [problem] if problem else [error for error in batch.errors if error.row == raw.row]

    def joined(part: str) -> str:
        return _BETWEEN.join(str(getattr(error, part)) for error in errors)

    return [str(raw.row), joined("column"), joined("got"), joined("expected"), joined("remedy")]


def _mended(path: Path, kind: FileKind) -> bool:
    """Tell whether a cell that was wrong has been changed since the file was written."""
    if not path.is_file():
        return False
    sheet = read_csv(kind, path.name, path.read_bytes())
    return any(_changed(dict(zip(sheet.heading, raw.cells, strict=False))) for raw in sheet.rows)


def _changed(cells: dict[str, str]) -> bool:
    columns, got = cells.get("kolumn", "").split(_BETWEEN), cells.get("fick", "").split(_BETWEEN)
    if len(columns) != len(got):
        return True
    return any(cells.get(column) != was for column, was in zip(columns, got, strict=True) if column)


def listed(batches: Iterable[Batch]) -> tuple[RowError, ...]:
    """Return every error once, in the order of files and rows."""
    found: list[RowError] = []
    for batch in batches:
        found.extend([batch.sheet.problem] if batch.sheet.problem else batch.errors)
    return tuple(found)
