"""Shapes as SVG text: attributes alone, no style sheet inside, nothing fetched, nothing that runs."""

from __future__ import annotations

from html import escape
from typing import assert_never

from dinadatum.picture.looks import COLOURS, Look, Tone
from dinadatum.picture.shapes import Box, Dot, Path, Scene, Shape, Words

FONT = "system-ui, Segoe UI, DejaVu Sans, Arial, sans-serif"
TITLE_ID = "min-tid-titel"


def write_svg(scene: Scene, title: str, look: Look) -> str:
    """Write a scene as an SVG element that stands for itself or in a page.

    Each colour is an attribute with a class beside it (f-dot, s-ring), so that a page can give it another.
    It has no ground of its own: the paper is the page's.
    """
    width, height = _number(scene.width), _number(scene.height)
    colours = COLOURS[look]
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="tid-svg tid-{look}" viewBox="0 0 {width} {height}" '
        f'width="{width}" height="{height}" role="img" lang="sv" aria-labelledby="{TITLE_ID}" '
        f'font-family="{FONT}">\n<title id="{TITLE_ID}">{escape(title)}</title>\n'
    )
    return head + "\n".join(_shape(shape, colours) for shape in scene.shapes) + "\n</svg>"


def _shape(shape: Shape, colours: dict[Tone, str]) -> str:
    match shape:
        case Box():
            radius = f' rx="{_number(shape.radius)}"' if shape.radius else ""
            dash = ' stroke-dasharray="5 3"' if shape.dashed else ""
            where = (
                f'x="{_number(shape.x)}" y="{_number(shape.y)}" '
                f'width="{_number(shape.width)}" height="{_number(shape.height)}"{radius}{dash}'
            )
            return f"<rect {where}{_paint(shape.fill, shape.edge, shape.thick, colours)}/>"
        case Dot():
            where = f'cx="{_number(shape.x)}" cy="{_number(shape.y)}" r="{_number(shape.radius)}"'
            return f"<circle {where}{_paint(shape.fill, shape.edge, shape.thick, colours)}/>"
        case Path():
            points = " L".join(f"{_number(x)} {_number(y)}" for x, y in shape.points)
            end = " Z" if shape.closed else ""
            return f'<path d="M{points}{end}"{_paint(shape.fill, shape.edge, shape.thick, colours)}/>'
        case Words():
            bold = ' font-weight="700"' if shape.bold else ""
            middle = ' text-anchor="middle"' if shape.middle else ""
            where = f'x="{_number(shape.x)}" y="{_number(shape.y)}" font-size="{_number(shape.size)}"'
            paint = f' class="f-{shape.tone}" fill="{colours[shape.tone]}"'
            return f"<text {where}{bold}{middle}{paint}>{escape(shape.text)}</text>"
    assert_never(shape)


def _paint(fill: Tone | None, edge: Tone | None, thick: float, colours: dict[Tone, str]) -> str:
    names = " ".join([f"f-{fill}"] * bool(fill) + [f"s-{edge}"] * bool(edge))
    inside = colours[fill] if fill else "none"
    around = f' stroke="{colours[edge]}" stroke-width="{_number(thick)}"' if edge else ""
    return f' class="{names}" fill="{inside}"{around}'


def _number(value: float) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".")
