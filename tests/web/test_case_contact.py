"""What a case says of how to reach the person: the number to ring, what is closed, and until when there is peace."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from sqlalchemy import select

from dinadatum.register import tables as t
from tests.web.conftest import NOW, TODAY, Site
from tests.web.html_check import assert_sound, text_of


def page(site: Site, **known: Any) -> str:
    """Let things be so of a person, and open the case."""
    with site.service.database.transaction("prov", NOW) as session:
        kim = session.scalars(select(t.Person).where(t.Person.ref == "W-1")).one()
        for name, value in known.items():
            setattr(kim, name, value)
    return site.client("sara").get("/arende?ref=W-1").get_data(as_text=True)


def said(html: str) -> str:
    return text_of(assert_sound(html))


def test_the_number_can_be_tapped(site: Site) -> None:
    html = page(site)
    assert html.count('href="tel:+46701740605"') == 2
    assert "Ring 070-174 06 05" in said(html)


def test_stopp_stands_in_the_head_and_beside_the_other_way(site: Site) -> None:
    text = said(page(site, stopped_on=TODAY, reserve_road="brev"))
    assert "Har svarat STOPP" in text
    assert "24 november 2026: inga fler sms" in text
    assert "Annan väg brev" in text


def test_no_other_way_is_said_too(site: Site) -> None:
    text = said(page(site))
    assert "Annan väg inget bestämt" in text
    assert "STOPP" not in text.split("Viktiga datum", maxsplit=1)[0]


def test_a_number_that_is_somebody_elses_is_not_offered_to_ring(site: Site) -> None:
    with site.service.database.reading() as session:
        known = session.scalar(select(t.Person.mobile_hash).where(t.Person.ref == "W-1"))
    html = page(site, wrong_mobile_hash=known)
    assert "Fel nummer" in said(html)
    assert "numret är någon annans: inget går dit" in said(html)
    assert "Ring 070-174 06 05" not in said(html)


def test_a_pause_is_told_by_its_last_day_as_the_person_was_told(site: Site) -> None:
    text = said(page(site, paused_until=TODAY + timedelta(days=14)))
    assert "Paus till och med måndag 7 december" in text
    assert "till 8 december" not in text


def test_somebody_who_writes_is_told_of_the_pause_before_and_not_after(site: Site) -> None:
    page(site, paused_until=TODAY + timedelta(days=14))
    form = said(site.client("sara").get("/arende/skriv?ref=W-1").get_data(as_text=True))
    assert "Personen ska ha lugn till och med måndag 7 december. Bara det som är bråttom går." in form


def test_a_pause_that_is_over_is_not_shown(site: Site) -> None:
    assert "Paus till" not in said(page(site, paused_until=TODAY))
