"""Work or studies that begin or end: report before the first day, ask for the money back at once.

R12 and R16: 110 kap. 51 §, 36 kap. 18 a and 28 §§.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

from notify.life import DAY, Life
from notify.occasions import MEETING, NET, Move, Occasion
from notify.paths.countdown import Matter, countdown
from notify.values import MessageKind, Sent
from timeline.months import last, month_of

WORK_START, STOPS_WORK = "work_start", "stops_work"
MAY_REST, ONLY_REPORT = "M07", "M91"
BACK_AGAIN, SOME_MONTHS = "M62", "M09"
REGAIN = "18a"
BEFORE, AFTER = frozenset({MAY_REST, ONLY_REPORT}), frozenset({BACK_AGAIN, SOME_MONTHS})
SAME_MATTER = timedelta(days=62)
"""So near each other what was said and the day itself are the same matter."""


def work_starts(life: Life) -> Iterator[Occasion]:
    """List the messages before a known first day. Never to one who has applied or whose benefit already rests."""
    facts, day = life.case.facts, first_day(life)
    if day is None or facts.dormancy_application is not None or _rests(life, day):
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
    for message in countdown(matter, life.paces.work.before, life, begin=_not_told_since(life)):
        # Rights are lost from the first day on: never dropped, whatever the pace.
        yield replace(message, kind=MessageKind.SAFETY)


def work_stops(life: Life) -> Iterator[Occasion]:
    """List the message to one who stops during vilande: each month that passes is a month lost."""
    day = life.case.facts.stops_work
    if day is None or day < life.case.known_since or _was_told(life, day):
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


def first_day(life: Life) -> date | None:
    """Give the first day of work or studies: as confirmed, else as the person says. Rights are lost from it on."""
    case = life.case
    said = case.work_start_said.day if case.work_start_said else None
    return said or case.facts.work_start


def _not_told_since(life: Life) -> date:
    """Give the day from which a message is owed: one who was answered the same day has had those before it."""
    told = [row.day + DAY for row in life.history.rows if row.template in BEFORE and _is_receipt(row)]
    return max([life.case.known_since, *told])


def _was_told(life: Life, day: date) -> bool:
    """Tell whether the same was said when the person told of it."""
    rows = [row for row in life.history.rows if row.template in AFTER and _is_receipt(row)]
    return any(abs(row.day - day) <= SAME_MATTER for row in rows)


def _is_receipt(row: Sent) -> bool:
    return row.kind is MessageKind.RECEIPT


def _rests(life: Life, day: date) -> bool:
    return any(rest.start <= day <= rest.end for rest in life.case.facts.dormancies)
