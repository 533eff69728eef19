"""Läs in: files tried and read in, wrong rows shown, nothing of them kept."""

from __future__ import annotations

import io
import tempfile
import threading
from datetime import timedelta
from pathlib import Path

import pytest
from openpyxl import Workbook
from sqlalchemy import select

from dinadatum.register import tables as t
from dinadatum.usecases.staff import accounts
from dinadatum.usecases.staff.viewers import Role
from dinadatum.web import import_page, serving
from tests.web.conftest import Site, token_of
from tests.web.html_check import assert_sound, text_of
from tests.web.small_unit import PASSWORD

PEOPLE = "referens;födelsedatum;förnamn;efternamn;enhet\nI-1;2003-04-05;Ada;Importsson;5065\n"
DECISIONS = "referens;slag;omfattning;från;till\nI-1;nedsatt;100;2025-01-01;2027-02-28\n"
BAD = "referens;slag;omfattning;från;till\nI-1;nedsatt;100;2025-01-01;igår\n"


@pytest.fixture(autouse=True)
def patience(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the page wait for the outcome, however slow the machine is."""
    monkeypatch.setattr(import_page, "A_MOMENT", 60)


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
        ({"något_csv": "a;b\n1;2\n"}, "Det finns inget att läsa in i något.csv"),
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


def test_wrong_rows_are_a_file_that_can_be_mended_and_sent_again(site: Site) -> None:
    client = site.client("alla")
    for what in ("prova", "las-in"):
        page = _send(client, what, personer_csv=PEOPLE, beslut_csv=BAD).get_data(as_text=True)
        assert_sound(page)
    path = page.split('href="/las-in/', 1)[1].split('"', 1)[0]
    assert path.endswith("/beslut.avvisade.csv")
    answer = client.get(f"/las-in/{path}")
    assert answer.headers["Content-Disposition"] == 'attachment; filename="beslut.avvisade.csv"'
    mended = answer.get_data(as_text=True).replace("2025-01-01;igår", "2025-01-01;2027-02-28", 1)
    words = text_of(assert_sound(_send(client, "las-in", beslut_avvisade_csv=mended).get_data(as_text=True)))
    assert "beslut 1 0 0 0" in words
    assert site.client("alla").get(f"/las-in/{path}").status_code == 404, "the next job takes its place"


def test_a_job_is_its_owners_and_is_forgotten(site: Site) -> None:
    client = site.client("alla")
    page = _send(client, "prova", personer_csv=PEOPLE, beslut_csv=BAD).get_data(as_text=True)
    path = "/las-in/" + page.split('href="/las-in/', 1)[1].split('"', 1)[0]
    with site.service.database.transaction("prov", site.clock()) as session:
        accounts.create(
            session, username="berit", password=PASSWORD, role=Role.TEAM_LEADER, now=site.clock(), unit="*"
        )
    assert site.client("berit").get(path).status_code == 404
    assert site.client("greta").get(path).status_code == 403
    assert client.get(path.replace("beslut", "personer")).status_code == 404
    assert client.get(path.rsplit("/", 1)[0]).status_code == 200
    site.clock.move(timedelta(hours=1, seconds=1))
    assert site.client("alla").get(path).status_code == 404


def test_a_long_file_is_followed_on_a_page_that_looks_again(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    go_on, begun, real = threading.Event(), threading.Event(), import_page.import_files

    def slowly(database, order, tell):
        tell("Läser personer.csv", 200, 4000)
        begun.set()
        assert go_on.wait(30)
        return real(database, order, tell)

    monkeypatch.setattr(import_page, "import_files", slowly)
    monkeypatch.setattr(import_page, "A_MOMENT", 0)
    client = site.client("alla")
    answer = _send(client, "las-in", personer_csv=PEOPLE)
    assert answer.status_code == 303
    assert begun.wait(30)
    waiting = client.get(answer.location)
    assert waiting.headers["Refresh"] == "3"
    assert "Läser personer.csv 200 av 4000 200 av 4000 rader." in text_of(
        assert_sound(waiting.get_data(as_text=True))
    )
    busy = _send(client, "las-in", personer_csv=PEOPLE)
    assert busy.status_code == 409
    assert "En inläsning pågår redan" in text_of(assert_sound(busy.get_data(as_text=True)))
    go_on.set()
    job = site.app.extensions[import_page.JOBS].find(answer.location.rsplit("/", 1)[1], "alla", site.clock())
    assert job.finished.wait(30)
    done = client.get(answer.location)
    assert "Refresh" not in done.headers
    assert "Allt är inläst" in text_of(assert_sound(done.get_data(as_text=True)))


def test_what_breaks_is_said_without_its_words(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    def breaks(*_: object) -> None:
        raise RuntimeError("Ada Importsson")

    monkeypatch.setattr(import_page, "import_files", breaks)
    answer = _send(site.client("alla"), "las-in", personer_csv=PEOPLE)
    assert answer.status_code == 422
    said = text_of(assert_sound(answer.get_data(as_text=True)))
    assert "Något gick fel hos oss" in said
    assert "Importsson" not in said


def test_the_server_takes_files_as_large_as_the_page_does() -> None:
    assert serving.LARGEST_BODY > import_page.LARGEST
