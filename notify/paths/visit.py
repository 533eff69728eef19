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
    days = {f.day for f in life.case.steps if f.kind is StepKind.VISIT and f.day > life.done.since}
    for day in sorted(days):
        matter = Matter(VISIT, day, "visit.", TO_COME, MEETING, "Besöket är", Move.BACK)
        yield from countdown(matter, life.rules.visit, life, begin=life.case.known_since)
