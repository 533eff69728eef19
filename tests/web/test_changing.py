"""Changing a case with forms: what is refused, what is foreseen, what is kept, and what is taken back."""

from __future__ import annotations

from datetime import date

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from dinadatum.register import tables as t
from dinadatum.usecases.changing.subjects import SUBJECTS
from dinadatum.usecases.replies.copy_choices import add_choice
from dinadatum.web.change_fields import FORMS
from notify.values import Pace, Wording
from tests.web.conftest import NOW, TODAY, Site, token_of
from tests.web.html_check import assert_sound, text_of

KEPT = "Sparat."


def _row(site: Site, table, ref: str):
    with site.service.database.reading() as session:
        return session.scalar(
            select(table).join(t.Person, t.Person.id == table.person_id).where(t.Person.ref == ref)
        )


def _person(site: Site, ref: str) -> t.Person:
    with site.service.database.reading() as session:
        return session.scalar(select(t.Person).where(t.Person.ref == ref))


def _hidden(page: str) -> dict[str, str]:
    """Read what a form would send if nothing were touched."""
    found = {}
    root = assert_sound(page)
    for form in root.iter("form"):
        if form.get("action", "").endswith(("/arende/andra", "/arende/angra")):
            for each in form.iter():
                if each.tag == "input" and each.get("type") != "checkbox":
                    found[each.get("name")] = each.get("value", "")
                elif each.tag == "select":
                    options = list(each)
                    chosen = next((o for o in options if "selected" in o.attrib), options[0])
                    found[each.get("name")] = chosen.get("value")
    return found


def _form(client: FlaskClient, what: str, ref: str = "W-1", row: int | None = None) -> dict[str, str]:
    address = f"/arende/andra?ref={ref}&vad={what}" + (f"&rad={row}" if row else "")
    answer = client.get(address)
    assert answer.status_code == 200
    return _hidden(answer.get_data(as_text=True))


def _post(client: FlaskClient, form: dict[str, str], do: str, **cells: str):
    return client.post("/arende/andra", data={**form, **cells, "steg_nu": do})


def _change(client: FlaskClient, what: str, ref: str = "W-1", row: int | None = None, **cells: str):
    """Fill in a form, look at what will change, and keep it. Gives the preview."""
    seen = _post(client, _form(client, what, ref, row), "granska", **cells)
    assert seen.status_code == 200, text_of(assert_sound(seen.get_data(as_text=True)))
    page = seen.get_data(as_text=True)
    kept = client.post("/arende/andra", data={**_hidden(page), "steg_nu": "spara"})
    assert kept.status_code == 303, text_of(assert_sound(kept.get_data(as_text=True)))
    return text_of(assert_sound(page))


def test_every_subject_has_a_form_with_a_field_for_every_cell() -> None:
    assert set(FORMS) == set(SUBJECTS)
    for slug, form in FORMS.items():
        assert tuple(each.name for each in form.fields) == SUBJECTS[slug].cells


@pytest.mark.parametrize("what", [slug for slug in SUBJECTS if slug != "skyddad"])
def test_every_form_is_sound(site: Site, what: str) -> None:
    assert_sound(site.client("sara").get(f"/arende/andra?ref=W-1&vad={what}").get_data(as_text=True))


def test_a_longer_decision_moves_dates_and_messages(site: Site) -> None:
    sara, row = site.client("sara"), _row(site, t.Decision, "W-1")
    words = _change(sara, "beslut", row=row.id, till="2027-06-30")
    assert "Sista dag 31 december 2026 → blir 30 juni 2027" in words
    assert "Beslutet slutar Nu: 31 december 2026 Sedan: 30 juni 2027" in words
    assert "Kommer till (" in words
    assert _row(site, t.Decision, "W-1").last_day == date(2027, 6, 30)
    page = assert_sound(sara.get("/arende?ref=W-1").get_data(as_text=True))
    words = text_of(page)
    assert KEPT in words
    assert "30 juni 2027" in words
    assert "Beslut ändrat" in words
    assert KEPT not in text_of(assert_sound(sara.get("/arende?ref=W-1").get_data(as_text=True)))
    with site.service.database.reading() as session:
        days = set(
            session.scalars(select(t.Expiry.day).where(t.Expiry.ref == "W-1", t.Expiry.what == "decision"))
        )
    assert days == {date(2027, 6, 30)}


