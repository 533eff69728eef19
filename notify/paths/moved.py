"""The decision's last day is another than the one we last spoke of: later is to read, earlier is to act on."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from notify.life import DAY, DECISION_END, Life
from notify.occasions import CHANGED, Move, Occasion
from notify.paths.new_decision import new_decision
from notify.paths.resting import DORMANCY_END, REGAIN_END
from notify.paths.trial import TRIAL_END
from notify.values import MessageKind

MOVED = "moved."
LATER, EARLIER, EARLIER_AND_URGENT = "M31", "M82", "M83"
# The same of a last day that isn't the decision's own: vilande, the months after it, prövotid.
OTHER_LATER, OTHER_EARLIER = "M102", "M103"
# What speaks of the decision's own end, wherever the benefit ends.
OWN_END = ("rests.", "part.")


def moved(life: Life) -> Iterator[Occasion]:
    """List the messages of moved days: the benefit's, and the other last days that we have spoken of.

    A setting never moves a decision's day, so that a change of settings says nothing here.
    """
    if not life.history.main:
        return  # we have spoken of nothing
    yield from _benefit(life)
    for key_date, days in _other_days(life):
        said = life.history.last_about(key_date)
        if said is None or not days or said.key_date_day in days:
            continue
        template = OTHER_LATER if days[-1] > said.key_date_day else OTHER_EARLIER
        message = _message(life, said.key_date_day, template, said.day, days[-1])
        yield replace(message, key_date=key_date, key_date_day=days[-1])


def _other_days(life: Life) -> Iterator[tuple[str, list[date]]]:
    facts = life.case.facts
    yield DORMANCY_END, sorted(rest.end for rest in facts.dormancies)
    yield REGAIN_END, [d.after.regain_last_day for d in life.timeline.dormancies if d.after.regain_last_day]
    yield TRIAL_END, sorted(trial.end for trial in facts.trials)


def _benefit(life: Life) -> Iterator[Occasion]:
    """List the message of a moved end. A new decision beside the old one is no moved day."""
    if life.latest is None or life.benefit_end is None:
        return
    rows = [row for row in life.history.main if row.key_date == DECISION_END and row.counts]
    said = next((row for row in reversed(rows) if not row.step.startswith(OWN_END)), None)
    own, end = life.latest.decision.end, life.benefit_end
    if said is None or said.key_date_day == end:
        return
    lengthened = said.key_date_day == own
    if not lengthened and any(d.decision.end == said.key_date_day for d in life.timeline.decisions):
        return
    if any(not life.history.spent(message.key) for message in new_decision(life)):
        return
    if end > said.key_date_day:
        yield _message(life, said.key_date_day, LATER if end == own else OTHER_LATER, said.day, end)
        return
    urgent_from = life.paces.age_30.urgent.before(end) if _may_apply(life) else end + DAY
    if said.day < urgent_from:
        earlier = EARLIER if end == own else OTHER_EARLIER
        yield _message(life, said.key_date_day, earlier, said.day, urgent_from - DAY)
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
    end = life.benefit_end or close
    return Occasion(
        key_date=DECISION_END,
        key_date_day=end,
        step=f"{MOVED}{'soon.' if template == EARLIER_AND_URGENT else ''}{old}",
        template=template,
        kind=MessageKind.SAFETY,
        priority=CHANGED,
        target=max(target, life.case.known_since),
        close=close,
        move=Move.FORWARD,
        reason=f"Dagen har flyttats {'framåt' if template in (LATER, OTHER_LATER) else 'bakåt'}",
    )
