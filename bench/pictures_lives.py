"""Draws the picture of time for eight kinds of life, as the page draws it: ./do pictures docs/pictures --lives"""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Browser

from dinadatum.picture import Look, stylesheet
from tests.picture.picture_lives import LIVES, draw

EIGHT = {
    "beslut": "alva",
    "inget": "no_decision",
    "glapp": "gap",
    "vilande": "resting",
    "delvis": "partly",
    "provotid": "trial",
    "trettio": "before_30",
    "efter": "after_30",
}
"""The names of the pictures, and the lives that the tests hold to the timeline."""
WIDTH, SHARP = 376, 5 / 3


def draw_lives(browser: Browser, folder: Path) -> None:
    """Write liv-NAMN.png for each of the lives."""
    context = browser.new_context(
        viewport={"width": WIDTH, "height": 400}, device_scale_factor=SHARP, color_scheme="light"
    )
    page = context.new_page()
    for name, life in EIGHT.items():
        drawn = draw(LIVES[life], look=Look.LIGHT)
        page.set_content(
            f'<!doctype html><html lang="sv"><style>body {{ margin: 0; background: #fff }}\n'
            f"{stylesheet()}</style><body>{drawn.svg}</body></html>"
        )
        page.locator("svg").screenshot(path=folder / f"liv-{name}.png")
        print(f"  liv-{name}", flush=True)
    context.close()