def test_looking_and_reviewing_change_nothing(site: Site) -> None:
    sara, row = site.client("sara"), _row(site, t.Decision, "W-1")
    with site.service.database.reading() as session:
        before = session.scalars(select(t.Audit.id).where(t.Audit.action != "viewed")).all()
        messages = session.execute(select(t.Message.id, t.Message.state)).all()
    form = _form(sara, "beslut", row=row.id)
    assert _post(sara, form, "granska", till="2027-06-30").status_code == 200
    assert _post(sara, form, "andra", till="2027-06-30").status_code == 200
    assert _post(sara, form, "granska-bort").status_code == 200
    assert _row(site, t.Decision, "W-1").last_day == row.last_day
    with site.service.database.reading() as session:
        assert session.scalars(select(t.Audit.id).where(t.Audit.action != "viewed")).all() == before
        assert session.execute(select(t.Message.id, t.Message.state)).all() == messages


def test_undo_brings_back_what_was(site: Site) -> None:
    sara, row = site.client("sara"), _row(site, t.Decision, "W-1")
    _change(sara, "beslut", row=row.id, till="2027-06-30", omfattning="50")
    link = _undo_link(sara)
    page = sara.get(link).get_data(as_text=True)
    assert "Beslutet slutar Nu: 30 juni 2027 Sedan: 31 december 2026" in text_of(assert_sound(page))
    assert sara.post("/arende/angra", data=_hidden(page)).status_code == 303
    again = _row(site, t.Decision, "W-1")
    assert (again.last_day, again.extent, again.version) == (row.last_day, row.extent, row.version + 2)
    assert sara.post("/arende/angra", data=_hidden(page)).status_code == 409


def test_undo_of_something_new_takes_it_away_and_of_something_removed_gives_it_back(site: Site) -> None:
    sara = site.client("sara")
    _change(sara, "ombud", namn="Robin Hjälpsson", epost="robin@example.se", från="2026-11-01")
    assert _row(site, t.Ombud, "W-1").name == "Robin Hjälpsson"
    assert (
        sara.post(
            "/arende/angra", data=_hidden(sara.get(_undo_link(sara)).get_data(as_text=True))
        ).status_code
        == 303
    )
    assert _row(site, t.Ombud, "W-1") is None

    row = _row(site, t.Dormancy, "W-6")
    form = _form(sara, "vilande", "W-6", row.id)
    preview = _post(sara, form, "granska-bort").get_data(as_text=True)
    assert "Ta bort" in text_of(assert_sound(preview))
    sara.post("/arende/andra", data={**_hidden(preview), "steg_nu": "spara-bort"})
    assert _row(site, t.Dormancy, "W-6") is None
    sara.post("/arende/angra", data=_hidden(sara.get(_undo_link(sara, "W-6")).get_data(as_text=True)))
    back = _row(site, t.Dormancy, "W-6")
    assert (back.id, back.reason, back.level, back.first_day) == (
        row.id,
        row.reason,
        row.level,
        row.first_day,
    )


def test_what_something_newer_has_touched_is_not_undone(site: Site) -> None:
    sara, row = site.client("sara"), _row(site, t.Decision, "W-1")
    _change(sara, "beslut", row=row.id, till="2027-06-30")
    first = _undo_link(sara)
    _change(sara, "beslut", row=row.id, till="2027-05-31")
    answer = sara.get(first)
    assert answer.status_code == 409
    assert "Det går inte att ångra längre" in text_of(assert_sound(answer.get_data(as_text=True)))
    assert _row(site, t.Decision, "W-1").last_day == date(2027, 5, 31)


