"""The signs of the picture: a shape for each kind of thing that happens. About 18 wide, around a middle."""

from __future__ import annotations

from dinadatum.picture.looks import Tone
from dinadatum.picture.marks import Sign
from dinadatum.picture.shapes import Box, Path, Point, Shape


def draw_sign(sign: Sign, x: float, y: float) -> list[Shape]:
    """Draw a sign around a point."""
    return _DRAW[sign](x, y)


def _done(x: float, y: float) -> list[Shape]:
    tick = ((x - 5, y), (x - 1, y + 5), (x + 6, y - 4))
    return [
        Box(x - 8, y - 8, 16, 16, edge=Tone.GOOD, thick=2),
        Path(tick, edge=Tone.GOOD, thick=3),
    ]


def _book(x: float, y: float) -> list[Shape]:
    return [Box(x - 8, y - 8, 16, 16, edge=Tone.DOT, thick=2)]


def _visit(x: float, y: float) -> list[Shape]:
    return [Box(x - 9, y - 9, 18, 18, fill=Tone.DOT)]


def _apply(x: float, y: float) -> list[Shape]:
    return [Path(((x, y - 9), (x + 10, y + 9), (x - 10, y + 9)), closed=True, fill=Tone.DOT)]


def _answer(x: float, y: float) -> list[Shape]:
    corners = ((x - 10, y - 7), (x + 10, y - 7), (x + 10, y + 7), (x - 10, y + 7))
    flap = ((x - 10, y - 7), (x, y + 1), (x + 10, y - 7))
    return [
        Path(corners, closed=True, edge=Tone.DOT, thick=2),
        Path(flap, edge=Tone.DOT, thick=2),
    ]


def _flag(x: float, y: float) -> list[Shape]:
    cloth: tuple[Point, ...] = (
        (x - 7, y - 9),
        (x + 9, y - 9),
        (x + 4, y - 3),
        (x + 9, y + 3),
        (x - 7, y + 3),
    )
    return [
        Path(cloth, closed=True, fill=Tone.FLAG),
        Path(((x - 7, y - 10), (x - 7, y + 10)), edge=Tone.FLAG, thick=2),
    ]


def _rest(x: float, y: float) -> list[Shape]:
    return [Box(x - 7, y - 8, 5, 16, fill=Tone.INK), Box(x + 2, y - 8, 5, 16, fill=Tone.INK)]


def _day(x: float, y: float) -> list[Shape]:
    corners = ((x, y - 9), (x + 9, y), (x, y + 9), (x - 9, y))
    return [Path(corners, closed=True, edge=Tone.INK, thick=2)]


_DRAW = {
    Sign.DONE: _done,
    Sign.BOOK: _book,
    Sign.VISIT: _visit,
    Sign.APPLY: _apply,
    Sign.ANSWER: _answer,
    Sign.FLAG: _flag,
    Sign.REST: _rest,
    Sign.DAY: _day,
}
