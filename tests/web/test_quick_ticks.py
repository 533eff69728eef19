"""Snabb avstämning: what rows mean, what is saved, and what comes back."""

from __future__ import annotations

import io
from datetime import date

import pytest
from openpyxl import Workbook
from sqlalchemy import select

from dinadatum.register import tables as t
from notify.values import StepKind
from tests.web.conftest import NOW, Site, token_of
from tests.web.html_check import assert_sound, text_of

ROWS = "W-1\tansökt\t2026-11-20\nW-6;svar;2026-11-19;avslag\n\nW-4,bekräftat"


def _post(client, path: str, rows: str = ""):
    return client.post(path, data={"csrf_token": token_of(client, "/snabb"), "rader": rows})


def _steps(site: Site) -> set[tuple[str, StepKind, date, str]]:
    query = select(t.Person.ref, t.Step.kind, t.Step.day, t.Step.value).join(t.Step)
    with site.service.database.reading() as session:
        return {tuple(row) for row in session.execute(query)}


def _confirmed(site: Site, ref: str) -> date | None:
    with site.service.database.reading() as session:
        return session.scalar(select(t.Person.confirmed).where(t.Person.ref == ref))


def test_a_preview_says_what_each_row_means_and_saves_nothing(site: Site) -> None:
    before = _steps(site)
    answer = _post(site.client("sara"), "/snabb", f"{ROWS}\nW-5;inkommen;2026-10-02\nW-99;ansökt;2026-11-20")
    words = text_of(assert_sound(answer.get_data(as_text=True)))
    assert "Så här blir det: 3 nya, 1 med fel" in words
    assert "1 W-1 Ansökt 20 november 2026 Ny" in words
    assert "2 W-6 Svar från Försäkringskassan, avslag 19 november 2026 Ny" in words
    assert "3 W-4 bekräftat 24 november 2026 Ny" in words
    assert "4 W-5 Ansökan har kommit in 2 oktober 2026 fanns redan" in words
    assert _steps(site) == before
    assert _confirmed(site, "W-4") is None


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("W-1;flög;2026-11-20", "«flög» finns inte. Skriv bokat"),
        ("W-1;ansökt;i tisdags", "«i tisdags» är ingen dag"),
        ("W-1;ansökt;2026-02-30", "är ingen dag"),
        ("W-1;ansökt;2026-11-25", "Dagen har inte varit än"),
        ("W-1;svar;2026-11-20", "Efter dagen ska det stå beviljad"),
        (";ansökt;2026-11-20", "Inget ärende med den referensen"),
        ("W-2;ansökt;2026-11-20", "Inget ärende med den referensen"),
        ("W-3;ansökt;2026-11-20", "Inget ärende med den referensen"),
    ],
)
def test_what_is_wrong_is_said_in_its_row_and_not_saved(site: Site, row: str, said: str) -> None:
    client, before = site.client("sara"), _steps(site)
    assert said in text_of(assert_sound(_post(client, "/snabb", row).get_data(as_text=True)))
    _post(client, "/snabb/spara", row)
    assert _steps(site) == before


def test_a_reference_may_be_typed_with_small_letters(site: Site) -> None:
    answer = _post(site.client("sara"), "/snabb", "w-1;ansökt;2026-11-20")
    assert "1 W-1 Ansökt 20 november 2026 Ny" in text_of(assert_sound(answer.get_data(as_text=True)))


def test_rows_are_saved_once_and_the_dates_follow(site: Site) -> None:
    client, before = site.client("sara"), _steps(site)
    assert "W-1" in client.get("/utgangar?lage=gap").get_data(as_text=True)
    assert _post(client, "/snabb/spara", f"{ROWS}\nW-1;ansökt;2026-11-20").location == "/snabb"
    assert _steps(site) - before == {
        ("W-1", StepKind.APPLIED, date(2026, 11, 20), ""),
        ("W-6", StepKind.ANSWER, date(2026, 11, 19), "avslag"),
    }
    assert _confirmed(site, "W-4") == date(2026, 11, 24)
    assert "Inget av det som slutar" in client.get("/utgangar?lage=gap").get_data(as_text=True)
    _post(client, "/snabb/spara", ROWS)
    assert "Inget nytt att spara" in text_of(assert_sound(client.get("/snabb").get_data(as_text=True)))
    with site.service.database.reading() as session:
        logged = session.scalars(
            select(t.Audit.what).where(t.Audit.actor == "sara", t.Audit.action == "added")
        )
        assert sorted(logged) == ["step", "step", "tick_batch"]


