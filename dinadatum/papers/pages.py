"""The papers as pages for a browser's own print: templates/print, filled in."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from dinadatum.papers import sheet as words
from dinadatum.papers.letter import Letter
from dinadatum.papers.sheet import Sheet

if TYPE_CHECKING:
    from jinja2 import Environment

PRINT_TEMPLATES = Path(__file__).resolve().parents[2] / "templates" / "print"
PRINT_STYLE = PRINT_TEMPLATES / "print.css"
Ways = Sequence[tuple[str, str]]
"""Addresses and words of links that show on the screen, never on paper."""


def sheet_page(sheet: Sheet, style: str, ways: Ways = ()) -> str:
    """Write Mitt blad as a page. style: the address of print.css."""
    return fill("sheet.html", sheet=sheet, words=words, style=style, ways=ways)


def letter_page(letter: Letter, style: str, ways: Ways = ()) -> str:
    """Write a letter as a page. style: the address of print.css."""
    return fill("letter.html", letter=letter, style=style, ways=ways)


def fill(name: str, **values: object) -> str:
    """Fill in a template of templates/print."""
    return _environment().get_template(name).render(**values)


@cache
def _environment() -> Environment:
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    return Environment(
        loader=FileSystemLoader(PRINT_TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
