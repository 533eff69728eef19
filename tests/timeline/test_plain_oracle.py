"""The same answers by a slow and plain way: month by month, with sets."""

from __future__ import annotations

from datetime import date

from hypothesis import given, settings

from tests.timeline.lives import ANY_FACTS, LAW, LIVES
from timeline import Facts, Kind, derive
from timeline.months import first, last, month_of


def months_of(start: date, end: date) -> set[int]:
    return set(range(month_of(start), month_of(end) + 1)) if end >= start else set()


def covered(facts: Facts, *kinds: Kind) -> set[int]:
    wanted = kinds or tuple(Kind)
    return {m for d in facts.decisions if d.kind in wanted for m in months_of(d.start, d.end)}


@given(ANY_FACTS | LIVES)
@settings(max_examples=500, deadline=None)
def test_gaps_and_cover(facts: Facts) -> None:
    timeline = derive(facts, LAW)
    months = covered(facts)
    inside = set(range(min(months), max(months))) - months if months else set()
    told = {m for start, end in timeline.gaps for m in months_of(start, end)}
    assert told == inside
    assert timeline.covered_to_30 == (month_of(timeline.person.ae_last_day) in months)


@given(ANY_FACTS | LIVES)
@settings(max_examples=500, deadline=None)
def test_overlaps(facts: Facts) -> None:
    rows = [d for d in facts.decisions if d.end >= d.start]
    shared = {
        m
        for i, a in enumerate(rows)
        for b in rows[i + 1 :]
        if a.start <= b.end and b.start <= a.end
        for m in months_of(max(a.start, b.start), min(a.end, b.end))
    }
    assert {m for start, end in derive(facts, LAW).overlaps for m in months_of(start, end)} == shared


@given(LIVES)
@settings(max_examples=400, deadline=None)
def test_months_received_before_the_first_rest_and_the_first_trial(facts: Facts) -> None:
    timeline = derive(facts, LAW)
    if timeline.dormancies:
        start = month_of(timeline.dormancies[0].dormancy.start)
        assert timeline.dormancies[0].months_received_before == _back(covered(facts), start)
    if timeline.trial and not facts.dormancies:
        reduced = covered(facts, Kind.REDUCED_CAPACITY)
        assert timeline.trial.months_received_before == _back(reduced, timeline.trial.months[0])


@given(LIVES)
@settings(max_examples=400, deadline=None)
def test_prövotid_counted_month_by_month(facts: Facts) -> None:
    trial = derive(facts, LAW).trial
    if trial is None:
        return
    months = sorted({m for row in facts.trials for m in months_of(row.start, row.end)})
    reduced = covered(facts, Kind.REDUCED_CAPACITY)
    problems = {p for p in trial.problems if ":" in p}
    expected = set()
    for count, month in enumerate(months, 1):
        name = first(month).isoformat()[:7]
        if count > (6 if first(month) <= date(2026, 6, 30) else 12):
            expected.add(f"over_cap:{name}")
        if month not in reduced:
            expected.add(f"no_nedsatt_decision:{name}")
    assert problems == expected
    assert trial.months_used == len(months)
    recent = [m for m in months if m > months[-1] - 12]
    assert trial.dormant_max_months == 24 - len(recent)


@given(LIVES)
@settings(max_examples=400, deadline=None)
def test_the_earliest_rest_and_trial(facts: Facts) -> None:
    if facts.dormancies:
        return
    timeline = derive(facts, LAW)
    months = covered(facts)
    end = max(months) + 1
    start = end - _back(months, end)
    assert timeline.dormant_earliest_start == first(start + 12)
    assert timeline.dormant_possible_within_decision == (start + 12 < end)
    reduced = covered(facts, Kind.REDUCED_CAPACITY)
    if not reduced:
        assert timeline.trial_earliest_start is None
        return
    stop = max(reduced) + 1
    begin = stop - _back(reduced, stop)
    assert timeline.trial_earliest_start == (first(begin + 12) if begin + 12 < stop else None)


@given(LIVES)
@settings(max_examples=300, deadline=None)
def test_what_a_rest_leaves_is_what_the_law_lets_it(facts: Facts) -> None:
    timeline = derive(facts, LAW)
    for dates in timeline.dormancies:
        if not dates.end:
            continue
        after = dates.after
        if after.regain_first_day and after.regain_last_day:
            assert after.regain_first_day == first(month_of(dates.end) + 1)
            assert after.regain_last_day <= timeline.person.ae_last_day
            assert 1 <= (after.regain_months or 0) <= 3
        if after.resume_first_day:
            assert after.resume_first_day == first(month_of(dates.end) + 1)
            assert after.resume_last_day is not None
            assert after.resume_last_day <= timeline.person.ae_last_day
        assert dates.end <= dates.max_end or dates.months == 0
        assert dates.end == last(month_of(dates.end))


def _back(months: set[int], before: int) -> int:
    count = 0
    while before - 1 - count in months:
        count += 1
    return count
