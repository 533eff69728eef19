"""Idag's kinds in an address, how many they are said to be, and the way back from what is done with a task."""

from __future__ import annotations

import html
import re
from datetime import timedelta

import pytest
from sqlalchemy import select

from dinadatum.register import tables as t
from dinadatum.register.states import State
from dinadatum.web.task_words import KIND_SLUGS, TASKS
from notify.values import TaskKind
from tests.web.conftest import NOW, TODAY, Site, token_of
from tests.web.html_check import assert_sound, text_of
from tests.web.test_todays_tasks import add_task, words


@pytest.mark.parametrize("address", ["/idag?slag=svaret-drojer", "/idag?slag=late_answer"])
def test_a_kind_is_asked_for_in_swedish_and_older_addresses_still_work(site: Site, address: str) -> None:
    add_task(site, "W-4", TaskKind.LATE_ANSWER, TODAY, "Fråga om svaret.")
    page = site.client("sara").get(address).get_data(as_text=True)
    assert "Att göra: svaret dröjer" in text_of(assert_sound(page))
    assert 'href="/idag?slag=svaret-drojer" aria-current="true"' in page
    assert 'href="/idag?slag=late_answer' not in page


def test_every_kind_has_an_address_of_its_own_in_plain_letters() -> None:
    assert len(KIND_SLUGS) == len(TASKS)
    assert all(re.fullmatch(r"[a-z-]+", slug) for slug in KIND_SLUGS)


def test_one_is_counted_as_one(site: Site) -> None:
    add_task(site, "W-4", TaskKind.TEXT_DOES_NOT_FIT, TODAY, "Texten blev för lång.")
    assert "1 text som inte får plats" in words(site.client("sara"))


@pytest.mark.parametrize(
    ("came", "back"),
    [
        ("/idag?slag=svaret-drojer&vems=enheten", "/idag?slag=svaret-drojer&vems=enheten"),
        ("/arende?ref=W-4", "/arende?ref=W-4"),
        ("/idag", "/idag"),
    ],
)
@pytest.mark.parametrize("do", ["klart", "skjut-upp", "anteckning"])
def test_what_is_done_with_a_task_leads_back_to_where_it_was_chosen(
    site: Site, came: str, back: str, do: str
) -> None:
    task = add_task(site, "W-4", TaskKind.LATE_ANSWER, TODAY, "Fråga om svaret.")
    sara = site.client("sara")
    page = sara.get(came).get_data(as_text=True)
    [link] = [html.unescape(each) for each in re.findall(rf'href="(/uppgift/{task}/{do}[^"]*)"', page)]
    form = sara.get(link).get_data(as_text=True)
    assert f'href="{html.escape(back)}">Avbryt' in form
    action = html.unescape(re.search(r'<form class="form" method="post" action="([^"]+)"', form)[1])
    cells = {"csrf_token": token_of(sara, link), "note": "Ringde.", "dag": "2026-11-30"}
    answer = sara.post(action, data=cells)
    assert (answer.status_code, answer.location) == (303, back)


def test_the_way_back_from_a_promise_is_the_promises(site: Site) -> None:
    task = add_task(site, "W-4", TaskKind.CALL, TODAY + timedelta(days=1), "Personen vill att du ringer.")
    sara = site.client("sara")
    assert f'/uppgift/{task}/klart?fran=loften"' in sara.get("/loften").get_data(as_text=True)
    path = f"/uppgift/{task}/klart?fran=loften"
    assert sara.post(path, data={"csrf_token": token_of(sara, path)}).location == "/loften"


def test_a_reply_to_read_leads_to_the_inbox(site: Site) -> None:
    add_task(site, "W-4", TaskKind.READ_REPLY, TODAY, "Ett svar kom.")
    page = site.client("sara").get("/idag?slag=las-ett-svar").get_data(as_text=True)
    assert ">Till Inkorgen<" in page


def test_a_kind_of_which_nothing_waits_is_not_said_to_be_all(site: Site) -> None:
    add_task(site, "W-4", TaskKind.LATE_ANSWER, TODAY, "Fråga om svaret.")
    said = text_of(assert_sound(site.client("sara").get("/idag?slag=larm").get_data(as_text=True)))
    assert "Inget av det slaget väntar på dig." in said
    assert "Just nu är det tomt" not in said


def test_what_is_ticked_off_by_mistake_is_taken_back_beside_the_words_that_say_so(site: Site) -> None:
    task = add_task(site, "W-4", TaskKind.LATE_ANSWER, TODAY, "Fråga om svaret.")
    sara = site.client("sara")
    path = f"/uppgift/{task}/klart?fran=arende"
    said = sara.post(path, data={"csrf_token": token_of(sara, path)}, follow_redirects=True)
    page = said.get_data(as_text=True)
    assert_sound(page)
    status = page[page.index('role="status"') : page.index("<h1>")]
    assert f'action="/uppgift/{task}/angra?fran=arende"' in status
    undone = sara.post(f"/uppgift/{task}/angra?fran=arende", data={"csrf_token": token_of(sara, path)})
    assert undone.location == "/arende?ref=W-4"
    assert "Att göra igen" in words(sara)


def test_a_held_message_is_not_said_to_go_out(site: Site) -> None:
    with site.service.database.transaction("prov", NOW) as session:
        first = session.scalars(select(t.Message).where(t.Message.day == TODAY)).first()
        first.state = State.HELD
    said = words(site.client("sara"))
    assert "1 meddelande går ut i dag. 1 väntar på en människa." in said


def test_a_name_can_be_searched_where_cases_are_opened(site: Site) -> None:
    sara = site.client("sara")
    assert "Eller sök på namnet" in words(sara, "/arende")
    found = sara.post("/utgangar/sok", data={"csrf_token": token_of(sara, "/arende"), "sok": "Ettsson"})
    assert "W-1" in found.get_data(as_text=True)
