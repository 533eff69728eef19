"""The dates of each decision, the gaps and the overlaps between decisions (R5, R5b, R6, R7, R10)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from itertools import pairwise

from timeline.coverage import Coverage, holding
from timeline.facts import Decision, Kind
from timeline.law import Law
from timeline.months import first, last, month_of
from timeline.person import PersonDates

FULL = 100
Renewal = tuple[date | None, date | None, date | None, date | None, date | None]
NO_RENEWAL: Renewal = (None, None, None, None, None)
Period = tuple[date, date]


@dataclass(frozen=True, slots=True)
class DecisionDates:
    """The dates of one decision. stop_month: the month after its last. max_end: last legal day, inclusive.

    The renewal and policy days are None for a decision that lasts until 30: nothing to renew.
    """

    decision: Decision
    start_month: int
    stop_month: int
    max_end: date
    first_uncovered_day: date
    renewal_last_apply_no_loss: date | None
    policy_doctor_day: date | None
    policy_info_day: date | None
    policy_apply_day: date | None
    policy_apply_late_day: date | None
    problems: tuple[str, ...]


def decision_dates(decision: Decision, person: PersonDates, cover: Coverage, law: Law) -> DecisionDates:
    """Work out the dates of one decision. 33 kap. 14, 18 and 19 §§ SFB."""
    start, free = month_of(decision.start), month_of(decision.end) + 1
    longest = last(start + law.number("decision_max_months", start) - 1)
    renewal = renewal_days(free, law) if free <= month_of(person.ae_last_day) else NO_RENEWAL
    return DecisionDates(
        decision,
        start,
        free,
        min(longest, person.ae_last_day),
        first(free),
        renewal[0],
        renewal[1],
        renewal[2],
        renewal[3],
        renewal[4],
        _problems(decision, longest, person, cover, law),
    )


@lru_cache(maxsize=1024)
def renewal_days(free: int, law: Law) -> Renewal:
    """Return the last day to apply without loss, and the days of advice, for a first uncovered month."""
    policy = law.policy
    return (
        last(free + law.number("retro_months", free)),
        first(free - policy.doctor_months),
        first(free - policy.info_months),
        first(free - policy.apply_months),
        first(free - policy.apply_late_months),
    )


def _problems(
    decision: Decision, longest: date, person: PersonDates, cover: Coverage, law: Law
) -> tuple[str, ...]:
    start, end = decision.start, decision.end
    found = []
    if start.day != 1:
        found.append("start_not_first_of_month")
    if end != last(month_of(end)):
        found.append("end_not_last_of_month")
    if start < person.ae_first_day:
        found.append("before_ae_first_day")
    if end > person.ae_last_day:
        found.append("after_ae_last_day")
    if end > longest:
        found.append("longer_than_3_years")
    if decision.kind is Kind.EXTENDED_SCHOOLING and decision.extent != FULL:
        found.append("forlangd_must_be_full")
    if decision.kind is Kind.REDUCED_CAPACITY and _short(decision, person, cover, law):
        found.append("warn_shorter_than_1_year")
    return tuple(found)


def _short(decision: Decision, person: PersonDates, cover: Coverage, law: Law) -> bool:
    """Tell whether the unbroken run is shorter than a year, other than by turning 30 (33 kap. 7 §)."""
    month = month_of(decision.start)
    run = holding(cover.reduced_runs, month)
    if run is None or run[1] - run[0] >= law.number("one_year_months", month):
        return False
    return run[1] - 1 != month_of(person.ae_last_day)


def gaps(cover: Coverage) -> tuple[Period, ...]:
    """Return the months between decisions that none covers, as first and last day."""
    return tuple((first(a[1]), last(b[0] - 1)) for a, b in pairwise(cover.runs))


def overlaps(cover: Coverage) -> tuple[Period, ...]:
    """Return the months that a decision shares with one that began before it, as first and last day."""
    found: list[Period] = []
    if len(cover.rows) < 2:
        return ()
    latest = cover.rows[0][2].end
    for row in cover.rows[1:]:
        later = row[2]
        if later.start <= latest:
            found.append((first(month_of(later.start)), last(month_of(min(later.end, latest)))))
        latest = max(latest, later.end)
    return tuple(found)


def covered_to_30(person: PersonDates, cover: Coverage) -> bool:
    """Tell whether a decision covers the month before the one of turning 30."""
    return holding(cover.runs, month_of(person.ae_last_day)) is not None
