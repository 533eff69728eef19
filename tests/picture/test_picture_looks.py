"""Colours: contrast worked out from the tokens, and what a page does to them."""

from __future__ import annotations

from collections.abc import Callable
from itertools import product
from typing import TYPE_CHECKING

import pytest

from dinadatum.picture import COLOURS, Look, stylesheet
from dinadatum.picture.looks import Tone
from tests.picture.picture_lives import ALVA, LIVES, draw

if TYPE_CHECKING:
    from playwright.sync_api import Page

# Every pair that meets in the picture: what is drawn, on what.
TEXTS = [(tone, ground) for tone in (Tone.INK, Tone.SOFT, Tone.GOOD) for ground in (Tone.PAPER, Tone.NOW)]
TEXTS += [(Tone.PAPER, Tone.INK)]
SHAPES = list(product((Tone.DOT, Tone.RING, Tone.GOOD, Tone.FLAG, Tone.INK), (Tone.PAPER, Tone.NOW)))


def light(colour: str) -> float:
    """Relative luminance, WCAG 2.2."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    high, low = sorted((light(one), light(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def test_the_measure_is_right() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#767676", "#ffffff") == pytest.approx(4.54, abs=0.01)


@pytest.mark.parametrize("look", Look)
def test_text_has_contrast(look: Look) -> None:
    for tone, ground in TEXTS:
        assert contrast(COLOURS[look][tone], COLOURS[look][ground]) >= 4.5, (tone, ground)


@pytest.mark.parametrize("look", Look)
def test_shapes_have_contrast(look: Look) -> None:
    for tone, ground in SHAPES:
        assert contrast(COLOURS[look][tone], COLOURS[look][ground]) >= 3, (tone, ground)


def test_print_is_black_on_white() -> None:
    assert set(COLOURS[Look.PRINT].values()) == {"#000000", "#ffffff"}


@pytest.mark.parametrize("look", Look)
def test_every_colour_drawn_is_a_token(look: Look) -> None:
    import re

    drawn = set(re.findall(r"#[0-9a-f]{6}", "".join(draw(life, look=look).svg for life in LIVES.values())))
    assert drawn <= set(COLOURS[look].values())


def _shown(page: Page, style: str) -> None:
    page.set_content(f"<style>{style}</style><body>{draw(ALVA).svg}</body>")


def _colour(page: Page, selector: str, name: str) -> str:
    return str(page.eval_on_selector(selector, f"e => getComputedStyle(e).{name}"))


def test_a_page_turns_it_dark(page: Page) -> None:
    page.emulate_media(color_scheme="dark")
    _shown(page, stylesheet())
    assert _colour(page, "circle.f-dot", "fill") == "rgb(138, 180, 248)"


def test_high_contrast_gets_the_colours_of_the_system(page: Page) -> None:
    page.emulate_media(forced_colors="active", color_scheme="dark")
    _shown(page, stylesheet() + "#probe { color: CanvasText; background: Canvas; forced-color-adjust: none }")
    page.evaluate("document.body.insertAdjacentHTML('beforeend', '<p id=probe>x</p>')")
    ink, ground = _colour(page, "#probe", "color"), _colour(page, "#probe", "backgroundColor")
    assert ink != ground
    for selector in ("circle.f-dot", "text.f-ink", "rect.f-ink"):
        assert _colour(page, selector, "fill") == ink
    assert _colour(page, "rect.s-good", "stroke") == ink
    assert _colour(page, "rect.f-now", "fill") == ground


@pytest.mark.parametrize("life", LIVES)
def test_no_words_are_cut_or_meet(page_at: Callable[..., Page], life: str) -> None:
    page = page_at(400, 1200)
    page.set_content(f"<body>{draw(LIVES[life]).svg}</body>")
    boxes = page.eval_on_selector_all(
        "svg text", "all => all.map(e => { const b = e.getBBox(); return [b.x, b.y, b.width, b.height] })"
    )
    assert all(x >= 8 and x + width <= 352 for x, _, width, _ in boxes)
    for one, other in product(boxes, boxes):
        if one != other:
            apart = one[0] + one[2] <= other[0] or other[0] + other[2] <= one[0]
            assert apart or abs(one[1] - other[1]) > 12, (one, other)
