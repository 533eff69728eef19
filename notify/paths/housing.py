"""A new decision may give bostadstillägg back to its start, if it is applied for in time (R19)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from notify.life import DAY, Life
from notify.occasions import STEP, Move, Occasion
from notify.values import MessageKind

HOUSING = "housing"
APPLY = "M60"


def housing(life: Life) -> Iterator[Occasion]:
    """List the two messages of a decision that was made after the person came into the register."""
    made, last = life.case.facts.decision_made, life.timeline.bostadstillagg_last_apply_no_loss
    if made is None or last is None or made < life.case.known_since:
        return
    rules = life.paces.housing
    again = rules.before_last.before(last)
    first = rules.after.after(made)
    if first < again:
        yield _message("told", MessageKind.ORDINARY, Move.NEXT_OWN, first, again - DAY, last)
    yield _message("last", MessageKind.SAFETY, Move.BACK, again, last, last)


def _message(step: str, kind: MessageKind, move: Move, target: date, close: date, last: date) -> Occasion:
    return Occasion(
        key_date=HOUSING,
        key_date_day=last,
        step=step,
        template=APPLY,
        kind=kind,
        priority=STEP,
        target=target,
        close=close,
        move=move,
        reason="Sista dagen att söka bostadstillägg utan att förlora en månad",
    )
