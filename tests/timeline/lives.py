"""Random lives for hypothesis: any facts a register can hold, and orderly ones."""

from __future__ import annotations

from datetime import date

from hypothesis import strategies as st

from timeline import (
    LAW_FILE,
    Application,
    Benefit,
    Decision,
    Dormancy,
    EndedBy,
    Facts,
    FollowUp,
    FollowUpKind,
    Kind,
    Reason,
    StudyTrial,
    load_law,
)
from timeline.months import first, last, month_of

LAW = load_law(LAW_FILE.read_text(encoding="utf-8"))

BIRTHS = st.dates(date(1992, 1, 1), date(2008, 12, 31))
EXTENTS = st.sampled_from((25, 50, 75, 100))
MONTHS = st.integers(month_of(date(2019, 1, 1)), month_of(date(2032, 12, 1)))


def rows(days: st.SearchStrategy[date], extents: st.SearchStrategy[int]) -> st.SearchStrategy[Facts]:
    """Facts whose rows follow no order at all: ends before starts, overlaps, odd extents."""
    maybe = st.none() | days
    return st.builds(
        Facts,
        birth_date=days,
        decisions=st.lists(
            st.builds(Decision, st.sampled_from(Kind), extents, days, days, maybe), max_size=4
        ).map(tuple),
        dormancies=st.lists(
            st.builds(
                Dormancy,
                st.sampled_from(Reason),
                extents,
                days,
                days,
                maybe,
                st.none() | st.sampled_from(EndedBy),
            ),
            max_size=4,
        ).map(tuple),
        trials=st.lists(st.builds(StudyTrial, days, days), max_size=3).map(tuple),
        application=st.none() | st.builds(Application, st.sampled_from(Benefit), days, days),
        work_start=maybe,
        dormancy_application=maybe,
        stops_work=maybe,
        notified=maybe,
        decision_made=maybe,
        follow_ups=st.lists(st.builds(FollowUp, st.sampled_from(FollowUpKind), days), max_size=2).map(tuple),
    )


ANY_DAYS = st.dates() | st.sampled_from((date.min, date.max, date(9999, 12, 1), date(1, 12, 31)))
NEAR_DAYS = st.dates(date(2016, 1, 1), date(2035, 12, 31))
ANY_FACTS = rows(NEAR_DAYS, st.integers(-10, 250))


def _span(start: int, months: int) -> tuple[date, date]:
    return first(start), last(start + months - 1)


@st.composite
def orderly_lives(draw: st.DrawFn) -> Facts:
    """Draw a life as the law would have it: decisions of whole months in order, vilande and prövotid in them."""
    birth = draw(BIRTHS)
    month = (birth.year + 19) * 12 + 6 + draw(st.integers(0, 24))
    end_of_ae = month_of(birth) + 360
    decisions: list[Decision] = []
    for _ in range(draw(st.integers(1, 4))):
        month += draw(st.sampled_from((0, 0, 0, 1, 3)))
        months = min(draw(st.integers(12, 36)), end_of_ae - month)
        if months < 1:
            break
        start, end = _span(month, months)
        decisions.append(Decision(draw(st.sampled_from(Kind)), 100, start, end))
        month += months
    low, high = month_of(decisions[0].start), month
    dormancies = draw(_dormancies(low, high))
    trials = draw(_trials(low, high))
    return Facts(birth, tuple(decisions), dormancies, trials)


@st.composite
def _dormancies(draw: st.DrawFn, low: int, high: int) -> tuple[Dormancy, ...]:
    found, month = [], low
    for _ in range(draw(st.integers(0, 3))):
        month += draw(st.integers(1, 30))
        if month >= high:
            break
        months = draw(st.integers(1, 24))
        start, end = _span(month, months)
        found.append(Dormancy(draw(st.sampled_from(Reason)), draw(EXTENTS), start, end))
        month += months
    return tuple(found)


@st.composite
def _trials(draw: st.DrawFn, low: int, high: int) -> tuple[StudyTrial, ...]:
    found, month = [], low
    for _ in range(draw(st.integers(0, 3))):
        month += draw(st.integers(1, 30))
        if month >= high:
            break
        months = draw(st.integers(1, 8))
        found.append(StudyTrial(*_span(month, months)))
        month += months
    return tuple(found)


LIVES = orderly_lives()
