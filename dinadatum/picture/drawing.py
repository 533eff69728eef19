"""From a life to its picture: choose the months, gather what happens, draw the rows, and say the same in words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from operator import attrgetter

from dinadatum.picture.happenings import happening_marks
from dinadatum.picture.here import here_in_words
from dinadatum.picture.looks import Look
from dinadatum.picture.marks import Event, Mark, Sign
from dinadatum.picture.money import Money, Pay, pay_of
from dinadatum.picture.rows import Row, blank_rows, draw_rows, row_of
from dinadatum.picture.shapes import Scene
from dinadatum.picture.span import MOST_MONTHS, Span, span_of
from dinadatum.picture.steps import road_of, step_marks, waits_until
from dinadatum.picture.svg import write_svg
from notify.paces import Paces
from notify.values import Case
from notify.words import long_date
from timeline import Reason, Timeline
from timeline.months import first, month_of
from timeline.words import MONTHS
from timeline.workday import RedDays

BLANK_ROWS = 9
NO_BREAK = "\u00a0"


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture and what it says. svg: to stand in a page. title: one line, read aloud in its place.

    events: everything in it as a list, in order of day. pay_days: the days with money, in the months shown.
    left_out: what the picture has no room for, as a sentence, or empty. scene: the shapes, for a paper.
    """

    svg: str
    title: str
    events: tuple[Event, ...]
    pay_days: tuple[date, ...]
    left_out: str
    scene: Scene
    rows: tuple[Row, ...] = ()


def picture(
    case: Case,
    timeline: Timeline,
    *,
    today: date,
    red_days: RedDays,
    paces: Paces,
    look: Look = Look.LIGHT,
    most: int = MOST_MONTHS,
) -> Picture:
    """Draw a life as it is seen today.

    most: months at most; what is left out is said. Never raises on facts that a register can hold.
    """
    span = span_of(timeline, today, waits_until=waits_until(case, timeline, paces, today), most=most)
    road = road_of(case, timeline, paces)
    steps = step_marks(case, timeline, paces, today)
    happenings = happening_marks(timeline, span, road, today)
    pays = {month: pay_of(timeline, month, today, red_days) for month in span.months}
    marks = sorted([*steps, *happenings, *_condition(timeline, pays)], key=attrgetter("day"))
    rows = tuple(row_of(m, span.end, today, pays[m], _drawn(marks, m)) for m in span.months)
    left_out = _left_out(span)
    scene = draw_rows(rows, left_out)
    title = _title(span)
    paid = tuple(pay.day for pay in pays.values() if pay.sure and pay.day)
    here = Event(today, None, here_in_words(timeline, span, today, pays, case.preferences.unit), "today")
    told = [mark.event for mark in marks if mark.long and (mark.last or mark.day) >= span.first_day]
    events = tuple(sorted([here, *told], key=lambda event: (event.day, event.code != "today")))
    return Picture(write_svg(scene, title, look), title, events, paid, left_out, scene, rows)


def blank_picture(look: Look = Look.PRINT, rows: int = BLANK_ROWS) -> Picture:
    """Draw empty months to be filled in by hand at a first meeting."""
    title = "Min tid: tomma månader att fylla i"
    scene = draw_rows(blank_rows(rows), "")
    return Picture(write_svg(scene, title, look), title, (), (), "", scene)


def _drawn(marks: list[Mark], month: int) -> tuple[Mark, ...]:
    """Take the marks of a month; the same words stand once."""
    found: dict[str, Mark] = {}
    for mark in marks:
        if mark.short and mark.month == month:
            found.setdefault(mark.short, mark)
    return tuple(found.values())


def _title(span: Span) -> str:
    start, stop = span.first_day, span.last_day
    year = "" if start.year == stop.year else f" {start.year}"
    begin = f"{MONTHS[start.month - 1]}{year}"
    return f"Min tid: från {begin} till {MONTHS[stop.month - 1]} {stop.year}"


def _left_out(span: Span) -> str:
    if not span.left_out or span.end is None:
        return ""
    return f"Beslutet gäller till och med {NO_BREAK.join(long_date(span.end).split())}."


def _condition(timeline: Timeline, pays: Mapping[int, Pay]) -> list[Mark]:
    """Say, in the first month where money comes only perhaps, on what it depends. The list has it as regain."""
    month = next((month for month, pay in pays.items() if pay.money is Money.MAYBE), None)
    if month is None:
        return []
    reasons = {
        rest.dormancy.reason
        for rest in timeline.dormancies
        if rest.after.regain_last_day and month_of(rest.after.regain_last_day) >= month
    }
    short = "om du slutar jobba" if Reason.WORK in reasons else "om du slutar studera"
    return [Mark(first(month), "regain", Sign.DAY, short, "")]
