"""A real browser, without scripts of ours: with a mouse, with keys alone, on a narrow screen, in the dark."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.standins.browser import assert_accessible, assert_fits
from tests.web.small_unit import PASSWORD, SENT_TEXT

PAGES = (
    "utgangar",
    "utgangar?inom=365",
    "utgangar?inom=7",
    "utgangar?inom=365&lage=gap&ordning=municipality",
    "kalender",
    "idag",
    "inkorg",
    "arende",
    "arende?ref=W-1",
    "arende?ref=W-2",
    "arende?ref=W-6",
    "uppgift/2/klart",
    "systemet",
    "finns-inte",
)


def _enter(page: Page, address: str) -> None:
    page.goto(address)
    page.get_by_label("Kontonamn").fill("sara")
    page.get_by_label("Lösenord").fill(PASSWORD)
    page.get_by_role("button", name="Logga in").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Idag")


def test_a_day_at_work(page: Page, served: Callable[[], str]) -> None:
    _enter(page, served())
    page.get_by_role("link", name="Utgångar").click()
    page.get_by_label("Vad", exact=True).select_option("Vilande")
    page.get_by_role("button", name="Visa").click()
    expect(page.get_by_role("row")).to_have_count(2)
    page.get_by_label("Vad", exact=True).select_option("Alla")
    page.get_by_label("Inom", exact=True).select_option("90 dagar")
    page.get_by_role("button", name="Visa").click()
    page.get_by_role("link", name="W-1").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("W-1 · Kim Ettsson")
    expect(page.get_by_text(SENT_TEXT)).to_be_visible()
    row = page.get_by_role("row").filter(has_text="Beslutet slutar").first
    expect(row.get_by_role("listitem").first).to_be_hidden()
    row.locator("summary").click()
    expect(row.get_by_role("listitem").first).to_be_visible()

    page.get_by_role("link", name="Idag").click()
    page.get_by_role("link", name="Klart med risk för glapp, W-1").click()
    page.get_by_label("Anteckning, om du vill").fill("Ansökan är inne.")
    page.get_by_role("button", name="Klart").click()
    expect(page.get_by_role("status")).to_have_text("Klart: risk för glapp, W-1.")
    expect(page.get_by_text("Har inte ansökt")).to_have_count(0)

    page.get_by_role("button", name="Logga ut").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Logga in")
    page.go_back()
    page.reload()
    expect(page.get_by_role("heading", level=1)).to_have_text("Logga in")


def test_everything_can_be_done_with_keys(page: Page, served: Callable[[], str]) -> None:
    page.goto(served())
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Hoppa till innehållet")).to_be_focused()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    expect(page.get_by_label("Kontonamn")).to_be_focused()
    page.keyboard.type("sara")
    page.keyboard.press("Tab")
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Idag")
    _tab_to(page, page.get_by_role("link", name="Idag"))
    page.keyboard.press("Enter")
    _tab_to(page, page.get_by_role("link", name="Klart med risk för glapp, W-1"))
    page.keyboard.press("Enter")
    _tab_to(page, page.get_by_label("Anteckning, om du vill"))
    page.keyboard.type("Klart på tangenter.")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_have_text("Klart: risk för glapp, W-1.")


def test_focus_can_be_seen(page: Page, served: Callable[[], str]) -> None:
    _enter(page, served())
    for _ in range(12):
        page.keyboard.press("Tab")
        width = page.evaluate("parseFloat(getComputedStyle(document.activeElement).outlineWidth)")
        style = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
        assert (width >= 2, style) == (True, "solid"), page.evaluate("document.activeElement.outerHTML")


def test_a_refused_log_in_brings_the_focus_to_what_is_wrong(page: Page, served: Callable[[], str]) -> None:
    page.goto(served())
    page.get_by_label("Kontonamn").fill("sara")
    page.get_by_label("Lösenord").fill("fel lösenord här")
    page.get_by_role("button", name="Logga in").click()
    expect(page.get_by_role("alert")).to_be_focused()
    assert_accessible(page)
    page.get_by_role("alert").get_by_role("link").click()
    expect(page.get_by_label("Kontonamn")).to_be_focused()


DARK_PAGES = ("utgangar?inom=7", "idag", "arende?ref=W-1", "arende?ref=W-2", "uppgift/2/klart", "systemet")
OPEN_ALL = "document.querySelectorAll('details').forEach(each => { each.open = true })"


def test_every_page_is_accessible_and_fits(page: Page, served: Callable[[], str]) -> None:
    address = served()
    page.goto(address)
    _assert_good(page, dark=False)
    _enter(page, address)
    for path in PAGES:
        page.goto(address + path)
        page.evaluate(OPEN_ALL)
        _assert_good(page, dark=path in DARK_PAGES)


def _assert_good(page: Page, *, dark: bool) -> None:
    """Look at a page in every size and both schemes; it is loaded only once."""
    # 640 by 450 is what a screen of 1280 by 900 has left at 200 % zoom.
    for width, height in ((1280, 900), (640, 450), (320, 640)):
        page.set_viewport_size({"width": width, "height": height})
        assert_fits(page)
        if width == 1280:
            assert_accessible(page)
    if dark:
        page.emulate_media(color_scheme="dark")
        assert_accessible(page)
        page.emulate_media(color_scheme="light")


def test_the_browser_finds_nothing_against_its_policy(page: Page, served: Callable[[], str]) -> None:
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text))
    _enter(page, served())
    for path in PAGES[:-1]:
        page.goto(served() + path)
    assert not complaints


def _tab_to(page: Page, target) -> None:
    for _ in range(80):
        page.keyboard.press("Tab")
        if target.evaluate("element => element === document.activeElement"):
            return
    raise AssertionError(f"Tab never reached {target}")
