"""What has been done of the steps of a renewal, so that somebody stands at each of them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from random import Random

from dinadatum.madeup.lives import Done, Life, decision, frame
from dinadatum.madeup.months import month_of

_NEAR = 9
"""Months before the end within which steps may have been taken."""
_ANSWERED = 4
"""Months before the end within which there may be an answer."""
_NEXT = 24
"""Months of a decision that has been granted for the time after."""
_ANSWERS = {"granted": "beviljad", "partly": "delvis", "refused": "avslag"}
_STAGES: dict[int, dict[str, int]] = {
    9: {"nothing": 45, "doctor": 15, "booked": 25, "visited": 15},
    6: {"nothing": 15, "doctor": 5, "booked": 25, "visited": 30, "applied": 10, "received": 15},
    _ANSWERED: {
        "nothing": 8,
        "doctor": 2,
        "booked": 4,
        "visited": 6,
        "applied": 8,
        "received": 40,
        "granted": 24,
        "partly": 4,
        "refused": 4,
    },
}
"""With at most so many months left: how many in a hundred stand where. Most are in time, some are at each step."""


def take_steps(life: Life, day: date, dice: Random) -> None:
    """Give a life with a decision in force the steps that fit the months that are left."""
    present = max(life.decisions, key=lambda span: span.last)
    left = month_of(present.last) - month_of(day)
    if left > _NEAR:
        return
    stages = _STAGES[min(months for months in _STAGES if left <= months)]
    stage = dice.choices(list(stages), list(stages.values()))[0]
    life.done = [step for step in steps_at(stage, day, dice) if step.day >= present.first]
    if life.done and stage in ("granted", "partly"):
        _go_on(life, stage, day, dice)


def steps_at(stage: str, day: date, dice: Random) -> list[Done]:
    """Return what has been done when a stage is reached. A visit that is booked lies ahead."""

    def ago(least: int, most: int) -> date:
        return day - timedelta(days=dice.randrange(least, most))

    if stage == "nothing":
        return []
    if stage == "doctor":
        return [Done("läkare", ago(10, 40), dice.choice(("ja", "ja", "nej")))]
    if stage == "booked":
        return [Done("bokat", ago(3, 30)), Done("besök", day + timedelta(days=dice.randrange(1, 40)))]
    steps = [Done("bokat", ago(90, 120)), Done("besök", ago(62, 85))]
    if stage == "visited":
        return steps
    steps.append(Done("ansökt", ago(38, 60)))
    if stage == "applied":
        return steps
    steps.append(Done("inkommen", ago(24, 36)))
    if stage in _ANSWERS:
        steps.append(Done("svar", ago(1, 20), _ANSWERS[stage]))
    return steps


def _go_on(life: Life, stage: str, day: date, dice: Random) -> None:
    """Add the decision that has been granted, if age leaves room for one."""
    present = max(life.decisions, key=lambda span: span.last)
    start, high = month_of(present.last) + 1, frame(life.born, day).high
    if start > high:
        return
    extent = present.extent if stage == "granted" else min(present.extent, 50)
    span = decision(start, min(start + _NEXT - 1, high), dice, extent=extent)
    life.decisions.append(replace(span, decided=life.done[-1].day))
