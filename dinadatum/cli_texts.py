"""dinadatum texts: checks and shows the gallery of texts."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dinadatum.cli_state import Refused, UsageError, print_json, print_table, say
from dinadatum.cli_swedish import SwedishTyper

if TYPE_CHECKING:
    from notify.gallery_check import TextRow

texts_app = SwedishTyper(help="Texterna: sms och mejl, med längd, läsbarhet och regler.")

FolderOption = Annotated[
    Path | None, typer.Option("--folder", metavar="MAPP", help="Mapp med texter. Annars den som följer med.")
]


@texts_app.command("check")
def check(folder: FolderOption = None) -> None:
    """Prövar varje text mot reglerna, med vanliga och med längsta värden. Slutar med 3 om något bryts."""
    rows = _rows(folder)
    print_table(
        ("id", "sort", "ordval", "bråttom", "tecken", "längst", "sms", "LIX", "bryter"),
        [_cells(row) for row in rows],
        empty="Det finns inga texter.",
    )
    broken = [(row, breach) for row in rows for breach in row.breaches]
    for row, breach in broken:
        say(f"{row.id}: regel {breach.rule}. {breach.sentence}")
    say(f"{len(rows)} texter, {len(broken)} brutna regler.")
    if broken:
        raise Refused


@texts_app.command("show")
def show(
    text_id: Annotated[str | None, typer.Argument(metavar="[ID]", help="Till exempel M03.")] = None,
    *,
    as_json: Annotated[bool, typer.Option("--json", help="Skriver texterna som JSON.")] = False,
    html: Annotated[Path | None, typer.Option("--html", help="Skriver texterna som en sida i filen.")] = None,
    folder: FolderOption = None,
) -> None:
    """Visar texterna med exempel och med längsta värden."""
    rows = [row for row in _rows(folder) if text_id is None or row.id == text_id.upper()]
    if not rows:
        raise UsageError(f"Det finns ingen text {text_id}. Ett id ser ut så här: M03.")
    if html is not None:
        from dinadatum.papers.gallery import gallery_page

        html.write_text(gallery_page(rows), encoding="utf-8")
        say(f"{len(rows)} texter är skrivna i {html}.")
    elif as_json:
        print_json([_data(row) for row in rows])
    else:
        _print(rows)


def _rows(folder: Path | None) -> Sequence[TextRow]:
    from dinadatum.template_files import open_gallery
    from notify.gallery_check import gallery_rows

    if folder is not None and not folder.is_dir():
        raise UsageError(f"Det finns ingen mapp {folder}.")
    return gallery_rows(open_gallery(folder) if folder else open_gallery())


def _cells(row: TextRow) -> tuple[object, ...]:
    rules = ", ".join(str(number) for number in sorted({breach.rule for breach in row.breaches}))
    return (
        row.id,
        row.channel,
        row.wording,
        row.urgency,
        row.chars_example,
        row.chars_longest,
        row.parts,
        row.lix,
        rules,
    )


def _data(row: TextRow) -> dict[str, object]:
    return {
        "id": row.id,
        "channel": row.channel,
        "wording": row.wording,
        "urgency": row.urgency,
        "example": row.example,
        "longest": row.longest,
        "chars_example": row.chars_example,
        "chars_longest": row.chars_longest,
        "parts": row.parts,
        "lix": row.lix,
    }


def _print(rows: Sequence[TextRow]) -> None:
    for row in rows:
        say(f"{row.id} {row.name} · {row.channel} · {row.wording} · {row.urgency}")
        say(row.use)
        say()
        say(row.example)
        length = f"{row.chars_example} tecken, som längst {row.chars_longest}"
        say(f"\n{length} · LIX {row.lix}\n")
