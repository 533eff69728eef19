"""Byt handläggare: who is told when, first; then the handover, and only of cases that are mine to hand over."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest
from sqlalchemy import delete, select

from dinadatum.register import tables as t
from dinadatum.register.states import State
from dinadatum.usecases.looks.daily_look import look
from dinadatum.usecases.sending.send_due import send_due
from notify.channels.outbox import OutboxChannel
from notify.values import Road
from tests.web.conftest import NOW, Site
from tests.web.html_check import assert_sound, text_of
from tests.web.test_todays_tasks import post, words

PAGE = "/byt-handlaggare"
ORDER = {"ny": "omar", "dag": "2026-12-14", "hor_av_sig": "2026-12-16", "referenser": "W-1\nW-4"}


def handovers(site: Site) -> list[tuple[str, str, date, date]]:
    with site.service.database.reading() as session:
        query = (
            select(t.Person.ref, t.Caseworker.username, t.Handover.first_day, t.Handover.writes_on)
            .join(t.Handover, t.Handover.person_id == t.Person.id)
            .join(t.Caseworker, t.Caseworker.id == t.Handover.caseworker_id)
            .order_by(t.Person.ref)
        )
        return [tuple(row) for row in session.execute(query)]


def test_the_preview_says_who_is_told_when_and_keeps_nothing(site: Site) -> None:
    answer = post(site.client("sara"), PAGE, steg_nu="granska", **ORDER)
    said = text_of(assert_sound(answer.get_data(as_text=True)))
    assert "2 ärenden går från Sara Ek till Omar Lind den 14 december 2026" in said
    assert "W-1 i morgon, sms" in said
    assert "W-4 inget meddelande: berätta själv" in said
    assert "1 person får inget meddelande. Berätta själv." in said
    assert handovers(site) == []


def test_a_reference_may_be_typed_with_small_letters(site: Site) -> None:
    answer = post(site.client("sara"), PAGE, steg_nu="granska", **(ORDER | {"referenser": "w-1"}))
    assert "1 ärende går från Sara Ek" in text_of(assert_sound(answer.get_data(as_text=True)))


def test_it_is_done_after_the_preview_and_the_person_is_told(site: Site) -> None:
    client = site.client("sara")
    assert post(client, PAGE, steg_nu="lamna", **ORDER).location == "/idag"
    days = (date(2026, 12, 14), date(2026, 12, 16))
    assert handovers(site) == [("W-1", "omar", *days), ("W-4", "omar", *days)]
    assert "2 ärenden går till Omar Lind den 14 december 2026. De som får meddelanden får veta det" in words(
        client
    )
    with site.service.database.reading() as session:
        actors = session.scalars(select(t.Audit.actor).where(t.Audit.what == "handover"))
        assert set(actors) == {"sara"}


def test_the_person_is_told_on_the_day_that_the_preview_said(site: Site, tmp_path: Path) -> None:
    post(site.client("sara"), PAGE, steg_nu="lamna", **ORDER)
    database, rules = site.service.database, site.service.rules
    channels = {road: OutboxChannel(tmp_path, road) for road in (Road.SMS, Road.EMAIL)}
    for ahead in range(4):
        now = NOW + timedelta(days=ahead, hours=6)
        look(database, rules, now.date(), now)
        send_due(database, rules, channels, lambda now=now: now)
    with database.reading() as session:
        told = session.scalars(select(t.Message).where(t.Message.template == "M13")).all()
        assert [(message.day, message.state) for message in told] == [(date(2026, 11, 25), State.ACCEPTED)]


def test_without_references_all_of_mine_go(site: Site) -> None:
    order = {**ORDER, "referenser": "", "hor_av_sig": ""}
    post(site.client("sara"), PAGE, steg_nu="lamna", **order)
    found = handovers(site)
    assert [ref for ref, *_ in found] == ["W-1", "W-4", "W-5", "W-6"]
    assert {writes for *_, writes in found} == {date(2026, 12, 16)}


def test_the_way_back_keeps_what_was_written(site: Site) -> None:
    answer = post(site.client("sara"), PAGE, steg_nu="andra", **ORDER)
    assert answer.status_code == 200
    page = answer.get_data(as_text=True)
    assert_sound(page)
    assert "W-1\nW-4</textarea>" in page
    assert 'value="2026-12-14"' in page


@pytest.mark.parametrize(
    ("cells", "sentence"),
    [
        ({"ny": ""}, "Välj vem som tar över"),
        ({"ny": "sara"}, "Sara Ek har ärendena redan"),
        ({"ny": "lena"}, "Välj vem som tar över"),
        ({"dag": ""}, "Den nyas första dag behövs"),
        ({"dag": "2026-11-24"}, "är inte framåt i tiden"),
        ({"hor_av_sig": "snart"}, "«snart» är ingen dag"),
        ({"referenser": "W-1 W-2"}, "Sara Ek har inte W-2"),
        ({"referenser": "W-3"}, "Sara Ek har inte W-3"),
        ({"gammal": "omar", "referenser": "W-2"}, "Sara Ek har inte W-2"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_kept(site: Site, cells: dict[str, str], sentence: str) -> None:
    for step in ("granska", "lamna"):
        answer = post(site.client("sara"), PAGE, steg_nu=step, **{**ORDER, **cells})
        assert answer.status_code == 422
        assert sentence in text_of(assert_sound(answer.get_data(as_text=True)))
    assert handovers(site) == []


def test_a_team_leader_hands_over_for_others_but_never_a_protected_identity(site: Site) -> None:
    client = site.client("greta")
    assert "Omar Lind" in words(client, PAGE)
    order = {**ORDER, "gammal": "sara", "referenser": ""}
    post(client, PAGE, steg_nu="lamna", **order)
    assert [ref for ref, *_ in handovers(site)] == ["W-1", "W-4", "W-6"]
    with site.service.database.transaction("prov", NOW) as session:
        session.execute(delete(t.Handover))
    refused = post(client, PAGE, steg_nu="lamna", **{**order, "gammal": "omar"})
    assert refused.status_code == 422


def test_a_reference_of_the_address_stands_in_the_form(site: Site) -> None:
    assert "W-6</textarea>" in site.client("sara").get(f"{PAGE}?ref=W-6").get_data(as_text=True)


def test_a_case_leads_to_its_handover(site: Site) -> None:
    for username, whose in (("sara", "Du lämnar över"), ("alla", "Sara Ek")):
        client = site.client(username)
        page = client.get("/arende?ref=W-1").get_data(as_text=True)
        assert 'href="/byt-handlaggare?ref=W-1"' in page
        form = client.get("/byt-handlaggare?ref=W-1").get_data(as_text=True)
        assert_sound(form)
        assert whose in form
    assert 'value="sara" selected' in form
    assert "byt-handlaggare" not in site.client("omar").get("/arende?ref=W-1").get_data(as_text=True)


def test_who_has_the_case_is_not_offered_it(site: Site) -> None:
    for username, path in (("sara", PAGE), ("sara", f"{PAGE}?ref=W-1"), ("alla", f"{PAGE}?ref=W-1")):
        page = site.client(username).get(path).get_data(as_text=True)
        offered = page.split('<select id="ny"', 1)[1].split("</select>", 1)[0]
        assert 'value="omar"' in offered
        assert 'value="sara"' not in offered
    assert 'value="sara"' in site.client("alla").get(PAGE).get_data(as_text=True).split('id="ny"', 1)[1]
    refused = post(site.client("alla"), PAGE, steg_nu="granska", **{**ORDER, "gammal": "sara", "ny": "sara"})
    assert "Sara Ek har ärendena redan. Välj någon annan." in refused.get_data(as_text=True)


def test_who_has_left_hands_over_under_the_own_name_and_takes_nothing_over(site: Site) -> None:
    with site.service.database.transaction("prov", NOW) as session:
        sara = session.scalars(select(t.Caseworker).where(t.Caseworker.username == "sara")).one()
        sara.last_day = NOW.date() - timedelta(days=1)
    client = site.client("alla")
    olds, news = client.get(PAGE).get_data(as_text=True).split('<select id="ny"', 1)
    assert ">Sara Ek (" in olds
    assert "Sara Ek" not in news
    answer = post(client, PAGE, steg_nu="granska", **{**ORDER, "gammal": "sara"})
    assert "2 ärenden går från Sara Ek till Omar Lind" in answer.get_data(as_text=True)
