"""A letter: nothing but name and address behind the window, and the words of the mail as a letter says them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from io import BytesIO

import pytest
from pypdf import PdfReader

from dinadatum.papers.letter import Address, Letter, Window, make_letter
from dinadatum.papers.letter_pdf import FOLD, letter_pdf
from dinadatum.papers.pages import letter_page
from dinadatum.papers.pen import HEIGHT, MM, width_of
from dinadatum.template_files import open_gallery
from notify.slot_table import examples, longest
from notify.template import SlotError, Template
from tests.web.html_check import assert_sound

DAY = date(2027, 10, 1)
HOME = Address("Zoë Kovačević", "Exempelgatan 12 B, lgh 1203", "70211", "Örebro")
GALLERY = open_gallery()
SAFETY = ("M05", "M26", "M34", "M47", "M48", "M55", "M53", "M12", "E5", "E6", "E46")
NO_LETTER = {"M41", "P41"}  # an answer to a reply by SMS: never anything else


def letter(template: str = "M26", window: Window = Window.RIGHT, **slots: str) -> Letter:
    return make_letter(
        GALLERY.get(template), {**examples(), **slots}, HOME, day=DAY, phone="070-174 06 05", window=window
    )


def placed(pdf: bytes, page: int = 0) -> list[tuple[float, float, str]]:
    """Give each text with its place: x, and y from the top of the paper."""
    found: list[tuple[float, float, str]] = []

    def visit(text: str, cm: list[float], tm: list[float], *_: object) -> None:
        if text.strip():
            found.append((cm[0] * tm[4] + cm[4], HEIGHT - (cm[3] * tm[5] + cm[5]), text.strip()))

    PdfReader(BytesIO(pdf)).pages[page].extract_text(visitor_text=visit)
    return found


@pytest.mark.parametrize("window", Window)
@pytest.mark.parametrize("template", SAFETY)
def test_only_the_address_can_be_seen_through_the_window(template: str, window: Window) -> None:
    above = [(x, y, text) for x, y, text in placed(letter_pdf(letter(template, window))) if y <= FOLD]
    assert [text for _, _, text in above] == [
        "Zoë Kovačević", "Exempelgatan 12 B", "lgh 1203", "702 11 Örebro",
    ]  # fmt: skip
    start = 110 * MM if window is Window.RIGHT else 25 * MM
    for x, y, text in above:
        assert x == pytest.approx(start, abs=0.5)
        assert 45 * MM <= y <= 85 * MM
        assert x + width_of(text, 11) <= 195 * MM


def test_a_very_long_address_stays_in_the_window() -> None:
    long = Address("Alva-Maria Kristina " * 5, "Exempelgatan " * 12, "702 11", "Örebro" * 12)
    made = Letter(long, DAY, "Hej.")
    for x, y, _ in placed(letter_pdf(made)):
        assert y > FOLD or (x == pytest.approx(110 * MM, abs=0.5) and y <= 85 * MM)


@pytest.mark.parametrize(
    ("written", "shown"), [("70211", "702 11  Örebro"), ("702 11", "702 11  Örebro"), ("", "Örebro")]
)
def test_the_postcode_is_written_as_on_an_envelope(written: str, shown: str) -> None:
    assert Address("A", "B", written, "Örebro").lines[-1] == shown


def test_it_is_the_mail_in_the_words_of_a_letter() -> None:
    made = letter("M26")
    assert made.text.startswith("Hej Alva.\n\nDitt beslut är slut.\nAnsök i dag.")
    assert "Ring Sara på telefon 070-174 06 05." in made.text
    assert "Svara HJÄLP" not in made.text
    assert made.text.endswith("Hälsningar\nDina datum\n")


@pytest.mark.parametrize(
    "template", [t for t in GALLERY.templates.values() if t.id not in NO_LETTER], ids=str
)
@pytest.mark.parametrize("values", [examples, longest])
def test_every_text_can_be_a_letter_that_calls_itself_one(template: Template, values) -> None:  # type: ignore[no-untyped-def]
    made = make_letter(template, values(), HOME, day=DAY, phone="")
    words = made.text.lower()
    assert "mejl" not in words
    assert 1 <= len(PdfReader(BytesIO(letter_pdf(made))).pages) <= 2
    pdf = " ".join(text for n, _ in enumerate(PdfReader(BytesIO(letter_pdf(made))).pages)
                   for _, _, text in placed(letter_pdf(made), n))  # fmt: skip
    for word in made.text.split():
        assert word in pdf or len(word) > 40


def test_a_text_of_which_a_letter_has_nothing_to_say_is_no_letter() -> None:
    text = GALLERY.get("M41")
    asking = tuple(line for line in text.lines if "Svara" in line.text)
    assert asking
    with pytest.raises(SlotError):
        make_letter(replace(text, lines=asking), examples(), HOME, day=DAY, phone="")


def test_a_letter_fits_its_page_and_a_long_one_goes_on() -> None:
    assert len(PdfReader(BytesIO(letter_pdf(letter("E3")))).pages) == 1
    long = Letter(HOME, DAY, "\n\n".join(f"Rad {n}." for n in range(80)))
    pdf = letter_pdf(long)
    assert len(PdfReader(BytesIO(pdf)).pages) > 1
    shown = " ".join(page.extract_text() for page in PdfReader(BytesIO(pdf)).pages)
    assert all(f"Rad {n}." in shown for n in range(80))


def test_the_pdf_tells_nothing_of_whose_it_is_outside_its_words() -> None:
    reader = PdfReader(BytesIO(letter_pdf(letter())))
    assert reader.root_object["/Lang"] == "sv"
    assert "Kova" not in str(reader.metadata)
    assert "Zoë" not in repr(letter())
    assert "beslut" not in repr(letter())


@pytest.mark.parametrize("window", Window)
def test_the_page_is_sound(window: Window) -> None:
    html = letter_page(letter("E3", window), "/static/print.css")
    assert_sound(html)
    assert f'<address class="{window}">' in html
    assert "Ring din mottagning." in html
