"""Särskild ersättning for activities: told once in a life, in a calm month, as an offer."""

from __future__ import annotations

from collections.abc import Iterator

from notify.life import Life
from notify.occasions import NUMBER, Move, Occasion
from notify.values import MessageKind
from timeline.facts import Kind

EXTRA = "extra_costs"
OFFER = "M90"
NO_CALM_MONTH = "Ingen lugn månad fanns för erbjudandet."


def extra(life: Life) -> Iterator[Occasion]:
    """List the offer. It waits for a month in which nothing else was said, and gives way to what is to come."""
    latest, rules = life.latest, life.paces.extra
    if latest is None or not life.case.extra_offer or not life.rules.extra_offer:
        return
    if latest.decision.kind is not Kind.REDUCED_CAPACITY:
        return
    said = [row for row in life.history.main if row.counts]
    if any(row.key_date == EXTRA for row in life.history.main):
        return
    target = rules.after.after(max(life.case.known_since, latest.decision.start))
    if said:
        target = max(target, rules.calm.after(said[-1].day))
    close = rules.last_before.before(latest.decision.end)
    if target > close:
        return
    yield Occasion(
        key_date=EXTRA,
        key_date_day=latest.decision.start,
        step="offer",
        template=OFFER,
        kind=MessageKind.ORDINARY,
        priority=NUMBER + 1,
        target=target,
        close=close,
        move=Move.NEXT_OWN,
        reason="En lugn månad, ett erbjudande",
        lapse=NO_CALM_MONTH,
        yields=True,
    )