def test_somebody_elses_change_meanwhile_is_told_and_kept(site: Site) -> None:
    sara, omar, row = site.client("sara"), site.client("omar"), _row(site, t.Decision, "W-1")
    stale = _form(sara, "beslut", row=row.id)
    preview = _hidden(_post(sara, stale, "granska", till="2027-06-30").get_data(as_text=True))
    _change(omar, "beslut", row=row.id, till="2027-04-30")
    answer = sara.post("/arende/andra", data={**preview, "steg_nu": "spara"})
    assert answer.status_code == 409
    page = answer.get_data(as_text=True)
    assert "Någon annan har ändrat samma sak" in text_of(assert_sound(page))
    assert 'value="2027-06-30"' in page
    assert _row(site, t.Decision, "W-1").last_day == date(2027, 4, 30)
    fresh = _hidden(page)
    seen = text_of(assert_sound(_post(sara, fresh, "granska").get_data(as_text=True)))
    assert "30 april 2027 → blir 30 juni 2027" in seen


def test_a_row_that_is_gone_is_said(site: Site) -> None:
    sara, row = site.client("sara"), _row(site, t.Decision, "W-1")
    form = _form(sara, "beslut", row=row.id)
    with site.service.database.transaction("prov", NOW) as session:
        session.delete(session.get_one(t.Decision, row.id))
    answer = _post(sara, form, "granska")
    assert answer.status_code == 409
    assert "Raden finns inte längre" in text_of(assert_sound(answer.get_data(as_text=True)))


@pytest.mark.parametrize(
    ("what", "cells", "wrong"),
    [
        (
            "beslut",
            {"slag": "nedsatt", "från": "2027-02-30", "till": "2027-12-31", "omfattning": "100"},
            {"från"},
        ),
        (
            "beslut",
            {"slag": "nedsatt", "från": "2027-03-01", "till": "2027-02-01", "omfattning": "100"},
            {"till"},
        ),
        ("beslut", {"slag": "nedsatt"}, {"omfattning", "från", "till"}),
        ("beslut", {"från": "2027-01-01", "till": "2027-02-01", "omfattning": "50"}, {"slag"}),
        (
            "beslut",
            {"slag": "nedsatt", "från": "2024-01-01", "till": "2027-02-01", "omfattning": "100"},
            {"från"},
        ),
        ("vilande", {"skäl": "arbete", "nivå": "30", "från": "2027-01-01", "till": "2027-02-01"}, {"nivå"}),
        ("steg", {"steg": "svar", "dag": "2026-11-01"}, {"värde"}),
        ("steg", {"steg": "bokat", "dag": ""}, {"dag"}),
        ("uppfoljning", {"slag": "plan", "dag": "2027-01-12", "klockan": "25.00"}, {"klockan"}),
        ("ombud", {"namn": "Robin", "från": "2026-01-01"}, {"epost"}),
        ("kontakt", {"mobil": "0701", "epost": "kim@", "postnr": "12"}, {"mobil", "epost", "postnr"}),
        ("takt", {"dag": "måndag tisdag"}, {"dag"}),
        ("takt", {"klockan": "18"}, {"klockan"}),
        ("takt", {"ordval": "tydlig"}, {"ordval"}),
        ("person", {"födelsedatum": "2020-01-01"}, {"födelsedatum"}),
        ("paus", {"paus": "2026-11-24"}, {"paus"}),
        ("bekraftat", {"bekräftat": "2026-11-25"}, {"bekräftat"}),
        ("borjar", {"börjar": "snart"}, {"börjar"}),
        ("slutar", {"slutar": "31 februari"}, {"slutar"}),
        ("samtycke", {"svar": "ja"}, {"källa", "visat"}),
    ],
)
def test_what_is_wrong_is_said_by_its_field(
    site: Site, what: str, cells: dict[str, str], wrong: set[str]
) -> None:
    sara = site.client("sara")
    answer = _post(sara, _form(sara, what), "spara", **cells)
    assert answer.status_code == 422
    page = answer.get_data(as_text=True)
    root = assert_sound(page)
    told = {e.get("id").removesuffix("-fel") for e in root.iter("span") if e.get("class") == "problem"}
    assert told == wrong
    summary = next(e for e in root.iter("div") if e.get("id") == "fel")
    assert {a.get("href") for a in summary.iter("a")} == {f"#{name}" for name in wrong}
    assert "autofocus" in summary.attrib
    marked = {e.get("id") for e in root.iter() if e.get("aria-invalid") == "true"}
    assert marked == wrong


