"""Every page: sound HTML, and the right things on it."""

from __future__ import annotations

import pytest
from sqlalchemy import delete, update

from dinadatum.register import tables as t
from tests.web.conftest import NOW, Site, token_of
from tests.web.html_check import assert_sound, names, text_of
from tests.web.small_unit import REPLY_TEXT, SENT_TEXT

PAGES = (
    "/idag",
    "/idag?slag=risk-for-glapp",
    "/inkorg",
    "/utgangar",
    "/utgangar?inom=30",
    "/utgangar?inom=x&vad=y",
    "/utgangar?inom=365&lage=gap&ordning=municipality",
    "/kalender",
    "/arende",
    "/arende?ref=W-1",
    "/arende?ref=W-2",
    "/arende?ref=W-4",
    "/arende?ref=W-5",
    "/arende?ref=W-6",
    "/arende?ref=W-7",
    "/uppgift/2/klart",
    "/systemet",
)


@pytest.mark.parametrize("path", PAGES)
def test_a_page_is_sound(site: Site, path: str) -> None:
    answer = site.client("sara").get(path)
    assert answer.status_code == 200
    assert_sound(answer.get_data(as_text=True))


@pytest.mark.parametrize(
    "path", ["/finns-inte", "/arende?ref=W-99", "/arende?ref=W-3", "/uppgift/9999/klart"]
)
def test_what_is_not_there_is_said_plainly(site: Site, path: str) -> None:
    answer = site.client("sara").get(path)
    assert answer.status_code == 404
    assert "Sidan finns inte" in text_of(assert_sound(answer.get_data(as_text=True)))


def test_the_log_in_page_is_sound(site: Site) -> None:
    assert_sound(site.client().get("/logga-in").get_data(as_text=True))


def test_the_start_is_the_list_of_expiries(site: Site) -> None:
    assert site.client("sara").get("/").location == "/idag"


def test_the_list_shows_what_ends_soonest_first(site: Site) -> None:
    words = text_of(assert_sound(site.client("sara").get("/utgangar").get_data(as_text=True)))
    assert words.index("31 december 2026") < words.index("31 januari 2027")
    assert "W-1" in words
    assert "Risk för glapp" in words
    assert "W-3" not in words


def test_a_wrong_choice_is_said_by_its_field(site: Site) -> None:
    root = assert_sound(site.client("sara").get("/utgangar?inom=7").get_data(as_text=True))
    assert root.findtext("head/title", "").startswith("Fel: ")
    field = next(e for e in root.iter("select") if e.get("id") == "inom")
    assert field.get("aria-invalid") == "true"
    assert field.get("aria-describedby") == "inom-fel"


def test_the_list_can_be_narrowed_to_what_ends(site: Site) -> None:
    words = text_of(assert_sound(site.client("sara").get("/utgangar?vad=dormancy").get_data(as_text=True)))
    assert "Vilande, arbete, 50 %" in words
    assert "W-1" not in words


def test_a_chooser_of_units_stands_there_for_those_with_several(site: Site) -> None:
    assert 'name="enhet"' not in site.client("sara").get("/utgangar").get_data(as_text=True)
    page = site.client("greta").get("/utgangar?enhet=5070").get_data(as_text=True)
    assert 'name="enhet"' in page
    assert "W-3" in page
    assert not names(page, "W-1")


def test_an_empty_list_says_what_will_be_there(site: Site) -> None:
    with site.service.database.transaction("prov", NOW) as session:
        session.execute(delete(t.Expiry))
    words = text_of(assert_sound(site.client("sara").get("/utgangar").get_data(as_text=True)))
    assert "Inget slutar under den här tiden" in words


def test_an_empty_list_says_when_it_is_the_choice_that_is_empty(site: Site) -> None:
    with site.service.database.transaction("prov", NOW) as session:
        session.execute(delete(t.Expiry))
    words = text_of(assert_sound(site.client("sara").get("/utgangar?lage=gap").get_data(as_text=True)))
    assert "Inget av det som slutar under den här tiden passar det du har valt." in words


def test_a_case_shows_its_dates_with_their_reasons(site: Site) -> None:
    root = assert_sound(site.client("sara").get("/arende?ref=W-1").get_data(as_text=True))
    row = next(e for e in root.iter("tr") if "Beslutet slutar" in "".join(e.itertext()))
    assert "31 december 2026" in "".join(row.itertext())
    assert "33 kap." in "".join(next(row.iter("summary")).itertext())
    steps = ["".join(e.itertext()) for e in row.iter("li")]
    assert steps
    assert any("31 december 2026" in step for step in steps)
    assert not any("2026-12-31" in step for step in steps)


def test_a_case_shows_what_was_sent_word_for_word(site: Site) -> None:
    root = assert_sound(site.client("sara").get("/arende?ref=W-1").get_data(as_text=True))
    said = ["".join(e.itertext()) for e in root.iter("blockquote")]
    assert SENT_TEXT in said
    assert REPLY_TEXT in said
    words = text_of(root)
    assert "levererat" in words
    assert "onsdag 4 november 2026 klockan 9.00" in words


def test_a_case_shows_what_comes(site: Site) -> None:
    root = assert_sound(site.client("sara").get("/arende?ref=W-6").get_data(as_text=True))
    section = next(e for e in root.iter("section") if e.get("aria-labelledby") == "kommer")
    said = ["".join(e.itertext()) for e in section.iter("blockquote")]
    assert said
    assert all(text.startswith("Dina datum:\n") for text in said)
    assert "uppgift till handläggare" in text_of(section)


