"""Before there is a decision, and just after: the first month possible, and money for the rent."""

from __future__ import annotations

from collections.abc import Iterator

from notify.life import Life
from notify.occasions import STEP, Occasion
from notify.paths.countdown import Matter, countdown
from notify.values import StepKind

AE_FIRST = "ae_first_day"
FIRST_DECISION = "M59"


def first_decision(life: Life) -> Iterator[Occasion]:
    """List the messages to one who has no decision yet and hasn't applied."""
    steps = {fact.kind for fact in life.case.steps}
    if life.latest is not None or steps & {StepKind.APPLIED, StepKind.RECEIVED, StepKind.ANSWER}:
        return
    day = life.timeline.person.ae_first_day
    matter = Matter(AE_FIRST, day, "before.", FIRST_DECISION, STEP, "Den första möjliga månaden börjar")
    yield from countdown(matter, life.paces.first_decision.before, life, begin=life.case.known_since)
