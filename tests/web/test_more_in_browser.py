"""The pages beside the daily ones in a real browser: nothing for axe to find, nothing that scrolls sideways."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import load_workbook
from playwright.sync_api import Browser, Page, expect

from dinadatum.register.states import RESTORED, State
from dinadatum.usecases.sending.held import JUMP
from dinadatum.web import import_page
from tests.standins.browser import assert_accessible, assert_fits, assert_good_in_all_looks
from tests.web.conftest import Site
from tests.web.small_unit import PASSWORD
from tests.web.test_looking_back import put

PAGES = {
    "alla": (
        "mer",
        "mitt-konto",
        "statistik",
        "datakvalitet",
        "datakvalitet/inget-samtycke",
        "texter",
        "snabb",
        "las-in",
        "kalender",
        "systemet/missat?dagar=90",
        "systemet/skugga",
        "systemet/hallet",
        "systemet",
        "idag",
        "arende/vems?ref=W-1",
        "byt-handlaggare?ref=W-1",
    ),
    "adam": ("mer", "konton", "konton/1", "systemet/hallet"),
    "gunnar": ("mer", "loggen"),
}


def _enter(page: Page, address: str, username: str) -> None:
    page.goto(address)
    page.get_by_label("Kontonamn").fill(username)
    page.get_by_label("Lösenord").fill(PASSWORD)
    page.get_by_role("button", name="Logga in").click()
    expect(page.get_by_role("button", name="Logga ut")).to_be_visible()


@pytest.fixture
def looked_back(site: Site) -> None:
    """Put in something of what went nowhere."""
    put(site, "W-1", "a", State.HELD, code=JUMP, reason="412 meddelanden skulle gå i dag.")
    put(site, "W-1", "b", State.SKIPPED, reason="Det hjälpte inte längre den dag då det kunde gå.")
    put(site, "W-6", "c", State.ACCEPTED, provider="outbox", chars=140)
    put(site, "W-6", "d", State.HELD, code=RESTORED)


@pytest.mark.usefixtures("looked_back")
@pytest.mark.parametrize("username", PAGES)
def test_every_page_is_accessible_and_fits(page: Page, served: Callable[[], str], username: str) -> None:
    address = served()
    _enter(page, address, username)
    for path in PAGES[username]:
        page.goto(address + path)
        assert_good_in_all_looks(page)


def test_many_are_ticked_off_and_taken_back(page: Page, served: Callable[[], str]) -> None:
    _enter(page, served(), "sara")
    page.goto(served() + "snabb")
    page.get_by_label("Rader").fill("W-1;ansökt;2026-11-20\nW-9;ansökt;2026-11-20")
    page.get_by_role("button", name="Visa hur det blir").click()
    expect(page.get_by_role("row")).to_have_count(3)
    assert_accessible(page)
    page.get_by_role("button", name="Spara 1 rad").click()
    expect(page.get_by_role("status")).to_have_text(
        "Sparat. 1 rad med fel sparades inte. Den står kvar här nedanför."
    )
    page.get_by_role("button", name="Ångra den").click()
    expect(page.get_by_role("status")).to_have_text("Ångrat: 1 rad.")


def test_somebody_is_found_and_the_list_opens_in_excel(
    page: Page, served: Callable[[], str], tmp_path: Path
) -> None:
    _enter(page, served(), "sara")
    page.goto(served() + "utgangar")
    page.get_by_label("Sök på referens").fill("ettsson")
    page.get_by_role("button", name="Sök").click()
    expect(page.get_by_role("cell", name="Kim Ettsson")).to_be_visible()
    assert "ettsson" not in page.url
    assert_accessible(page)
    page.goto(served() + "utgangar?lage=gap")
    with page.expect_download() as found:
        page.get_by_role("link", name="Excel").click()
    found.value.save_as(tmp_path / "lista.xlsx")
    rows = list(load_workbook(tmp_path / "lista.xlsx").active.iter_rows(values_only=True))
    assert [row[1] for row in rows[1:]] == ["W-1"]


def test_files_with_a_wrong_row_are_uploaded(page: Page, served: Callable[[], str], tmp_path: Path) -> None:
    people = tmp_path / "personer.csv"
    people.write_text("referens;födelsedatum\nI-1;2003-04-05\nI-2;igår\n", encoding="utf-8")
    _enter(page, served(), "alla")
    page.goto(served() + "las-in")
    page.get_by_label("Filer").set_input_files(people)
    page.get_by_role("button", name="Prova först").click()
    expect(page.get_by_role("cell", name="igår")).to_be_visible()
    assert_accessible(page)
    assert_fits(page)
    with page.expect_download() as found:
        page.get_by_role("link", name="personer.avvisade.csv").click()
    mended = tmp_path / "personer.avvisade.csv"
    found.value.save_as(mended)
    mended.write_text(
        mended.read_text(encoding="utf-8-sig").replace("igår", "2004-01-02", 1), encoding="utf-8"
    )
    page.get_by_label("Filer", exact=True).set_input_files(mended)
    page.get_by_role("button", name="Läs in", exact=True).click()
    expect(page.get_by_role("heading", name="Allt är inläst")).to_be_visible()


def test_a_file_that_takes_its_time_is_followed(
    page: Page, served: Callable[[], str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    go_on, real = threading.Event(), import_page.import_files

    def slowly(database, order, tell):
        tell("Läser personer.csv", 200, 4000)
        assert go_on.wait(60)
        return real(database, order, tell)

    monkeypatch.setattr(import_page, "import_files", slowly)
    monkeypatch.setattr(import_page, "A_MOMENT", 0)
    people = tmp_path / "personer.csv"
    people.write_text("referens;födelsedatum\nI-1;2003-04-05\n", encoding="utf-8")
    _enter(page, served(), "alla")
    page.goto(served() + "las-in")
    page.get_by_label("Filer").set_input_files(people)
    page.get_by_role("button", name="Läs in", exact=True).click()
    expect(page.get_by_role("heading", name="Läser personer.csv")).to_be_visible()
    assert_accessible(page)
    assert_fits(page)
    go_on.set()
    expect(page.get_by_role("heading", name="Allt är inläst")).to_be_visible(timeout=30_000)


def test_a_held_day_is_released_with_a_yes(page: Page, served: Callable[[], str], site: Site) -> None:
    put(site, "W-1", "a", State.HELD, code=JUMP, reason="412 meddelanden skulle gå i dag.")
    _enter(page, served(), "adam")
    page.goto(served() + "systemet")
    page.get_by_role("link", name="Hållet, och väntar på ett ja").click()
    page.get_by_role("button", name="Ja, släpp 24 november 2026").click()
    expect(page.get_by_role("status")).to_have_text("Släppt: 1 meddelande.")
    expect(page.get_by_role("heading", level=2)).to_have_count(0)


def test_the_second_factor_is_shown_as_a_picture(page: Page, served: Callable[[], str]) -> None:
    _enter(page, served(), "sara")
    page.goto(served() + "mitt-konto")
    page.get_by_role("button", name="Slå på").click()
    expect(page.get_by_role("img", name="QR-kod med nyckeln")).to_be_visible()
    page.get_by_text("Går det inte? Skriv in nyckeln").click()
    for scheme in ("light", "dark"):
        page.set_viewport_size({"width": 320, "height": 900})
        page.emulate_media(color_scheme=scheme)
        assert_accessible(page)
        assert_fits(page)


def test_words_are_measured_as_they_are_typed(page: Page, served: Callable[[], str]) -> None:
    problems: list[str] = []
    page.on("console", lambda message: problems.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: problems.append(str(error)))
    _enter(page, served(), "sara")
    page.goto(served() + "arende/skriv?ref=W-1")
    field, measure = page.get_by_label("Text", exact=True), page.locator("#text-matt")
    field.fill("Jag ringer dig i morgon. Det räcker att läsa.")
    expect(measure).to_contain_text("tecken, 1 del, LIX")
    expect(measure.get_by_role("listitem")).to_have_count(0)
    field.fill("Förvaltningsrättsliga överväganden föranleder handläggningsåtgärder. " * 4)
    expect(measure).to_contain_text("delar")
    expect(measure.get_by_role("listitem").first).to_be_visible()
    assert_accessible(page)
    assert_fits(page)
    assert problems == []


def test_without_scripts_the_words_are_checked_when_they_are_reviewed(
    browser: Browser, served: Callable[[], str]
) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(served())
    page.get_by_label("Kontonamn").fill("sara")
    page.get_by_label("Lösenord").fill(PASSWORD)
    page.get_by_role("button", name="Logga in").click()
    page.goto(served() + "arende/skriv?ref=W-1")
    page.get_by_label("Text", exact=True).fill("Jag ringer dig i morgon. Det räcker att läsa.")
    page.get_by_role("button", name="Granska").click()
    assert "tecken, LIX" in page.inner_text("main")
    context.close()
