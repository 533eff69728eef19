"""Step 2: the visit, on the day that was noted."""

from __future__ import annotations

from collections.abc import Iterator

from notify.life import Life
from notify.occasions import MEETING, Move, Occasion
from notify.paths.countdown import Matter, countdown
from notify.values import StepKind

VISIT = "visit"
TO_COME = "M89"


def visit(life: Life) -> Iterator[Occasion]:
    """List the messages before each visit. They move back to an open day, never past the visit."""
    if life.done is None or life.done.handed_in:
        return
    for fact in life.case.steps:
        if fact.kind is StepKind.VISIT and fact.day > life.done.since:
            matter = Matter(VISIT, fact.day, "visit.", TO_COME, MEETING, "Besöket är", Move.BACK)
            yield from countdown(matter, life.rules.visit, life, begin=life.case.known_since)
