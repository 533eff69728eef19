"""The working day in a real browser: put off, note, promises, days away and a handover, also with keys alone."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Page, expect

from notify.values import TaskKind
from tests.standins.browser import assert_accessible, assert_good_in_all_looks
from tests.web.conftest import TODAY, Site
from tests.web.small_unit import PASSWORD
from tests.web.test_todays_tasks import add_task

PAGES = (
    "idag",
    "idag?visa=uppskjutna",
    "uppgift/5/skjut-upp",
    "uppgift/5/anteckning",
    "loften",
    "installningar",
    "byt-handlaggare",
)


def enter(page: Page, address: str) -> None:
    page.goto(address)
    page.get_by_label("Kontonamn").fill("sara")
    page.get_by_label("Lösenord").fill(PASSWORD)
    page.get_by_role("button", name="Logga in").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Idag")


def test_a_task_is_put_off_and_a_case_handed_over(page: Page, served: Callable[[], str]) -> None:
    address = served()
    enter(page, address)
    page.get_by_role("link", name="Idag").click()
    page.get_by_role("link", name="Skjut upp går inte att nå, W-4").click()
    page.get_by_label("Visa igen").fill("2026-11-30")
    page.get_by_label("Anteckning, om du vill").fill("Väntar på nytt nummer.")
    page.get_by_role("button", name="Skjut upp").click()
    expect(page.get_by_role("status")).to_contain_text("Uppskjutet till måndag 30 november")
    page.get_by_role("link", name="Visa det som är uppskjutet (1)").click()
    expect(page.get_by_text("Väntar på nytt nummer.")).to_be_visible()
    page.get_by_role("link", name="Mer", exact=True).click()
    page.get_by_role("link", name="Byt handläggare").click()
    page.get_by_label("Vem tar över?").select_option("Omar Lind")
    page.get_by_label("Den nyas första dag").fill("2026-12-14")
    page.get_by_label("Referenser").fill("W-1")
    page.get_by_role("button", name="Granska").click()
    expect(page.get_by_role("row").filter(has_text="W-1")).to_contain_text("i morgon, sms")
    assert_accessible(page)
    page.get_by_role("button", name="Lämna över").click()
    expect(page.get_by_role("status")).to_contain_text("1 ärende går till Omar Lind")


def test_what_is_done_is_taken_back_with_keys_alone(page: Page, served: Callable[[], str]) -> None:
    enter(page, served())
    tab_to(page, "Idag")
    tab_to(page, "Klart med risk för glapp, W-1")
    tab_to(page, "Klart", "button")
    expect(page.get_by_role("status")).to_contain_text("Klart: risk för glapp, W-1.")
    tab_to(page, "Ångra klart med risk för glapp, W-1", "button")
    expect(page.get_by_role("status")).to_contain_text("Att göra igen: risk för glapp, W-1.")


def tab_to(page: Page, name: str, role: str = "link") -> None:
    """Go to something with the Tab key, and press it."""
    target = page.get_by_role(role, name=name, exact=True)  # type: ignore[arg-type]
    for _ in range(80):
        page.keyboard.press("Tab")
        if target.evaluate("element => element === document.activeElement"):
            page.keyboard.press("Enter")
            return
    raise AssertionError(f"Tab never reached {name}")


def test_the_pages_are_accessible_and_fit(page: Page, site: Site, served: Callable[[], str]) -> None:
    add_task(site, "W-6", TaskKind.HELP, TODAY.replace(day=26), "Vill ha hjälp.")
    add_task(site, "W-1", TaskKind.BROKEN_PROMISE, TODAY, "Ingen hörde av sig.")
    address = served()
    enter(page, address)
    for path in PAGES:
        page.goto(address + path)
        assert_good_in_all_looks(page)
    page.get_by_role("button", name="Granska").click()
    expect(page.get_by_role("alert")).to_be_focused()
    assert_good_in_all_looks(page)
