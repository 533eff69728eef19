"""Work or studies that are to begin: apply and report before the first day (R12, 110 kap. 51 §)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from notify.life import Life
from notify.occasions import MEETING, Move, Occasion
from notify.paths.countdown import Matter, countdown
from notify.values import MessageKind

WORK_START = "work_start"
MAY_REST, ONLY_REPORT = "M07", "M91"


def work_starts(life: Life) -> Iterator[Occasion]:
    """List the messages before a known first day. Never to one who has applied or whose benefit already rests."""
    facts = life.case.facts
    day = facts.work_start
    if day is None or facts.dormancy_application is not None or _rests(life):
        return
    earliest = life.timeline.dormant_earliest_start
    may_rest = earliest is not None and earliest <= day
    matter = Matter(
        WORK_START,
        day,
        "before.",
        MAY_REST if may_rest else ONLY_REPORT,
        MEETING,
        "Arbete eller studier börjar",
        Move.BACK,
    )
    for message in countdown(matter, life.paces.work.before, life, begin=life.case.known_since):
        # Rights are lost from the first day on: never dropped, whatever the pace.
        yield replace(message, kind=MessageKind.SAFETY)


def _rests(life: Life) -> bool:
    day = life.case.facts.work_start
    return any(rest.start <= day <= rest.end for rest in life.case.facts.dormancies if day is not None)
