"""What holds for the picture of any life: its facts against the timeline's."""

from __future__ import annotations

from datetime import date, timedelta
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dinadatum.picture import Look, Picture, figure_html
from dinadatum.picture.happenings import PLAIN
from dinadatum.picture.keys import benefit_end
from dinadatum.picture.looks import Tone
from dinadatum.picture.marks import MOST_LETTERS
from dinadatum.picture.span import end_of
from notify.values import Case, StepFact, StepKind
from tests.notify.due_lives import red, timeline_of
from tests.picture.picture_lives import SVG, case, draw, read
from tests.timeline.lives import ANY_DAYS, ANY_FACTS, LIVES, rows
from timeline import Timeline, payment_day
from timeline.months import first, last, month_of

TODAYS = st.dates(date(2018, 1, 1), date(2034, 12, 31))
STEPS = st.lists(
    st.builds(
        StepFact, st.sampled_from(StepKind), TODAYS, st.sampled_from(["", "beviljad", "avslag", "nej"])
    ),
    max_size=4,
).map(tuple)
WILD = rows(ANY_DAYS, st.integers(-10, 250))
PLENTY = settings(max_examples=150, deadline=None)


def shown(drawn: Picture) -> list[int]:
    return [row.month for row in drawn.rows if row.month is not None]


def saturdays(month: int) -> list[date]:
    days = [first(month) + timedelta(days=n) for n in range((last(month) - first(month)).days + 1)]
    return [day for day in days if day.weekday() == 5]


def pays_surely(timeline: Timeline, day: date) -> bool:
    """Tell from the key dates alone whether money comes on a day: all of it, or a part."""
    spans = {code: [] for code in ("decision", "dormancy", "dormancy_pay", "ae_extended")}
    for key in timeline.key_dates:
        if key.code in spans and key.first <= day <= (key.last or key.first):
            spans[key.code].append(key)
    covered = bool(spans["decision"]) and day <= timeline.person.ae_last_day
    if not spans["dormancy"]:
        return covered
    rest = next(r for r in timeline.dormancies if r.dormancy.start == spans["dormancy"][-1].about)
    if covered and rest.dormancy.level < 100:
        return True
    quarter = any(key.about == rest.dormancy.start for key in spans["dormancy_pay"])
    return quarter and (covered or bool(spans["ae_extended"]))


@PLENTY
@given(LIVES, TODAYS)
def test_dots_are_the_saturdays_up_to_the_end_and_filled_if_ahead(facts, today) -> None:  # type: ignore[no-untyped-def]
    life = case(facts)
    drawn = draw(life, today)
    end = end_of(timeline_of(life))
    for month, row in zip(shown(drawn), read(drawn), strict=True):
        wanted = [day for day in saturdays(month) if end is not None and day <= end]
        assert row.dots == tuple(day > today for day in wanted)


@PLENTY
@given(LIVES, TODAYS)
def test_money_stands_exactly_where_it_comes(facts, today) -> None:  # type: ignore[no-untyped-def]
    life = case(facts)
    timeline, drawn = timeline_of(life), draw(life, today)
    paid = []
    for month, row in zip(shown(drawn), read(drawn), strict=True):
        day = payment_day(facts.birth_date, month // 12, month % 12 + 1, timeline.law, red)
        if pays_surely(timeline, day):
            paid.append(day)
            assert row.pay in {f"pengar den {day.day}", f"en del den {day.day}"}
        else:
            assert row.pay in {"", "vilar", f"kanske den {day.day}"}
        if row.pay.startswith("kanske"):
            assert any(k.code == "regain" and k.first <= day <= (k.last or day) for k in timeline.key_dates)
    assert drawn.pay_days == tuple(paid)


@PLENTY
@given(LIVES, TODAYS)
def test_the_flag_stands_the_month_after_the_end(facts, today) -> None:  # type: ignore[no-untyped-def]
    life = case(facts)
    timeline, drawn = timeline_of(life), draw(life, today)
    end = end_of(timeline)
    assert end is not None
    end = benefit_end(timeline, end)
    flags = {
        "här behövs ett nytt beslut",
        "beslutet slutar",
        "du fyller 30: nya regler",
        "det här beslutet slutar",
    }
    months = [m for m, row in zip(shown(drawn), read(drawn), strict=True) if flags & set(row.words)]
    flagged = month_of(end) + 1
    assert months == ([flagged] if flagged in shown(drawn) else [])


@PLENTY
@given(LIVES, TODAYS)
def test_the_list_has_the_key_dates_and_no_others(facts, today) -> None:  # type: ignore[no-untyped-def]
    life = case(facts)
    timeline, drawn = timeline_of(life), draw(life, today)
    start = first(shown(drawn)[0])
    ends = [
        k.first for k in timeline.key_dates if k.code == "renewal_last_apply_no_loss" and k.first >= start
    ]
    stop = max([last(shown(drawn)[-1]), *ends, *filter(None, [end_of(timeline)])])
    wanted = {
        (k.code, k.first, k.last)
        for k in timeline.key_dates
        if k.code in PLAIN and (k.last or k.first) >= start and k.first <= stop
    }
    told = {(e.code, e.day, e.last) for e in drawn.events if e.code in PLAIN}
    assert told == wanted
    known = {(k.code, k.first) for k in timeline.key_dates}
    moved = {"today", "policy_doctor_day", "policy_apply_day", "waiting", "after_30"}
    assert {(e.code, e.day) for e in drawn.events if e.code not in moved} <= known


@PLENTY
@given(st.one_of(LIVES, ANY_FACTS), STEPS, TODAYS, st.sampled_from(Look), st.integers(3, 14))
def test_any_picture_is_sound(facts, steps, today, look, most) -> None:  # type: ignore[no-untyped-def]
    life = Case("D-1", facts, date(2020, 1, 1), steps=steps)
    drawn = draw(life, today, look, most)
    root = ET.fromstring(drawn.svg)
    height = float((root.get("viewBox") or "").split()[3])
    assert 2 <= len(drawn.rows) <= most
    assert sum(row.now for row in read(drawn)) == 1
    assert len(root.findall(f"{SVG}title")) == 1
    for text in root.iter(f"{SVG}text"):
        assert 0 < float(text.get("y") or 0) <= height
    for row in drawn.rows:
        assert all(len(mark.short) <= MOST_LETTERS for mark in row.marks)
    ET.fromstring(figure_html(drawn, today))


@settings(max_examples=100, deadline=None)
@given(WILD, STEPS, TODAYS)
def test_no_facts_at_all_make_it_fail(facts, steps, today) -> None:  # type: ignore[no-untyped-def]
    figure_html(draw(Case("D-1", facts, date(2020, 1, 1), steps=steps), today), today)


@pytest.mark.parametrize("tone", Tone)
def test_a_style_for_every_tone(tone: Tone) -> None:
    from dinadatum.picture import stylesheet

    assert stylesheet().count(f".f-{tone} ") == 2
