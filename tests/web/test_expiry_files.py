"""The list as files and as a calendar: the same rows as the page, references alone, nothing to reckon."""

from __future__ import annotations

import csv
import io
from datetime import date, datetime

import pytest
from icalendar import Calendar
from openpyxl import load_workbook
from sqlalchemy import delete, select, update

from dinadatum.register import tables as t
from dinadatum.web import expiries_page
from tests.web.conftest import NOW, Site, token_of
from tests.web.html_check import assert_sound, text_of
from tests.web.small_unit import SECRET_MOBILE, SECRET_NAME, SECRET_TOWN

NAMES = (SECRET_NAME, SECRET_MOBILE, SECRET_TOWN, "Ettsson", "Femsson", "Kim", "Påhittade", "0701740")


def _csv(site: Site, address: str, username: str = "sara") -> list[dict[str, str]]:
    answer = site.client(username).get(f"/utgangar.csv{address}")
    assert answer.status_code == 200
    assert answer.headers["Content-Disposition"] == 'attachment; filename="utgangar.csv"'
    text = answer.get_data().decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text), delimiter=";"))


def _sheet(site: Site, address: str) -> list[tuple[object, ...]]:
    answer = site.client("sara").get(f"/utgangar.xlsx{address}")
    assert answer.status_code == 200
    book = load_workbook(io.BytesIO(answer.get_data()))
    return list(book.active.iter_rows(values_only=True))


def test_a_file_has_the_rows_of_the_page_in_its_order(site: Site) -> None:
    rows = _csv(site, "?vad=decision&ordning=ref&vems=enheten")
    assert [row["ärende"] for row in rows] == ["W-1", "W-2", "W-4", "W-5"]
    assert rows[0] == {
        "slutar": "2026-12-31",
        "ärende": "W-1",
        "vad": "Beslut",
        "mer om vad": "Beslut, nedsatt arbetsförmåga, hel",
        "omfattning": "100",
        "kommun": "Nyköping",
        "enhet": "5065",
        "handläggare": "sara",
        "nästa steg": "1 boka tid",
        "nästa meddelande": "",
        "läge": "Risk för glapp",
    }
    assert [row["ärende"] for row in _csv(site, "?lage=gap&vems=enheten")] == ["W-1"]
    assert [row["ärende"] for row in _csv(site, "", "greta") if row["enhet"] == "5070"] == ["W-3"]


def test_a_workbook_has_the_same_with_days_as_days(site: Site) -> None:
    heading, *rows = _sheet(site, "?vad=decision&ordning=ref&vems=enheten")
    assert heading[:2] == ("slutar", "ärende")
    assert [row[1] for row in rows] == [
        row["ärende"] for row in _csv(site, "?vad=decision&ordning=ref&vems=enheten")
    ]
    assert rows[0][0] == datetime(2026, 12, 31)  # noqa: DTZ001  # Excel knows no zones
    assert rows[0][4] == 100


def test_nothing_in_a_file_is_a_formula(site: Site) -> None:
    with site.service.database.transaction("prov", NOW) as session:
        session.execute(update(t.Expiry).where(t.Expiry.ref == "W-1").values(municipality="=1+1"))
    assert _csv(site, "?inom=90")[0]["kommun"] == "'=1+1"
    answer = site.client("sara").get("/utgangar.xlsx?inom=90").get_data()
    cell = load_workbook(io.BytesIO(answer)).active["F2"]
    assert (cell.value, cell.data_type) == ("=1+1", "s")


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_files_hold_no_names(site: Site, kind: str) -> None:
    answer = site.client("sara").get(f"/utgangar.{kind}?inom=365&vems=enheten").get_data()
    text = answer.decode() if kind == "csv" else str(list(load_workbook(io.BytesIO(answer)).active.values))
    assert "W-2" in text
    assert "skyddade uppgifter" in text
    for name in NAMES:
        assert name not in text, name


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_a_file_is_never_of_something_else_than_was_asked_for(site: Site, kind: str) -> None:
    assert site.client("sara").get(f"/utgangar.{kind}?inom=7").status_code == 400


def test_an_export_is_written_down(site: Site) -> None:
    _csv(site, "?inom=90&vems=enheten")
    with site.service.database.reading() as session:
        rows = session.execute(
            select(t.Audit.actor, t.Audit.what, t.Audit.detail).where(t.Audit.action == "exported")
        ).all()
    assert [tuple(row) for row in rows] == [
        ("sara", "expiries", '{"inom": "90", "vems": "enheten", "ordning": "day"}')
    ]


def test_too_many_rows_for_a_workbook_are_said_so(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(expiries_page, "MOST_IN_WORKBOOK", 2)
    answer = site.client("sara").get("/utgangar.xlsx?inom=365")
    assert answer.status_code == 422
    assert "För många rader för Excel" in text_of(assert_sound(answer.get_data(as_text=True)))


def _make_address(site: Site, username: str = "sara") -> str:
    client = site.client(username)
    page = client.post("/kalender", data={"csrf_token": token_of(client, "/kalender")}).get_data(as_text=True)
    assert_sound(page)
    return page.split("<strong>http://127.0.0.1:8000", 1)[1].split("<", 1)[0]


def test_a_calendar_follows_ones_own_cases_by_reference(site: Site) -> None:
    answer = site.client().get(_make_address(site))
    assert (answer.status_code, answer.mimetype) == (200, "text/calendar")
    text = answer.get_data(as_text=True)
    for name in NAMES:
        assert name not in text, name
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))
    events = list(Calendar.from_ical(text).walk("VEVENT"))
    told = {(str(event["summary"]), event["dtstart"].dt) for event in events}
    assert ("W-1: beslut", date(2026, 12, 31)) in told
    assert ("W-6: vilande", date(2027, 2, 28)) in told
    assert not [said for said, _ in told if said.startswith(("W-2", "W-3"))]
    assert len({str(event["uid"]) for event in events}) == len(events)


def test_a_gruppledares_calendar_follows_the_units(site: Site) -> None:
    text = site.client().get(_make_address(site, "greta")).get_data(as_text=True)
    assert "W-1: beslut" in text
    assert "W-3: beslut" in text


def test_an_address_can_be_revoked_and_a_new_one_ends_the_old(site: Site) -> None:
    first = _make_address(site)
    second = _make_address(site)
    assert site.client().get(first).status_code == 404
    assert site.client().get(second).status_code == 200
    client = site.client("sara")
    page = client.get("/kalender").get_data(as_text=True)
    assert second.rsplit("/", 1)[1] not in page
    client.post("/kalender/ta-bort", data={"csrf_token": token_of(client, "/kalender")})
    assert site.client().get(second).status_code == 404
    assert "Du har ingen adress än" in text_of(assert_sound(client.get("/kalender").get_data(as_text=True)))


def test_an_address_of_an_account_that_is_gone_or_sees_no_cases_gives_nothing(site: Site) -> None:
    sara, omar = _make_address(site), _make_address(site, "omar")
    with site.service.database.transaction("adam", NOW) as session:
        session.execute(delete(t.Account).where(t.Account.username == "sara"))
        session.execute(update(t.Account).where(t.Account.username == "omar").values(role="administrator"))
    assert site.client().get(sara).status_code == 404
    assert site.client().get(omar).status_code == 404


def test_the_register_keeps_no_address(site: Site) -> None:
    token = _make_address(site).rsplit("/", 1)[1].removesuffix(".ics")
    with site.service.database.reading() as session:
        assert token not in str(session.execute(select(t.CalendarFeed.hash)).all())
