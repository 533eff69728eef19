"""A case for the file: everything in it, in order, with its reference and page number on each page."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from io import BytesIO

import pytest
from pypdf import PdfReader

from dinadatum.papers.record import DELETED, Record, RecordedDate, RecordedFact, Spoken
from dinadatum.papers.record_pdf import record_pdf
from tests.notify.due_lives import timeline_of
from tests.picture.picture_lives import LIVES

MADE = datetime(2027, 3, 30, 9, 5)  # noqa: DTZ001 - local time, as on paper
TEXT = "Dina datum:\nNu är det bra att göra steg 1: boka tid.\nSteg 1 står på ditt blad."


def said(day: int, text: str = TEXT, who: str = "till personen") -> Spoken:
    return Spoken(MADE + timedelta(days=day - 400), who, "sms", "framme", "M03", text)


def record(count: int = 3, life: str = "resting") -> Record:
    dates = tuple(
        RecordedDate(k.name, k.first, k.last, k.rule, k.paragraph, k.why_uncertain)
        for k in timeline_of(LIVES[life]).key_dates
    )
    facts = (RecordedFact("Född", "15 mars 2003"), RecordedFact("Beslut", "hel", date(2027, 1, 2)))
    return Record(
        "D-1042", MADE, "sara", facts, (("Två beslut går i varandra.", "33 kap. 9 § SFB"),), dates,
        tuple(said(n, f"{TEXT}\nNummer {n}.") for n in reversed(range(count))),
    )  # fmt: skip


def texts(made: Record) -> list[str]:
    return [" ".join(p.extract_text().split()) for p in PdfReader(BytesIO(record_pdf(made))).pages]


@pytest.mark.parametrize("count", [0, 1, 40])
def test_each_page_has_the_reference_and_its_number(count: int) -> None:
    pages = texts(record(count))
    for number, page in enumerate(pages, 1):
        assert "Referens D-1042" in page
        assert f"Sida {number} av {len(pages)}" in page


def test_everything_said_is_there_word_for_word_and_in_order() -> None:
    whole = " ".join(texts(record(40)))
    places = [whole.index(f"Nummer {n}.") for n in range(40)]
    assert places == sorted(places)
    assert whole.count("Nu är det bra att göra steg 1: boka tid.") == 40


@pytest.mark.parametrize("life", LIVES)
def test_each_date_has_its_paragraph(life: str) -> None:
    made = record(0, life)
    whole = " ".join(texts(made))
    for key in made.dates:
        assert key.name in whole
        assert f"{key.paragraph} (regel {key.rule})" in whole
        if key.doubt:
            assert f"Inte säkert: {key.doubt}" in whole


def test_a_deleted_text_is_said_to_be_deleted() -> None:
    assert DELETED in " ".join(texts(Record("D-1", MADE, "sara", spoken=(said(1, ""),))))


def test_an_answer_stands_where_it_came() -> None:
    spoken = (said(3), said(2, "ja tack", "från personen"), said(1))
    (page,) = texts(Record("D-1", MADE, "sara", spoken=spoken))
    assert page.index("ja tack") > page.index(TEXT.splitlines()[1])
    assert page.count("sms till personen") == 2
    assert "sms från personen" in page


def test_an_empty_case_says_so() -> None:
    (page,) = texts(Record("D-1", MADE, "sara"))
    for words in ("Inga uppgifter finns.", "Inga datum finns.", "Inget är skickat."):
        assert words in page


def test_a_heading_is_never_last_on_a_page() -> None:
    for count in range(1, 30):
        for page in PdfReader(BytesIO(record_pdf(record(count)))).pages:
            lines = [line for line in page.extract_text().splitlines() if line.strip()]
            body = [line for line in lines if not line.startswith(("Sida ", "Referens "))]
            assert body[-1] not in {"Uppgifter", "Viktiga datum", "Skickat och besvarat"}
            assert "klockan" not in body[-1] or "Hämtat" in body[-1]


def test_a_very_long_word_and_an_odd_letter_do_not_stop_it() -> None:
    odd = Spoken(MADE, "från personen", "sms", "läst", "", "å" * 600 + "\x00\x07 \u202e😀 中\n\n\nslut")
    whole = "".join(texts(Record("D-1", MADE, "sara", spoken=(odd,)))).replace(" ", "")
    assert "å" * 600 in whole
    assert "slut" in whole


def test_the_metadata_holds_the_reference_and_nothing_more() -> None:
    reader = PdfReader(BytesIO(record_pdf(record())))
    assert reader.metadata is not None
    assert reader.metadata.title == "Till akten, D-1042"
    assert reader.root_object["/Lang"] == "sv"
