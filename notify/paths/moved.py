"""The decision's last day is another than the one we last spoke of: later is to read, earlier is to act on."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from notify.life import DAY, DECISION_END, Life
from notify.occasions import CHANGED, Move, Occasion
from notify.paths.new_decision import new_decision
from notify.values import MessageKind

MOVED = "moved."
LATER, EARLIER, EARLIER_AND_URGENT = "M31", "M82", "M83"


def moved(life: Life) -> Iterator[Occasion]:
    """List the message of a moved day. A new decision beside the old one is no moved day.

    A setting never moves a decision's day, so that a change of settings says nothing here.
    """
    if life.latest is None:
        return
    said = life.history.last_about(DECISION_END)
    end = life.latest.decision.end
    if said is None or any(d.decision.end == said.key_date_day for d in life.timeline.decisions):
        return
    if any(not life.history.spent(message.key) for message in new_decision(life)):
        return
    if end > said.key_date_day:
        yield _message(life, said.key_date_day, LATER, said.day, end)
        return
    urgent_from = life.paces.age_30.urgent.before(end) if _may_apply(life) else end + DAY
    if said.day < urgent_from:
        yield _message(life, said.key_date_day, EARLIER, said.day, urgent_from - DAY)
    if urgent_from <= end:
        target = max(said.day, urgent_from)
        yield _message(life, said.key_date_day, EARLIER_AND_URGENT, target, end)


def day_before_move(step: str) -> date | None:
    """Read the day that was said before from the step of such a message, or None of another step."""
    return date.fromisoformat(step.rpartition(".")[2]) if step.startswith(MOVED) else None


def _may_apply(life: Life) -> bool:
    """Tell whether there is something to apply for: never "ansök" to one who has."""
    days = life.renewal
    return days is not None and not days.done.handed_in and days.done.answer is None


def _message(life: Life, old: date, template: str, target: date, close: date) -> Occasion:
    assert life.latest is not None  # noqa: S101 (moved says so)
    end = life.latest.decision.end
    return Occasion(
        key_date=DECISION_END,
        key_date_day=end,
        step=f"{MOVED}{'soon.' if template == EARLIER_AND_URGENT else ''}{old}",
        template=template,
        kind=MessageKind.SAFETY,
        priority=CHANGED,
        target=target,
        close=close,
        move=Move.FORWARD,
        reason=f"Dagen har flyttats {'framåt' if end > old else 'bakåt'}",
    )
