"""A row of times before a day: how most paths are made."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from notify.leads import Lead
from notify.life import DAY, Life
from notify.occasions import Move, Occasion
from notify.values import MessageKind


@dataclass(frozen=True, slots=True)
class Matter:
    """What the messages of a row have in common. step: its prefix, such as "end." for "end.28d"."""

    key_date: str
    day: date
    step: str
    template: str
    priority: int
    reason: str
    move: Move = Move.NEXT_OWN


def countdown(matter: Matter, leads: Sequence[Lead], life: Life, *, begin: date) -> list[Occasion]:
    """List the messages of a row, each open until the next. A time before the beginning is not owed."""
    days = sorted((lead.before(matter.day), lead) for lead in leads)
    found = []
    for n, (day, lead) in enumerate(days):
        close = days[n + 1][0] - DAY if n + 1 < len(days) else matter.day
        if day >= begin and close >= day:
            found.append(_message(matter, lead, day, close, life))
    return found


def _message(matter: Matter, lead: Lead, day: date, close: date, life: Life) -> Occasion:
    if not lead.bold and matter.move is Move.NEXT_OWN:
        close = min(close, life.paces.sending.stale_after.after(day))
    return Occasion(
        key_date=matter.key_date,
        key_date_day=matter.day,
        step=f"{matter.step}{lead}".replace(" ", ""),
        template=matter.template,
        kind=MessageKind.SAFETY if lead.bold else MessageKind.ORDINARY,
        priority=matter.priority,
        target=day,
        close=close,
        move=Move.BACK if lead.bold else matter.move,
        reason=f"{matter.reason}, {lead.words} före"
        if lead.days or lead.months
        else f"{matter.reason} i dag",
    )
