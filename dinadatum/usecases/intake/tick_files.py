"""A file of rows to tick off, as the text that could have been pasted: CSV, or the first sheet of a workbook."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable

from dinadatum.register.importing.errors import ImportingError
from dinadatum.register.importing.files import decode
from dinadatum.register.importing.workbook import read_tables

COLUMNS = 4
NOT_A_FILE = (
    "Filen går inte att läsa. Det som går är en Excel-fil (.xlsx) eller en CSV-fil med referens, vad och dag."
)


class TickFileError(ImportingError):
    """The file can't be read as rows at all."""


def rows_of_file(name: str, data: bytes) -> str:
    """Return the rows of a file as text, one a line; raises TickFileError. name: only its ending matters."""
    ending = name.lower().rpartition(".")[2]
    if ending == "xlsx":
        return _of_workbook(data)
    text = decode(data) if ending in ("csv", "txt") else None
    if text is None:
        raise TickFileError(NOT_A_FILE)
    return "\n".join(line.rstrip(";,\t ") for line in text.splitlines() if line.strip(";,\t "))


def _of_workbook(data: bytes) -> str:
    try:
        if not zipfile.is_zipfile(io.BytesIO(data)):
            raise TickFileError(NOT_A_FILE)
        _, table = next(iter(read_tables(io.BytesIO(data), "filen")))
    except (ImportingError, StopIteration) as error:
        raise TickFileError(NOT_A_FILE) from error
    return "\n".join(_line(row) for row in table if any(row))


def _line(row: Iterable[str]) -> str:
    cells = [" ".join(cell.replace(";", ",").split()) for cell in list(row)[:COLUMNS]]
    return ";".join(cells).rstrip(";")
