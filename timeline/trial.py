"""Prövotid: studies with the benefit kept. Months used, months left, how long it may go on (R11)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from timeline.coverage import Coverage, Span, holding, join
from timeline.facts import Facts
from timeline.law import Law
from timeline.months import code, first, last, month_of
from timeline.person import PersonDates
from timeline.received import Received

# The case format has a value named after this month; the number itself stands in the law.
NEW_CAP_MONTH = month_of(date(2026, 7, 1))
# Eleven years: the age of AE. Bounds the work that one mistyped year can cause.
LONGEST_ROW = 132
LESS_THAN_12 = "less_than_12_months_before"


@dataclass(frozen=True, slots=True)
class TrialDates:
    """What the law makes of all prövotid of one person together. Days are inclusive; months are whole.

    months: month numbers, once each, in order. latest_end_if_continued: last day if it goes on without a
    break. next_possible_start: first month after the last one with months left and a decision on nedsatt
    arbetsförmåga, None if there is none. dormant_max_months: longest vilande if that starts the month after.
    """

    months: tuple[int, ...]
    first_day: date
    last_day: date
    months_received_before: int
    months_used: int
    cap_for_next_month: int
    months_left_next_month: int
    months_left_from_2026_07: int
    next_possible_start: date | None
    latest_end_if_continued: date
    dormant_max_months: int
    problems: tuple[str, ...]


def trial_months(facts: Facts) -> tuple[int, ...]:
    """Return every month with prövotid, once each, in order. A part of a month counts as one (policy).

    A row longer than the whole age of AE is a slip: its first months alone are taken, and a finding tells.
    """
    if not facts.trials:
        return ()
    months: set[int] = set()
    for trial in facts.trials:
        if trial.end >= trial.start:
            start = month_of(trial.start)
            months.update(range(start, min(month_of(trial.end) + 1, start + LONGEST_ROW)))
    return tuple(sorted(months))


def trial_dates(
    months: tuple[int, ...], person: PersonDates, cover: Coverage, received: Received, law: Law
) -> TrialDates | None:
    """Work out what prövotid has used and what is left. 36 kap. 9 a § SFB. None without prövotid."""
    if not months:
        return None
    used, next_month = len(months), months[-1] + 1
    cap = law.number("trial_cap_months", next_month)
    before = reduced_months_before(months[0], cover, received)
    window = law.number("dormancy_trial_window", next_month)
    counted = sum(1 for month in months if month >= next_month - window)
    return TrialDates(
        months=months,
        first_day=first(months[0]),
        last_day=last(months[-1]),
        months_received_before=before,
        months_used=used,
        cap_for_next_month=cap,
        months_left_next_month=max(0, cap - used),
        months_left_from_2026_07=max(0, law.number("trial_cap_months", NEW_CAP_MONTH) - used),
        next_possible_start=_next_start(next_month, used, person, cover, law),
        latest_end_if_continued=last(_go_on(next_month, used, person, cover, law) - 1),
        dormant_max_months=law.number("dormancy_max_months", next_month) - counted,
        problems=_problems(months, before, cover, law),
    )


def reduced_months_before(month: int, cover: Coverage, received: Received) -> int:
    """Count the months with AE for nedsatt arbetsförmåga before the month, in the run that leads up to it.

    Months fully at rest don't count but don't break the run: 9 a § has no "omedelbart dessförinnan".
    """
    run = holding(cover.reduced_runs, month) or holding(cover.reduced_runs, month - 1)
    if run is None:
        return 0
    start, stop = run[0], min(month, run[1])
    rests = join(sorted((max(a, start), min(b, stop)) for a, b in received.rests if a < stop and b > start))
    return max(0, stop - start - sum(b - a for a, b in rests))


def trial_earliest_start(person: PersonDates, cover: Coverage, received: Received, law: Law) -> int | None:
    """Return the first month that can be prövotid in the last run of nedsatt decisions, None if none can."""
    if not cover.reduced_runs:
        return None
    start, stop = cover.reduced_runs[-1]
    need = law.number("trial_received_months", start)
    stop = min(stop, month_of(person.ae_last_day) + 1)
    month = start + need
    for a, b in join(sorted(received.rests)):
        if a < month and b > start:
            month += min(b, stop) - max(a, start)
    return month if month < stop else None


def _next_start(month: int, used: int, person: PersonDates, cover: Coverage, law: Law) -> date | None:
    age_stop = month_of(person.ae_last_day) + 1
    for a, b in cover.reduced_runs:
        for candidate in _candidates(max(a, month), min(b, age_stop), law):
            if used < law.number("trial_cap_months", candidate):
                return first(candidate)
    return None


def _candidates(start: int, stop: int, law: Law) -> list[int]:
    """Return the months worth trying in a span: its first, and each in it where the cap changes."""
    if start >= stop:
        return []
    return [start, *(m for m in law.changes("trial_cap_months") if start < m < stop)]


def _go_on(month: int, used: int, person: PersonDates, cover: Coverage, law: Law) -> int:
    """Return the first month that prövotid can't go on in, from the month after the last one."""
    run: Span | None = holding(cover.runs, month - 1)
    stop = min(run[1], month_of(person.ae_last_day) + 1) if run else month
    while month < stop and used < law.number("trial_cap_months", month):
        month += 1
        used += 1
    return month


def _problems(months: tuple[int, ...], before: int, cover: Coverage, law: Law) -> tuple[str, ...]:
    found = []
    for count, month in enumerate(months, 1):
        if count > law.number("trial_cap_months", month):
            found.append(f"over_cap:{code(month)}")
        if holding(cover.reduced_runs, month) is None:
            found.append(f"no_nedsatt_decision:{code(month)}")
    if before < law.number("trial_received_months", months[0]):
        found.append(LESS_THAN_12)
    return tuple(found)
