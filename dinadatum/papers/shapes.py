"""The shapes of the picture on a page of a PDF, black on white."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dinadatum.papers.pen import BOLD, HEIGHT, PLAIN, printable
from dinadatum.picture.looks import COLOURS, Look, Tone
from dinadatum.picture.shapes import Box, Dot, Path, Scene, Words

if TYPE_CHECKING:
    from reportlab.pdfgen.canvas import Canvas

_COLOURS = COLOURS[Look.PRINT]


def draw(scene: Scene, canvas: Canvas, x: float, y: float, scale: float) -> None:
    """Draw a scene with its upper left corner at x, y. scale: points for each unit of the scene."""
    canvas.saveState()
    canvas.translate(x, HEIGHT - y)
    canvas.scale(scale, scale)
    for shape in scene.shapes:
        match shape:
            case Box():
                _box(shape, canvas)
            case Dot():
                _paint(canvas, shape.fill, shape.edge, shape.thick)
                canvas.circle(
                    shape.x, -shape.y, shape.radius, stroke=int(bool(shape.edge)), fill=int(bool(shape.fill))
                )
            case Path():
                _path(shape, canvas)
            case Words():
                _words(shape, canvas)
    canvas.restoreState()


def _box(box: Box, canvas: Canvas) -> None:
    _paint(canvas, box.fill, box.edge, box.thick)
    canvas.setDash([5, 3] if box.dashed else [])
    canvas.roundRect(
        box.x,
        -box.y - box.height,
        box.width,
        box.height,
        box.radius,
        stroke=int(bool(box.edge)),
        fill=int(bool(box.fill)),
    )
    canvas.setDash([])


def _path(path: Path, canvas: Canvas) -> None:
    _paint(canvas, path.fill, path.edge, path.thick)
    line = canvas.beginPath()
    (x, y), *others = path.points
    line.moveTo(x, -y)
    for x, y in others:
        line.lineTo(x, -y)
    if path.closed:
        line.close()
    canvas.drawPath(line, stroke=int(bool(path.edge)), fill=int(bool(path.fill)))


def _words(words: Words, canvas: Canvas) -> None:
    canvas.setFillColor(_COLOURS[words.tone])
    canvas.setFont(BOLD if words.bold else PLAIN, words.size)
    if words.middle:
        canvas.drawCentredString(words.x, -words.y, printable(words.text))
    else:
        canvas.drawString(words.x, -words.y, printable(words.text))


def _paint(canvas: Canvas, fill: Tone | None, edge: Tone | None, thick: float) -> None:
    if fill:
        canvas.setFillColor(_COLOURS[fill])
    if edge:
        canvas.setStrokeColor(_COLOURS[edge])
        canvas.setLineWidth(thick)