def test_a_case_shows_eight_weeks_at_first_and_a_year_when_asked(site: Site) -> None:
    client = site.client("sara")
    soon = assert_sound(client.get("/arende?ref=W-1").get_data(as_text=True))
    link = next(e for e in soon.iter("a") if "".join(e.itertext()) == "Visa hela året")
    whole = assert_sound(client.get(link.attrib["href"]).get_data(as_text=True))
    sections = [
        next(e for e in root.iter("section") if e.get("aria-labelledby") == "kommer")
        for root in (soon, whole)
    ]
    few, many = ([text_of(item) for item in section.iter("li")] for section in sections)
    assert few == many[: len(few)]
    assert len(few) < len(many)
    assert "Visa hela året" not in text_of(whole)


def test_a_person_without_facts_has_a_page(site: Site) -> None:
    words = text_of(assert_sound(site.client("sara").get("/arende?ref=W-7").get_data(as_text=True)))
    assert "Inget beslut är infört" in words
    assert "Inget beslut i dag" in words
    assert "Inget beslut i dag" not in site.client("sara").get("/arende?ref=W-1").get_data(as_text=True)


def test_a_case_is_found_by_its_reference(site: Site) -> None:
    client = site.client("sara")
    for typed in (" W-1 ", "w-1"):
        data = {"csrf_token": token_of(client, "/arende"), "ref": typed}
        assert client.post("/arende", data=data).location == "/arende?ref=W-1"


@pytest.mark.parametrize(("ref", "status"), [("W-3", 404), ("020517-1234", 404), ("", 422)])
def test_what_is_not_a_case_of_mine_never_gets_into_an_address(site: Site, ref: str, status: int) -> None:
    client = site.client("sara")
    answer = client.post("/arende", data={"csrf_token": token_of(client, "/arende"), "ref": ref})
    assert answer.status_code == status
    assert answer.location is None
    assert_sound(answer.get_data(as_text=True))


def test_today_lists_what_is_overdue_and_then_tasks_heaviest_first(site: Site) -> None:
    words = text_of(assert_sound(site.client("sara").get("/idag").get_data(as_text=True)))
    assert "Idag, tisdag 24 november 2026" in words
    assert words.index("Blad för nya") < words.index("Har inte ansökt") < words.index("Numret finns inte")
    assert "skulle vara klart fredag 20 november" in words
    assert "Något i den andra enheten" not in words


def test_messages_that_wait_for_a_provider_are_said(site: Site) -> None:
    for path in ("/idag", "/systemet"):
        words = text_of(assert_sound(site.client("sara").get(path).get_data(as_text=True)))
        assert "Meddelanden väntar. 1 mejl kunde inte lämnas" in words


def test_a_look_that_has_not_been_done_is_said(site: Site) -> None:
    with site.service.database.transaction("prov", NOW) as session:
        session.execute(update(t.Heartbeat).values(said="2026-11-20"))
    words = text_of(assert_sound(site.client("sara").get("/idag").get_data(as_text=True)))
    assert "Dagens genomgång är inte gjord. Den senaste var fredag 20 november" in words


def test_a_task_is_ticked_off_with_a_note(site: Site) -> None:
    client = site.client("sara")
    form = client.get("/idag").get_data(as_text=True)
    path = form.split("Har inte ansökt", 1)[1].split('href="/uppgift/', 1)[1].split('"', 1)[0]
    data = {"csrf_token": token_of(client, f"/uppgift/{path}"), "note": "Ringde. Ansökan är på väg."}
    answer = client.post(f"/uppgift/{path}", data=data)
    assert answer.location == "/idag"
    assert "Klart: risk för glapp, W-1." in client.get("/idag").get_data(as_text=True)
    with site.service.database.reading() as session:
        task = session.get_one(t.Task, int(path.split("/")[0]))
        assert (task.done_by, task.done_at, task.note) == ("sara", NOW, "Ringde. Ansökan är på väg.")
    assert client.post(f"/uppgift/{path}", data=data).status_code == 404


def test_a_note_that_is_too_long_is_said_by_its_field_and_kept(site: Site) -> None:
    client = site.client("sara")
    note = "å" * 1001
    data = {"csrf_token": token_of(client, "/uppgift/2/klart"), "note": note}
    answer = client.post("/uppgift/2/klart", data=data)
    assert answer.status_code == 422
    page = answer.get_data(as_text=True)
    assert "Anteckningen är 1001 tecken" in text_of(assert_sound(page))
    assert note in page


def test_looking_at_the_question_changes_nothing(site: Site) -> None:
    client = site.client("sara")
    client.get("/uppgift/2/klart")
    with site.service.database.reading() as session:
        assert session.get_one(t.Task, 2).done_at is None


def test_a_bar_says_its_month_and_number_in_words(site: Site) -> None:
    root = assert_sound(site.client("sara").get("/utgangar").get_data(as_text=True))
    chart = next(e for e in root.iter("ul") if e.get("class") == "chart")
    first = "".join(next(chart.iter("li")).itertext())
    assert first.startswith("november 2026: 0")
    assert len(list(chart)) == 7
