"""The day that the person chose for a step: kept even on a Friday, a weekend or a red day."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from notify.life import Life
from notify.occasions import CHOSEN, Move, Occasion
from notify.values import ChosenDay, MessageKind

CHOSEN_DAY = "chosen_day"
THE_DAY = "M35"
STEP_1, STEP_2, STEP_3 = "step1", "visit", "step3"


def chosen_days(life: Life) -> Iterator[Occasion]:
    """List the message of each chosen day, unless its step has been done since.

    It answers a reply: it has the freedoms of a receipt, and no cap counts it.
    """
    for chosen in life.case.chosen:
        if chosen.day > chosen.said and not _is_done(chosen, life):
            yield Occasion(
                key_date=CHOSEN_DAY,
                key_date_day=chosen.day,
                step=f"{chosen.step}.chosen",
                template=THE_DAY,
                kind=MessageKind.RECEIPT,
                priority=CHOSEN,
                target=chosen.day,
                close=chosen.day,
                move=Move.KEPT,
                reason="Personen har valt dagen själv",
            )


def _is_done(chosen: ChosenDay, life: Life) -> bool:
    if life.done is None:
        return False
    if life.done.handed_in or life.done.answer is not None:
        return True
    return chosen.step == STEP_1 and life.done.booked is not None


def rests_for_plan(step: str, life: Life) -> date | None:
    """Give the last day of which the person has said that the step will be done then; None without."""
    return max((chosen.day for chosen in life.case.chosen if chosen.step == step), default=None)


def part_done(step: str, life: Life) -> tuple[int, date] | None:
    """Give the last small part of a step that is done in this renewal, and its day; None without."""
    since = life.renewal.done.since if life.renewal else date.min
    done = [part for part in life.case.parts if part.step == step and part.day > since]
    last = max(done, key=lambda part: part.number, default=None)
    return (last.number, last.day) if last else None
