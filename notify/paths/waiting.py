"""The application is confirmed: waiting for the answer. Never "ansök" here."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from notify.life import DAY, DECISION_END, Life, Renewal
from notify.occasions import NET, READ, STEP, Move, Occasion
from notify.values import MessageKind

HALFWAY, LATE, ENDED, SIX_MONTHS = "M38", "M55", "M58", "M68"


def waiting(life: Life) -> Iterator[Occasion]:
    """List what comes between a confirmed application and its answer."""
    days = life.renewal
    if days is None or not days.done.received or days.done.answer:
        return
    applied = days.done.application_day
    assert applied is not None  # noqa: S101 (received says so)
    yield from _halfway(life, days, applied)
    yield from _late(life, days, applied)
    yield _ended(life, days)
    yield _may_demand(life, days, applied)


def _halfway(life: Life, days: Renewal, applied: date) -> Iterator[Occasion]:
    expected = life.paces.waiting.handling.after(applied)
    target = applied + (expected - applied) / 2
    if not life.rules.waiting_halfway or target < days.begin or target >= _late_day(life, days):
        return
    yield Occasion(
        key_date=DECISION_END,
        key_date_day=days.end,
        step="waiting.half",
        template=HALFWAY,
        kind=MessageKind.ORDINARY,
        priority=READ,
        target=target,
        close=min(life.paces.sending.stale_after.after(target), _late_day(life, days) - DAY),
        move=Move.NEXT_OWN,
        reason="Ansökan är inne, halva väntan har gått",
    )


def _late_day(life: Life, days: Renewal) -> date:
    return life.paces.waiting.no_answer.before(days.end)


def _late(life: Life, days: Renewal, applied: date) -> Iterator[Occasion]:
    target = max(_late_day(life, days), life.paces.waiting.late_after.after(applied), days.begin)
    if target > days.end:
        return
    yield Occasion(
        key_date=DECISION_END,
        key_date_day=days.end,
        step="waiting.late",
        template=LATE,
        kind=MessageKind.SAFETY,
        priority=NET,
        target=target,
        close=days.end,
        move=Move.BACK,
        reason="Ansökan är inne men inget svar har kommit",
    )


def _ended(life: Life, days: Renewal) -> Occasion:
    target = days.end + DAY
    return Occasion(
        key_date=DECISION_END,
        key_date_day=days.end,
        step="waiting.ended",
        template=ENDED,
        kind=MessageKind.SAFETY,
        priority=NET,
        target=target,
        close=life.paces.waiting.late_after.after(target),
        move=Move.FORWARD,
        reason="Beslutet har slutat, ansökan är inne men inget svar har kommit",
    )


def _may_demand(life: Life, days: Renewal, applied: date) -> Occasion:
    target = max(life.paces.waiting.demand.after(applied), days.begin)
    return Occasion(
        key_date=DECISION_END,
        key_date_day=days.end,
        step="waiting.demand",
        template=SIX_MONTHS,
        kind=MessageKind.ORDINARY,
        priority=STEP,
        target=target,
        close=life.paces.waiting.late_after.after(target),
        move=Move.NEXT_OWN,
        reason="Ansökan har väntat så länge att personen kan be om ett beslut",
    )
