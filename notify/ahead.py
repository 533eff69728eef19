"""When the next message goes, if nothing happens in between: the person's own line, day after day.

An ombud's letters and the tasks change nothing on that line, so nobody asks for them here.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, time
from itertools import takewhile

from notify.calendar import Calendar
from notify.due import decide_line, line_of, main_line, speaks, written
from notify.history import History
from notify.intents import sent_of
from notify.life import DAY
from notify.line import Line
from notify.own_steps import takes_alone
from notify.paces import Paces
from notify.values import Case, Intent, Sent, Verdict
from timeline.derive import Timeline

# So far ahead is looked: the longest decision is three years, the net ends in the next.
HORIZON_DAYS = 1500
LOOK_AT = time(5, 0)
"""The look of the day is at this hour: what comes in before it is among the facts of the day."""


def decide_and_foresee(
    case: Case,
    timeline: Timeline,
    history: Sequence[Sent] | History,
    today: date,
    *,
    paces: Paces,
    calendar: Calendar,
) -> tuple[Verdict, date | None]:
    """Decide what is due today, and find the day of the next message after it, in one go."""
    line = line_of(case, timeline, history, paces, calendar)
    if today < case.known_since:
        return Verdict(next_look=case.known_since), _first(line, today)
    verdict, line = decide_line(line, today)
    return verdict, None if verdict.next_look is None else _first(line, today)


def next_any(
    case: Case,
    timeline: Timeline,
    history: Sequence[Sent] | History,
    after_day: date,
    *,
    paces: Paces,
    calendar: Calendar,
) -> date | None:
    """Find the day of the next message whatever it is about, if nothing happens in between.

    history: with the messages of after_day already in it.
    """
    return _first(line_of(case, timeline, history, paces, calendar), after_day)


def settled_by(day: date, at: time) -> date:
    """Return the last day whose messages are in the ledger at that time: before the look of a day, not its own."""
    return day if at >= LOOK_AT else day - DAY


def next_about(
    case: Case,
    timeline: Timeline,
    history: Sequence[Sent] | History,
    after_day: date,
    *,
    key_date: str,
    key_date_day: date,
    paces: Paces,
    calendar: Calendar,
    to_ombud: bool = False,
) -> date | None:
    """Find the day of the next message about the same key date, if nothing happens in between.

    history: with the message of after_day already in it. None: no message about it is to come; to_ombud: or the
    next one is about a step that the person takes alone, so that no ombud is written to.
    """
    for intent in _coming(line_of(case, timeline, history, paces, calendar), after_day):
        if (intent.key_date, intent.key_date_day) == (key_date, key_date_day):
            theirs = takes_alone(case.preferences, intent.step, intent.template, paces.copies)
            return None if to_ombud and theirs else intent.day
    return None


def is_coming(
    identity: str,
    case: Case,
    timeline: Timeline,
    history: Sequence[Sent] | History,
    first: date,
    last: date,
    *,
    paces: Paces,
    calendar: Calendar,
) -> bool:
    """Tell whether a message of the person's own line goes from the first day to the last, both included."""
    line = line_of(case, timeline, history, paces, calendar)
    days = takewhile(lambda intent: intent.day <= last, _coming(line, first - DAY))
    return any(intent.identity == identity for intent in days)


def _first(line: Line, after_day: date) -> date | None:
    for day, there in _days(line, after_day):
        if speaks(there, day):
            return day
    return None


def _coming(line: Line, after_day: date) -> Iterator[Intent]:
    """Yield the messages after a day; each is in the ledger when the next is looked for."""
    for day, there in _days(line, after_day):
        yield from main_line(there, day)[0]


def _days(line: Line, after_day: date) -> Iterator[tuple[date, Line]]:
    """Yield the days on which something may be said, each with the line as it then is."""
    last = date.fromordinal(after_day.toordinal() + HORIZON_DAYS)
    day = line.next_day(max(after_day, line.life.case.known_since - DAY))
    while day is not None and day <= last:
        yield day, line
        line = _when_said(line, day)
        day = line.next_day(day)


def _when_said(line: Line, day: date) -> Line:
    intents, skips, _ = main_line(line, day)
    rows = [*(sent_of(skip.intent, counts=False) for skip in skips), *map(sent_of, intents)]
    return written(line, rows) if rows else line