def test_small_facts_are_kept(site: Site) -> None:
    sara = site.client("sara")
    _change(sara, "takt", takt="ofta", dag="måndag torsdag", klockan="13")
    home = {"adress": "Exempelgatan 3", "postnr": "999 37", "ort": "Eskilstuna"}
    _change(sara, "kontakt", mobil="070-174 06 22", epost="kim@Example.se", reservväg="brev", **home)
    _change(sara, "paus", paus="2026-12-10")
    _change(sara, "blad", blad="2026-11-20")
    _change(sara, "bekraftat")
    kim = _person(site, "W-1")
    assert (kim.pace, kim.weekday, kim.second_weekday, kim.hour.hour) == (Pace.OFTA, 0, 3, 13)
    assert (kim.mobile, kim.email, kim.reserve_road) == ("+46701740622", "kim@example.se", "brev")
    assert kim.mobile_hash == site.service.database.keyring.fingerprint("+46701740622")
    assert (kim.paused_until, kim.sheet_given, kim.confirmed) == (
        date(2026, 12, 10),
        date(2026, 11, 20),
        TODAY,
    )
    sara.post("/arende/angra", data=_hidden(sara.get(_undo_link(sara)).get_data(as_text=True)))
    assert _person(site, "W-1").confirmed is None


@pytest.mark.parametrize(
    ("cells", "needs"),
    [
        ({"reservväg": "brev", "adress": "", "postnr": "", "ort": ""}, "Ett brev behöver en postadress."),
        (
            {"reservväg": "brev", "adress": "Exempelgatan 3", "postnr": "", "ort": ""},
            "Ett brev behöver en postadress.",
        ),
        ({"reservväg": "epost", "epost": "", "väg": "sms"}, "Ett mejl behöver en mejladress."),
    ],
)
def test_a_way_that_needs_an_address_is_not_agreed_on_without_it(
    site: Site, cells: dict[str, str], needs: str
) -> None:
    sara = site.client("sara")
    answer = _post(sara, _form(sara, "kontakt"), "granska", **cells)
    assert answer.status_code == 422
    assert needs in text_of(assert_sound(answer.get_data(as_text=True)))


def test_what_is_said_of_work_is_shown_as_said_and_confirmed_by_a_form(site: Site) -> None:
    sara = site.client("sara")
    with site.service.database.transaction("svar", NOW) as session:
        kim = session.scalars(select(t.Person).where(t.Person.ref == "W-1")).one()
        kim.work_start, kim.work_start_said = date(2026, 12, 15), TODAY
        kim.stops_work_said = TODAY
    page = sara.get("/arende?ref=W-1").get_data(as_text=True)
    assert_sound(page)
    assert page.count("Sagt, inte bekräftat") == 2
    assert "ingen dag är sagd" in page
    _change(sara, "borjar", börjar="2026-12-16")
    _change(sara, "slutar", slutar="")
    kim = _person(site, "W-1")
    assert (kim.work_start, kim.work_start_confirmed) == (date(2026, 12, 16), TODAY)
    assert (kim.stops_work, kim.stops_work_said) == (None, None)
    assert "Sagt, inte bekräftat" not in sara.get("/arende?ref=W-1").get_data(as_text=True)


