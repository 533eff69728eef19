"""Mitt blad as a PDF of exactly one page, A4, black on white."""

from __future__ import annotations

from dinadatum.papers.pen import HEIGHT, WIDTH, Pen, broken, width_of
from dinadatum.papers.shapes import draw
from dinadatum.papers.sheet import (
    CONTACT_HEADING,
    COPIES_HEADING,
    MADE_FOR,
    NEVER,
    NEVER_HEADING,
    Sheet,
    Step,
)

MARGIN = 34.0
TOP = 74.0
GAP = 18.0
FOOT_HEIGHT = 180.0
PICTURE_WIDTH = 258.0
SIZES = (12.0, 11.5, 11.0, 10.5, 10.0, 9.5, 9.0, 8.5, 8.0)
LEADING = 1.32
NAME_WIDTH = 290.0


class _Column:
    """A column of text that grows downwards. Without a pen it only measures."""

    def __init__(self, pen: Pen | None, x: float, y: float, width: float, size: float) -> None:
        self.pen, self.x, self.y, self.width, self.size = pen, x, y, width, size

    def text(self, text: str, *, bold: bool = False, indent: float = 0, size: float = 0) -> None:
        size = size or self.size
        for line in broken(text, size, self.width - indent, bold=bold):
            self.y += size * LEADING
            if self.pen:
                self.pen.write(self.x + indent, self.y, line, size, bold=bold)

    def fill_in(self, label: str, value: str) -> None:
        """Write a label and its value, or a line to write on by hand."""
        if value:
            self.text(f"{label}: {value}", bold=True)
            return
        self.y += self.size * LEADING + 4
        if self.pen:
            self.pen.write(self.x, self.y, f"{label}:", self.size)
            start = self.x + width_of(f"{label}: ", self.size) + 4
            self.pen.line(start, self.y + 2, self.x + self.width, self.y + 2)

    def space(self, height: float) -> None:
        self.y += height


def sheet_pdf(sheet: Sheet) -> bytes:
    """Print the sheet. Always one page: longer words get smaller letters."""
    pen = Pen("Mitt blad", sheet.made)
    _head(pen, sheet)
    room = HEIGHT - MARGIN - FOOT_HEIGHT - TOP
    scene = sheet.picture.scene
    scale = min(PICTURE_WIDTH / scene.width, room / scene.height)
    draw(scene, pen.canvas, MARGIN - 6, TOP, scale)
    x = MARGIN + PICTURE_WIDTH + GAP
    size = next(
        (s for s in SIZES if _steps(None, sheet, x, s) <= HEIGHT - MARGIN - FOOT_HEIGHT - 8), SIZES[-1]
    )
    _steps(pen, sheet, x, size)
    _foot(pen, sheet)
    return pen.finish()


def _head(pen: Pen, sheet: Sheet) -> None:
    pen.write(MARGIN, 52, "Mitt blad", 24, bold=True)
    if sheet.name:
        size = next((s for s in SIZES if width_of(sheet.name, s) <= NAME_WIDTH), SIZES[-1])
        name = broken(sheet.name, size, NAME_WIDTH)[:1]
        pen.write(MARGIN + 124, 52, "".join(name), size)
    else:
        pen.write(MARGIN + 124, 52, f"{MADE_FOR}:", 12)
        pen.line(MARGIN + 164, 54, MARGIN + 380, 54)
    pen.write_right(WIDTH - MARGIN, 52, sheet.made_words, 10)
    pen.line(MARGIN, 64, WIDTH - MARGIN, 64, 1.2)


def _steps(pen: Pen | None, sheet: Sheet, x: float, size: float) -> float:
    column = _Column(pen, x, TOP, WIDTH - MARGIN - x, size)
    for number, step in enumerate(sheet.steps):
        if number:
            column.space(size * 0.9)
        _step(column, step)
    return column.y


def _step(column: _Column, step: Step) -> None:
    column.text(step.title, bold=True, size=column.size + 1.5)
    column.space(2)
    for line in step.do:
        column.text(line)
    if step.say:
        column.space(2)
        column.text("Det här kan du säga:")
        for line in step.say:
            column.text(f"”{line}”", indent=10)
    if step.line:
        column.space(2)
        column.fill_in(*step.line)


def _foot(pen: Pen, sheet: Sheet) -> None:
    top = HEIGHT - MARGIN - FOOT_HEIGHT
    pen.line(MARGIN, top, WIDTH - MARGIN, top, 1.2)
    left = _Column(pen, MARGIN, top + 6, PICTURE_WIDTH + 6, 10.5)
    left.text(sheet.reply_heading, bold=True, size=12)
    left.space(2)
    if sheet.no_replies:
        left.text(sheet.no_replies)
    for word, meaning in sheet.replies:
        y = left.y
        left.text(word, bold=True)
        left.y = y
        left.text(meaning, indent=88)
    x = MARGIN + PICTURE_WIDTH + GAP
    size = next(s for s in SIZES if s == SIZES[-1] or _right(None, sheet, x, top, s) <= HEIGHT - MARGIN)
    _right(pen, sheet, x, top, size)


def _right(pen: Pen | None, sheet: Sheet, x: float, top: float, size: float) -> float:
    column = _Column(pen, x, top + 6, WIDTH - MARGIN - x, size)
    column.text(CONTACT_HEADING, bold=True, size=12)
    column.space(2)
    column.fill_in("Kontakt", sheet.contact)
    column.fill_in("Telefon", sheet.phone)
    if sheet.copies:
        column.space(6)
        column.text(COPIES_HEADING, bold=True, size=12)
        for line in sheet.copies:
            column.text(line)
    column.space(8)
    column.text(NEVER_HEADING, bold=True, size=12)
    column.space(2)
    for line in NEVER:
        column.text(line)
    return column.y
