"""The dates of each decision, the gaps and the overlaps between decisions (R5, R5b, R6, R7, R10)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from timeline.coverage import Coverage, holding
from timeline.facts import Decision, Kind
from timeline.law import Law
from timeline.months import first, last, month_of
from timeline.person import PersonDates

FULL = 100
Period = tuple[date, date]


@dataclass(frozen=True, slots=True)
class DecisionDates:
    """The dates of one decision. max_end: last legal day, inclusive.

    The renewal and policy days are None for a decision that lasts until the month before 30: nothing to renew.
    """

    decision: Decision
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
    start = month_of(decision.start)
    free = month_of(decision.end) + 1
    longest = last(start + law.number("decision_max_months", start) - 1)
    renewal = free <= month_of(person.ae_last_day)
    policy = law.policy
    return DecisionDates(
        decision,
        min(longest, person.ae_last_day),
        first(free),
        last(free + law.number("retro_months", free)) if renewal else None,
        first(free - policy.doctor_months) if renewal else None,
        first(free - policy.info_months) if renewal else None,
        first(free - policy.apply_months) if renewal else None,
        first(free - policy.apply_late_months) if renewal else None,
        _problems(decision, longest, person, cover, law),
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
    """Tell whether the unbroken run is shorter than a year for another reason than turning 30 (33 kap. 7 §)."""
    month = month_of(decision.start)
    run = holding(cover.reduced_runs, month)
    if run is None or run[1] - run[0] >= law.number("one_year_months", month):
        return False
    return run[1] - 1 != month_of(person.ae_last_day)


def gaps(cover: Coverage) -> tuple[Period, ...]:
    """Return the months between decisions that none covers, as first and last day."""
    runs = cover.runs
    return tuple((first(runs[i][1]), last(runs[i + 1][0] - 1)) for i in range(len(runs) - 1))


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
