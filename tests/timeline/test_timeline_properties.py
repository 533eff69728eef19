"""What must always hold, whatever the life."""

from __future__ import annotations

import random
from dataclasses import fields, replace
from datetime import date, timedelta
from typing import Any

import pytest
from freezegun import freeze_time
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from dinadatum.calendars import red_days
from tests.timeline.lives import ANY_DAYS, ANY_FACTS, BIRTHS, EXTENTS, LAW, LIVES, MONTHS, rows
from timeline import Decision, Facts, Kind, Timeline, derive, explain, payment_day
from timeline.months import first, last, month_of
from timeline.workday import is_free

OLD, NEW = date(2026, 6, 30), date(2026, 7, 1)


def lives(number: int) -> settings:
    """Run a property on so many lives, however slow the machine."""
    return settings(max_examples=number, deadline=None)


def parts(timeline: Timeline) -> list[object]:
    """Everything the law made, without the facts it was made from."""
    return [getattr(timeline, f.name) for f in fields(timeline) if f.name not in {"facts", "law"}]


@given(ANY_FACTS)
@lives(250)
def test_any_facts_give_a_timeline_and_a_reason_for_each_date(facts: Facts) -> None:
    timeline = derive(facts, LAW)
    for key_date in timeline.key_dates:
        steps = explain(key_date, timeline)
        assert len(steps) >= 2
        assert all(steps)
        assert (steps[-1] == "Fråga Försäkringskassan.") == (not key_date.certain)
        assert bool(key_date.why_uncertain) == (not key_date.certain)
    for finding in timeline.findings:
        assert "{" not in finding.text
        assert "None" not in finding.text
        assert finding.paragraph in finding.text


@given(rows(ANY_DAYS, st.integers()))
@lives(100)
def test_even_the_ends_of_the_calendar_raise_nothing(facts: Facts) -> None:
    derive(facts, LAW)


@given(ANY_FACTS, st.randoms(use_true_random=False))
@lives(200)
def test_the_order_of_the_rows_never_matters(facts: Facts, chance: random.Random) -> None:
    def mixed(rows: tuple[Any, ...]) -> tuple[Any, ...]:
        return tuple(chance.sample(rows, len(rows)))

    other = replace(
        facts,
        decisions=mixed(facts.decisions),
        dormancies=mixed(facts.dormancies),
        trials=mixed(facts.trials),
        follow_ups=mixed(facts.follow_ups),
    )
    assert parts(derive(facts, LAW)) == parts(derive(other, LAW))


@given(LIVES)
@lives(30)
def test_no_date_depends_on_today(facts: Facts) -> None:
    with freeze_time("2019-01-01"):
        then = parts(derive(facts, LAW, red_days()))
    with freeze_time("2031-12-24"):
        now = parts(derive(facts, LAW, red_days()))
    assert then == now


@given(LIVES)
@lives(350)
def test_every_key_date_lies_between_19_and_30_and_the_stated_tails(facts: Facts) -> None:
    timeline = derive(facts, LAW)
    person = timeline.person
    earliest = first(month_of(person.ae_first_day) - 8)  # the longest advice before an end
    latest = person.sjuk_last_apply_no_loss  # the last day to apply for what comes after
    for key_date in timeline.key_dates:
        if key_date.code in {"trial", "trial_end"}:
            continue  # as typed in: prövotid after 30 is a finding
        assert earliest <= key_date.first <= latest, key_date
        assert key_date.last is None or key_date.first <= key_date.last <= latest, key_date


@given(LIVES, st.integers(1, 12))
@lives(200)
def test_a_later_end_never_gives_an_earlier_day(facts: Facts, more: int) -> None:
    facts = replace(facts, decisions=facts.decisions[-1:])
    decision = facts.decisions[0]
    longer = replace(decision, end=last(month_of(decision.end) + more))
    one = derive(facts, LAW).decisions[0]
    other = derive(replace(facts, decisions=(longer,)), LAW).decisions[0]
    assert one.first_uncovered_day < other.first_uncovered_day
    if one.renewal_last_apply_no_loss and other.renewal_last_apply_no_loss:
        assert one.renewal_last_apply_no_loss < other.renewal_last_apply_no_loss


@given(LIVES, st.data())
@lives(200)
def test_a_decision_in_two_halves_covers_and_counts_the_same(facts: Facts, data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(facts.decisions) - 1))
    whole = facts.decisions[place]
    start, stop = month_of(whole.start), month_of(whole.end)
    assume(start < stop)
    cut = data.draw(st.integers(start, stop - 1))
    halves = (replace(whole, end=last(cut)), replace(whole, start=first(cut + 1)))
    split = replace(facts, decisions=(*facts.decisions[:place], *halves, *facts.decisions[place + 1 :]))
    one, two = derive(facts, LAW), derive(split, LAW)
    assert one.gaps == two.gaps
    assert one.overlaps == two.overlaps
    assert one.covered_to_30 == two.covered_to_30
    assert one.trial_earliest_start == two.trial_earliest_start or facts.dormancies
    if one.trial and two.trial:
        assert one.trial.months_received_before == two.trial.months_received_before or facts.dormancies
    if not facts.dormancies:
        assert one.dormant_earliest_start == two.dormant_earliest_start
        assert one.dormant_possible_within_decision == two.dormant_possible_within_decision
    for a, b in zip(one.dormancies[:1], two.dormancies[:1], strict=True):
        assert a.months_received_before == b.months_received_before


