"""Inkorgen: who may read what, what tying a reply does and shows first, and what is put aside."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask.testing import FlaskClient
from playwright.sync_api import Page
from sqlalchemy import select

from dinadatum.register import tables as t
from dinadatum.usecases.replies.take_reply import OF_OMBUD, OF_SEVERAL, OF_UNKNOWN
from notify.values import MessageKind, Road, TaskKind
from tests.standins.browser import assert_good_in_all_looks
from tests.web.conftest import NOW, Site, token_of
from tests.web.html_check import assert_sound, text_of
from tests.web.test_in_browser import _enter

HIDDEN = "Hemliga ord i ett svar"


def add_reply(
    site: Site, text: str = HIDDEN, *, read_as: str = OF_UNKNOWN, ref: str = "", sender_hash: str = "nobody"
) -> int:
    with site.service.database.transaction("prov", NOW) as session:
        person = session.scalar(select(t.Person.id).where(t.Person.ref == ref))
        row = t.Reply(
            person_id=person,
            road=Road.SMS,
            provider_id=f"SM-{text}-{read_as}-{ref}-{sender_hash}",
            sender_hash=sender_hash,
            sender="+46701740677",
            received_at=NOW,
            text=text,
            read_as=read_as,
            read_at=NOW,
            for_human=True,
        )
        session.add(row)
        session.flush()
        return row.id


def post(client: FlaskClient, path: str, **fields: str):
    return client.post(path, data={"csrf_token": token_of(client, "/systemet"), **fields})


def row(site: Site, number: int) -> t.Reply:
    with site.service.database.reading() as session:
        return session.get_one(t.Reply, number)


def log(site: Site, number: int) -> list[tuple[str, str]]:
    with site.service.database.reading() as session:
        query = select(t.Audit.actor, t.Audit.action).where(
            t.Audit.what == "reply", t.Audit.row_id == str(number)
        )
        return [(actor, action) for actor, action in session.execute(query.order_by(t.Audit.id))]


@pytest.mark.parametrize(
    ("given", "sees"),
    [
        ({}, {"greta", "alla"}),
        ({"ref": "W-1", "read_as": "MÄNNISKA"}, {"sara", "omar", "greta", "alla"}),
        ({"ref": "W-3", "read_as": "MÄNNISKA"}, {"greta", "alla"}),
        ({"ref": "W-5", "read_as": "MÄNNISKA"}, {"sara"}),
        ({"ref": "W-2", "read_as": "MÄNNISKA"}, {"omar"}),
        ({"read_as": OF_SEVERAL, "sender_hash": "hash-+46701740605"}, {"sara", "omar", "greta", "alla"}),
        ({"read_as": OF_SEVERAL, "sender_hash": "hash-+46701740608"}, {"sara"}),
    ],
    ids=[
        "nobody's",
        "own unit",
        "other unit",
        "protected",
        "protected of omar",
        "shared",
        "shared, protected",
    ],
)
def test_who_may_read_what(site: Site, given: dict[str, str], sees: set[str]) -> None:
    number = add_reply(site, **given)
    for name in ("sara", "omar", "greta", "alla"):
        client = site.client(name)
        listed = f"/inkorg/{number}" in client.get("/inkorg").get_data(as_text=True)
        opened = client.get(f"/inkorg/{number}")
        assert (listed, opened.status_code) == ((True, 200) if name in sees else (False, 404)), name
        assert (HIDDEN in opened.get_data(as_text=True)) is (name in sees)
        assert log(site, number)[-1] == (name, "viewed" if name in sees else "refused")


@pytest.mark.parametrize("name", ["adam", "gunnar"])
def test_neither_administrator_nor_auditor_reads(site: Site, name: str) -> None:
    number = add_reply(site)
    assert site.client(name).get("/inkorg").status_code == 403
    assert site.client(name).get(f"/inkorg/{number}").status_code == 403


def test_the_list_has_no_words_and_no_numbers(site: Site) -> None:
    add_reply(site)
    page = site.client("greta").get("/inkorg").get_data(as_text=True)
    assert_sound(page)
    assert HIDDEN not in page
    assert "070-174" not in page
    assert "från ett nummer eller en adress som ingen i registret har" in page


def test_what_tying_does_is_shown_first_and_then_done(site: Site) -> None:
    number, greta = add_reply(site, "stopp"), site.client("greta")
    shown = post(greta, f"/inkorg/{number}/granska", ref="W-1").get_data(as_text=True)
    words = text_of(assert_sound(shown))
    assert "Läses som STOPP" in words
    assert "STOPP: inga fler sms." in words
    assert "Personen har svarat STOPP" in words
    assert row(site, number).person_id is None, "nothing is done yet"
    assert post(greta, f"/inkorg/{number}/bind", ref="W-1").location == "/inkorg"
    done = row(site, number)
    assert (done.read_as, done.tied_by, done.done_by, done.done_at) == ("STOPP", "greta", "greta", NOW)
    with site.service.database.reading() as session:
        person = session.scalars(select(t.Person).where(t.Person.ref == "W-1")).one()
        assert person.stopped_on is not None
        assert session.scalars(select(t.Message).where(t.Message.kind == MessageKind.RECEIPT)).all() == []
    assert log(site, number)[-1] == ("greta", "tied")
    assert "greta sa att svaret hör hit." in greta.get("/arende?ref=W-1").get_data(as_text=True)


def test_what_a_reply_was_read_as_is_said_in_swedish_in_the_case_too(site: Site) -> None:
    number, sara = add_reply(site, "nja inte riktigt", ref="W-1", read_as="MÄNNISKA"), site.client("sara")
    assert post(sara, f"/inkorg/{number}/las-som", betyder="INTE_KLAR").location == "/inkorg"
    said = text_of(assert_sound(sara.get("/arende?ref=W-1").get_data(as_text=True)))
    assert "läst som inte klar än" in said
    assert "sara läste svaret som inte klar än." in said
    assert "INTE_KLAR" not in said, said[said.index("INTE_KLAR") - 200 :][:300]


def test_the_receipt_goes_only_when_asked_for(site: Site) -> None:
    number, greta = add_reply(site, "kan du ringa mig"), site.client("greta")
    shown = post(greta, f"/inkorg/{number}/granska", ref="W-1").get_data(as_text=True)
    assert "Skicka kvittot till personen" in shown
    post(greta, f"/inkorg/{number}/bind", ref="W-1", kvitto="ja")
    with site.service.database.reading() as session:
        [receipt] = session.scalars(select(t.Message).where(t.Message.kind == MessageKind.RECEIPT))
    assert receipt.template == "M45"


def test_what_somebody_has_read_and_tied_is_never_said_to_be_read_later(site: Site) -> None:
    number, greta = add_reply(site, "det regnar hos oss"), site.client("greta")
    shown = text_of(assert_sound(post(greta, f"/inkorg/{number}/granska", ref="W-1").get_data(as_text=True)))
    assert "Datorn förstod det inte" not in shown
    assert "hör hit: se det i ärendet och hör av dig" in shown
    post(greta, f"/inkorg/{number}/bind", ref="W-1", kvitto="ja")
    with site.service.database.reading() as session:
        [receipt] = session.scalars(select(t.Message).where(t.Message.kind == MessageKind.RECEIPT))
        asked = select(t.Task.kind, t.Task.day).where(t.Task.identity.like(f"%reply%|{number}"))
        [(kind, day)] = session.execute(asked).all()
    assert (receipt.template, receipt.key_date_day) == ("M94", day), "the day in it is the task's"
    assert kind is TaskKind.MEET, "a promise to read would be broken by who has read it already"


def test_who_asks_who_writes_is_not_said_to_have_a_wrong_number(site: Site) -> None:
    number, greta = add_reply(site, "vem är du?"), site.client("greta")
    shown = text_of(assert_sound(post(greta, f"/inkorg/{number}/granska", ref="W-1").get_data(as_text=True)))
    assert "Vi skriver till dig om viktiga dagar." in shown
    assert "fel nummer" not in shown
    post(greta, f"/inkorg/{number}/bind", ref="W-1", kvitto="ja")
    assert row(site, number).read_as == "MÄNNISKA"


def test_one_without_a_number_in_the_register_gets_no_receipt(site: Site) -> None:
    number, greta = add_reply(site, "kan du ringa mig"), site.client("greta")
    shown = post(greta, f"/inkorg/{number}/granska", ref="W-4").get_data(as_text=True)
    assert "Inget kvitto går till personen." in shown


@pytest.mark.parametrize("how", ["no consent", "STOPP"])
def test_one_who_has_said_no_to_messages_is_offered_no_receipt(site: Site, how: str) -> None:
    number, greta = add_reply(site, "kan du ringa mig, jag behöver hjälp"), site.client("greta")
    with site.service.database.transaction("prov", NOW) as session:
        person = session.scalars(select(t.Person).where(t.Person.ref == "W-1")).one()
        person.email = person.email_hash = None
        if how == "STOPP":
            person.stopped_on = NOW.date()
        else:
            session.add(t.Consent(person_id=person.id, given=False, at=NOW, source="möte"))
    shown = post(greta, f"/inkorg/{number}/granska", ref="W-1").get_data(as_text=True)
    assert "Inget kvitto går: personen har sagt nej till meddelanden." in shown
    assert 'name="kvitto"' not in shown
    post(greta, f"/inkorg/{number}/bind", ref="W-1", kvitto="ja")
    with site.service.database.reading() as session:
        assert not list(session.scalars(select(t.Message).where(t.Message.kind == MessageKind.RECEIPT)))


def test_one_who_comes_back_with_start_is_offered_the_receipt(site: Site) -> None:
    number, greta = add_reply(site, "START"), site.client("greta")
    with site.service.database.transaction("prov", NOW) as session:
        session.scalars(select(t.Person).where(t.Person.ref == "W-1")).one().stopped_on = NOW.date()
    shown = post(greta, f"/inkorg/{number}/granska", ref="W-1").get_data(as_text=True)
    assert 'name="kvitto"' in shown


@pytest.mark.parametrize("ref", ["W-2", "W-999", ""])
def test_only_a_case_that_one_may_see_can_be_named(site: Site, ref: str) -> None:
    number, greta = add_reply(site, "klar"), site.client("greta")
    answer = post(greta, f"/inkorg/{number}/granska", ref=ref)
    assert answer.status_code == 422
    assert "Inget ärende med den referensen syns" in answer.get_data(as_text=True)
    assert post(greta, f"/inkorg/{number}/bind", ref=ref).status_code == 404
    assert row(site, number).done_at is None


def test_an_ombuds_words_and_a_wrong_number_are_never_the_persons(site: Site) -> None:
    greta = site.client("greta")
    ombud, wrong = add_reply(site, "STOPP", read_as=OF_OMBUD), add_reply(site, "fel nummer")
    assert "Hör till någon" not in greta.get(f"/inkorg/{ombud}").get_data(as_text=True)
    assert post(greta, f"/inkorg/{ombud}/granska", ref="W-1").status_code == 404
    assert post(greta, f"/inkorg/{ombud}/bind", ref="W-1").status_code == 404
    assert post(greta, f"/inkorg/{wrong}/granska", ref="W-1").status_code == 422
    assert post(greta, f"/inkorg/{wrong}/bind", ref="W-1").status_code == 404
    assert [row(site, number).done_at for number in (ombud, wrong)] == [None, None]


def test_a_reply_is_put_aside_with_a_note_once(site: Site) -> None:
    number, greta = add_reply(site), site.client("greta")
    assert post(greta, f"/inkorg/{number}/last", anteckning="x" * 1001).status_code == 422
    post(greta, f"/inkorg/{number}/last", anteckning="Reklam.")
    done = row(site, number)
    assert (done.note, done.done_by, done.person_id) == ("Reklam.", "greta", None)
    assert log(site, number)[-1] == ("greta", "done")
    assert post(greta, f"/inkorg/{number}/last", anteckning="igen").status_code == 404
    assert "Inget svar väntar" in greta.get("/inkorg").get_data(as_text=True)


def test_the_pages_can_be_used_by_all(site: Site, page: Page, served: Callable[[], str]) -> None:
    number = add_reply(site, "Hej det är jag med nytt nummer", ref="W-1", read_as="MÄNNISKA")
    address = served()
    _enter(page, address)
    for path in ("inkorg", f"inkorg/{number}"):
        page.goto(address + path)
        assert_good_in_all_looks(page)