def test_a_day_of_work_is_taken_back_as_the_page_offers(site: Site) -> None:
    sara = site.client("sara")
    _change(sara, "borjar", börjar="2026-12-16")
    link = _undo_link(sara)
    assert sara.post("/arende/angra", data=_hidden(sara.get(link).get_data(as_text=True))).status_code == 303
    kim = _person(site, "W-1")
    assert (kim.work_start, kim.work_start_confirmed) == (None, None)


@pytest.mark.parametrize(
    ("what", "cells", "said"),
    [
        ("beslut", {"från": ""}, "Fyll i «Första dag»."),
        ("steg", {"steg": "svar", "dag": "2026-11-20"}, "Välj «Hur blev det»."),
        ("blad", {"blad": "2030-01-01"}, "«1 januari 2030» går inte här."),
        ("borjar", {"börjar": "0027-01-11"}, "Är året fel?"),
        (
            "provotid",
            {"från": "2026-12-01", "till": "2026-11-01"},
            "en dag som inte är före den första (1 december 2026)",
        ),
    ],
)
def test_a_fault_is_said_in_the_words_of_the_form(
    site: Site, what: str, cells: dict[str, str], said: str
) -> None:
    sara = site.client("sara")
    answer = _post(sara, _form(sara, what), "granska", **cells)
    assert answer.status_code == 422
    assert said in text_of(assert_sound(answer.get_data(as_text=True)))


def test_the_open_wording_waits_for_a_sample_that_was_seen(site: Site) -> None:
    sara = site.client("sara")
    data = {**_form(sara, "samtycke", "W-6"), "svar": "ja", "källa": "möte", "visat": ["diskret", "tydlig"]}
    preview = sara.post("/arende/andra", data={**data, "steg_nu": "granska"})
    assert preview.status_code == 200
    sara.post("/arende/andra", data={**_hidden(preview.get_data(as_text=True)), "steg_nu": "spara"})
    with site.service.database.reading() as session:
        last = session.scalar(select(t.Consent).order_by(t.Consent.id.desc()).limit(1))
    assert (last.given, last.source, last.texts) == (True, "möte", "diskret, tydlig")
    words = _change(sara, "takt", "W-6", ordval="tydlig")
    assert "Får andra ord eller en annan väg" in words
    assert _person(site, "W-6").wording is Wording.TYDLIG


def test_a_no_is_foreseen_as_silence_and_can_be_taken_back(site: Site) -> None:
    sara = site.client("sara")
    words = _change(sara, "samtycke", svar="nej", källa="telefon")
    assert "Försvinner (" in words
    sara.post("/arende/angra", data=_hidden(sara.get(_undo_link(sara)).get_data(as_text=True)))
    with site.service.database.reading() as session:
        answers = session.execute(select(t.Consent.given, t.Consent.source).order_by(t.Consent.id)).all()
    assert [tuple(each) for each in answers] == [(True, "papper"), (False, "telefon"), (True, "ångrat")]


def test_the_same_answer_again_is_named_among_the_changes(site: Site) -> None:
    sara = site.client("sara")
    _change(sara, "samtycke", svar="ja", källa="möte", visat="diskret")
    words = text_of(assert_sound(sara.get("/arende?ref=W-1").get_data(as_text=True)))
    assert "Samtycke: ja, som förut Källa: papper → blev möte" in words


def test_the_first_answer_can_be_taken_back_and_given_again(site: Site) -> None:
    sara = site.client("sara")
    _change(sara, "samtycke", ref="W-4", svar="nej", källa="telefon")
    undo = _undo_link(sara, "W-4")
    page = sara.get(undo).get_data(as_text=True)
    assert sara.post("/arende/angra", data=_hidden(page)).status_code == 303
    assert _row(site, t.Consent, "W-4") is None
    words = text_of(assert_sound(sara.get("/arende?ref=W-4").get_data(as_text=True)))
    assert "inte frågat än" in words
    assert "Samtycke borttaget" in words
    assert sara.post("/arende/angra", data=_hidden(page)).status_code == 409
    sara.post("/arende/angra", data=_hidden(sara.get(_undo_link(sara, "W-4")).get_data(as_text=True)))
    again = _row(site, t.Consent, "W-4")
    assert (again.given, again.source) == (False, "ångrat")


