"""Plays the days: the same decider asked of future days, assuming delivery and silence. Nothing is stored."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, time

from notify.after_reply import after_reply
from notify.ahead import LOOK_AT
from notify.calendar import Calendar
from notify.due import decide
from notify.history import History
from notify.intents import sent_of
from notify.life import DAY
from notify.paces import Paces
from notify.promise_days import with_promises
from notify.values import Case, Intent, Sent, Skip, TaskIntent
from timeline.derive import Timeline

Happening = Intent | Skip | TaskIntent


@dataclass(frozen=True, slots=True)
class Change:
    """A fact that changes after the messages of a day: a reply, a row typed in."""

    day: date
    apply: Callable[[Case], Case]


@dataclass(frozen=True, slots=True)
class Reaction:
    """What something that comes in leads to: the case afterwards, receipts, and tasks."""

    case: Case
    receipts: tuple[Intent, ...] = ()
    tasks: tuple[TaskIntent, ...] = ()


@dataclass(frozen=True, slots=True)
class Incoming:
    """Something that comes in at a time of day, such as a reply.

    react: given the case, what the law makes of it, and what has been sent by then.
    """

    day: date
    at: time
    react: Callable[[Case, Timeline, Sequence[Sent]], Reaction]


@dataclass(frozen=True, slots=True)
class Moment:
    """Something that happens, with the case and the ledger as they then are; the ledger has it in it.

    at: the time of day of what came in and led to it; None where it follows from the look itself.
    """

    day: date
    what: Happening
    case: Case
    history: tuple[Sent, ...]
    at: time | None = None


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
    moments = unfold(
        case,
        timeline_of,
        first,
        last,
        paces=paces,
        calendar=calendar,
        history=history,
        changes=changes,
    )
    for moment in moments:
        yield moment.day, moment.what


def unfold(
    case: Case,
    timeline_of: Callable[[Case], Timeline],
    first: date,
    last: date,
    *,
    paces: Paces,
    calendar: Calendar,
    history: Sequence[Sent] = (),
    changes: Sequence[Change] = (),
    incoming: Sequence[Incoming] = (),
) -> Iterator[Moment]:
    """Yield the same as play, with the case and the ledger of each moment, and with what comes in on the way.

    What comes in before an hour of sending may make that day's later messages needless; new ones wait for the
    next day, save copies to an ombud of what is still to go, and bold ones for which that is too late.
    """
    played = unfold_by_day(
        case,
        timeline_of,
        first,
        last,
        paces=paces,
        calendar=calendar,
        history=history,
        changes=changes,
        incoming=incoming,
    )
    for moment in played:
        if isinstance(moment, Moment):
            yield moment


def unfold_by_day(
    case: Case,
    timeline_of: Callable[[Case], Timeline],
    first: date,
    last: date,
    *,
    paces: Paces,
    calendar: Calendar,
    history: Sequence[Sent] = (),
    changes: Sequence[Change] = (),
    incoming: Sequence[Incoming] = (),
    on_day: Callable[[Case], Case] = lambda case: case,
) -> Iterator[date | Moment]:
    """Yield the same as unfold, and each day before it is played: so can several people's days be played in turn.

    on_day: gives the case with what others have come to mean for it by then.
    """
    state = _Play(case, timeline_of(case), History(history))
    waiting = sorted(changes, key=lambda change: change.day)
    coming = sorted((one for one in incoming if one.day >= first), key=lambda one: (one.day, one.at))
    day: date | None = first
    while day is not None and day <= last:
        yield day
        state.case = on_day(state.case)
        todays = [one for one in coming if one.day <= day]
        coming = coming[len(todays) :]
        look, happenings = _day(state, day, paces, calendar, todays, timeline_of)
        yield from happenings
        while waiting and waiting[0].day <= day:
            _become(state, waiting.pop(0).apply(state.case), timeline_of)
            look = day + DAY
        if todays:
            look = day + DAY
        day = _earlier(look, waiting[0].day if waiting else None)
        day = _earlier(day, coming[0].day if coming else None)


def _day(
    state: _Play,
    day: date,
    paces: Paces,
    calendar: Calendar,
    incoming: Sequence[Incoming],
    timeline_of: Callable[[Case], Timeline],
) -> tuple[date | None, list[Moment]]:
    """Play a day: its messages in order of time, and what comes in between them."""
    found: list[Moment] = []
    for one in incoming:
        if one.at < LOOK_AT:
            found += _said(state, day, one.at, _receive(state, one, timeline_of), ())
    verdict = decide(state.case, state.timeline, state.history, day, paces=paces, calendar=calendar)
    found += [_moment(state, day, task) for task in _new_tasks(state, verdict.tasks)]
    _write(state, [sent_of(skip.intent, counts=False) for skip in verdict.skips])
    found += [_moment(state, day, skip) for skip in verdict.skips]
    unsent = list(verdict.intents)
    for one in incoming:
        if one.at < LOOK_AT:
            continue
        found += _send(state, day, [intent for intent in unsent if intent.at <= one.at])
        reaction = _receive(state, one, timeline_of)
        again = decide(state.case, state.timeline, state.history, day, paces=paces, calendar=calendar)
        planned = {intent.identity for intent in unsent}
        added = after_reply(again, one.at, day, planned, paces=paces, calendar=calendar)
        left = {intent.identity for intent in unsent if intent.at > one.at}
        new = [intent for intent in added.intents if intent.identity not in left]
        unsent = [*(intent for intent in again.intents if intent.identity in left), *new]
        found += _said(state, day, one.at, reaction, unsent)
        found += [_moment(state, day, task, one.at) for task in _new_tasks(state, added.tasks)]
    return verdict.next_look, [*found, *_send(state, day, unsent)]


def _receive(state: _Play, one: Incoming, timeline_of: Callable[[Case], Timeline]) -> Reaction:
    reaction = one.react(state.case, state.timeline, state.history.rows)
    _become(state, reaction.case, timeline_of)
    _write(state, [sent_of(receipt) for receipt in reaction.receipts])
    return reaction


def _said(state: _Play, day: date, at: time, reaction: Reaction, unsent: Sequence[Intent]) -> list[Moment]:
    """Give the receipts and tasks of a reaction. A receipt knows what is still to go the same day."""
    history = (*state.history.rows, *map(sent_of, unsent))
    receipts = [Moment(day, receipt, state.case, history, at) for receipt in reaction.receipts]
    return [*receipts, *(_moment(state, day, task, at) for task in _new_tasks(state, reaction.tasks))]


def _send(state: _Play, day: date, intents: Sequence[Intent]) -> list[Moment]:
    _write(state, [sent_of(intent) for intent in intents])
    return [_moment(state, day, intent) for intent in intents]


def _write(state: _Play, rows: Sequence[Sent]) -> None:
    if rows:
        state.history = state.history.with_rows(rows)


def _moment(state: _Play, day: date, what: Happening, at: time | None = None) -> Moment:
    return Moment(day, what, state.case, state.history.rows, at)


def _new_tasks(state: _Play, tasks: Sequence[TaskIntent]) -> list[TaskIntent]:
    new = [task for task in tasks if task.identity not in state.tasks]
    state.tasks.update(task.identity for task in new)
    state.case = replace(state.case, promises=with_promises(state.case.promises, new))
    return new


def _become(state: _Play, case: Case, timeline_of: Callable[[Case], Timeline]) -> None:
    before = state.case.facts
    state.case = case
    if case.facts != before:
        state.timeline = timeline_of(case)


def _earlier(one: date | None, other: date | None) -> date | None:
    return min((day for day in (one, other) if day is not None), default=None)
