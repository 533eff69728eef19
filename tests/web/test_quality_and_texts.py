"""Datakvalitet finds what is missing, wrong, double and old; Texter shows every text as it reads."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import select

from dinadatum.register import tables as t
from dinadatum.usecases.lists import data_quality
from dinadatum.usecases.lists.data_quality import CHECKS
from tests.web.conftest import NOW, TODAY, Site
from tests.web.html_check import assert_sound, text_of
from tests.web.test_expiry_filters import _viewer


def _refs(site: Site, code: str, username: str = "sara") -> list[str]:
    check = data_quality.find_check(code)
    assert check
    with site.service.database.reading() as session:
        return [line.ref for line in data_quality.every_line(session, _viewer(site, username), check, TODAY)]


def _change(site: Site, ref: str, **values: object) -> None:
    with site.service.database.transaction("prov", NOW) as session:
        person = session.scalars(select(t.Person).where(t.Person.ref == ref)).one()
        for name, value in values.items():
            setattr(person, name, value)


@pytest.mark.parametrize(
    ("code", "values"),
    [
        ("ingen-vag", {"mobile_hash": None, "street": None}),
        ("fel-vag", {"mobile_hash": None}),
        ("ingen-handlaggare", {"caseworker_id": None}),
        ("ingen-plats", {"municipality": ""}),
        ("fel-nummer", {"wrong_mobile_hash": "hash-+46701740609"}),
        ("samma-mobil", {"mobile_hash": "hash-+46701740605"}),
        ("gammalt-nummer", {"known_since": date(2025, 5, 23)}),
    ],
)
def test_each_check_finds_whom_it_is_about(site: Site, code: str, values: dict[str, object]) -> None:
    assert "W-6" not in _refs(site, code)
    _change(site, "W-6", **values)
    assert "W-6" in _refs(site, code)


def test_checks_of_what_was_there_from_the_beginning(site: Site) -> None:
    assert _refs(site, "inget-beslut") == ["W-7"]
    assert "W-1" not in _refs(site, "inget-samtycke")
    assert "W-6" in _refs(site, "inget-samtycke")
    assert _refs(site, "samma-mejl") == []


def test_a_number_is_old_when_18_months_have_gone_since_it_was_confirmed(site: Site) -> None:
    _change(site, "W-1", known_since=date(2020, 1, 1), confirmed=date(2025, 5, 24))
    assert "W-1" not in _refs(site, "gammalt-nummer")
    _change(site, "W-1", confirmed=date(2025, 5, 23))
    assert "W-1" in _refs(site, "gammalt-nummer")


def test_nothing_is_told_of_the_protected_or_of_other_units(site: Site) -> None:
    for check in CHECKS:
        assert not {"W-2", "W-3"} & set(_refs(site, check.code))
    assert "W-2" in _refs(site, "inget-samtycke", "omar")


def test_the_pages_are_sound_and_count_what_they_list(site: Site) -> None:
    client = site.client("sara")
    words = text_of(assert_sound(client.get("/datakvalitet").get_data(as_text=True)))
    for check in CHECKS:
        assert f"{len(_refs(site, check.code))} {check.name}" in words
        assert_sound(client.get(f"/datakvalitet/{check.code}").get_data(as_text=True))
    assert client.get("/datakvalitet/finns-inte").status_code == 404
    text = client.get("/datakvalitet/inget-beslut.csv").get_data().decode("utf-8-sig")
    assert text.splitlines() == ["ärende;enhet;handläggare", "W-7;5065;"]


def test_the_list_goes_on_by_reference(site: Site) -> None:
    check = data_quality.find_check("inget-samtycke")
    assert check
    with site.service.database.reading() as session:
        first = data_quality.quality_page(session, _viewer(site, "sara"), check, TODAY, limit=2)
        second = data_quality.quality_page(session, _viewer(site, "sara"), check, TODAY, first.after, limit=9)
    assert [row.ref for row in (*first.rows, *second.rows)] == _refs(site, "inget-samtycke")
    assert second.after == ""


def test_every_text_is_on_one_page_or_another_with_its_room(site: Site) -> None:
    client = site.client("gunnar")
    seen: list[str] = []
    for number in range(1, 20):
        page = client.get(f"/texter?ordval=tydlig&sida={number}").get_data(as_text=True)
        root = assert_sound(page)
        ids = [e.get("aria-labelledby") for e in root.iter("article")]
        assert text_of(root).count(" LIX ") == len(ids)
        if set(ids) & set(seen):
            break
        seen += ids
    gallery = site.service.rules.gallery
    assert sorted(seen) == sorted(each.id for each in gallery.templates.values() if each.wording == "tydlig")


def test_a_text_is_shown_with_examples_and_its_use(site: Site) -> None:
    words = text_of(assert_sound(site.client("sara").get("/texter?vag=sms").get_data(as_text=True)))
    template = site.service.rules.gallery.templates["M03"]
    assert f"M03: {template.use.rstrip('.')}" in words
    assert "{" not in words
    assert "finns inte att välja" in site.client("sara").get("/texter?ordval=x").get_data(as_text=True)
