"""Tables as files to take away: CSV a row at a time, and Excel workbooks. No cell is ever a formula."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from itertools import chain, islice
from typing import Any

from flask import Response, stream_with_context

from dinadatum.register.importing.rejected import lines

Cell = str | int | float | date | datetime | None
Rows = Iterator[tuple[Cell, ...]]

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_LINES = 500
"""So many lines of a CSV file are sent at a time."""
_WIDTH = 18


def csv_answer(name: str, heading: Sequence[str], rows: Rows) -> Response:
    """Answer with a CSV file that Swedish Excel opens: semicolons, UTF-8 with its mark. Rows may be many."""
    first = next(rows, None)  # so that trouble with the register is told before the file has begun
    cells = (map(_plain, row) for row in chain([first] if first else [], rows))
    body = chain(["\ufeff" + lines([heading])], _in_pieces(cells))
    return _as_file(Response(stream_with_context(body), mimetype="text/csv"), name)


def plain_file(content: bytes, mimetype: str, name: str) -> Response:
    """Answer with a file as it is. name: of our own making."""
    return _as_file(Response(content, mimetype=mimetype), name)


def xlsx_answer(name: str, title: str, heading: Sequence[str], rows: Rows) -> Response:
    """Answer with a workbook of one sheet: days are days, the heading stays in sight."""
    from openpyxl import Workbook  # heavy, and seldom needed

    book = Workbook(write_only=True)
    sheet = book.create_sheet(title)
    sheet.freeze_panes = "A2"
    for place in range(len(heading)):
        sheet.column_dimensions[chr(ord("A") + place)].width = _WIDTH
    sheet.append(list(heading))
    for cells in rows:
        sheet.append([_safe(sheet, cell) for cell in cells])
    out = io.BytesIO()
    book.save(out)
    return _as_file(Response(out.getvalue(), mimetype=_XLSX), name)


def _in_pieces(rows: Iterator[Iterable[str]]) -> Iterator[str]:
    """Write some lines at a time: each piece is sent by itself, and the others at work get their turn in between."""
    while piece := lines(islice(rows, _LINES)):
        yield piece


def _plain(cell: Cell) -> str:
    if isinstance(cell, str):
        return cell
    if cell is None:
        return ""
    return cell.isoformat() if isinstance(cell, date) else str(cell)


def _safe(sheet: Any, cell: Cell) -> object:
    if not isinstance(cell, str) or (cell.isprintable() and not cell.startswith("=")):
        return cell  # nearly every one: the rest costs more than to write it

    from openpyxl.cell import WriteOnlyCell
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

    text = ILLEGAL_CHARACTERS_RE.sub("", cell)
    if not text.startswith("="):
        return text
    made = WriteOnlyCell(sheet, value=text)
    made.data_type = "s"
    return made


def _as_file(answer: Response, name: str) -> Response:
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer
