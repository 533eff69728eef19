"""A real Chromium, driven by playwright, that may only talk to this machine."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, Route, sync_playwright

_PROGRAMS = ("/usr/bin/chromium-headless-shell", "/usr/bin/chromium")
_FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
ColorScheme = Literal["light", "dark"]
LOOKS: tuple[tuple[ColorScheme, int], ...] = (("light", 1280), ("dark", 320))
_AXE = Axe().axe_script
_HERE = ("127.0.0.1", None)  # None: data:, blob: and about: have no host


@contextlib.contextmanager
def launched() -> Iterator[Browser]:
    """Run a browser for as long as the block lasts."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=_program(), args=list(_FLAGS))
        yield browser
        browser.close()


def new_page(browser: Browser, width: int, height: int) -> Page:
    """Open a Swedish page of a size, in a context of its own. Requests to other machines are cut off."""
    context = browser.new_context(
        viewport={"width": width, "height": height}, locale="sv-SE", timezone_id="Europe/Stockholm"
    )
    context.route("**/*", _stay_here)
    page = context.new_page()
    page.set_default_timeout(10_000)
    return page


def assert_accessible(page: Page) -> None:
    """Fail with every fault that axe finds on the page, and where it is."""
    if not page.evaluate("'axe' in window"):  # a page that was only resized still has it
        page.evaluate(_AXE)
    faults = page.evaluate("axe.run({resultTypes: ['violations']}).then(found => found.violations)")
    lines = [
        f"{fault['id']} ({fault['impact']}): {fault['help']}\n    {node['html']}"
        for fault in faults
        for node in fault["nodes"]
    ]
    assert not lines, "axe found faults on " + page.url + "\n" + "\n".join(lines)


def assert_good_in_all_looks(page: Page) -> None:
    """Fail with what is wrong with the page, light and wide, dark and narrow. It is loaded only once."""
    for scheme, width in LOOKS:
        page.emulate_media(color_scheme=scheme)
        page.set_viewport_size({"width": width, "height": 900})
        assert_accessible(page)
        assert_fits(page)


def assert_fits(page: Page) -> None:
    """Fail if the page is wider than its window, so that somebody must scroll sideways."""
    wide, window = page.evaluate("[document.documentElement.scrollWidth, window.innerWidth]")
    assert wide <= window, f"{page.url} is {wide} pixels wide in a window of {window}"


def _stay_here(route: Route) -> None:
    if urlsplit(route.request.url).hostname in _HERE:
        route.continue_()
    else:
        route.abort()


def _program() -> str:
    for program in _PROGRAMS:
        if Path(program).exists():
            return program
    raise RuntimeError(
        "No Chromium found. On Debian: apt-get install --no-install-recommends "
        "chromium-headless-shell libatomic1"
    )
