"""A case in a real browser: find, open, change with a preview, undo, write by hand. On both databases."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Page, expect

from dinadatum.web.serving import serve
from tests.standins.browser import assert_accessible, assert_good_in_all_looks
from tests.web.conftest import Site
from tests.web.small_unit import PASSWORD

PAGES = (
    "arende?ref=W-1",
    "arende/andra?ref=W-1&vad=beslut",
    "arende/andra?ref=W-1&vad=samtycke",
    "arende/andra?ref=W-1&vad=kontakt",
    "arende/skriv?ref=W-1&text=M79",
    "arende/skriv?ref=W-6",
    "arende/som-personen?ref=W-1",
    "arende/angra?ref=W-1&nr=99999",
)
OPEN_ALL = "document.querySelectorAll('details').forEach(each => { each.open = true })"


@pytest.fixture
def postgres_served(postgres_site: Site) -> Iterator[str]:
    with serve(postgres_site.app, "127.0.0.1", 0) as server:
        yield server.address


def _enter(page: Page, address: str) -> None:
    page.goto(address)
    page.get_by_label("Kontonamn").fill("sara")
    page.get_by_label("Lösenord").fill(PASSWORD)
    page.get_by_role("button", name="Logga in").click()
    expect(page.get_by_role("button", name="Logga ut")).to_be_visible()


def _work(page: Page, address: str) -> None:
    """Find a case, change it, undo it, and write by hand; axe looks at each page on the way."""
    _enter(page, address)
    page.get_by_role("link", name="Ärenden").click()
    page.get_by_label("Referens").fill("W-1")
    page.get_by_role("button", name="Öppna ärendet").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("W-1 · Kim Ettsson")
    assert_accessible(page)

    page.get_by_role("link", name="Ändra beslutet från 1 januari 2024").click()
    page.get_by_label("Sista dag").fill("2023-12-31")
    page.get_by_role("button", name="Granska").click()
    expect(page.get_by_role("alert")).to_be_focused()
    page.get_by_role("alert").get_by_role("link").click()
    expect(page.get_by_label("Sista dag")).to_be_focused()
    assert_accessible(page)
    page.get_by_label("Sista dag").fill("2027-06-30")
    page.get_by_role("button", name="Granska").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Granska: ändra beslut")
    row = page.get_by_role("row").filter(has_text="Beslutet slutar").first
    expect(row).to_contain_text("30 juni 2027")
    assert_accessible(page)
    page.get_by_role("button", name="Ändra").click()
    expect(page.get_by_label("Sista dag")).to_have_value("2027-06-30")
    page.get_by_role("button", name="Granska").click()
    page.get_by_role("button", name="Spara").click()
    expect(page.get_by_role("status")).to_contain_text("Sparat.")
    expect(page.get_by_text("1 januari 2024 till och med 30 juni 2027").first).to_be_visible()

    page.get_by_role("status").get_by_role("link", name="Ångra").click()
    assert_accessible(page)
    page.get_by_role("button", name="Ångra").click()
    expect(page.get_by_text("1 januari 2024 till och med 31 december 2026").first).to_be_visible()

    page.get_by_role("link", name="Skriv ett meddelande").click()
    page.get_by_label("Text", exact=True).fill("Jag ringer dig i morgon!")
    page.get_by_role("button", name="Granska").click()
    expect(page.get_by_role("alert")).to_contain_text("Inget utropstecken")
    assert_accessible(page)
    page.get_by_label("Text", exact=True).fill("Jag ringer dig i morgon.\nDet räcker att läsa.")
    page.get_by_role("button", name="Granska").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Granska meddelandet")
    assert_accessible(page)
    page.get_by_role("button", name="Skicka").click()
    expect(page.get_by_role("status")).to_contain_text("på väg")
    expect(page.get_by_text("Egna ord").first).to_be_visible()


def test_a_case_is_worked_on(page: Page, served: Callable[[], str]) -> None:
    _work(page, served())


def test_a_case_is_worked_on_with_postgres(page: Page, postgres_served: str) -> None:
    _work(page, postgres_served)


def test_the_pages_of_a_case_are_accessible_and_fit(page: Page, served: Callable[[], str]) -> None:
    address, complaints = served(), list[str]()
    page.on("console", lambda message: complaints.append(message.text))
    _enter(page, address)
    for path in PAGES:
        page.goto(address + path)
        page.evaluate(OPEN_ALL)
        assert_good_in_all_looks(page)
    assert not [each for each in complaints if "Content Security Policy" in each]
