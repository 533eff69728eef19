"""Löften: broken ones on top, then by day, the weeks to come, and a limit that is kept."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from dinadatum.register import tables as t
from dinadatum.usecases.looks.promising import free_day
from notify.values import TaskKind
from tests.web.conftest import NOW, TODAY, Site
from tests.web.html_check import assert_sound, text_of
from tests.web.test_todays_tasks import add_task, post, words

PROMISES = "/loften"


def test_without_promises_the_page_says_what_will_be_there(site: Site) -> None:
    said = words(site.client("sara"), PROMISES)
    assert "Inga löften väntar" in said
    assert "Brutna löften" not in said


def test_broken_ones_stand_on_top_and_the_rest_by_day(site: Site) -> None:
    add_task(site, "W-6", TaskKind.HELP, date(2026, 11, 26), "Hjälp i tid.")
    add_task(site, "W-4", TaskKind.CALL, date(2026, 11, 23), "Skulle ha ringt.")
    add_task(site, "W-1", TaskKind.BROKEN_PROMISE, TODAY, "Ingen hörde av sig.")
    said = words(site.client("sara"), PROMISES)
    assert "Torsdag 26 november: 1 löfte" in said
    order = ("Brutna löften", "Skulle ha ringt.", "Ingen hörde av sig.", "Torsdag 26", "Hjälp i tid.")
    places = [said.index(part) for part in order]
    assert places == sorted(places)
    assert "Har inte ansökt" not in said
    assert "Hjälp i tid." not in words(site.client("omar"), PROMISES)


def test_when_all_are_broken_the_page_says_that_no_more_wait(site: Site) -> None:
    add_task(site, "W-4", TaskKind.CALL, date(2026, 11, 23), "Skulle ha ringt.")
    assert "Inga fler löften väntar" in words(site.client("sara"), PROMISES)


def test_a_broken_promise_of_somebody_else_stays_unseen(site: Site) -> None:
    add_task(site, "W-5", TaskKind.CALL, date(2026, 11, 23), "Hemligt löfte.")
    assert "Hemligt löfte." not in words(site.client("greta"), PROMISES)
    assert "Hemligt löfte." in words(site.client("sara"), PROMISES)


@pytest.mark.parametrize(
    ("ends", "week"),
    [
        (date(2026, 12, 31), "v. 48, 23 till 29 november 1 1"),
        (date(2027, 6, 30), "v. 50, 7 till 13 december 0 1"),
    ],
    ids=["late", "in time"],
)
def test_the_weeks_count_what_is_promised_and_what_the_simulation_foresees(
    site: Site, ends: date, week: str
) -> None:
    """Step 1 isn't done: somebody is promised to take over, now or when it is time."""
    add_task(site, "W-6", TaskKind.HELP, date(2026, 11, 26))
    with site.service.database.transaction("prov", NOW) as session:
        person = session.scalars(select(t.Person).where(t.Person.ref == "W-1")).one()
        person.look_on = TODAY
        session.scalars(select(t.Decision).where(t.Decision.person_id == person.id)).one().last_day = ends
    said = words(site.client("sara"), PROMISES)
    assert week in said
    assert "v. 49, 30 november till 6 december 0 0" in said
    assert said.count("v. ") == 8


def test_my_limit_is_kept_marked_and_used_for_the_next_promise(site: Site) -> None:
    client = site.client("sara")
    assert post(client, f"{PROMISES}/grans", grans="1").location == PROMISES
    assert "Sparat: högst 1 löften på en dag." in words(client, PROMISES)
    add_task(site, "W-6", TaskKind.HELP, date(2026, 11, 26))
    with site.service.database.reading() as session:
        person = session.scalars(select(t.Person.id).where(t.Person.ref == "W-1")).one()
        assert free_day(session, site.service.rules, person, TODAY) == date(2026, 11, 27)
        assert session.scalars(
            select(t.Audit.action).where(t.Audit.what == "caseworker", t.Audit.actor == "sara")
        ).all() == ["changed"]
    add_task(site, "W-4", TaskKind.CALL, date(2026, 11, 26))
    assert "Fler än 1 på en dag" in words(client, PROMISES)


@pytest.mark.parametrize("limit", ["0", "51", "-1", "tio", "", "²"])
def test_a_limit_that_will_not_do_is_said_by_its_field(site: Site, limit: str) -> None:
    answer = post(site.client("sara"), f"{PROMISES}/grans", grans=limit)
    assert answer.status_code == 422
    assert "Skriv ett tal från 1 till 50" in text_of(assert_sound(answer.get_data(as_text=True)))


def test_the_promises_of_somebody_who_is_away_come_to_the_stand_in(site: Site) -> None:
    add_task(site, "W-1", TaskKind.HELP, date(2026, 11, 26), "Saras löfte.")
    with site.service.database.transaction("prov", NOW) as session:
        ids = {row.username: row.id for row in session.scalars(select(t.Caseworker))}
        session.add(
            t.CaseworkerAbsence(
                caseworker_id=ids["sara"],
                stand_in_id=ids["omar"],
                first_day=TODAY,
                last_day=TODAY + timedelta(days=3),
            )
        )
    assert "Saras löfte." in words(site.client("omar"), PROMISES)


def add_many(site: Site, rows: list[tuple[str, date, str]]) -> None:
    """Put promises in: the person, the day and why."""
    with site.service.database.transaction("prov", NOW) as session:
        ids = {person.ref: person.id for person in session.scalars(select(t.Person))}
        for number, (ref, day, why) in enumerate(rows):
            identity = f"many:{number}"
            task = t.Task(
                identity=identity, person_id=ids[ref], kind=TaskKind.HELP, day=day, why=why, created_at=NOW
            )
            session.add(task)


def test_a_leader_with_many_promises_gets_them_by_the_page(site: Site) -> None:
    """All of one unit's: 120 over three days, of which the first has passed."""
    days = (date(2026, 11, 23), date(2026, 11, 26), date(2026, 11, 27))
    add_many(site, [("W-1" if n % 2 else "W-6", days[n // 40], f"Löfte {n:03}.") for n in range(120)])
    greta = site.client("greta")
    pages = [words(greta, f"{PROMISES}?sida={number}") for number in (1, 2, 3)]
    counts = [sum(page.count(f"Löfte {number:03}.") for number in range(120)) for page in pages]
    assert counts == [50, 48, 22], "two others were there before"
    assert "Brutna löften" in pages[0]
    assert "Brutna löften" not in pages[1]
    assert "Torsdag 26 november: 42 löften" in pages[0]
    assert "Torsdag 26 november: 42 löften" in pages[1]
    assert "Sida 2 av 3." in pages[1]
    assert words(greta, f"{PROMISES}?sida=99") == pages[2]
    assert words(greta, f"{PROMISES}?sida=tolv") == pages[0]


def test_a_day_is_full_when_one_handlaggare_has_too_many_not_the_unit(site: Site) -> None:
    add_many(site, [("W-1" if n < 10 else "W-2", date(2026, 11, 27), f"Nr {n}.") for n in range(20)])
    assert "på en dag. Be en kollega" not in words(site.client("greta"), PROMISES)
    add_task(site, "W-1", TaskKind.CALL, date(2026, 11, 27), "Ett till.")
    assert "Fler än 10 på en dag. Be en kollega" in words(site.client("greta"), PROMISES)