@given(ANY_FACTS | LIVES)
@lives(400)
def test_months_never_pass_the_law_nor_fall_below_none(facts: Facts) -> None:
    timeline = derive(facts, LAW)
    for dates in timeline.dormancies:
        assert 0 <= dates.months <= dates.months_used or not dates.months
        assert dates.months_used + (dates.after.regain_months or 0) <= 24
        assert 0 <= dates.months_left_in_frame <= 24
    trial = timeline.trial
    if trial:
        assert trial.months_left_next_month >= 0
        assert trial.months_left_from_2026_07 >= 0
        assert 12 <= trial.dormant_max_months <= 24
        assert trial.latest_end_if_continued >= trial.last_day


@given(LIVES)
@lives(250)
def test_a_later_edition_never_loses_a_month(facts: Facts) -> None:
    old, new = derive(facts, LAW, edition=OLD), derive(facts, LAW, edition=NEW)
    assert old.person == new.person
    assert old.decisions == new.decisions
    if old.trial and new.trial:
        assert new.trial.months_left_next_month >= old.trial.months_left_next_month
        assert new.trial.latest_end_if_continued >= old.trial.latest_end_if_continued
        assert set(new.trial.problems) <= set(old.trial.problems)
    for a, b in zip(old.dormancies, new.dormancies, strict=True):
        assert b.max_end == a.max_end
        assert b.months == a.months
        assert set(b.problems) <= set(a.problems)


@given(LIVES)
@lives(150)
def test_the_law_in_force_lies_between_its_editions(facts: Facts) -> None:
    old, new = derive(facts, LAW, edition=OLD), derive(facts, LAW, edition=NEW)
    now = derive(facts, LAW)
    if old.trial and new.trial and now.trial:
        assert old.trial.latest_end_if_continued <= now.trial.latest_end_if_continued
        assert now.trial.latest_end_if_continued <= new.trial.latest_end_if_continued


@given(BIRTHS, MONTHS, st.integers(1, 45), EXTENTS, st.sampled_from(Kind))
@lives(300)
def test_max_end_is_the_last_end_without_fault(
    birth: date, month: int, months: int, extent: int, kind: Kind
) -> None:
    decision = Decision(kind, extent, first(month), last(month + months - 1))
    dates = derive(Facts(birth, (decision,)), LAW).decisions[0]
    too_long = {"longer_than_3_years", "after_ae_last_day"} & set(dates.problems)
    assert bool(too_long) == (decision.end > dates.max_end)


@given(BIRTHS, st.integers(2015, 2060), st.integers(1, 12))
@lives(500)
@example(date(2000, 5, 1), 2022, 4)
def test_pay_comes_on_a_weekday_at_most_four_days_away(birth: date, year: int, month: int) -> None:
    day = payment_day(birth, year, month, LAW, red_days())
    nominal = date(year, month, 18 if birth.day <= 15 else 19)
    assert not is_free(day, red_days())
    assert abs(day - nominal) <= timedelta(days=4)
    assert is_free(nominal, red_days()) or day == nominal


@given(st.dates(date(2015, 1, 1), date(2060, 12, 31)))
@lives(400)
def test_the_last_day_for_omprovning_is_a_weekday_two_months_on(notified: date) -> None:
    facts = Facts(date(2000, 5, 17), notified=notified)
    day = derive(facts, LAW, red_days()).omprovning_last_day
    assert day is not None
    assert not is_free(day, red_days())
    assert month_of(day) - month_of(notified) in {2, 3}
    assert day - notified <= timedelta(days=69)


def test_no_module_of_timeline_asks_what_day_it_is() -> None:
    from pathlib import Path

    import timeline

    folder = Path(timeline.__file__).parent
    for path in folder.rglob("*.py"):
        text = path.read_text(encoding="utf-8")
        for clock in ("date.today", "datetime.now", "time.time", "import time", "utcnow"):
            assert clock not in text, (path.name, clock)


@pytest.mark.parametrize("code", ["trial_cap_months", "study_dormancy"])
def test_the_edition_of_july_2026_begins_on_the_day(code: str) -> None:
    begins = [e.begins for e in LAW.editions if e.code == code]
    assert max(begins) == NEW
    assert max(e.begins for e in LAW.pinned(OLD).editions if e.code == code) < NEW
    assert max(e.begins for e in LAW.pinned(NEW).editions if e.code == code) == NEW
