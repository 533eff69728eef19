"""Läs in: files tried and read in, wrong rows shown, nothing of them kept."""

from __future__ import annotations

import io
import tempfile
from pathlib import Path

import pytest
from openpyxl import Workbook
from sqlalchemy import select

from dinadatum.register import tables as t
from tests.web.conftest import Site, token_of
from tests.web.html_check import assert_sound, text_of

PEOPLE = "referens;födelsedatum;förnamn;efternamn;enhet\nI-1;2003-04-05;Ada;Importsson;5065\n"
DECISIONS = "referens;slag;omfattning;från;till\nI-1;nedsatt;100;2025-01-01;2027-02-28\n"
BAD = "referens;slag;omfattning;från;till\nI-1;nedsatt;100;2025-01-01;igår\n"


def _send(client, what: str, **files: bytes | str):
    given = [
        (io.BytesIO(text.encode() if isinstance(text, str) else text), name.replace("_", "."))
        for name, text in files.items()
    ]
    data = {"csrf_token": token_of(client, "/las-in"), "gor": what, "filer": given}
    return client.post("/las-in", data=data, content_type="multipart/form-data")


def _refs(site: Site) -> set[str]:
    with site.service.database.reading() as session:
        return set(session.scalars(select(t.Person.ref)))


def test_files_are_tried_and_then_read_in(site: Site) -> None:
    client = site.client("alla")
    files = {"personer_csv": PEOPLE, "beslut_csv": DECISIONS}
    words = text_of(assert_sound(_send(client, "prova", **files).get_data(as_text=True)))
    assert "Inget är ändrat" in words
    assert "personer 1 0 0 0" in words
    assert "I-1" not in _refs(site)
    words = text_of(assert_sound(_send(client, "las-in", **files).get_data(as_text=True)))
    assert "Allt är inläst" in words
    assert "I-1" in _refs(site)
    assert "I-1" in client.get("/utgangar?inom=180").get_data(as_text=True)
    data = {"csrf_token": token_of(client, "/utgangar"), "sok": "importsson"}
    assert "Ada Importsson" in client.post("/utgangar/sok", data=data).get_data(as_text=True)


def test_wrong_rows_are_shown_and_the_mended_file_goes_in(site: Site) -> None:
    client = site.client("alla")
    words = text_of(
        assert_sound(_send(client, "las-in", personer_csv=PEOPLE, beslut_csv=BAD).get_data(as_text=True))
    )
    assert "Inläst, utom de rader som är fel" in words
    assert "beslut.csv 2 till igår en dag som 2026-09-30" in words
    words = text_of(
        assert_sound(
            _send(client, "las-in", personer_csv=PEOPLE, beslut_csv=DECISIONS).get_data(as_text=True)
        )
    )
    assert "personer 0 0 1 0" in words
    assert "beslut 1 0 0 0" in words


def test_a_workbook_is_read_in(site: Site) -> None:
    book = Workbook()
    sheet = book.active
    sheet.title = "personer"
    for line in PEOPLE.splitlines():
        sheet.append(line.split(";"))
    out = io.BytesIO()
    book.save(out)
    answer = _send(site.client("alla"), "las-in", register_xlsx=out.getvalue())
    assert "Allt är inläst" in text_of(assert_sound(answer.get_data(as_text=True)))
    assert "I-1" in _refs(site)


@pytest.mark.parametrize(
    ("files", "said"),
    [
        ({}, "Välj filer"),
        ({"personer_exe": PEOPLE}, "går inte att läsa in"),
        ({"a_xlsx": b"x", "personer_csv": PEOPLE}, "En Excel-fil läses in för sig"),
        ({"register_xlsx": b"ingen bok"}, "går inte att läsa som en Excel-fil"),
        ({"något_csv": "a;b\n1;2\n"}, "Det finns inget att läsa in"),
    ],
)
def test_what_can_not_be_read_in_is_said_by_the_field(site: Site, files: dict, said: str) -> None:
    answer = _send(site.client("alla"), "las-in", **files)
    assert answer.status_code == 422
    assert said in text_of(assert_sound(answer.get_data(as_text=True)))


def test_nothing_is_kept_of_the_files(site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    client = site.client("alla")
    _send(client, "las-in", personer_csv=PEOPLE, beslut_csv=BAD)
    _send(client, "las-in", register_xlsx=b"ingen bok")
    assert list(tmp_path.iterdir()) == []


def test_a_file_can_not_choose_its_folder(
    site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    inner = tmp_path / "a" / "b"
    inner.mkdir(parents=True)
    monkeypatch.setattr(tempfile, "tempdir", str(inner))
    client = site.client("alla")
    for name in ("../../personer.csv", "..\\..\\personer.csv", "/personer.csv"):
        data = {
            "csrf_token": token_of(client, "/las-in"),
            "gor": "prova",
            "filer": [(io.BytesIO(PEOPLE.encode()), name)],
        }
        answer = client.post("/las-in", data=data, content_type="multipart/form-data")
        assert answer.status_code in (200, 422)
    assert [each for each in tmp_path.rglob("*") if each.is_file()] == []


def test_a_file_may_be_larger_than_a_form(site: Site) -> None:
    rows = "".join(f"L-{n};2003-04-05;Ada;Lång;5065\n" for n in range(3000))
    answer = _send(site.client("alla"), "prova", personer_csv=PEOPLE.splitlines()[0] + "\n" + rows)
    assert "personer 3000 0 0 0" in text_of(assert_sound(answer.get_data(as_text=True)))


def test_only_those_who_see_every_unit_read_in(site: Site) -> None:
    for username in ("greta", "sara", "adam", "gunnar"):
        assert site.client(username).get("/las-in").status_code == 403
    assert "Läs in" not in site.client("greta").get("/mer").get_data(as_text=True)
    assert "Läs in" in site.client("alla").get("/mer").get_data(as_text=True)
