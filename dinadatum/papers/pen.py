"""A PDF written from the top down: lines of text with an embedded font, rules, and drawn shapes.

Lengths are in points from the upper left corner of the page. The library for PDF is imported when it is used.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from datetime import date
from functools import cache
from importlib.util import find_spec
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from reportlab.pdfgen.canvas import Canvas

WIDTH, HEIGHT = 595.28, 841.89  # A4
MM = 72 / 25.4
PLAIN, BOLD = "Text", "TextBold"
_FILES = {PLAIN: "Roboto-Regular.ttf", BOLD: "Roboto-Bold.ttf"}


class Pen:
    """Writes on the pages of one PDF."""

    def __init__(self, title: str, made: date) -> None:
        """Begin a PDF in Swedish. made: the day that it says it was made on."""
        self._to = BytesIO()
        self._canvas = _canvas(self._to)
        self._canvas.setTitle(title)
        self._canvas.setAuthor("Dina datum")
        self._canvas.setCreator("Dina datum")
        self._canvas.setSubject("")
        self._canvas.setDateFormatter(lambda *_: f"D:{made:%Y%m%d}000000Z")

    @property
    def canvas(self) -> Canvas:
        """Give what shapes are drawn on: y grows upwards there."""
        return self._canvas

    def write(self, x: float, y: float, text: str, size: float, *, bold: bool = False) -> None:
        """Write one line with its base line at y."""
        self._canvas.setFont(BOLD if bold else PLAIN, size)
        self._canvas.drawString(x, HEIGHT - y, printable(text))

    def write_right(self, x: float, y: float, text: str, size: float) -> None:
        """Write one line that ends at x."""
        self.write(x - width_of(text, size), y, text, size)

    def line(self, x1: float, y1: float, x2: float, y2: float, thick: float = 0.7) -> None:
        """Draw a line."""
        self._canvas.setLineWidth(thick)
        self._canvas.line(x1, HEIGHT - y1, x2, HEIGHT - y2)

    def box(self, x: float, y: float, width: float, height: float, radius: float = 6) -> None:
        """Draw a frame. x, y: its upper left corner."""
        self._canvas.setLineWidth(1.2)
        self._canvas.roundRect(x, HEIGHT - y - height, width, height, radius)

    def next_page(self) -> None:
        """Go on to an empty page."""
        self._canvas.showPage()

    def finish(self) -> bytes:
        """Give the whole PDF."""
        self._canvas.showPage()
        self._canvas.save()
        return self._to.getvalue()


def printable(text: str) -> str:
    """Put a text on one line, in composed letters, without control characters."""
    whole = unicodedata.normalize("NFC", text)
    return "".join(c for c in " ".join(whole.split()) if unicodedata.category(c) not in {"Cc", "Cf", "Cs"})


def width_of(text: str, size: float, *, bold: bool = False) -> float:
    """Measure a line."""
    from reportlab.pdfbase.pdfmetrics import stringWidth

    _embed_fonts()
    return float(stringWidth(printable(text), BOLD if bold else PLAIN, size))


def broken(text: str, size: float, width: float, *, bold: bool = False) -> list[str]:
    """Break a text into lines that fit the width. A word that is wider than a line is cut into pieces."""
    lines: list[str] = []
    line = ""
    for word in _pieces(printable(text).split(), size, width, bold=bold):
        longer = f"{line} {word}" if line else word
        if line and width_of(longer, size, bold=bold) > width:
            lines.append(line)
            longer = word
        line = longer
    return [*lines, line] if line else lines


def _pieces(words: Iterable[str], size: float, width: float, *, bold: bool) -> Iterable[str]:
    for word in words:
        rest = word
        while width_of(rest, size, bold=bold) > width and len(rest) > 1:
            cut = next(
                n for n in range(len(rest) - 1, 0, -1) if n == 1 or _fits(rest[:n], size, width, bold=bold)
            )
            yield rest[:cut]
            rest = rest[cut:]
        yield rest


def _fits(text: str, size: float, width: float, *, bold: bool) -> bool:
    return width_of(text, size, bold=bold) <= width


def _canvas(to: BytesIO) -> Canvas:
    from reportlab.pdfgen.canvas import Canvas

    _embed_fonts()
    options: dict[str, Any] = {
        "pagesize": (WIDTH, HEIGHT),
        "lang": "sv",
        "invariant": 1,
        "pageCompression": 1,
    }
    return Canvas(to, **options)


@cache
def _embed_fonts() -> None:
    """Register the fonts, which come in a package: a PDF must not lean on what a machine happens to have."""
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont

    for name, file in _FILES.items():
        pdfmetrics.registerFont(TTFont(name, str(_font_folder() / file)))


def _font_folder() -> Path:
    spec = find_spec("font_roboto")
    if spec is None or spec.origin is None:
        raise RuntimeError("The package font-roboto is missing: install the project's dependencies.")
    return Path(spec.origin).parent / "files"
