"""Days away with a stand-in: who may write them in, who has the tasks meanwhile, and what stays unseen."""

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

SETTINGS = "/installningar"


def caseworker_id(site: Site, username: str) -> int:
    with site.service.database.reading() as session:
        return session.scalars(select(t.Caseworker.id).where(t.Caseworker.username == username)).one()


def away(site: Site, who: str, stand_in: str, first: str, last: str, **more: str):
    other = str(caseworker_id(site, stand_in)) if stand_in else ""
    client = site.client(who)
    return post(client, f"{SETTINGS}/franvaro", SETTINGS, fran=first, till=last, ersattare=other, **more)


def count(site: Site) -> int:
    with site.service.database.reading() as session:
        return len(session.scalars(select(t.CaseworkerAbsence)).all())


def test_the_stand_in_has_the_tasks_from_the_first_day_to_the_last(site: Site) -> None:
    assert away(site, "sara", "omar", "2026-11-25", "2026-11-26").location == SETTINGS
    assert "Har inte ansökt" not in words(site.client("omar"))
    for hours in (24, 24):
        site.clock.move(timedelta(hours=hours))
        said = words(site.client("omar"))
        assert "Har inte ansökt" in said
        assert "Uppgifterna för Sara Ek står här bland dina" in said
    site.clock.move(timedelta(hours=24))
    assert "Har inte ansökt" not in words(site.client("omar"))


def test_a_stand_in_never_sees_a_protected_identity(site: Site) -> None:
    add_task(site, "W-5", TaskKind.HELP, TODAY, "Hemligt om W-5.")
    away(site, "sara", "omar", "2026-11-24", "2026-11-26")
    said = words(site.client("omar"))
    assert "W-5 skyddade uppgifter" in said
    assert "Hemligt om W-5." not in said
    assert "Femsson" not in site.client("omar").get("/arende?ref=W-5").get_data(as_text=True)
    assert "1 av dina ärenden har skyddade uppgifter" in words(site.client("sara"), SETTINGS)


def test_days_away_are_shown_to_both_and_taken_away_by_the_one_who_is_away(site: Site) -> None:
    away(site, "sara", "omar", "2026-12-01", "2026-12-04")
    assert "1 december till och med 4 december 2026" in words(site.client("sara"), SETTINGS)
    assert "Du, ersättare Omar Lind" in words(site.client("sara"), SETTINGS)
    assert "Sara Ek, ersättare du" in words(site.client("omar"), SETTINGS)
    assert post(site.client("omar"), f"{SETTINGS}/franvaro/1/bort").status_code == 404
    assert count(site) == 1
    assert post(site.client("sara"), f"{SETTINGS}/franvaro/1/bort").status_code == 303
    assert count(site) == 0
    with site.service.database.reading() as session:
        actions = session.scalars(
            select(t.Audit.action).where(t.Audit.what == "caseworker_absence").order_by(t.Audit.id)
        )
        assert list(actions) == ["added", "removed"]


@pytest.mark.parametrize(
    ("first", "last", "stand_in", "sentence"),
    [
        ("", "2026-12-04", "omar", "Första dagen saknas"),
        ("2026-12-04", "", "omar", "Sista dagen saknas"),
        ("2026-12-01", "snart", "omar", "«snart» är ingen dag"),
        ("2026-12-05", "2026-12-04", "omar", "Sista dagen är före första dagen"),
        ("2026-11-02", "2026-11-23", "omar", "Tiden har redan varit"),
        ("2026-12-01", "2026-12-04", "sara", "Välj en annan handläggare som ersättare"),
        ("2026-12-01", "2026-12-04", "lena", "Välj en annan handläggare som ersättare"),
    ],
)
def test_what_is_wrong_is_said_by_its_field(
    site: Site, first: str, last: str, stand_in: str, sentence: str
) -> None:
    answer = away(site, "sara", stand_in, first, last)
    assert answer.status_code == 422
    assert sentence in text_of(assert_sound(answer.get_data(as_text=True)))
    assert count(site) == 0


def test_a_stand_in_who_is_away_too_will_not_do_nor_the_same_days_twice(site: Site) -> None:
    away(site, "omar", "", "2026-12-03", "2026-12-10")
    refused = away(site, "sara", "omar", "2026-12-01", "2026-12-03")
    assert "Omar Lind är själv borta de dagarna" in text_of(assert_sound(refused.get_data(as_text=True)))
    away(site, "sara", "", "2026-12-01", "2026-12-03")
    again = away(site, "sara", "", "2026-12-03", "2026-12-04")
    assert "Det finns redan en frånvaro" in text_of(assert_sound(again.get_data(as_text=True)))
    assert count(site) == 2


def test_two_of_the_same_name_are_told_apart_by_their_user_names(site: Site) -> None:
    with site.service.database.transaction("prov", NOW) as session:
        session.scalars(select(t.Caseworker).where(t.Caseworker.username == "lena")).one().name = "Omar Lind"
    away(site, "sara", "omar", "2026-11-24", "2026-11-26")
    assert "Du, ersättare Omar Lind (omar)" in words(site.client("sara"), SETTINGS)
    assert "Uppgifterna för Sara Ek står" in words(site.client("omar"))
    assert ">Omar Lind (omar)</option>" in site.client("sara").get(SETTINGS).get_data(as_text=True)


def test_a_team_leader_writes_it_in_for_those_of_the_own_units_alone(site: Site) -> None:
    sara = str(caseworker_id(site, "sara"))
    assert away(site, "greta", "omar", "2026-12-01", "2026-12-03", vem=sara).status_code == 303
    assert away(site, "omar", "", "2026-12-21", "2026-12-23", vem=sara).status_code == 422
    assert count(site) == 1


@pytest.mark.parametrize(
    ("stand_in", "day"), [("", date(2026, 12, 1)), ("omar", date(2026, 11, 26))], ids=["nobody", "stand-in"]
)
def test_nothing_is_promised_for_a_day_when_nobody_is_there(site: Site, stand_in: str, day: date) -> None:
    away(site, "sara", stand_in, "2026-11-26", "2026-11-30")
    with site.service.database.reading() as session:
        person = session.scalars(select(t.Person.id).where(t.Person.ref == "W-1")).one()
        assert free_day(session, site.service.rules, person, NOW.date()) == day
