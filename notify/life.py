"""What every path is given: one person's facts, dates, history and rules. Never today's date."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any, TypeVar

from notify.calendar import Calendar, Diary, own_weekdays
from notify.history import History
from notify.pace_rules import PaceRules
from notify.paces import Paces
from notify.progress import Progress, latest_of, progress_of
from notify.roads import person_road
from notify.values import Case
from timeline.decision import DecisionDates
from timeline.derive import Timeline
from timeline.facts import Kind
from timeline.outlasting import end_of_benefit, last_apply_no_loss

T = TypeVar("T")
DAY = timedelta(days=1)
DECISION_END = "decision_end"
TWO = 2


@dataclass(frozen=True, slots=True)
class Renewal:
    """The days of the renewal of the last decision.

    end: D, or the last day of the benefit where the whole decision rests.
    good: a good day to have applied. opens: the first day of step 1. takes_over: the latest day on
    which a person takes over step 1. last: last day to apply without losing a month. begin: nothing before
    it is owed.
    """

    end: date
    good: date
    opens: date
    latest_take_over: date
    last: date
    begin: date
    short: bool
    schooling: bool
    done: Progress


@dataclass(frozen=True, slots=True)
class Life:
    """One person as the paths see them. latest: the last decision by start, or None.

    renewal: None where nothing is to be renewed (no decision, or a benefit that lasts until 30).
    benefit_end: the last day of the benefit, lengthened by vilande where the whole decision rests.
    """

    case: Case
    timeline: Timeline
    history: History
    paces: Paces
    rules: PaceRules
    diary: Diary
    latest: DecisionDates | None
    done: Progress | None
    renewal: Renewal | None
    benefit_end: date | None = None
    _made: dict[Hashable, Any] = field(init=False, compare=False, repr=False, default_factory=dict)

    def once(self, what: Hashable, make: Callable[[], T]) -> T:
        """Give what has been worked out of this very life before."""
        if what not in self._made:
            self._made[what] = make()
        made: T = self._made[what]
        return made

    @property
    def may_be_reached(self) -> bool:
        """Tell whether there is any road to the person."""
        return person_road(self.case) is not None

    @property
    def may_send(self) -> bool:
        """Tell whether messages have a yes and a road."""
        return self.case.consent is True and self.may_be_reached


def live(case: Case, timeline: Timeline, history: History, paces: Paces, calendar: Calendar) -> Life:
    """Put together what the paths are given."""
    rules = paces.of(case.preferences.pace)
    diary = Diary(
        calendar,
        case.facts.birth_date,
        own_weekdays(case.preferences.weekdays, two=rules.own_days == TWO),
    )
    latest = latest_of(timeline)
    end = end_of_benefit(latest, timeline) if latest else None
    done = progress_of(latest, timeline, case.steps) if latest else None
    last = last_apply_no_loss(end, timeline) if end else None
    renewal = _renewal(case, latest, done, paces, end, last) if latest and done and end and last else None
    return Life(case, timeline, history, paces, rules, diary, latest, done, renewal, end)


def _renewal(
    case: Case, latest: DecisionDates, done: Progress, paces: Paces, end: date, last: date
) -> Renewal:
    anchors, start = paces.anchors, latest.decision.start
    short = end + DAY < anchors.short_decision.after(start)
    begin = max(case.known_since, done.since)
    if short:
        begin = max(begin, anchors.short_decision_rest.after(start))
    return Renewal(
        end=end,
        good=anchors.good_to_have_applied.before(end),
        opens=max(anchors.step_1.before(end), begin),
        latest_take_over=anchors.person_latest.before(end),
        last=last,
        begin=begin,
        short=short,
        schooling=latest.decision.kind is Kind.EXTENDED_SCHOOLING,
        done=done,
    )