def test_a_first_answer_is_left_when_there_is_another_since(site: Site) -> None:
    sara = site.client("sara")
    _change(sara, "samtycke", ref="W-4", svar="nej", källa="telefon")
    undo = _undo_link(sara, "W-4")
    with site.service.database.transaction("svar", NOW) as session:
        person = session.scalars(select(t.Person).where(t.Person.ref == "W-4")).one()
        session.add(t.Consent(person_id=person.id, given=True, at=NOW, source="sms"))
    assert sara.get(undo).status_code == 409


def test_what_was_removed_and_has_come_again_offers_no_undo(site: Site) -> None:
    sara, row = site.client("sara"), _row(site, t.Dormancy, "W-6")
    preview = _post(sara, _form(sara, "vilande", "W-6", row.id), "granska-bort").get_data(as_text=True)
    sara.post("/arende/andra", data={**_hidden(preview), "steg_nu": "spara-bort"})
    undo = _undo_link(sara, "W-6")
    with site.service.database.transaction("import", NOW) as session:
        session.add(
            t.Dormancy(
                person_id=row.person_id,
                reason=row.reason,
                level=25,
                first_day=row.first_day,
                last_day=row.last_day,
            )
        )
    page = sara.get("/arende?ref=W-6").get_data(as_text=True)
    assert undo.replace("&", "&amp;") not in page
    assert sara.get(undo).status_code == 409


@pytest.mark.parametrize("ref", ["W-2", "W-3", "W-999"])
def test_nobody_changes_a_case_that_is_not_theirs(site: Site, ref: str) -> None:
    sara = site.client("sara")
    token = token_of(sara, "/systemet")
    assert sara.get(f"/arende/andra?ref={ref}&vad=kontakt").status_code == 404
    data = {"csrf_token": token, "ref": ref, "vad": "kontakt", "rad": "", "version": "1", "steg_nu": "spara"}
    assert sara.post("/arende/andra", data=data).status_code == 404
    assert sara.get(f"/arende/angra?ref={ref}&nr=1").status_code == 404
    assert sara.post("/arende/angra", data={"csrf_token": token, "ref": ref, "nr": "1"}).status_code == 404


def test_a_row_of_another_person_is_not_reached(site: Site) -> None:
    sara, other = site.client("sara"), _row(site, t.Decision, "W-3")
    assert sara.get(f"/arende/andra?ref=W-1&vad=beslut&rad={other.id}").status_code == 404
    data = {**_form(sara, "beslut"), "rad": str(other.id), "steg_nu": "spara-bort"}
    assert sara.post("/arende/andra", data=data).status_code == 409
    assert _row(site, t.Decision, "W-3") is not None


def test_only_a_team_leader_sets_protection(site: Site) -> None:
    assert site.client("sara").get("/arende/andra?ref=W-1&vad=skyddad").status_code == 403
    greta = site.client("greta")
    _change(greta, "skyddad", skyddad="ja")
    assert _person(site, "W-1").protected
    page = greta.get("/arende?ref=W-1").get_data(as_text=True)
    assert "Ettsson" not in page
    assert "Sparat." in page
    assert "/arende/angra" not in page, "what cannot be seen cannot be undone from here"
    words = _change(greta, "skyddad", skyddad="nej")
    assert "Meddelanden" not in words
    assert not _person(site, "W-1").protected


def test_the_history_is_the_viewers_own_to_see(site: Site) -> None:
    sara = site.client("sara")
    _change(sara, "kontakt", mobil="070-174 06 23")
    words = text_of(assert_sound(sara.get("/arende?ref=W-1").get_data(as_text=True)))
    assert "Personen ändrad" in words
    assert "Mobil: 070-174 06 05 → blev 070-174 06 23" in words
    assert "hash" not in words


