"""Prövotid: how it goes on the way, and its end."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from fractions import Fraction

from notify.life import Life
from notify.occasions import READ, STEP, Move, Occasion
from notify.paths.countdown import Matter, countdown
from notify.values import MessageKind
from timeline.facts import StudyTrial
from timeline.months import first, month_of

TRIAL_END = "trial_end"
ON_THE_WAY, ENDS = "M10", "M11"
EVERY = "every"


def trial(life: Life) -> Iterator[Occasion]:
    """List the messages of the last prövotid."""
    found = max(life.case.facts.trials, key=lambda trial: (trial.start, trial.end), default=None)
    if found is None or found.end < found.start:
        return
    begin = max(life.case.known_since, found.start)
    for month in _months(found, life.rules.trial_parts):
        day = first(month_of(found.start) + month - 1)
        if day >= begin:
            yield _on_the_way(found, month, day, life)
    matter = Matter(TRIAL_END, found.end, "end.", ENDS, STEP, "Prövotiden slutar")
    yield from countdown(matter, life.rules.trial_end, life, begin=begin)


def _months(found: StudyTrial, parts: tuple[str, ...]) -> list[int]:
    """Find the months to speak in: 4 of 6 for "2/3". Never the first, and never the last, which M11 has."""
    count = month_of(found.end) - month_of(found.start) + 1
    wanted = set(range(2, count)) if EVERY in parts else {round(count * Fraction(part)) for part in parts}
    return sorted(month for month in wanted if 1 < month < count)


def _on_the_way(found: StudyTrial, month: int, day: date, life: Life) -> Occasion:
    return Occasion(
        key_date=TRIAL_END,
        key_date_day=found.end,
        step=f"month.{month}",
        template=ON_THE_WAY,
        kind=MessageKind.ORDINARY,
        priority=READ,
        target=day,
        close=life.paces.sending.stale_after.after(day),
        move=Move.NEXT_OWN,
        reason=f"Prövotidens månad {month}",
    )
