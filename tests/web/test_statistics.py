"""Statistik: right numbers for the right people, and no small number that can be worked out."""

from __future__ import annotations

import csv
import io
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select
from sqlalchemy.orm import Session

from dinadatum.register import tables as t
from dinadatum.usecases.lists import counting, statistics
from dinadatum.usecases.lists.statistics import FEWEST, Period, table
from dinadatum.usecases.staff.viewers import Viewer
from notify.values import StepKind
from tests.web.conftest import NOW, TODAY, Site
from tests.web.html_check import assert_sound, text_of
from tests.web.test_expiry_filters import _viewer
from timeline.facts import Kind


@pytest.mark.parametrize(
    ("counts", "shown", "total"),
    [
        ({"a": 7, "b": 5}, {"a": 7, "b": 5}, 12),
        ({"a": 7, "b": 0}, {"a": 7, "b": 0}, 7),
        ({"a": 9, "b": 6, "c": 2}, {"a": 9, "b": None, "c": None}, 17),
        ({"a": 9, "b": 2, "c": 3}, {"a": 9, "b": None, "c": None}, 14),
        ({"a": 9, "b": 1, "c": 1}, {"a": None, "b": None, "c": None}, 11),
        ({"a": 3}, {"a": None}, None),
        ({"a": 4, "b": 4}, {"a": None, "b": None}, None),
        ({}, {}, 0),
    ],
)
def test_small_numbers_are_hidden(counts, shown, total) -> None:
    made = table("Kommun", counts)
    assert (dict(made.rows), made.total) == (shown, total)


@given(st.dictionaries(st.text(min_size=1, max_size=3), st.integers(0, 20), max_size=6))
def test_no_hidden_number_can_be_worked_out(counts: dict[str, int]) -> None:
    made = table("x", counts)
    for group, count in counts.items():
        assert made.rows[group] in (None, count)
        assert made.rows[group] is None or count == 0 or count >= FEWEST
    hidden = [counts[group] for group, count in made.rows.items() if count is None]
    assert len(hidden) != 1 or made.total is None


def _ended(site: Site, ref: str, *, applied: date | None, next_day: date | None) -> None:
    with site.service.database.transaction("prov", NOW) as session:
        person = session.scalars(select(t.Person.id).where(t.Person.ref == ref)).one()
        end = date(2026, 6, 30)
        same = {"person_id": person, "kind": Kind.REDUCED_CAPACITY, "extent": 100}
        for first, last in ((date(2021, 1, 1), end), (next_day, date(2026, 9, 1))):
            if first:
                session.add(t.Decision(first_day=first, last_day=last, **same))
        if applied:
            session.add(t.Step(person_id=person, kind=StepKind.APPLIED, day=applied))


def _endings(session: Session, viewer: Viewer, period: Period) -> list[int]:
    counts = statistics.sums(counting.work(session, period, viewer.units))[counting.ENDED]
    return [counts[group] for group in statistics.ENDINGS]


def test_what_came_of_decisions_that_ended(site: Site) -> None:
    _ended(site, "W-1", applied=date(2026, 6, 30), next_day=date(2026, 7, 1))
    _ended(site, "W-2", applied=date(2026, 7, 1), next_day=date(2026, 7, 1))
    _ended(site, "W-6", applied=None, next_day=date(2026, 7, 2))
    _ended(site, "W-3", applied=date(2026, 6, 1), next_day=date(2026, 7, 1))
    with site.service.database.reading() as session:
        period = Period(date(2026, 6, 1), date(2026, 6, 30))
        made, everywhere = (_endings(session, _viewer(site, name), period) for name in ("sara", "alla"))
    assert made == [1, 0, 1, 1]
    assert everywhere == [2, 0, 1, 1]


def test_a_decision_that_ends_with_the_age_is_no_ending(site: Site) -> None:
    with site.service.database.reading() as session:
        made = _endings(session, _viewer(site, "alla"), Period(date(2027, 3, 31), date(2027, 3, 31)))
    assert sum(made) == 1  # W-2 ends that day; so does W-4, who then turns 30


def test_people_are_counted_once_and_only_in_ones_own_units(site: Site) -> None:
    with site.service.database.reading() as session:
        tables = statistics.population(session, _viewer(site, "greta"), TODAY)
        own = statistics.population(session, _viewer(site, "sara"), TODAY)
    assert [each.total for each in tables] == [6] * 5
    assert [each.total for each in own] == [5] * 5
    assert tables[0].rows == {"Hemköping": None, "Nyköping": None}
    assert tables[2].rows == {"24 år": None, "29 år": None}


def test_the_page_hides_what_the_file_hides(site: Site) -> None:
    client = site.client("greta")
    words = text_of(assert_sound(client.get("/statistik").get_data(as_text=True)))
    assert "Nyköping visas inte" in words
    assert "Alla 6" in words
    text = client.get("/statistik.csv?tid=90").get_data().decode("utf-8-sig")
    rows = [tuple(row.values()) for row in csv.DictReader(io.StringIO(text), delimiter=";")]
    assert ("Kommun", "Nyköping", "visas inte") in rows
    assert ("Kommun", "alla", "6") in rows
    assert client.get("/statistik.csv?tid=1").status_code == 400


def test_statistics_are_the_gruppledares(site: Site) -> None:
    for username in ("sara", "adam", "gunnar"):
        assert site.client(username).get("/statistik").status_code == 403


def test_messages_and_replies_of_the_period(site: Site) -> None:
    with site.service.database.reading() as session:
        for first, expected in ((date(2026, 11, 4), 1), (date(2026, 11, 5), 0)):
            _, messages, replies = statistics.work(session, _viewer(site, "sara"), Period(first, TODAY))
            assert (messages.total, replies.total) == ((None, None) if expected else (0, None))
