"""Which expiries are shown: each filter, each order, and what protected identities keep to themselves."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import delete, insert, select, update

from dinadatum.register import tables as t
from dinadatum.usecases.lists import expiries
from dinadatum.usecases.lists.expiry_filters import Risk, Sort, What, keeping_secrets, selection
from dinadatum.usecases.staff import accounts
from dinadatum.usecases.staff.viewers import Viewer
from notify.values import TaskKind
from tests.web.conftest import NOW, TODAY, Site
from tests.web.html_check import assert_sound, names, text_of


def _viewer(site: Site, username: str) -> Viewer:
    with site.service.database.reading() as session:
        account = session.scalar(select(t.Account.id).where(t.Account.username == username))
        found = accounts.viewer(session, account)
    assert found
    return found


def _refs(site: Site, **values: object) -> list[str]:
    chosen = replace(selection(TODAY, 365), **values)
    with site.service.database.reading() as session:
        return [row.ref for row in expiries.every_row(session, chosen)]


def _many(site: Site, count: int) -> None:
    """Add expiries of all sorts, for people some of whom can't be reached and some of whom soon are 30."""
    with site.service.database.transaction("prov", NOW) as session:
        session.execute(
            insert(t.Expiry),
            [
                {
                    "person_id": 1 + n % 7,
                    "ref": f"M-{(n * 7919) % 1000:03}",
                    "what": list(What)[n % 5].value,
                    "day": TODAY + timedelta(days=(n * 31) % 365),
                    "unit": "5065",
                    "municipality": ("Trosa", "Flen", "Åmål", "Gnesta")[n % 4],
                    "caseworker": ("sara", "omar", "")[n % 3],
                    "kind": "",
                    "extent": None,
                    "step": ("1", "2", "3", "4", "")[(n // 5) % 5],
                }
                for n in range(count)
            ],
        )
        session.execute(update(t.Task).where(t.Task.kind == TaskKind.TAKE_OVER).values(kind="unreachable"))


def test_each_risk_is_found_by_the_database_as_the_page_judges_it(site: Site) -> None:
    _many(site, 400)
    with site.service.database.reading() as session:
        everything = list(expiries.every_row(session, selection(TODAY, 365)))
        for risk in Risk:
            chosen = replace(selection(TODAY, 365), risk=risk)
            found = [(row.ref, row.day, row.what) for row in expiries.every_row(session, chosen)]
            assert found == [(row.ref, row.day, row.what) for row in everything if row.risk is risk]
            assert found, risk


@pytest.mark.parametrize("sort", list(Sort))
def test_pages_in_every_order_hold_every_row_once(site: Site, sort: Sort) -> None:
    _many(site, 120)
    chosen = replace(selection(TODAY, 365), sort=sort)
    seen = []
    after = None
    with site.service.database.reading() as session:
        whole = list(expiries.every_row(session, chosen))
        while True:
            part = expiries.page(session, chosen, after, limit=7)
            seen += part.rows
            after = part.next
            if after is None:
                break
    assert seen == whole
    assert len(whole) > 120
    keys = {
        Sort.DAY: lambda row: row.day,
        Sort.REF: lambda row: row.ref,
        Sort.MUNICIPALITY: lambda row: (row.municipality, row.day),
    }
    assert [keys[sort](row) for row in whole] == sorted(keys[sort](row) for row in whole)


def test_each_filter_narrows(site: Site) -> None:
    with site.service.database.transaction("prov", NOW) as session:
        session.execute(update(t.Person).where(t.Person.ref == "W-6").values(classification="aktiv"))
        session.execute(update(t.Expiry).where(t.Expiry.ref == "W-3").values(municipality="Trosa"))
    assert set(_refs(site, municipality="Trosa")) == {"W-3"}
    assert set(_refs(site, classification="aktiv")) == {"W-6"}
    assert set(_refs(site, kind="extended_schooling")) == {"W-6"}
    assert set(_refs(site, caseworker="omar")) == {"W-2"}
    assert set(_refs(site, step="4")) == {"W-5"}
    assert "W-4" not in _refs(site, step="1")
    assert set(_refs(site, risk=Risk.UNREACHABLE)) == {"W-4"}


@pytest.mark.parametrize("address", ["kommun=Nyköping", "ordning=municipality", "klass=samma klass"])
def test_no_filter_tells_where_somebody_protected_lives(site: Site, address: str) -> None:
    with site.service.database.transaction("prov", NOW) as session:
        both = t.Person.ref.in_(("W-2", "W-1"))
        values = {"classification": "samma klass", "municipality": "Nyköping"}
        session.execute(update(t.Person).where(both).values(**values))
        session.execute(update(t.Expiry).where(t.Expiry.ref == "W-2").values(municipality="Nyköping"))
    everybodys = f"inom=365&vems=enheten&{address}"
    for path in (f"/utgangar?{everybodys}", f"/utgangar.csv?{everybodys}"):
        page = site.client("sara").get(path).get_data(as_text=True)
        assert "W-1" in page
        assert not names(page, "W-2")
    assert "W-2" in site.client("omar").get(f"/utgangar?{everybodys}").get_data(as_text=True)


def test_a_place_where_only_somebody_protected_lives_can_not_be_chosen(site: Site) -> None:
    page = site.client("sara").get("/utgangar").get_data(as_text=True)
    assert "Nyköping</option>" in page
    assert "Hemköping" not in page
    assert site.client("sara").get("/utgangar.csv?kommun=Hemköping").status_code == 400
    for leader in ("greta", "alla"):
        page = site.client(leader).get("/utgangar").get_data(as_text=True)
        assert "Nyköping</option>" in page
        assert "Hemköping" not in page
    assert "Hemköping</option>" in site.client("omar").get("/utgangar").get_data(as_text=True)


def test_secrets_are_kept_only_where_something_would_be_told(site: Site) -> None:
    sara = _viewer(site, "sara")
    plain = selection(TODAY, 365)
    assert keeping_secrets(plain, sara) == plain
    for telling in ({"municipality": "x"}, {"classification": "x"}, {"sort": Sort.MUNICIPALITY}):
        assert keeping_secrets(replace(plain, **telling), sara).open_to == sara


def test_the_page_offers_and_keeps_every_choice(site: Site) -> None:
    path = "/utgangar?inom=365&vad=decision&vems=mina&kommun=Nyköping&slag=reduced_capacity&steg=1&lage=gap&ordning=ref"
    root = assert_sound(site.client("sara").get(path).get_data(as_text=True))
    chosen = {
        select_.get("name"): option.get("value")
        for select_ in root.iter("select")
        for option in select_.iter("option")
        if "selected" in option.attrib
    }
    assert {
        "vems": "mina",
        "kommun": "Nyköping",
        "slag": "reduced_capacity",
        "lage": "gap",
        "ordning": "ref",
    }.items() <= chosen.items()
    assert [e for e in root.iter("details") if "open" in e.attrib]
    words = text_of(root)
    assert "W-1" in words
    assert "W-5" not in words


def test_a_handlaggare_of_another_unit_can_not_be_chosen(site: Site) -> None:
    page = site.client("sara").get("/utgangar?vems=lena").get_data(as_text=True)
    assert "finns inte att välja" in text_of(assert_sound(page))
    assert not names(page, "W-3")


def test_the_chart_says_its_highest_month(site: Site) -> None:
    words = text_of(assert_sound(site.client("sara").get("/utgangar?vems=enheten").get_data(as_text=True)))
    assert "Flest är det i mars 2027: 2." in words


def test_a_decision_that_ends_with_the_age_is_one_row_with_both_named(site: Site) -> None:
    sara = site.client("sara")
    page = text_of(assert_sound(sara.get("/utgangar").get_data(as_text=True)))
    assert page.count("31 mars 2027 W-4") == 1
    assert "Beslut, nedsatt arbetsförmåga, halv, och fyller 30 i april 2027" in page
    for what, said in (("age_30", "Fyller 30 i april 2027"), ("decision", "och fyller 30 i april 2027")):
        chosen = text_of(assert_sound(sara.get(f"/utgangar?vad={what}").get_data(as_text=True)))
        assert chosen.count("31 mars 2027 W-4") == 1
        assert said in chosen
    rows = sara.get("/utgangar.csv").get_data(as_text=True).splitlines()
    assert [row.split(";")[2] for row in rows if ";W-4;" in row] == ["Beslut, fyller 30"]


def test_a_birthday_without_a_decision_on_its_day_keeps_its_row(site: Site) -> None:
    with site.service.database.transaction("prov", NOW) as session:
        person = session.scalars(select(t.Person).where(t.Person.ref == "W-4")).one()
        session.execute(delete(t.Expiry).where(t.Expiry.person_id == person.id, t.Expiry.what == "decision"))
        session.execute(update(t.Expiry).where(t.Expiry.person_id == person.id).values(joint=False))
    page = text_of(assert_sound(site.client("sara").get("/utgangar").get_data(as_text=True)))
    assert "Fyller 30 i april 2027" in page


def test_a_handlaggare_sees_the_own_cases_first_and_all_of_the_unit_one_click_away(site: Site) -> None:
    sara = site.client("sara")
    page = sara.get("/utgangar").get_data(as_text=True)
    root = assert_sound(page)
    assert "Här visas dina ärenden." in text_of(root)
    assert "W-1" in page
    assert not names(page, "W-2")
    link = next(each.get("href") for each in root.iter("a") if each.text == "Visa hela enheten")
    assert link is not None
    everybody = sara.get(link).get_data(as_text=True)
    words = text_of(assert_sound(everybody))
    assert "Här visas hela enheten. Visa mina ärenden" in words
    assert {"W-1", "W-2"} <= {ref for ref in ("W-1", "W-2") if ref in words}
    assert "vems=enheten" in everybody.split("Ta med listan")[1]
    assert "W-2" in sara.get("/utgangar?vems=enheten").get_data(as_text=True)
    assert "W-2" not in sara.get("/utgangar.csv").get_data(as_text=True)
    assert "W-2" in sara.get("/utgangar.csv?vems=enheten").get_data(as_text=True)


def test_who_has_no_cases_or_leads_a_group_sees_all_first(site: Site) -> None:
    with site.service.database.transaction("prov", NOW) as session:
        session.execute(update(t.Person).where(t.Person.ref == "W-2").values(caseworker_id=None))
    for username, has_own in (("omar", True), ("greta", False)):
        words = text_of(assert_sound(site.client(username).get("/utgangar").get_data(as_text=True)))
        assert "W-1" in words
        assert ("Visa mina ärenden" in words) is has_own
