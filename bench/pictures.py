"""Takes a picture of every page, on a phone and a desktop, in light and dark: ./do pictures [MAPP]"""

from __future__ import annotations

import argparse
import re
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Literal

from playwright.sync_api import Browser, Page

from bench.pictures_county import PASSWORD, County, served_county
from bench.pictures_lives import draw_lives
from bench.pictures_tour import TOURS, Stop
from tests.standins.browser import launched, new_page

WIDTHS = (360, 1280)
Scheme = Literal["light", "dark"]
SCHEMES: tuple[Scheme, ...] = ("light", "dark")
NARROW = (320, 360, 640)
"""The narrowest telephone, a common one, and a desktop at 200 %: nothing may be wider than these."""
WIDER = """[...document.querySelectorAll("main *")].filter(
  each => each.getBoundingClientRect().right > innerWidth + 1 && !each.closest(".wide-table, .hidden")
).slice(0, 3).map(each => each.tagName + "." + each.className)"""


def main(arguments: Sequence[str] | None = None) -> None:
    """Make the county, go through its pages, and say which of them are too wide."""
    options = argparse.ArgumentParser(prog="./do pictures", description="Tar en bild av varje sida.")
    options.add_argument("folder", nargs="?", type=Path, default=Path("build/pictures"))
    options.add_argument("--only", default="", help="bara sidor vars namn passar, till exempel idag|arende")
    options.add_argument("--width", type=int, action="append", help="360 och 1280, om inget sägs")
    options.add_argument("--scheme", choices=SCHEMES, action="append")
    options.add_argument("--lives", action="store_true", help="bara bilden av tiden, för åtta slags liv")
    wish = options.parse_args(arguments)
    wish.folder.mkdir(parents=True, exist_ok=True)
    if wish.lives:
        with launched() as browser:
            draw_lives(browser, wish.folder)
        return
    with tempfile.TemporaryDirectory(prefix="dinadatum-pictures-") as place, launched() as browser:
        print("Gör ett påhittat län och lever med det i några veckor ...", flush=True)
        with served_county(Path(place)) as county:
            for username in TOURS:
                _go(browser, county, username, wish)
    print(f"Bilderna ligger i {wish.folder}.")


def _go(browser: Browser, county: County, username: str, wish: argparse.Namespace) -> None:
    page = new_page(browser, 1280, 900)
    if username:
        page.goto(county.address)
        page.get_by_label("Kontonamn").fill(username)
        page.get_by_label("Lösenord").fill(PASSWORD)
        page.get_by_role("button", name="Logga in").click()
    for stop in TOURS[username](county):
        if not re.search(wish.only, stop.name):
            continue
        try:
            _show(page, county, stop, wish)
        except Exception as error:  # one page that fails must not hide the others
            print(f"  {stop.name}: {str(error).splitlines()[0]}", flush=True)
    page.context.close()


def _show(page: Page, county: County, stop: Stop, wish: argparse.Namespace) -> None:
    page.set_viewport_size({"width": 1280, "height": 900})
    answer = page.goto(county.address + stop.path)
    status = answer.status if answer else 0
    if stop.do:
        stop.do(page)
    if stop.opened:
        page.evaluate("document.querySelectorAll('details').forEach(each => { each.open = true })")
    schemes: Sequence[Scheme] = wish.scheme or SCHEMES
    for width in wish.width or WIDTHS:
        for scheme in schemes:
            page.set_viewport_size({"width": width, "height": 900})
            page.emulate_media(color_scheme=scheme)
            page.screenshot(path=wish.folder / f"{stop.name}-{width}-{scheme}.png", full_page=True)
    for width in NARROW:
        page.set_viewport_size({"width": width, "height": 900})
        if page.evaluate("document.documentElement.scrollWidth") > width:
            print(f"  {stop.name}: bredare än {width} punkter: {page.evaluate(WIDER)}", flush=True)
    print(f"  {stop.name} {status}", flush=True)


if __name__ == "__main__":
    main()
