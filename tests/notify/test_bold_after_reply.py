"""A bold message that a reply makes due on its own last day goes that day, or somebody calls."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, time

import pytest

from notify.simulate import Incoming, Reaction, unfold
from notify.values import Case, Intent, MessageKind, Sent, Skip, StepFact, StepKind, TaskIntent, TaskKind
from tests.notify.due_lives import CALENDAR, KNOWN, PACES, D, life, messages, timeline_of
from timeline.derive import Timeline

APPLIED = StepFact(StepKind.RECEIVED, date(2027, 2, 1))


def net() -> list[Intent]:
    """List the safety net of one who never applies."""
    return [
        i for i in messages(life(), KNOWN, D) if i.kind is MessageKind.SAFETY and i.step.startswith("net.")
    ]


def takes_back(day: date, at: time) -> Incoming:
    """The person says that the application is not in after all."""

    def react(case: Case, _timeline: Timeline, _history: Sequence[Sent]) -> Reaction:
        return Reaction(replace(case, steps=()))

    return Incoming(day, at, react)


def last_open_day(intent: Intent) -> date:
    return CALENDAR.open_until(intent.last_useful_day)


def happens(day: date, at: time, *more: Incoming) -> list[Intent | Skip | TaskIntent]:
    found = unfold(
        life(steps=(APPLIED,)),
        timeline_of,
        day,
        day,
        paces=PACES,
        calendar=CALENDAR,
        incoming=(takes_back(day, at), *more),
    )
    return [moment.what for moment in found]


def bold(day: date, at: time, *more: Incoming) -> list[tuple[str, time]]:
    found = happens(day, at, *more)
    return [(i.step, i.at) for i in found if isinstance(i, Intent) and i.kind is MessageKind.SAFETY]


@pytest.mark.parametrize("intent", net(), ids=lambda intent: intent.step)
def test_what_has_no_later_day_goes_after_the_reply(intent: Intent) -> None:
    day = last_open_day(intent)
    assert (intent.step, time(15, 20)) in bold(day, time(15, 20))
    assert (intent.step, intent.at) in bold(day, time(8, 0))


@pytest.mark.parametrize("intent", net(), ids=lambda intent: intent.step)
def test_what_can_go_tomorrow_waits_for_tomorrow(intent: Intent) -> None:
    day = intent.day
    if last_open_day(intent) > day:
        assert intent.step not in {step for step, _ in bold(day, time(15, 20))}


@pytest.mark.parametrize("intent", net(), ids=lambda intent: intent.step)
def test_after_the_last_hour_somebody_calls(intent: Intent) -> None:
    day = last_open_day(intent)
    found = happens(day, time(17, 1))
    assert intent.step not in {i.step for i in found if isinstance(i, Intent)}
    told = [task for task in found if isinstance(task, TaskIntent) and task.kind is TaskKind.TELL]
    assert intent.step in {task.identity.rpartition("|")[2] for task in told}
    assert {task.day for task in told} == {day}
    assert all(task.why.endswith("ring nu.") for task in told)


def test_a_second_reply_brings_no_second_message() -> None:
    intent = net()[-1]
    day = last_open_day(intent)
    again = bold(day, time(15, 20), takes_back(day, time(15, 21)), takes_back(day, time(17, 30)))
    assert again.count((intent.step, time(15, 20))) == 1
    assert len(again) == len(bold(day, time(15, 20)))
