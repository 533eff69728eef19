"""Plays the days: the same decider asked of future days, assuming delivery and silence. Nothing is stored."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date

from notify.calendar import Calendar
from notify.due import decide
from notify.history import History
from notify.intents import sent_of
from notify.life import DAY
from notify.paces import Paces
from notify.values import Case, Intent, MessageKind, Sent, Skip, TaskIntent
from timeline.derive import Timeline

Happening = Intent | Skip | TaskIntent
# "The next message" is looked for so far ahead: the longest decision is three years, the net ends in the next.
HORIZON_DAYS = 1500


@dataclass(frozen=True, slots=True)
class Change:
    """A fact that changes after the messages of a day: a reply, a row typed in."""

    day: date
    apply: Callable[[Case], Case]


@dataclass(slots=True)
class _Play:
    """Where the play stands."""

    case: Case
    timeline: Timeline
    history: History
    tasks: set[str] = field(default_factory=set)


def play(
    case: Case,
    timeline_of: Callable[[Case], Timeline],
    first: date,
    last: date,
    *,
    paces: Paces,
    calendar: Calendar,
    history: Sequence[Sent] = (),
    changes: Sequence[Change] = (),
) -> Iterator[tuple[date, Happening]]:
    """Yield what happens from the first day to the last, both included, each task once.

    timeline_of is called again only when a change gives other facts.
    """
    state = _Play(case, timeline_of(case), History(history))
    waiting = sorted(changes, key=lambda change: change.day)
    day: date | None = first
    while day is not None and day <= last:
        look, happenings = _step(state, day, paces, calendar)
        for happening in happenings:
            yield day, happening
        while waiting and waiting[0].day <= day:
            _change(state, waiting.pop(0), timeline_of)
            look = day + DAY
        day = _earlier(look, waiting[0].day if waiting else None)


def _step(state: _Play, day: date, paces: Paces, calendar: Calendar) -> tuple[date | None, list[Happening]]:
    verdict = decide(state.case, state.timeline, state.history, day, paces=paces, calendar=calendar)
    rows = [sent_of(intent) for intent in verdict.intents]
    rows += [sent_of(skip.intent, counts=False) for skip in verdict.skips]
    if rows:
        state.history = state.history.with_rows(rows)
    tasks = [task for task in verdict.tasks if task.identity not in state.tasks]
    state.tasks.update(task.identity for task in tasks)
    return verdict.next_look, [*verdict.intents, *verdict.skips, *tasks]


def _change(state: _Play, change: Change, timeline_of: Callable[[Case], Timeline]) -> None:
    before = state.case.facts
    state.case = change.apply(state.case)
    if state.case.facts != before:
        state.timeline = timeline_of(state.case)


def _earlier(one: date | None, other: date | None) -> date | None:
    return min((day for day in (one, other) if day is not None), default=None)


def next_about(
    case: Case,
    timeline: Timeline,
    history: Sequence[Sent],
    after_day: date,
    *,
    key_date: str,
    key_date_day: date,
    paces: Paces,
    calendar: Calendar,
) -> date | None:
    """Find the day of the next message about the same key date, if nothing happens in between.

    history: with the message of after_day already in it. None: no message about it is to come.
    """
    for intent in _coming(case, timeline, history, after_day, paces, calendar):
        if (intent.key_date, intent.key_date_day) == (key_date, key_date_day):
            return intent.day
    return None


def next_any(
    case: Case,
    timeline: Timeline,
    history: Sequence[Sent],
    after_day: date,
    *,
    paces: Paces,
    calendar: Calendar,
) -> date | None:
    """Find the day of the next message whatever it is about, if nothing happens in between."""
    coming = _coming(case, timeline, history, after_day, paces, calendar)
    return next((intent.day for intent in coming), None)


def _coming(
    case: Case,
    timeline: Timeline,
    history: Sequence[Sent],
    after_day: date,
    paces: Paces,
    calendar: Calendar,
) -> Iterator[Intent]:
    """Yield the messages of the person's own line after a day; an ombud's copies are not among them."""
    last = date.fromordinal(after_day.toordinal() + HORIZON_DAYS)
    played = play(
        case, lambda _: timeline, after_day + DAY, last, paces=paces, calendar=calendar, history=history
    )
    for _, happening in played:
        if isinstance(happening, Intent) and happening.kind is not MessageKind.COPY:
            yield happening
