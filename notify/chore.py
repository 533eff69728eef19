"""A task that the facts ask for, and when."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from notify.life import DECISION_END, Life
from notify.promise_days import first_promise
from notify.values import TaskIntent, TaskKind


@dataclass(frozen=True, slots=True)
class Chore:
    """A task that exists from a day and has a point until another, both inclusive. due: asked when it is due."""

    ref: str
    kind: TaskKind
    about: str
    first: date
    last: date
    due: Callable[[], date]
    why: str

    @property
    def task(self) -> TaskIntent:
        """Give the task itself."""
        identity = identity_of(self.ref, self.kind, self.about)
        return TaskIntent(identity, self.ref, self.kind, max(self.due(), self.first), self.why)


def make_chore(
    life: Life, kind: TaskKind, about: str, *, first: date, due: Callable[[], date], last: date, why: str
) -> Chore:
    """Make a task of a person's; it exists at the earliest from the day on which the person is known."""
    first = max(first, life.case.known_since)
    return Chore(life.case.ref, kind, about, first, max(last, first), due, why)


def promise_day(day: date, life: Life) -> date:
    """Give the day by which somebody who was announced on a day makes contact."""
    return first_promise(day, life.diary.calendar, life.paces.anchors, life.case.promises)


def identity_of(ref: str, kind: TaskKind, about: str) -> str:
    """Name a task, so that it is written once."""
    return f"T|{ref}|{kind.value}|{about}"


def about_step_1(end: date) -> str:
    """Say what a task is about that has to do with step 1 before the end of a decision."""
    return f"{DECISION_END}|{end}|step1"
