"""Is there a doctor at all? Asked once, a year before the end."""

from __future__ import annotations

from collections.abc import Iterator

from notify.life import DAY, DECISION_END, Life
from notify.occasions import READ, Move, Occasion
from notify.values import MessageKind, StepKind

ANYBODY = "M80"


def doctor(life: Life) -> Iterator[Occasion]:
    """List the question, unless it has been answered or step 1 has begun."""
    days = life.renewal
    if days is None or days.schooling or days.done.booked or days.done.handed_in:
        return
    if any(fact.kind is StepKind.DOCTOR for fact in life.case.steps):
        return
    target = max(life.paces.doctor.ask_before.before(days.end), days.begin if days.short else days.done.since)
    close = min(life.paces.sending.stale_after.after(target), days.opens - DAY)
    if target < days.begin or close < target:
        return
    yield Occasion(
        key_date=DECISION_END,
        key_date_day=days.end,
        step="doctor",
        template=ANYBODY,
        kind=MessageKind.ORDINARY,
        priority=READ - 1,
        target=target,
        close=close,
        move=Move.NEXT_OWN,
        reason="Finns det någon att boka tid hos",
    )
