"""Förlängd skolgång: the schooling ends, and what comes after is to be thought of."""

from __future__ import annotations

from collections.abc import Iterator

from notify.life import DECISION_END, Life
from notify.occasions import STEP, Occasion
from notify.paths.countdown import Matter, countdown

SCHOOL_ENDS = "M64"


def school_ends(life: Life) -> Iterator[Occasion]:
    """List the messages before the schooling ends. No doctor is needed for the schooling itself."""
    days = life.renewal
    if days is None or not days.schooling or days.done.handed_in:
        return
    matter = Matter(DECISION_END, days.end, "school.", SCHOOL_ENDS, STEP, "Skolan slutar")
    yield from countdown(matter, life.paces.school.before, life, begin=days.begin)
