"""One case as a PDF: each page has the reference on top and its number at the bottom."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from dinadatum.papers.pen import HEIGHT, MM, WIDTH, Pen, broken
from dinadatum.papers.record import DELETED, Record, RecordedDate, Spoken, moment_in_words, span_in_words
from notify.words import long_date

MARGIN = 22 * MM
FIRST_LINE = 32 * MM
LAST_LINE = HEIGHT - 24 * MM
SIZE, SMALL = 10.5, 9.0
LEADING = 1.4
LABEL_WIDTH = 150.0
INDENT = 14.0


@dataclass(frozen=True, slots=True)
class _Line:
    """A line of a page. space: before it. keep: how many lines after it must stand on the same page.

    with_previous: it stands beside the line before it.
    """

    x: float
    text: str
    size: float
    bold: bool
    space: float
    keep: int = 0
    with_previous: bool = False


def record_pdf(record: Record) -> bytes:
    """Print a case. Everything is in it, word for word, in order of time."""
    pages = _paginate(_lines(record))
    pen = Pen(f"Till akten, {record.ref}", record.made.date())
    for number, page in enumerate(pages, 1):
        if number > 1:
            pen.next_page()
        _frame(pen, record, number, len(pages))
        for y, line in page:
            pen.write(line.x, y, line.text, line.size, bold=line.bold)
    return pen.finish()


def _frame(pen: Pen, record: Record, number: int, count: int) -> None:
    pen.write(MARGIN, 18 * MM, f"Referens {record.ref}", SMALL)
    pen.line(MARGIN, 20 * MM, WIDTH - MARGIN, 20 * MM)
    pen.write_right(WIDTH - MARGIN, HEIGHT - 14 * MM, f"Sida {number} av {count}", SMALL)


def _paginate(lines: list[_Line]) -> list[list[tuple[float, _Line]]]:
    """Lay the lines on pages. A heading never stands last on one."""
    pages: list[list[tuple[float, _Line]]] = [[]]
    y = FIRST_LINE
    for place, line in enumerate(lines):
        if line.with_previous and pages[-1]:
            pages[-1].append((y, line))
            continue
        step = line.size * LEADING + (line.space if pages[-1] else 0)
        needed = step + sum(
            after.size * LEADING + after.space for after in lines[place + 1 : place + 1 + line.keep]
        )
        if pages[-1] and y + needed > LAST_LINE:
            pages.append([])
            y, step = FIRST_LINE, line.size * LEADING
        y += step
        pages[-1].append((y, line))
    return pages


def _lines(record: Record) -> list[_Line]:
    found: list[_Line] = []
    add = found.extend
    add(_text("Till akten", size=20, bold=True, keep=2))
    add(_text(f"Hämtat ur Dina datum {moment_in_words(record.made)} av {record.by}.", size=SMALL))
    add(_part("Uppgifter", record.facts, "Inga uppgifter finns.", _fact_lines(record)))
    if record.findings:
        add(_part("Uppgifter som inte går ihop", record.findings, "", _finding_lines(record)))
    add(_part("Viktiga datum", record.dates, "Inga datum finns.", lambda: _each(record.dates, _date)))
    spoken = record.in_order
    add(_part("Skickat och besvarat", spoken, "Inget är skickat.", lambda: _each(spoken, _spoken)))
    return found


def _part(title: str, rows: tuple[object, ...], empty: str, lines: Callable[[], list[_Line]]) -> list[_Line]:
    head = _text(title, size=14, bold=True, space=16, keep=3)
    return [*head, *(lines() if rows else _text(empty))]


def _fact_lines(record: Record) -> Callable[[], list[_Line]]:
    def lines() -> list[_Line]:
        found: list[_Line] = []
        for fact in record.facts:
            known = f" (bekräftat {long_date(fact.confirmed)})" if fact.confirmed else ""
            label = _text(fact.label, width=LABEL_WIDTH - 8, space=3)
            value = _text(f"{fact.value or 'saknas'}{known}", x=LABEL_WIDTH)
            found += _beside(label, value)
        return found

    return lines


def _finding_lines(record: Record) -> Callable[[], list[_Line]]:
    return lambda: [line for text, law in record.findings for line in _text(f"{text} {law}", space=4)]


def _date(key: RecordedDate) -> list[_Line]:
    law = f"{key.paragraph} (regel {key.rule})"
    doubt = _text(f"Inte säkert: {key.doubt}", x=INDENT, size=SMALL) if key.doubt else []
    return [
        *_text(f"{span_in_words(key.first, key.last)}: {key.name}", space=5, keep=1),
        *_text(law, x=INDENT, size=SMALL),
        *doubt,
    ]


def _spoken(said: Spoken) -> list[_Line]:
    head = f"{moment_in_words(said.at)}, {said.road} {said.who}"
    about = " · ".join(filter(None, (said.state, said.heading)))
    words = said.text.splitlines() if said.text else [DELETED]
    body = [part for line in words if line.strip() for part in _text(line, x=INDENT)]
    return [
        *_text(head, bold=True, space=9, keep=2),
        *(_text(about, size=SMALL) if about else []),
        *body,
    ]


def _each(rows: tuple[object, ...], lines: Callable[..., list[_Line]]) -> list[_Line]:
    return [line for row in rows for line in lines(row)]


def _beside(left: list[_Line], right: list[_Line]) -> list[_Line]:
    """Put two columns beside each other, line by line. The space is that of the left one's first line."""
    found: list[_Line] = []
    for place in range(max(len(left), len(right))):
        one = left[place] if place < len(left) else None
        other = right[place] if place < len(right) else None
        if one:
            found.append(one)
        if other:
            found.append(_Line(other.x, other.text, other.size, other.bold, 0, 0, one is not None))
    return found


def _text(
    text: str,
    *,
    x: float = 0,
    size: float = SIZE,
    bold: bool = False,
    space: float = 0,
    keep: int = 0,
    width: float = 0,
) -> list[_Line]:
    room = width or WIDTH - 2 * MARGIN - x
    parts = broken(text, size, room, bold=bold)
    return [
        _Line(MARGIN + x, part, size, bold, 0 if place else space, keep) for place, part in enumerate(parts)
    ]
