"""dinadatum replies: reads a file of replies and tells which are read otherwise than it says."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dinadatum.cli_state import Refused, UsageError, print_json, print_table, read_list, say
from dinadatum.cli_swedish import SwedishTyper

if TYPE_CHECKING:
    from notify.replies.confusions import Read, Row

replies_app = SwedishTyper(help="Svaren: hur de läses.")

EXAMPLE = '[{"text": "klar", "expects": null, "class": "KLAR"}]'


@replies_app.callback()
def replies() -> None:
    """Håller ihop kommandona om svar."""


@replies_app.command("read")
def read(
    file: Annotated[Path, typer.Argument(metavar="FIL.json", help=f"En lista som {EXAMPLE}")],
    *,
    as_json: Annotated[
        bool, typer.Option("--json", help="Skriver läsningen av alla rader som JSON.")
    ] = False,
) -> None:
    """Läser svaren i filen. Visar varje rad som läses på annat sätt än filen säger. Slutar med 3 om någon gör det."""
    from notify.replies.confusions import never_events, read_rows

    found = read_rows(_rows(file))
    wrong = [row for row in found if row.differs]
    if as_json:
        print_json(_data(found))
    else:
        _print(wrong)
        for row in never_events(found):
            say(f"Rad {row.number}: {row.row.reply_class} får aldrig läsas som {row.reading.reply_class}.")
        say(f"{len(found)} svar, {len(found) - len(wrong)} lästa rätt, {len(wrong)} lästa på annat sätt.")
    if wrong:
        raise Refused


def _print(wrong: list[Read]) -> None:
    if wrong:
        print_table(("rad", "svar", "fråga", "väntat", "läst som"), [_cells(row) for row in wrong], empty="")


def _cells(read_row: Read) -> tuple[object, ...]:
    row = read_row.row
    return (read_row.number, row.text, row.expects or "", row.reply_class, read_row.reading.reply_class)


def _data(found: list[Read]) -> dict[str, object]:
    from notify.replies.confusions import confusions

    wrong = sum(row.differs for row in found)
    return {
        "rows": [
            dict(zip(("row", "text", "expects", "class", "got"), _cells(row), strict=True))
            | {"certain": row.reading.certain}
            for row in found
        ],
        "confusions": [
            {"class": expected, "got": got, "count": count}
            for (expected, got), count in confusions(found).items()
        ],
        "count": len(found),
        "differ": wrong,
    }


def _rows(file: Path) -> list[Row]:
    """Read the file; raises UsageError that says what is wrong and where."""
    content = read_list(file, f"Så här ska filen se ut: {EXAMPLE}")
    return [_row(file, number, item) for number, item in enumerate(content, 1)]


def _row(file: Path, number: int, item: object) -> Row:
    from notify.errors import NotifyError
    from notify.replies.confusions import row_of

    try:
        return row_of(item)
    except NotifyError as error:
        raise UsageError(f"{file}, svar nummer {number}: {error}") from error
