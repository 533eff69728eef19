"""Amendments 5 and 39 on the page of a case: what can be had after a no, and that words are let go of."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import select

from dinadatum.register import tables as t
from notify.values import StepKind
from tests.web.conftest import NOW, Site
from tests.web.html_check import assert_sound, text_of

CASE = "/arende?ref=W-1"


def page(site: Site) -> str:
    return text_of(assert_sound(site.client("sara").get(CASE).get_data(as_text=True)))


def answered(site: Site, value: str, day: date = date(2026, 11, 20)) -> None:
    with site.service.database.transaction("prov", NOW) as session:
        person = session.scalars(select(t.Person).where(t.Person.ref == "W-1")).one()
        session.add(t.Step(person_id=person.id, kind=StepKind.ANSWER, day=day, value=value))


@pytest.mark.parametrize(("value", "shown"), [("avslag", True), ("delvis", False), ("beviljad", False)])
def test_amendment_05_after_a_no_the_page_says_what_can_be_had_instead(
    site: Site, value: str, shown: bool
) -> None:
    assert "Efter avslaget" not in page(site)
    answered(site, value)
    said = page(site)
    assert ("Efter avslaget 20 november 2026" in said) is shown
    assert ("senast 20 januari 2027 (113 kap. 19 § SFB)" in said) is shown
    assert ("Försörjningsstöd söks hos kommunen" in said) is shown


def test_amendment_05_a_new_decision_ends_it(site: Site) -> None:
    answered(site, "avslag")
    with site.service.database.transaction("prov", NOW) as session:
        person = session.scalars(select(t.Person).where(t.Person.ref == "W-1")).one()
        decision = session.scalars(select(t.Decision).where(t.Decision.person_id == person.id)).one()
        decision.decided = date(2026, 11, 23)
    assert "Efter avslaget" not in page(site)


def test_amendment_39_the_page_says_that_the_words_are_gone_and_shows_the_rest(site: Site) -> None:
    with site.service.database.transaction("prov", NOW) as session:
        for message in session.scalars(select(t.Message)):
            message.text, message.subject, message.chars = None, None, 70
    said = page(site)
    assert "Texten är borttagen. Ord sparas i 90 dagar, och tills beslutet är slutligt." in said
    assert "levererat" in said
