"""When the benefit ends: a decision that rests whole is lengthened, and months may come after (R12b, R14)."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from timeline.decision import DecisionDates, renewal_days
from timeline.months import first, month_of

if TYPE_CHECKING:
    from timeline.derive import Timeline


def end_of_benefit(dates: DecisionDates, timeline: Timeline) -> date:
    """Return the last day of the benefit of a decision. 36 kap. 15 b and 18 a to 18 d §§ SFB.

    It is the decision's own last day, unless the whole of it rests up to then: what rests is lengthened to the end
    of vilande, and the months after it come then. A part that is still paid ends with the decision.
    """
    decision = dates.decision
    ends = [decision.end]
    for rest in timeline.dormancies:
        if rest.dormancy.level >= decision.extent and decision.start <= rest.dormancy.start <= decision.end:
            ends += [day for day in (rest.ae_extended_to, rest.after.regain_last_day) if day]
    return min(max(ends), max(decision.end, timeline.person.ae_last_day))


def rests_whole(timeline: Timeline, day: date) -> bool:
    """Tell whether the whole benefit rests in the month of a day: nothing but a quarter of it is paid then."""
    month = month_of(day)
    return any(
        month_of(rest.dormancy.start) <= month <= month_of(rest.dormancy.end)
        and rest.decision is not None
        and rest.dormancy.level >= rest.decision.extent
        for rest in timeline.dormancies
    )


def last_apply_no_loss(end: date, timeline: Timeline) -> date | None:
    """Return the last day to apply without losing a month, after a benefit that ends on a day. 33 kap. 14 § SFB.

    None: it lasts until 30, and nothing can be renewed.
    """
    free = month_of(end) + 1
    if free > month_of(timeline.person.ae_last_day):
        return None
    return renewal_days(free, timeline.law)[0]


def first_uncovered(end: date) -> date:
    """Return the first day of the month after the benefit ends."""
    return first(month_of(end) + 1)
