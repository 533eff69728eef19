"""An Excel workbook to rows of cells: one sheet per file, days and numbers written as in the CSV files."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time
from pathlib import Path
from typing import IO

from dinadatum.register.importing.errors import ImportingError


def read_workbook(path: Path) -> Iterator[tuple[str, list[list[str]]]]:
    """Yield the name and all rows of each sheet; raises ImportingError for what isn't a workbook."""
    return read_tables(path, path.name)


def read_tables(source: Path | IO[bytes], name: str) -> Iterator[tuple[str, list[list[str]]]]:
    """Yield the same of what lies in a file or in memory. name: how it is spoken of in an error."""
    from openpyxl import load_workbook  # heavy, and most imports are CSV

    try:
        book = load_workbook(source, read_only=True, data_only=True)
    except FileNotFoundError:
        raise  # there is a plain sentence for that
    except Exception as error:  # openpyxl lets many kinds of error through from zip and XML
        raise ImportingError(
            f"{name} går inte att läsa som en Excel-fil. "
            "Det som väntas är en .xlsx med ett blad per fil, till exempel personer och beslut."
        ) from error
    try:
        for sheet in book.worksheets:
            yield sheet.title, [[_text(value) for value in row] for row in sheet.iter_rows(values_only=True)]
    finally:
        book.close()


def _text(value: object) -> str:
    """Write a cell as it would stand in a CSV file."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "ja" if value else "nej"
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(sep=" ")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, time):
        return value.strftime("%H.%M")
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)
