"""What was counted after the day's look says the same as counting all rows, and says when it was counted."""

from __future__ import annotations

import itertools
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import delete, update

from dinadatum.register import tables as t
from dinadatum.usecases.lists import counting, expiries, statistics
from dinadatum.usecases.lists.expiry_filters import Risk, What, selection
from notify.values import TaskKind
from tests.web.conftest import NOW, TODAY, Site
from tests.web.html_check import assert_sound, text_of
from tests.web.test_expiry_filters import _viewer


@pytest.fixture(params=["sqlite", "postgresql18"])
def counted(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Site:
    """Pages on a register that counts as large, with somebody who can't be reached, counted."""
    site: Site = request.getfixturevalue("site" if request.param == "sqlite" else "postgres_site")
    monkeypatch.setattr(counting, "MANY", 3)
    monkeypatch.setattr(statistics, "FEWEST", 0)
    with site.service.database.transaction("prov", NOW) as session:
        session.execute(update(t.Task).where(t.Task.person_id == 4).values(kind=TaskKind.UNREACHABLE))
        for person, last in ((1, 40), (3, 20), (4, 200)):
            first_day, last_day = TODAY - timedelta(days=900), TODAY - timedelta(days=last)
            values = {"kind": "reduced_capacity", "extent": 100, "first_day": first_day, "last_day": last_day}
            session.add(t.Decision(person_id=person, **values))
    assert counting.count_day(site.service.database, TODAY, NOW)
    return site


@pytest.mark.parametrize("username", ["sara", "greta", "alla"])
@pytest.mark.parametrize("days", counting.PERIODS)
def test_the_same_as_counting_all_rows(counted: Site, username: str, days: int) -> None:
    seer = _viewer(counted, username)
    with counted.service.database.reading() as session:
        people, work = statistics.as_counted(session, seer, days)
        assert people == statistics.population(session, seer, TODAY)
        assert work == statistics.work(session, seer, counting.period_of(days, TODAY))
    assert [each.total for each in people] == [{"sara": 5, "greta": 6, "alla": 6}[username]] * 5
    assert any(each.total for each in work)


def test_the_months_are_the_same_as_counting_all_rows(counted: Site) -> None:
    whats, risks = [None, *What], [None, *Risk]
    choices = itertools.product(
        (30, 90, 365), whats, risks, ("", "reduced_capacity"), ("", "1"), (True, False)
    )
    some = 0
    with counted.service.database.reading() as session:
        for days, what, risk, kind, step, together in choices:
            plain = replace(
                selection(TODAY, days, what=what), risk=risk, kind=kind, step=step, together=together
            )
            found = expiries.counted_per_month(session, plain)
            assert found == (expiries.counts_per_month(session, plain), NOW)
            some += sum(number for _, number in found[0])
    assert some > 100


def test_what_was_not_counted_by_whose_it_is_is_asked_of_the_rows(counted: Site) -> None:
    plain = selection(TODAY, 365)
    with counted.service.database.reading() as session:
        for narrowed in (
            {"units": frozenset({"5065"})},
            {"caseworker": "sara"},
            {"municipality": "Nyköping"},
            {"classification": "F84"},
            {"open_to": _viewer(counted, "alla")},
        ):
            assert expiries.counted_per_month(session, replace(plain, **narrowed)) is None


def test_the_pages_say_when_it_was_counted_and_are_never_a_day_old(counted: Site) -> None:
    greta, alla = counted.client("greta"), counted.client("alla")
    with counted.service.database.transaction("prov", NOW) as session:
        session.execute(delete(t.Expiry))
        session.execute(delete(t.Decision))
    for client, path in ((greta, "/statistik"), (alla, "/utgangar")):
        words = text_of(assert_sound(client.get(path).get_data(as_text=True)))
        assert "äknat i dag klockan 9.00" in words, path
    assert "varje dag efter genomgången" in text_of(
        assert_sound(greta.get("/statistik").get_data(as_text=True))
    )
    tomorrow = TODAY + timedelta(days=1)
    with counted.service.database.reading() as session:
        assert counting.counted_at(session, tomorrow) is None
        assert expiries.counted_per_month(session, selection(tomorrow, 365)) is None
    counted.clock.moment = NOW + timedelta(days=1)
    words = text_of(assert_sound(counted.client("greta").get("/statistik").get_data(as_text=True)))
    assert "Räknat" not in words
    assert words.count("Inget att räkna än") >= 5


def test_a_day_is_counted_once_and_a_small_register_never(
    counted: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    database = counted.service.database
    assert not counting.count_day(database, TODAY, NOW)
    assert counting.count_day(database, TODAY + timedelta(days=1), NOW + timedelta(days=1))
    monkeypatch.setattr(counting, "MANY", 20)
    assert not counting.count_day(database, TODAY + timedelta(days=2), NOW + timedelta(days=2))
