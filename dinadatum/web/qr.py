"""A QR code as SVG: one path of dark squares on a light ground of its own, dark page or not."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape
from itertools import groupby

from markupsafe import Markup

BORDER = 4
"""Squares of light around the code: without them a camera doesn't find it (ISO/IEC 18004)."""


def qr_svg(text: str, title: str) -> Markup:
    """Draw a text as a QR code that can be read though an eighth of it is dirty. title: what is read aloud."""
    import segno  # seldom needed

    rows = segno.make(text, error="m", micro=False).matrix
    side = len(rows) + 2 * BORDER
    return Markup(  # noqa: S704  # numbers of our own, and an escaped title
        f'<svg class="qr" viewBox="0 0 {side} {side}" role="img" aria-labelledby="qr-titel" '
        f'shape-rendering="crispEdges"><title id="qr-titel">{escape(title)}</title>'
        f'<rect width="{side}" height="{side}" fill="#fff"/><path fill="#000" d="{"".join(_runs(rows))}"/></svg>'
    )


def _runs(rows: Sequence[Sequence[int]]) -> Iterator[str]:
    """Yield each run of dark squares in a row as a rectangle of the path."""
    for y, row in enumerate(rows):
        x = 0
        for dark, run in groupby(row):
            width = len(list(run))
            if dark:
                yield f"M{x + BORDER} {y + BORDER}h{width}v1h-{width}z"
            x += width
