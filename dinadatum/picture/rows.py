"""The rows of months as shapes: name, dots, money, what happens, and where the person is.

Everything is in units of a picture that is 360 wide.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from textwrap import wrap

from dinadatum.picture.looks import Tone
from dinadatum.picture.marks import Mark
from dinadatum.picture.money import Money, Pay
from dinadatum.picture.shapes import Box, Dot, Path, Scene, Shape, Words
from dinadatum.picture.signs import draw_sign
from timeline.months import first, last, month_of
from timeline.words import MONTHS

WIDTH = 360
TOP, ROW, FOOT = 48, 62, 46
MORE = 22  # a second thing in a month makes its row so much higher
YEAR_BAND = 28
NOTE_LINE = 20
NOTE_LETTERS = 38
SATURDAY = 5
MOST_DOTS = 5
HERE = "du är här"
LEGEND = "1 prick är 1 helg"
HEADING = "Min tid"
PILL_WORDS = {
    Money.ALL: "pengar den {}",
    Money.PART: "en del den {}",
    Money.MAYBE: "kanske den {}",
}


@dataclass(frozen=True, slots=True)
class Row:
    """A month. dots: True for each Saturday that is still to come, False for each that has been.

    A Saturday after the end has no dot. past: the month is over. month None: to be filled in by hand.
    """

    month: int | None
    dots: tuple[bool, ...]
    pay: Pay
    marks: tuple[Mark, ...]
    now: bool = False
    past: bool = False

    @property
    def height(self) -> int:
        """Give its height."""
        return ROW + MORE * max(0, len(self.marks) - 1)


def row_of(month: int, end: date | None, today: date, pay: Pay, marks: tuple[Mark, ...]) -> Row:
    """Gather what stands in the row of a month. end: the last day that has a dot."""
    start, stop = first(month), last(month)
    saturday = start + timedelta(days=(SATURDAY - start.weekday()) % 7)
    days = [saturday + timedelta(weeks=week) for week in range(MOST_DOTS)]
    dots = tuple(day > today for day in days if end is not None and day <= min(stop, end))
    return Row(month, dots, pay, marks, now=month == month_of(today), past=stop < today)


def blank_rows(count: int) -> tuple[Row, ...]:
    """Give empty rows to write in."""
    return tuple(Row(None, (False,) * MOST_DOTS, Pay(Money.ALL), ()) for _ in range(count))


def draw_rows(rows: Sequence[Row], left_out: str) -> Scene:
    """Draw the rows under their heading. left_out: a sentence beneath the last one, or empty."""
    shapes: list[Shape] = [*_heading(rows)]
    y, previous = TOP, 0
    for row in rows:
        year = row.month // 12 if row.month is not None else 0
        if year != previous:
            shapes += _year_band(y, year)
            y += YEAR_BAND
        previous = year
        shapes += _row(row, y)
        y += row.height
    if left_out:
        for line in ("Här slutar bilden.", *wrap(left_out, NOTE_LETTERS, break_long_words=False)):
            y += NOTE_LINE
            shapes.append(Words(16, y + 6, line, 15))
    return Scene(WIDTH, y + FOOT - 26, tuple(shapes))


def _heading(rows: Sequence[Row]) -> Iterator[Shape]:
    yield Words(16, 28, HEADING, 20, bold=True)
    if any(row.dots for row in rows):
        yield Dot(120, 22, 6, fill=Tone.DOT, edge=Tone.DOT, thick=0)
        yield Words(132, 28, LEGEND, 15)


def _year_band(y: float, year: int) -> Iterator[Shape]:
    yield Words(18, y + 20, str(year), 14, Tone.SOFT, bold=True)


def _row(row: Row, y: float) -> Iterator[Shape]:
    if row.now:
        yield Box(8, y + 2, 344, row.height - 4, 8, fill=Tone.NOW, edge=Tone.INK, thick=3)
    else:
        yield Path(((16, y + row.height), (344, y + row.height)), edge=Tone.RING, thick=1)
    if row.month is None:
        yield Path(((18, y + 28), (106, y + 28)), edge=Tone.RING, thick=1)
    else:
        tone = Tone.SOFT if row.past else Tone.INK
        yield Words(18, y + 25, MONTHS[row.month % 12], 15 if row.now else 16, tone, bold=row.now)
    if row.now:
        yield Box(16, y + 33, 90, 20, 4, fill=Tone.INK)
        yield Words(61, y + 48, HERE, 14, Tone.PAPER, bold=True, middle=True)
    for place, ahead in enumerate(row.dots):
        yield _dot(122 + 18 * place, y + 20, ahead=ahead)
    yield from _pay(row, y)
    for place, mark in enumerate(row.marks):
        yield from draw_sign(mark.sign, 130, y + 46 + MORE * place)
        yield Words(146, y + 51 + MORE * place, mark.short, 15)


def _dot(x: float, y: float, *, ahead: bool) -> Dot:
    # Both kinds reach just as far out: a ring is no smaller than a filled dot.
    return Dot(x, y, 6, fill=Tone.DOT) if ahead else Dot(x, y, 5, edge=Tone.RING, thick=2)


def _pay(row: Row, y: float) -> Iterator[Shape]:
    if row.pay.money is Money.RESTS:
        yield Words(287, y + 25, "vilar", 14, Tone.SOFT, middle=True)
    if row.pay.money not in PILL_WORDS:
        return
    if row.month is None or row.pay.day is None:
        yield Box(230, y + 8, 114, 24, 12, edge=Tone.GOOD, thick=2)
        yield Words(244, y + 25, "pengar den", 14, Tone.GOOD)
        return
    dashed = row.pay.money is not Money.ALL
    yield Box(230, y + 8, 114, 24, 12, edge=Tone.GOOD, thick=2, dashed=dashed)
    words = PILL_WORDS[row.pay.money].format(row.pay.day.day)
    yield Words(287, y + 25, words, 14, Tone.GOOD, middle=True)