def test_wrong_rows_stay_to_be_mended_when_the_right_ones_are_saved(site: Site) -> None:
    client = site.client("sara")
    wrong = "W-1;flög;2026-11-20"
    shown = text_of(
        assert_sound(_post(client, "/snabb", f"referens;vad;dag\nW-1;ansökt;2026-11-20\n{wrong}").text)
    )
    assert "Så här blir det: 1 ny, 1 med fel" in shown
    answer = _post(client, "/snabb/spara", f"referens;vad;dag\n\nW-1;ansökt;2026-11-20\n{wrong}")
    page = assert_sound(answer.get_data(as_text=True))
    assert "Sparat. 1 rad med fel sparades inte. Den står kvar här nedanför." in text_of(page)
    assert next(each.text for each in page.iter("textarea")).strip() == wrong


def test_what_was_saved_together_is_taken_back_together(site: Site) -> None:
    client, before = site.client("sara"), _steps(site)
    _post(client, "/snabb/spara", ROWS)
    page = client.get("/snabb").get_data(as_text=True)
    assert_sound(page)
    path = "/snabb/" + page.split('action="/snabb/', 2)[1].split('"', 1)[0]
    assert path.endswith("/angra")
    assert _post(site.client("omar"), path).status_code == 404
    assert _post(client, path).location == "/snabb"
    assert "Ångrat: 3 rader." in text_of(assert_sound(client.get("/snabb").get_data(as_text=True)))
    assert _steps(site) == before
    assert _confirmed(site, "W-4") is None
    assert _post(client, path).status_code == 404


def test_what_somebody_has_changed_since_is_left(site: Site) -> None:
    client = site.client("sara")
    _post(client, "/snabb/spara", ROWS)
    with site.service.database.transaction("omar", NOW) as session:
        session.scalars(select(t.Step).where(t.Step.kind == StepKind.ANSWER)).one().value = "beviljad"
        session.scalars(select(t.Person).where(t.Person.ref == "W-4")).one().confirmed = date(2026, 11, 30)
    _post(client, "/snabb/1/angra")
    assert ("W-6", StepKind.ANSWER, date(2026, 11, 19), "beviljad") in _steps(site)
    assert _confirmed(site, "W-4") == date(2026, 11, 30)


@pytest.mark.parametrize(
    ("rows", "said"), [("  \n", "Klistra in rader"), ("W-1;ansökt\n" * 501, "för många")]
)
def test_nothing_and_too_much_are_said_by_the_field(site: Site, rows: str, said: str) -> None:
    for path in ("/snabb", "/snabb/spara"):
        answer = _post(site.client("sara"), path, rows)
        assert answer.status_code == 422
        assert said in text_of(assert_sound(answer.get_data(as_text=True)))


def _upload(client, name: str, data: bytes, rows: str = ""):
    form = {"csrf_token": token_of(client, "/snabb"), "rader": rows, "fil": (io.BytesIO(data), name)}
    return client.post("/snabb", data=form, content_type="multipart/form-data")


def _workbook(*rows: tuple[object, ...]) -> bytes:
    book, out = Workbook(), io.BytesIO()
    for row in rows:
        book.active.append(list(row))
    book.save(out)
    return out.getvalue()


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("rader.csv", "Referens;vad;dag\r\nW-1;ansökt;2026-11-20;\r\n;;\r\n".encode("cp1252")),
        ("rader.CSV", "\ufeffW-1,ansökt,2026-11-20".encode()),
        ("x.xlsx", _workbook(("Ärende", "Vad", "Dag"), ("W-1", "ansökt", date(2026, 11, 20)), (None, None))),
    ],
)
def test_a_file_means_what_its_rows_would_pasted(site: Site, name: str, data: bytes) -> None:
    client = site.client("sara")
    page = _upload(client, name, data).get_data(as_text=True)
    words = text_of(assert_sound(page))
    assert "Så här blir det: 1 ny" in words
    assert "W-1 Ansökt 20 november 2026 Ny" in words
    given = page.split('name="rader" value="', 1)[1].split('"', 1)[0].replace("&#39;", "'")
    _post(client, "/snabb/spara", given)
    assert ("W-1", StepKind.APPLIED, date(2026, 11, 20), "") in _steps(site)


@pytest.mark.parametrize(
    ("name", "data"),
    [("x.xlsx", b"ingen bok"), ("x.pdf", b"%PDF"), ("x.csv", b"\x00\x01\x02"), ("x.xlsx", b"")],
)
def test_a_file_that_is_none_is_said_by_its_field_and_what_was_pasted_stays(
    site: Site, name: str, data: bytes
) -> None:
    answer = _upload(site.client("sara"), name, data, rows="W-1;ansökt;2026-11-20")
    assert answer.status_code == 422
    page = answer.get_data(as_text=True)
    assert 'id="fil-fel"' in page or 'id="rader-fel"' in page
    assert_sound(page)


def test_a_file_may_be_larger_than_a_form_but_not_have_too_many_rows(site: Site) -> None:
    answer = _upload(site.client("sara"), "x.csv", b"W-1;x;y;" + b"z" * 100_000)
    assert answer.status_code == 200
    answer = _upload(site.client("sara"), "x.csv", b"W-1;ring\n" * 501)
    assert "för många" in text_of(assert_sound(answer.get_data(as_text=True)))
