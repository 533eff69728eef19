"""Mitt blad: one page whatever it holds, the right words for each path, and the same words as page and PDF."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from io import BytesIO
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfReader

from dinadatum.papers import sheet as words
from dinadatum.papers.pages import PRINT_STYLE, sheet_page
from dinadatum.papers.sheet import Sheet, SheetPath, blank_sheet, make_sheet, path_of
from dinadatum.papers.sheet_pdf import sheet_pdf
from notify.readability import lix, sentences_of, words_of
from notify.values import Case, Copies, Ombud, Road
from tests.notify.due_lives import PACES, red, timeline_of
from tests.picture.picture_lives import ALVA, LIVES, TODAY
from tests.web.html_check import assert_sound

if TYPE_CHECKING:
    from playwright.sync_api import Page

MM = 72 / 25.4


def sheet(life: Case = ALVA, today: date = TODAY, **values: str) -> Sheet:
    known = {"name": "Alva Exempel", "contact": "Sara", "phone": "070-174 06 05", **values}
    return make_sheet(life, timeline_of(life), today=today, red_days=red, paces=PACES, **known)


def pages(pdf: bytes) -> list[str]:
    return [page.extract_text() for page in PdfReader(BytesIO(pdf)).pages]


def flat(text: str) -> str:
    return " ".join(text.split())


def test_the_sheet_has_everything_the_messages_lean_on() -> None:
    (page,) = pages(sheet_pdf(sheet()))
    text = flat(page)
    for needed in (
        "Mitt blad", "Alva Exempel", "Gjort 30 mars 2027", "du är här", "pengar den 18", "steg 3: ansök i maj",
        "Steg 1: boka läkare", "Steg 2: besöket", "Steg 3: ansök igen", "Steg 4: vänta på svar",
        "Det här kan du säga:", "Kan jag få en tid?", "Dag och tid: fredag 16 april 2027",
        "Svaret brukar ta 4 månader.", "Kontakt: Sara", "Telefon: 070-174 06 05", "KLAR", "STOPP", "HJÄLP",
        "Vi skickar aldrig länkar.", "Vi frågar aldrig efter koder eller BankID.",
    ):  # fmt: skip
        assert needed in text, needed


def test_the_empty_sheet_has_lines_to_write_on_and_nobody_in_it() -> None:
    (page,) = pages(sheet_pdf(blank_sheet(TODAY)))
    text = flat(page)
    assert "Namn:" in text
    assert "Kontakt:" in text
    assert "pengar den" in text
    assert not re.search(r"Gjort|2027|du är här|\d\d\d", text.replace("1177", ""))


def test_the_pdf_says_that_it_is_swedish_and_who_made_it_when() -> None:
    reader = PdfReader(BytesIO(sheet_pdf(sheet())))
    assert reader.root_object["/Lang"] == "sv"
    assert reader.metadata is not None
    assert reader.metadata.title == "Mitt blad"
    assert reader.metadata.author == "Dina datum"
    assert str(reader.metadata.creation_date_raw).startswith("D:20270330")
    assert "Alva" not in str(reader.metadata)


def test_every_font_is_embedded() -> None:
    fonts = PdfReader(BytesIO(sheet_pdf(sheet()))).pages[0]["/Resources"]["/Font"]
    used = [fonts[name].get_object() for name in fonts]
    assert [font for font in used if "FontDescriptor" in str(font.keys())]
    for font in used:
        if font["/BaseFont"] != "/Helvetica":
            assert "/FontFile2" in font["/FontDescriptor"]


def test_the_same_sheet_gives_the_same_bytes() -> None:
    assert sheet_pdf(sheet()) == sheet_pdf(sheet())


LONG = {
    "name": "Alva-Maria Kristina Exempelsson af Långtnamnsköld och Ännulängre",
    "contact": "Karl-Fredrik Andersson Långtnamn",
    "phone": "070-174 06 05, knappval 2, klockan 9 till 11 varje vardag",
    "helper": "Boendestödjaren Anna-Karin Långtefternamn",
    "clinic": "Psykiatriska öppenvårdsmottagningen för unga vuxna i Örebro",
    "clinic_phone": "070-174 06 06 och sedan knappval 3, klockan 8 till 9",
}


@pytest.mark.parametrize("life", LIVES)
def test_the_longest_values_stay_on_one_page(life: str) -> None:
    made = sheet(LIVES[life], **LONG)
    (page,) = pages(sheet_pdf(made))
    said = {**LONG, "clinic": "", "clinic_phone": ""} if life == "school" else LONG
    for value in (*said.values(), *words.NEVER, *(step.title for step in made.steps)):
        assert flat(value) in flat(page), value


@settings(max_examples=60, deadline=None)
@given(st.dictionaries(st.sampled_from(sorted(LONG)), st.text(max_size=200)))
def test_no_value_at_all_makes_a_second_page(values: dict[str, str]) -> None:
    assert len(pages(sheet_pdf(sheet(**values)))) == 1


def bounds(pdf: bytes) -> list[tuple[float, float]]:
    found: list[tuple[float, float]] = []

    def visit(text: str, cm: list[float], tm: list[float], *_: object) -> None:
        if text.strip():
            found.append((cm[0] * tm[4] + cm[4], cm[3] * tm[5] + cm[5]))

    PdfReader(BytesIO(pdf)).pages[0].extract_text(visitor_text=visit)
    return found


@pytest.mark.parametrize("life", LIVES)
def test_nothing_is_written_outside_the_paper(life: str) -> None:
    for x, y in bounds(sheet_pdf(sheet(LIVES[life], **LONG))):
        assert 8 * MM <= x <= 200 * MM
        assert 8 * MM <= y <= 289 * MM


@pytest.mark.parametrize(
    ("life", "path"),
    [
        ("alva", SheetPath.RENEWAL),
        ("no_decision", SheetPath.RENEWAL),
        ("school", SheetPath.SCHOOL),
        ("before_30", SheetPath.AFTER_30),
        ("after_30", SheetPath.AFTER_30),
    ],
)
def test_each_life_has_the_steps_of_its_path(life: str, path: SheetPath) -> None:
    assert path_of(timeline_of(LIVES[life])) is path
    assert len(sheet(LIVES[life]).steps) == 4


def test_school_is_told_of_no_doctor() -> None:
    assert "läkar" not in pages(sheet_pdf(sheet(LIVES["school"])))[0]


@pytest.mark.parametrize("life", LIVES)
def test_the_words_are_very_easy(life: str) -> None:
    made = sheet(LIVES[life])
    lines = [*words.NEVER, *(meaning for _, meaning in made.replies)]
    for step in made.steps:
        lines += [*step.do, *step.say]
    for line in lines:
        for sentence in sentences_of(line):
            assert len(words_of(sentence)) <= 12, sentence
    assert lix(" ".join(lines), {"försäkringskassan", "aktivitetsersättning", "läkarutlåtande"}) <= 25
    assert not re.search(r"[!/()]|http|www", " ".join(lines))


@pytest.mark.parametrize("blank", [False, True])
def test_the_page_is_sound_and_says_what_the_pdf_says(*, blank: bool) -> None:
    made = blank_sheet(TODAY) if blank else sheet()
    html = sheet_page(made, "/static/print.css")
    assert_sound(html)
    assert not re.search(r"style=|<script|<style", html)
    shown = flat(re.sub(r"<[^>]+>", " ", html))
    for step in made.steps:
        assert step.title in shown
        assert all(line in shown for line in (*step.do, *step.say))
    assert all(line in shown for line in words.NEVER)


def test_a_name_can_not_write_tags() -> None:
    assert "<b>" not in sheet_page(sheet(name="<b>Alva</b>"), "x")


@pytest.mark.parametrize("life", LIVES)
def test_a_browser_prints_one_page_too(page_at: Callable[..., Page], life: str) -> None:
    page = page_at(820, 1100)
    html = sheet_page(sheet(LIVES[life], **LONG), "x").replace(
        '<link rel="stylesheet" href="x">', f"<style>{PRINT_STYLE.read_text(encoding='utf-8')}</style>"
    )
    page.set_content(html)
    assert len(PdfReader(BytesIO(page.pdf(prefer_css_page_size=True))).pages) == 1


def test_the_sheet_says_which_ombud_gets_to_know_and_how_that_ends() -> None:
    ombud = Ombud("7", Road.SMS, TODAY, date(2027, 12, 31), Copies.ALL)
    made = make_sheet(
        replace(ALVA, ombud=(ombud,), consent=True),
        timeline_of(ALVA),
        today=TODAY,
        red_days=red,
        paces=PACES,
        ombud={"7": "Maria"},
        **LONG,
    )
    for shown in (flat(pages(sheet_pdf(made))[0]), flat(re.sub(r"<[^>]+>", " ", sheet_page(made, "x")))):
        assert "Maria får veta när du får sms." in shown
        assert "Det gäller till och med 31 december 2027." in shown
        assert "Ska det sluta? Svara OMBUD NEJ." in shown
    assert len(pages(sheet_pdf(made))) == 1
    for x, y in bounds(sheet_pdf(made)):
        assert 8 * MM <= x <= 200 * MM
        assert 8 * MM <= y <= 289 * MM


@pytest.mark.parametrize("read", [True, False])
def test_who_gets_mail_is_told_how_to_answer_a_mail_or_to_ring_where_nobody_reads_it(read: bool) -> None:
    ombud = Ombud("7", Road.SMS, TODAY, date(2027, 12, 31), Copies.ALL)
    life = replace(ALVA, has_mobile=False, has_email=True, ombud=(ombud,), consent=True)
    made = make_sheet(
        life,
        timeline_of(life),
        today=TODAY,
        red_days=red,
        paces=PACES,
        ombud={"7": "Maria"},
        replies_by_mail=read,
        **LONG,
    )
    for shown in (flat(pages(sheet_pdf(made))[0]), flat(re.sub(r"<[^>]+>", " ", sheet_page(made, "x")))):
        assert "sms" not in shown
        assert ("Svara på mejl med ett ord" in shown) is read
        assert ("Du vill inte ha fler mejl." in shown) is read
        assert ("Svara OMBUD NEJ." in shown) is read
        assert (f"Vi kan inte läsa svar på mejl. Ring {made.ask}." in shown) is not read
        assert ("Ring och säg det." in shown) is not read
    assert len(pages(sheet_pdf(made))) == 1


def test_amendment_13_the_sheet_says_which_steps_the_person_takes_alone_and_still_is_one_page() -> None:
    ombud = Ombud("7", Road.SMS, TODAY, date(2027, 12, 31), Copies.LATER)
    own = replace(ALVA.preferences, steps_alone=frozenset({1, 2, 3, 4}))
    made = make_sheet(
        replace(ALVA, ombud=(ombud,), consent=True, preferences=own),
        timeline_of(ALVA),
        today=TODAY,
        red_days=red,
        paces=PACES,
        ombud={"7": "Christoffer"},
        **LONG,
    )
    for shown in (flat(pages(sheet_pdf(made))[0]), flat(re.sub(r"<[^>]+>", " ", sheet_page(made, "x")))):
        assert "Inte om steg 1, 2, 3 och 4." in shown
        assert "Det gäller till och med 31 december 2027." in shown
    assert len(pages(sheet_pdf(made))) == 1
    for x, y in bounds(sheet_pdf(made)):
        assert 8 * MM <= x <= 200 * MM
        assert 8 * MM <= y <= 289 * MM


def test_the_word_ombud_stands_on_every_sheet_and_nobody_is_named_where_none_gets_to_know() -> None:
    assert ("OMBUD", "Du vill se vem mer som får veta.") in sheet().replies
    assert sheet().copies == ()