def test_odd_addresses_are_refused(site: Site) -> None:
    sara = site.client("sara")
    for path in ("vad=finns-inte", "vad=beslut&rad=x", "vad=beslut&rad=99999"):
        assert sara.get(f"/arende/andra?ref=W-1&{path}").status_code == 404
    for number in ("x", "99999", ""):
        assert sara.get(f"/arende/angra?ref=W-1&nr={number}").status_code == 409


def _undo_link(client: FlaskClient, ref: str = "W-1") -> str:
    root = assert_sound(client.get(f"/arende?ref={ref}").get_data(as_text=True))
    return next(e.get("href") for e in root.iter("a") if (e.get("href") or "").startswith("/arende/angra"))


def test_the_case_shows_what_the_person_has_said_of_ombud_and_a_form_changes_it(site: Site) -> None:
    sara = site.client("sara")
    words = _change(sara, "kopior", ref="W-6", svar="nej", källa="telefon")
    assert "får ombud veta" in words
    case = text_of(assert_sound(sara.get("/arende?ref=W-6").get_data(as_text=True)))
    assert "Personen har valt att ombudet inte får veta något mer." in case
    assert "ombud får inte veta (telefon)" in case
    assert sara.post("/arende/angra", data=_hidden(sara.get(_undo_link(sara, "W-6")).text)).status_code == 303
    row = _row(site, t.CopyChoice, "W-6")
    assert row is not None
    with site.service.database.reading() as session:
        rows = session.scalars(select(t.CopyChoice).order_by(t.CopyChoice.id)).all()
    assert [(each.allowed, each.source) for each in rows] == [(False, "telefon"), (True, "ångrat")]


def test_a_first_yes_to_what_ombud_may_know_is_not_turned_into_a_no(site: Site) -> None:
    sara = site.client("sara")
    _change(sara, "kopior", ref="W-6", svar="ja", källa="möte")
    assert sara.post("/arende/angra", data=_hidden(sara.get(_undo_link(sara, "W-6")).text)).status_code == 303
    with site.service.database.reading() as session:
        rows = session.scalars(select(t.CopyChoice).order_by(t.CopyChoice.id)).all()
    assert [each.allowed for each in rows] == [True, True], "who had said nothing let the ombud know"


def test_what_the_person_wrote_is_not_undone_with_a_button(site: Site) -> None:
    with site.service.database.transaction("svar", NOW) as session:
        person_id = session.scalars(select(t.Person.id).where(t.Person.ref == "W-6")).one()
        add_choice(session, person_id, allowed=False, at=NOW, source="svar")
    with site.service.database.reading() as session:
        entry = session.scalars(select(t.Audit.id).where(t.Audit.what == "copy_choice")).one()
    sara = site.client("sara")
    page = sara.get("/arende?ref=W-6").get_data(as_text=True)
    assert "ombud får inte veta" in page
    assert f"nr={entry}" not in page
    assert sara.get(f"/arende/angra?ref=W-6&nr={entry}").status_code == 409


def test_an_answer_about_ombud_without_how_it_was_said_is_refused(site: Site) -> None:
    sara = site.client("sara")
    answer = _post(sara, _form(sara, "kopior", "W-6"), "granska", svar="nej")
    assert answer.status_code == 422
    assert "Välj hur personen sa det" in answer.get_data(as_text=True)


def test_an_ombud_alone_is_set_with_a_form_and_undone(site: Site) -> None:
    sara = site.client("sara")
    _change(sara, "ensam", ref="W-6", ombud_ensam="ja")
    assert _person(site, "W-6").ombud_alone
    assert "Ombudet får meddelandena ensamt." in sara.get("/arende?ref=W-6").get_data(as_text=True)
    sara.post("/arende/angra", data=_hidden(sara.get(_undo_link(sara, "W-6")).text))
    assert not _person(site, "W-6").ombud_alone
