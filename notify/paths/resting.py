"""Vilande: the end of it, and a decision that ends while the benefit rests."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from notify.life import DECISION_END, Life
from notify.occasions import STEP, Occasion
from notify.paths.countdown import Matter, countdown
from timeline.facts import Dormancy
from timeline.months import last, month_of

DORMANCY_END = "dormancy_end"
RESTS_UNTIL, DECISION_ENDS_FIRST = "M08", "M92"


def resting(life: Life) -> Iterator[Occasion]:
    """List the messages of a vilande period that nobody has ended."""
    rests = [rest for rest in life.case.facts.dormancies if rest.ended_by is None]
    rest = max(rests, key=lambda rest: (rest.start, rest.end), default=None)
    if rest is None:
        return
    begin = max(life.case.known_since, rest.start)
    matter = Matter(DORMANCY_END, rest.end, "end.", RESTS_UNTIL, STEP, "Vilandet slutar")
    yield from countdown(matter, life.rules.dormancy, life, begin=begin)
    days = life.renewal
    if days is not None and not days.done.handed_in and _runs_at_the_end(rest, days.end):
        matter = Matter(
            DECISION_END,
            days.end,
            "rests.",
            DECISION_ENDS_FIRST,
            STEP,
            "Beslutet slutar medan ersättningen vilar",
        )
        yield from countdown(matter, life.paces.resting.before, life, begin=begin)


def _runs_at_the_end(rest: Dormancy, end: date) -> bool:
    return rest.start <= end <= last(month_of(rest.end))
