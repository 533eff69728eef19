"""A letter as a PDF: the upper third holds the address and nothing else."""

from __future__ import annotations

from dinadatum.papers.letter import Letter, Window
from dinadatum.papers.pen import HEIGHT, MM, Pen, broken, width_of

MARGIN = 25 * MM
TEXT_WIDTH = 140 * MM
FOLD = 99 * MM
"""What stands above the fold of a letter in three lies behind the window."""

ADDRESS_TOP = 50 * MM
ADDRESS_WIDTH = 80 * MM
ADDRESS_X = {Window.RIGHT: 110 * MM, Window.LEFT: MARGIN}
ADDRESS_SIZES = (11.0, 10.0, 9.0, 8.0, 7.0, 6.0)
FIRST_LINE = 112 * MM
LAST_LINE = HEIGHT - 22 * MM
SIZES = (12.0, 11.5, 11.0)
LEADING = 1.42


def letter_pdf(letter: Letter) -> bytes:
    """Print a letter. One that is a little long gets smaller letters, a long one a second page."""
    size = next((s for s in SIZES if len(_pages(letter, s)) == 1), SIZES[0])
    pen = Pen("Brev", letter.day)
    _address(pen, letter)
    for number, page in enumerate(_pages(letter, size)):
        if number:
            pen.next_page()
        for y, text, bold in page:
            pen.write(MARGIN, y, text, size, bold=bold)
    return pen.finish()


def _pages(letter: Letter, size: float) -> list[list[tuple[float, str, bool]]]:
    """Lay the lines on pages, each with its base line and whether it is a heading."""
    pages = [[(FIRST_LINE, letter.day_words, False)]]
    y, space = FIRST_LINE, size * LEADING
    for heading, lines in letter.paragraphs:
        y += space * 0.6
        rows = [(part, True) for part in broken(heading, size, TEXT_WIDTH, bold=True)]
        rows += [(part, False) for line in lines for part in broken(line, size, TEXT_WIDTH)]
        for text, bold in rows:
            y += space
            if y > LAST_LINE:
                pages.append([])
                y = MARGIN
            pages[-1].append((y, text, bold))
    return pages


def _address(pen: Pen, letter: Letter) -> None:
    """Write the address, each line on one line: smaller letters for a long one."""
    x, y = ADDRESS_X[letter.window], ADDRESS_TOP
    for line in letter.address_lines:
        size = next((s for s in ADDRESS_SIZES if width_of(line, s) <= ADDRESS_WIDTH), ADDRESS_SIZES[-1])
        y += 15
        pen.write(x, y, broken(line, size, ADDRESS_WIDTH)[0], size)
