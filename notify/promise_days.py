"""On which day somebody can promise to get in touch: a working day, not away, and not too many on one day."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date

from notify.calendar import Calendar
from notify.pace_rules import Anchors
from notify.values import Promised, PromiseDays, TaskIntent, TaskKind

LOOKS_AHEAD = 60
"""Working days within which a free one is sought; with none free the first is taken."""

PROMISES = frozenset(
    {
        TaskKind.BROKEN_PROMISE,
        TaskKind.HELP,
        TaskKind.CALL,
        TaskKind.WRITE,
        TaskKind.MEET,
        TaskKind.READ_REPLY,
        TaskKind.TAKE_OVER,
        TaskKind.HANDOVER,
        TaskKind.WORK_STARTS,
        TaskKind.WORK_STOPS,
    }
)
"""The kinds whose day the person has been told of: they can't be put off to a later day than that."""

SET_BY_HAND = frozenset({TaskKind.HANDOVER})
"""Promises whose day somebody has chosen: they count, and are not moved."""


def first_promise(today: date, calendar: Calendar, anchors: Anchors, known: PromiseDays) -> date:
    """Give the first day that can be promised today: so many working days on as the paces say, or later."""
    return free_from(calendar.workdays_after(today, anchors.promise_workdays), calendar, anchors, known)


def free_from(day: date, calendar: Calendar, anchors: Anchors, known: PromiseDays) -> date:
    """Find the first day that can be promised, the day itself included."""
    return _search(day, calendar, lambda each: can_promise(each, calendar, anchors, known))


def in_from(day: date, calendar: Calendar, known: PromiseDays) -> date:
    """Find the first day with somebody there, the day itself included, however full it is."""
    return _search(day, calendar, lambda each: is_in(each, calendar, known))


def can_promise(day: date, calendar: Calendar, anchors: Anchors, known: PromiseDays) -> bool:
    """Tell whether one more promise can be kept on a day."""
    most = anchors.most_promises_a_day if known.most is None else known.most
    return is_in(day, calendar, known) and known.taken.count(day) < most


def is_in(day: date, calendar: Calendar, known: PromiseDays) -> bool:
    """Tell whether it is a working day with the handläggare, or somebody who stands in, at work."""
    return calendar.is_workday(day) and not any(first <= day <= last for first, last in known.away)


def with_promises(known: PromiseDays, tasks: Iterable[TaskIntent]) -> PromiseDays:
    """Count the promises among some tasks that weren't there before."""
    there = {each.identity for each in known.made}
    new = [task for task in tasks if task.kind in PROMISES and task.identity not in there]
    if not new:
        return known
    made = tuple(Promised(task.identity, task.day) for task in new)
    return replace(known, taken=(*known.taken, *(task.day for task in new)), made=(*known.made, *made))


def promised_by(known: PromiseDays, identity: str) -> Promised | None:
    """Find the last promise of a task, or of one that came in its place (its identity and a day)."""
    found = [
        each for each in known.made if each.identity == identity or each.identity.startswith(f"{identity}|")
    ]
    return max(found, key=lambda each: each.day, default=None)


def _search(day: date, calendar: Calendar, fits: Callable[[date], bool]) -> date:
    first = day if calendar.is_workday(day) else calendar.workdays_after(day, 1)
    found = first
    for _ in range(LOOKS_AHEAD):
        if fits(found):
            return found
        found = calendar.workdays_after(found, 1)
    return first
