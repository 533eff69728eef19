"""Prints tables of figures."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rich.console import Console
from rich.table import Table


def show(title: str, heads: Sequence[str], rows: Iterable[Sequence[object]], *, width: int = 130) -> None:
    """Print a table; figures to the right. width: in characters, at least."""
    table = Table(title=title, title_justify="left", header_style="bold")
    body = [[_written(cell) for cell in row] for row in rows]
    for place, head in enumerate(heads):
        figures = bool(body) and all(row[place][:1].isdigit() or row[place] in ("", "-") for row in body)
        table.add_column(head, justify="right" if figures else "left", no_wrap=True)
    for row in body:
        table.add_row(*row)
    Console(width=max(width, Console().width)).print(table)


def _written(cell: object) -> str:
    return (
        f"{cell:,}".replace(",", " ") if isinstance(cell, int) and not isinstance(cell, bool) else str(cell)
    )
