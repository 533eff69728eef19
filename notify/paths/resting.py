"""Vilande: the end of it, and a decision that ends while the benefit rests."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from notify.life import DECISION_END, Life
from notify.occasions import NET, STEP, Occasion
from notify.paths.countdown import Matter, countdown
from timeline.facts import Dormancy
from timeline.months import last, month_of

DORMANCY_END, REGAIN_END = "dormancy_end", "regain_end"
RESTS_UNTIL, DECISION_ENDS_FIRST = "M08", "M92"
PAID_PART, REGAIN_ENDS = "M61", "M63"


def resting(life: Life) -> Iterator[Occasion]:
    """List the messages of a vilande period that nobody has ended."""
    rest = _last_rest(life)
    if rest is None:
        return
    begin = max(life.case.known_since, rest.start)
    matter = Matter(DORMANCY_END, rest.end, "end.", RESTS_UNTIL, STEP, "Vilandet slutar")
    yield from countdown(matter, life.rules.dormancy, life, begin=begin)
    end = life.latest.decision.end if life.latest else None
    if end is None or end >= life.timeline.person.ae_last_day or (life.done and life.done.handed_in):
        return
    if _runs_at_the_end(rest, end):
        matter = Matter(
            DECISION_END,
            end,
            "rests.",
            DECISION_ENDS_FIRST,
            STEP,
            "Beslutet slutar medan ersättningen vilar",
        )
        yield from countdown(matter, life.paces.resting.before, life, begin=begin)


def paid_part(life: Life) -> Iterator[Occasion]:
    """List the message of the part that is still paid: it ends with the decision while the rest goes on resting."""
    rest, days = _last_rest(life), life.renewal
    if rest is None or days is None or life.latest is None or days.done.handed_in:
        return
    if rest.level < life.latest.decision.extent and _runs_at_the_end(rest, days.end):
        matter = Matter(DECISION_END, days.end, "part.", PAID_PART, STEP, "Den del som betalas slutar")
        begin = max(life.case.known_since, rest.start)
        yield from countdown(matter, life.paces.resting.part_before, life, begin=begin)


def regained(life: Life) -> Iterator[Occasion]:
    """List the messages before the months after vilande end (36 kap. 18 a §), unless a decision goes on."""
    after = [d.after for d in life.timeline.dormancies if d.after.regain_last_day is not None]
    if not after or life.latest is None or (life.done is not None and life.done.handed_in):
        return
    first, end = after[-1].regain_first_day, after[-1].regain_last_day
    if first is None or end is None or life.latest.decision.end > end:
        return
    matter = Matter(REGAIN_END, end, "end.", REGAIN_ENDS, NET, "Månaderna efter vilande slutar")
    yield from countdown(matter, life.paces.resting.regained, life, begin=max(life.case.known_since, first))


def _last_rest(life: Life) -> Dormancy | None:
    rests = [rest for rest in life.case.facts.dormancies if rest.ended_by is None]
    return max(rests, key=lambda rest: (rest.start, rest.end), default=None)


def _runs_at_the_end(rest: Dormancy, end: date) -> bool:
    return rest.start <= end <= last(month_of(rest.end))
