"""Försäkringskassan's own letter about half a year before the end: that it comes, so that it frightens nobody."""

from __future__ import annotations

from collections.abc import Iterator

from notify.life import DECISION_END, Life
from notify.occasions import READ, Move, Occasion
from notify.values import MessageKind
from timeline.months import last, month_of

MAY_COME = "M81"


def other_letter(life: Life) -> Iterator[Occasion]:
    """List the message of the letter. It must be said in the month of the letter, or not at all."""
    days, latest = life.renewal, life.latest
    if days is None or latest is None or latest.policy_info_day is None or not life.rules.other_letter:
        return
    target = latest.policy_info_day
    if target < days.begin or days.short or days.done.handed_in or days.end != latest.decision.end:
        return
    yield Occasion(
        key_date=DECISION_END,
        key_date_day=days.end,
        step="letter",
        template=MAY_COME,
        kind=MessageKind.ORDINARY,
        priority=READ + 1,
        target=target,
        close=min(life.paces.sending.stale_after.after(target), last(month_of(target))),
        move=Move.NEXT_OWN,
        reason="Försäkringskassans eget brev brukar komma nu",
        lapse="Det fanns ingen plats för meddelandet utan att ett viktigare fick vänta.",
        yields=True,
    )
