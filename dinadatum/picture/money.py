"""On which day money comes in a month, and how much of it: all, a part, perhaps, or none while it rests."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from timeline import Decision, Reason, Timeline, payment_day
from timeline.dormancy import DormancyDates
from timeline.months import month_of
from timeline.workday import RedDays


class Money(StrEnum):
    """What comes. PART: less than usual. MAYBE: if the person stops working. RESTS: nothing, for it rests."""

    ALL = "all"
    PART = "part"
    MAYBE = "maybe"
    RESTS = "rests"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Pay:
    """The money of a month. day: when it is paid; None where nothing is."""

    money: Money
    day: date | None = None

    @property
    def sure(self) -> bool:
        """Tell whether money comes, all of it or a part."""
        return self.money in {Money.ALL, Money.PART}


def pay_of(timeline: Timeline, month: int, today: date, red_days: RedDays) -> Pay:
    """Return what is paid in the month. month: year * 12 + month - 1."""
    year, index = divmod(month, 12)
    day = payment_day(timeline.facts.birth_date, year, index + 1, timeline.law, red_days)
    money = _money(timeline, month, day, today)
    return Pay(money, None if money in {Money.RESTS, Money.NONE} else day)


def rest_in(timeline: Timeline, month: int) -> DormancyDates | None:
    """Find the rest that the month lies in, or None. It ends with the month in which work stops."""
    stops = timeline.facts.stops_work
    for rest in reversed(timeline.dormancies):
        start = rest.dormancy.start
        if rest.end is None or not month_of(start) <= month <= month_of(rest.end):
            continue
        if stops is None or not start <= stops <= rest.end or month <= month_of(stops):
            return rest
    return None


def _money(timeline: Timeline, month: int, day: date, today: date) -> Money:
    decision = _decision_on(timeline, day, today)
    rest = rest_in(timeline, month)
    if rest is None:
        return Money.ALL if decision else _after_rest(timeline, day)
    if decision and rest.dormancy.level < decision.extent:
        return Money.PART
    if decision is None and (rest.ae_extended_to is None or day > rest.ae_extended_to):
        return Money.NONE
    works = rest.dormancy.reason is Reason.WORK
    return Money.PART if works and rest.pay_25_until and day <= rest.pay_25_until else Money.RESTS


def _decision_on(timeline: Timeline, day: date, today: date) -> Decision | None:
    """Find the decision that pays on the day. What was decided afterwards was paid on some other day."""
    if day > timeline.person.ae_last_day:
        return None
    found = None
    for dates in timeline.decisions:
        decision = dates.decision
        late = decision.decided is not None and day < min(decision.decided, today)
        if decision.start <= day <= decision.end and not late:
            found = decision
    return found


def _after_rest(timeline: Timeline, day: date) -> Money:
    """Tell what the three months after a rest give: for sure only where work is known to have stopped."""
    stops = timeline.facts.stops_work
    for rest in timeline.dormancies:
        after = rest.after
        if not (after.regain_first_day and after.regain_last_day):
            continue
        if after.regain_first_day <= day <= after.regain_last_day:
            if stops is None or stops > day:
                return Money.MAYBE
            extent = rest.decision.extent if rest.decision else rest.dormancy.level
            return Money.ALL if rest.dormancy.level >= extent else Money.PART
    return Money.NONE
