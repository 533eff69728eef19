"""The list of expiries: in order, a page at a time, with how each stands."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from sqlalchemy import event, insert

from dinadatum.register import tables as t
from dinadatum.usecases.lists import expiries
from dinadatum.usecases.lists.expiries import Risk, What
from dinadatum.usecases.lists.expiry_filters import selection
from tests.web.conftest import NOW, TODAY, Site
from tests.web.html_check import assert_sound, text_of
from tests.web.small_unit import UNIT

MANY = selection(TODAY, 365, units=frozenset({"många"}))


def _risk(**values: object) -> Risk:
    given = {
        "what": "decision",
        "day": date(2027, 2, 24),
        "step": "1",
        "today": TODAY,
        "reachable": True,
        "ends_by_age": False,
    }
    return expiries.risk_of(**{**given, **values})


@pytest.mark.parametrize(
    ("values", "risk"),
    [
        ({"day": date(2027, 2, 23)}, Risk.GAP),
        ({"day": date(2027, 2, 24)}, Risk.GAP),
        ({"day": date(2027, 2, 25)}, Risk.ON_TIME),
        ({"day": TODAY, "step": "3"}, Risk.GAP),
        ({"day": TODAY, "step": "4"}, Risk.ON_TIME),
        ({"step": ""}, Risk.NONE),
        ({"reachable": False}, Risk.UNREACHABLE),
        ({"reachable": False, "what": "age_30"}, Risk.UNREACHABLE),
        ({"ends_by_age": True}, Risk.AFTER_30),
        ({"what": "age_30", "step": ""}, Risk.AFTER_30),
        ({"what": "dormancy", "step": ""}, Risk.NONE),
        ({"what": "last_day_without_loss"}, Risk.GAP),
    ],
)
def test_how_an_expiry_stands(values: dict[str, object], risk: Risk) -> None:
    assert _risk(**values) is risk


def test_the_small_unit_in_order(site: Site) -> None:
    with site.service.database.reading() as session:
        rows = list(expiries.all_expiries(session, today=TODAY, within_days=130, unit=UNIT))
    assert [(row.ref, row.what.value, row.day.isoformat(), row.step, row.risk) for row in rows] == [
        ("W-1", "decision", "2026-12-31", "1", Risk.GAP),
        ("W-5", "decision", "2027-01-31", "4", Risk.ON_TIME),
        ("W-6", "dormancy", "2027-02-28", "", Risk.NONE),
        ("W-2", "decision", "2027-03-31", "1", Risk.ON_TIME),
        ("W-4", "decision", "2027-03-31", "", Risk.UNREACHABLE),
        ("W-4", "age_30", "2027-03-31", "", Risk.UNREACHABLE),
    ]


def test_the_days_of_a_window_are_inclusive(site: Site) -> None:
    def refs(days: int) -> list[str]:
        with site.service.database.reading() as session:
            return [r.ref for r in expiries.all_expiries(session, today=TODAY, within_days=days, unit=UNIT)]

    until = (date(2026, 12, 31) - TODAY).days
    assert refs(until) == ["W-1"]
    assert refs(until - 1) == []


def _many(site: Site, count: int) -> None:
    rows = [
        {
            "person_id": 1 + n % 4,
            "ref": f"M-{n}",
            "what": What.TRIAL.value,
            "day": TODAY + timedelta(days=n // 7),
            "unit": "många",
            "municipality": "",
            "caseworker": "",
            "kind": "",
            "extent": None,
            "step": "",
        }
        for n in range(count)
    ]
    with site.service.database.transaction("prov", NOW) as session:
        session.execute(insert(t.Expiry), rows)


def test_pages_hold_every_row_once_and_in_order(site: Site) -> None:
    _many(site, 123)
    seen: list[str] = []
    after = None
    with site.service.database.reading() as session:
        while True:
            page = expiries.page(session, MANY, after, limit=10)
            assert len(page.rows) <= 10
            seen += [row.ref for row in page.rows]
            if page.next is None:
                break
            after = page.next
    assert seen == [f"M-{n}" for n in range(123)]


def test_a_row_that_comes_between_two_pages_moves_no_other(site: Site) -> None:
    _many(site, 30)
    with site.service.database.reading() as session:
        first = expiries.page(session, MANY, limit=10)
    _many(site, 1)
    with site.service.database.reading() as session:
        second = expiries.page(session, MANY, first.next, limit=10)
    assert [row.ref for row in second.rows] == [f"M-{n}" for n in range(10, 20)]


def test_no_page_skips_rows_by_counting(site: Site) -> None:
    _many(site, 120)
    client = site.client("alla")
    asked: list[tuple[str, tuple[object, ...]]] = []
    engine = site.service.database.engine
    event.listen(engine, "before_cursor_execute", lambda *given: asked.append((given[2], given[3])))
    path = f"/utgangar?vad=trial&efter={TODAY + timedelta(days=9)}_60"
    assert "M-100" in client.get(path).get_data(as_text=True)
    limited = [values for query, values in asked if "OFFSET" in query]
    assert limited
    # SQLAlchemy writes an OFFSET after each LIMIT for SQLite; nothing may ever be skipped by it.
    assert [values[-1] for values in limited] == [0] * len(limited)


def test_the_next_page_goes_on_where_this_one_ended(site: Site) -> None:
    _many(site, 120)
    client = site.client("alla")
    first = client.get("/utgangar?vad=trial&enhet=många").get_data(as_text=True)
    assert "M-49" in first
    assert "M-50" not in first
    path = first.rsplit('href="/utgangar?', 1)[1].split('"')[0].replace("&amp;", "&")
    words = text_of(assert_sound(client.get(f"/utgangar?{path}").get_data(as_text=True)))
    assert "M-50" in words
    assert "M-49" not in words
    assert "Till början" in words


def test_a_place_that_makes_no_sense_is_the_first_page(site: Site) -> None:
    client = site.client("sara")
    assert "W-1" in client.get("/utgangar?efter=x_y").get_data(as_text=True)


def test_months_are_counted_with_the_empty_ones(site: Site) -> None:
    chosen = expiries.selection(TODAY, 100, units=frozenset({UNIT}))
    with site.service.database.reading() as session:
        counts = expiries.counts_per_month(session, chosen)
    assert counts == [
        (date(2026, 11, 1), 0),
        (date(2026, 12, 1), 1),
        (date(2027, 1, 1), 1),
        (date(2027, 2, 1), 1),
        (date(2027, 3, 1), 0),
    ]


def test_units_are_found_by_name(site: Site) -> None:
    with site.service.database.reading() as session:
        assert expiries.units_with_expiries(session) == ["5065", "5070"]
