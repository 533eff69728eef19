"""Enhet och handläggare: corrected by who leads the unit, and by nobody else."""

from __future__ import annotations

import re

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from dinadatum.register import tables as t
from dinadatum.usecases.cases.belonging import last_move
from tests.web.conftest import NOW, Site, token_of
from tests.web.html_check import assert_sound, text_of


def belongs(site: Site, ref: str) -> tuple[str, str | None]:
    query = select(t.Person.unit, t.Caseworker.username).join(t.Caseworker, isouter=True)
    with site.service.database.reading() as session:
        return tuple(session.execute(query.where(t.Person.ref == ref)).one())


def said_of(client: FlaskClient, ref: str) -> str:
    return text_of(assert_sound(client.get(f"/arende?ref={ref}").get_data(as_text=True)))


def send(site: Site, username: str, ref: str, **cells: str):
    client = site.client(username)
    page = client.get(f"/arende/vems?ref={ref}").get_data(as_text=True)
    version = page.split('name="version" value="', 1)[1].split('"', 1)[0] if "version" in page else "1"
    data = {"csrf_token": token_of(client, "/mer"), "ref": ref, "version": version, **cells}
    return client.post("/arende/vems", data=data)


def test_a_case_of_nobody_is_given_to_somebody(site: Site) -> None:
    client = site.client("greta")
    assert 'href="/arende/vems?ref=W-7"' in client.get("/arende?ref=W-7").get_data(as_text=True)
    said = text_of(assert_sound(client.get("/arende/vems?ref=W-7").get_data(as_text=True)))
    assert "Omar Lind (5065)" in said
    assert "Personen får inget veta härifrån" not in said
    assert send(site, "greta", "W-7", enhet="5070", handlaggare="lena").location == "/arende?ref=W-7"
    assert belongs(site, "W-7") == ("5070", "lena")
    with site.service.database.reading() as session:
        logged = session.scalars(
            select(t.Audit.actor).where(t.Audit.action == "changed", t.Audit.what == "person")
        ).all()
    assert logged == ["greta"]
    assert "Inget skilde sig" in _flash(site, "W-7", enhet="5070", handlaggare="lena")


def test_who_has_one_already_is_pointed_to_the_handover(site: Site) -> None:
    page = site.client("greta").get("/arende/vems?ref=W-1").get_data(as_text=True)
    assert_sound(page)
    assert 'href="/byt-handlaggare?ref=W-1"' in page


@pytest.mark.parametrize(
    ("cells", "said"),
    [
        ({"enhet": "9999", "handlaggare": "omar"}, "Enheten finns inte att välja"),
        ({"enhet": "5065", "handlaggare": "ingen"}, "Handläggaren finns inte att välja"),
    ],
)
def test_only_what_can_be_chosen_is_kept(site: Site, cells: dict[str, str], said: str) -> None:
    answer = send(site, "greta", "W-1", **cells)
    assert answer.status_code == 422
    assert said in text_of(assert_sound(answer.get_data(as_text=True)))
    assert belongs(site, "W-1") == ("5065", "sara")


def test_somebody_elses_change_meanwhile_is_told(site: Site) -> None:
    answer = send(site, "greta", "W-1", enhet="5070", handlaggare="", version="99")
    assert answer.status_code == 409
    assert "Någon annan har ändrat" in text_of(assert_sound(answer.get_data(as_text=True)))


@pytest.mark.parametrize(("username", "ref", "status"), [("sara", "W-1", 403), ("greta", "W-99", 404)])
def test_nobody_else_may(site: Site, username: str, ref: str, status: int) -> None:
    assert send(site, username, ref, enhet="5070", handlaggare="").status_code == status


def test_a_leader_gives_only_to_units_of_their_own(site: Site) -> None:
    with site.service.database.transaction("prov", NOW) as session:
        session.scalars(select(t.Account).where(t.Account.username == "greta")).one().unit = "5065"
    assert send(site, "greta", "W-1", enhet="5070", handlaggare="lena").status_code == 422
    assert site.client("greta").get("/arende/vems?ref=W-3").status_code == 404


def _flash(site: Site, ref: str, **cells: str) -> str:
    client = site.client("greta")
    page = client.get(f"/arende/vems?ref={ref}").get_data(as_text=True)
    version = page.split('name="version" value="', 1)[1].split('"', 1)[0]
    data = {"csrf_token": token_of(client, "/mer"), "ref": ref, "version": version, **cells}
    client.post("/arende/vems", data=data)
    return text_of(assert_sound(client.get(f"/arende?ref={ref}").get_data(as_text=True)))


def test_a_move_is_taken_back(site: Site) -> None:
    client = site.client("greta")
    page = client.get("/arende/vems?ref=W-1").get_data(as_text=True)
    version = page.split('name="version" value="', 1)[1].split('"', 1)[0]
    data = {"csrf_token": token_of(client, "/mer"), "ref": "W-1", "version": version}
    client.post("/arende/vems", data={**data, "enhet": "5070", "handlaggare": "lena"})
    link = r'/arende/vems/angra\?[^"]+'
    address, again = re.findall(link, client.get("/arende?ref=W-1").get_data(as_text=True))
    assert "Handläggare: sara → blev lena" in said_of(client, "W-1")
    assert address == again  # at the top, once, and in the list of changes
    assert re.findall(link, client.get("/arende?ref=W-1").get_data(as_text=True)) == [address]
    asked = client.get(address.replace("&amp;", "&")).get_data(as_text=True)
    said = text_of(assert_sound(asked))
    assert "5070" in said
    assert "sara" in said
    assert belongs(site, "W-1") == ("5070", "lena")
    number = address.rsplit("nr=", 1)[1]
    back = {"csrf_token": token_of(client, "/mer"), "ref": "W-1", "nr": number}
    assert client.post("/arende/vems/angra", data=back).status_code == 303
    assert belongs(site, "W-1") == ("5065", "sara")
    with site.service.database.reading() as session:
        logged = session.scalars(
            select(t.Audit.actor).where(t.Audit.action == "changed", t.Audit.what == "person")
        ).all()
    assert logged == ["greta", "greta"]
    assert client.get(address.replace("&amp;", "&")).status_code == 409


def test_what_was_not_the_last_move_is_not_taken_back(site: Site) -> None:
    send(site, "greta", "W-1", enhet="5070", handlaggare="lena")
    with site.service.database.reading() as session:
        first = last_move(session, site_person(session, "W-1"))
    send(site, "greta", "W-1", enhet="5065", handlaggare="omar")
    assert site.client("greta").get(f"/arende/vems/angra?ref=W-1&nr={first}").status_code == 409
    assert site.client("sara").get(f"/arende/vems/angra?ref=W-1&nr={first}").status_code == 403
    assert belongs(site, "W-1") == ("5065", "omar")


def test_a_place_given_by_a_file_or_a_handover_is_not_taken_back_here(site: Site) -> None:
    with site.service.database.transaction("genomgång", NOW) as session:
        person = session.scalars(select(t.Person).where(t.Person.ref == "W-1")).one()
        person.caseworker_id = None
    with site.service.database.reading() as session:
        assert last_move(session, site_person(session, "W-1")) is None


def site_person(session: Session, ref: str) -> int:
    return session.scalars(select(t.Person.id).where(t.Person.ref == ref)).one()
