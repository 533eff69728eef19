"""The browser that tests are given is real: it draws, clicks, finds faults, and stays on this machine."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Error, Page

from tests.standins.browser import assert_accessible, assert_fits

_GOOD = """<!doctype html><html lang="sv"><head><title>Påminnelser</title></head>
<body><main><h1>Påminnelser</h1>
<button onclick="document.querySelector('h1').textContent='Skickat'">Skicka</button></main></body></html>"""


def test_a_click_is_a_click(page: Page) -> None:
    page.set_content(_GOOD)
    page.get_by_role("button", name="Skicka").click()
    assert page.get_by_role("heading").inner_text() == "Skickat"
    assert_accessible(page)


def test_a_picture_without_words_is_found(page: Page) -> None:
    page.set_content(_GOOD.replace("<button", "<img src='data:,'><button"))
    with pytest.raises(AssertionError, match="image-alt"):
        assert_accessible(page)


def test_a_page_too_wide_for_a_phone_is_found(page_at: Callable[..., Page]) -> None:
    phone = page_at(360)
    phone.set_content(_GOOD)
    assert_fits(phone)
    phone.set_content(_GOOD.replace("<main>", "<main style='width:900px'>"))
    with pytest.raises(AssertionError, match="360"):
        assert_fits(phone)


def test_other_machines_can_not_be_reached(page: Page) -> None:
    with pytest.raises(Error, match="ERR_FAILED"):
        page.goto("http://example.com/")
