"""The pause is over: one message, whatever was waiting."""

from __future__ import annotations

from collections.abc import Iterator

from notify.life import Life
from notify.occasions import STEP, Move, Occasion
from notify.paths.steps import PAUSE_OVER, book
from notify.values import MessageKind

PAUSE = "pause"


def pause_over(life: Life) -> Iterator[Occasion]:
    """List the message of the pause's end, unless a try of step 1 says it or no step is left."""
    until, days = life.case.paused_until, life.renewal
    if until is None or days is None or days.done.handed_in or until <= life.case.known_since:
        return
    told = life.history.last_of(PAUSE_OVER)
    if (told is not None and told >= until) or any(o.template == PAUSE_OVER for o in book(life)):
        return
    yield Occasion(
        key_date=PAUSE,
        key_date_day=until,
        step="end",
        template=PAUSE_OVER,
        kind=MessageKind.ORDINARY,
        priority=STEP - 1,
        target=until,
        close=life.paces.sending.stale_after.after(until),
        move=Move.NEXT_OWN,
        reason="Pausen är slut",
    )
