"""Is the number still right? Asked on a calm day, and only where SMS is the road."""

from __future__ import annotations

from collections.abc import Iterator

from notify.life import Life
from notify.occasions import NUMBER, Move, Occasion
from notify.roads import person_road
from notify.values import MessageKind, Road

KEY = "number"
STILL_RIGHT = "M36"


def number(life: Life) -> Iterator[Occasion]:
    """List the next question, counted from the last one or from when the person came."""
    if person_road(life.case) is not Road.SMS or life.case.preferences.ombud_alone:
        return
    rules = life.paces.number
    asked = [row.day for row in life.history.main if row.key_date == KEY]
    target = rules.every.after(max(asked, default=life.case.known_since))
    yield Occasion(
        key_date=KEY,
        key_date_day=target,
        step="check",
        template=STILL_RIGHT,
        kind=MessageKind.ORDINARY,
        priority=NUMBER,
        target=target,
        close=rules.useful.after(target),
        move=Move.NEXT_OWN,
        reason="Ett nummer kan ha bytt ägare",
        lapse="Ingen lugn dag fanns för frågan; den kommer igen.",
        yields=True,
    )
