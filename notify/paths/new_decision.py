"""A new decision: one message that says how long it lasts and when the next comes (protected quiet time)."""

from __future__ import annotations

from collections.abc import Iterator

from notify.life import DECISION_END, Life
from notify.occasions import CONTACT, Move, Occasion
from notify.paths.housing import housing
from notify.values import MessageKind

QUIET_TIME, QUIET_TIME_AND_RENT = "M44", "M84"


def new_decision(life: Life) -> Iterator[Occasion]:
    """List the message of a decision that was made after the person came into the register."""
    days = life.renewal
    if days is None or life.latest is None:
        return
    made = life.latest.decision.decided or life.latest.decision.start
    close = min(days.opens, life.paces.waiting.late_after.after(made))
    if made < life.case.known_since or close < made:
        return
    yield Occasion(
        key_date=DECISION_END,
        key_date_day=life.latest.decision.end,
        step="new",
        template=QUIET_TIME_AND_RENT if any(housing(life)) else QUIET_TIME,
        kind=MessageKind.SAFETY,
        priority=CONTACT,
        target=made,
        close=close,
        move=Move.FORWARD,
        reason="Ett nytt beslut har kommit, nu är det lugnt",
    )
