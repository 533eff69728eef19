"""Work or studies that begin or end: report before the first day, ask for the money back at once.

R12 and R16: 110 kap. 51 §, 36 kap. 18 a and 28 §§.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from notify.life import Life
from notify.occasions import MEETING, NET, Move, Occasion
from notify.paths.countdown import Matter, countdown
from notify.values import MessageKind
from timeline.months import last, month_of

WORK_START, STOPS_WORK = "work_start", "stops_work"
MAY_REST, ONLY_REPORT = "M07", "M91"
BACK_AGAIN, SOME_MONTHS = "M62", "M09"
REGAIN = "18a"


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


def work_stops(life: Life) -> Iterator[Occasion]:
    """List the message to one who stops during vilande: each month that passes is a month lost."""
    day = life.case.facts.stops_work
    if day is None or day < life.case.known_since:
        return
    resting = [d for d in life.timeline.dormancies if d.dormancy.start <= day <= d.dormancy.end]
    if not resting:
        return
    regains = resting[-1].after.kind == REGAIN and resting[-1].after.regain_months
    yield Occasion(
        key_date=STOPS_WORK,
        key_date_day=day,
        step="ask",
        template=SOME_MONTHS if regains else BACK_AGAIN,
        kind=MessageKind.SAFETY,
        priority=NET,
        target=day,
        close=last(month_of(day)),
        move=Move.BACK,
        reason="Arbete eller studier slutar medan ersättningen vilar",
    )


def _rests(life: Life) -> bool:
    day = life.case.facts.work_start
    return any(rest.start <= day <= rest.end for rest in life.case.facts.dormancies if day is not None)
