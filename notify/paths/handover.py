"""A new handläggare: told before anything comes from or about them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from notify.life import DAY, Life
from notify.occasions import CONTACT, MEETING, Move, Occasion
from notify.values import Handover, MessageKind

HANDOVER = "handover"
NEW_PERSON = "M13"
TOLD, AGAIN = "told", "again"
# A reminder of what was said last week is no help.
APART = timedelta(days=7)


def handover(life: Life) -> Iterator[Occasion]:
    """List the message of a new handläggare, and in some paces its reminder the day before they write."""
    planned = life.case.handover
    if planned is None:
        return
    yield _message(life, planned, TOLD, planned.known, _last(life, planned))
    target = planned.writes_on - DAY
    told = [
        row.day for row in life.history.main if (row.key_date, row.step) == (HANDOVER, TOLD) and row.counts
    ]
    if life.rules.handover_again and told and max(told) + APART <= target:
        yield _message(life, planned, AGAIN, target, target)


def _last(life: Life, planned: Handover) -> date:
    return life.paces.sending.stale_after.after(max(planned.first, planned.writes_on))


def _message(life: Life, planned: Handover, step: str, target: date, close: date) -> Occasion:
    told = step == TOLD
    return Occasion(
        key_date=HANDOVER,
        key_date_day=planned.first,
        step=step,
        template=NEW_PERSON,
        kind=MessageKind.SAFETY if told else MessageKind.ORDINARY,
        priority=CONTACT if told else MEETING,
        target=target,
        close=close,
        move=Move.FORWARD if told else Move.BACK,
        reason="En ny handläggare tar över" if told else "Den nya handläggaren hör av sig i morgon",
    )
