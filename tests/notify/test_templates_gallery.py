"""The gallery: what a file may hold, which text is chosen, and what a text does where a value is missing."""

from __future__ import annotations

import unicodedata

import pytest

from dinadatum.template_files import open_gallery, read_template_files
from notify.gsm import Encoding
from notify.slot_table import examples
from notify.templates import (
    Gallery,
    SlotError,
    TemplateError,
    Urgency,
    load_gallery,
    parse_template,
    render,
)
from notify.values import Wording

HEAD = """id: X1
name: prov
use: Ett prov.
urgency: U0
wording: diskret
asks: none
minutes: none
subject: Dina datum: prov
"""
PATH = "sms/diskret/X1.txt"


@pytest.fixture(scope="module")
def gallery() -> Gallery:
    return open_gallery()


def made(text: str, head: str = HEAD) -> Gallery:
    files = {PATH: f"{head}\n{text}\n", "mail/layout.html": "<p>$subject $body</p>"}
    return load_gallery(files)


@pytest.mark.parametrize(
    ("head", "text", "says"),
    [
        (HEAD, "Hej {nmn}.", "{nmn} är ingen känd lucka"),
        (HEAD, "Hej {namn.", "ingen känd lucka"),
        (HEAD, "Hej namn}.", "ingen känd lucka"),
        (HEAD.replace("asks: none\n", ""), "Hej.", '"asks:" saknas'),
        (HEAD.replace("use: Ett prov.", "use:"), "Hej.", '"use:" saknas'),
        (HEAD + "färg: blå\n", "Hej.", '"färg: blå" är ingen känd rad'),
        (HEAD.replace("U0", "U9"), "Hej.", "U9"),
        (HEAD.replace("asks: none", "asks: KANSKE"), "Hej.", "KANSKE"),
        (HEAD.replace("minutes: none", "minutes: tio"), "Hej.", "tio"),
        (HEAD.replace("diskret", "tydlig"), "Hej.", 'ligger i mappen "diskret"'),
        (HEAD + "stands_for: M99\n", "Hej.", "M99, som inte finns"),
        (HEAD, "Hej.\n\nHej igen.", "tom rad"),
    ],
)
def test_a_file_with_a_fault_is_refused_and_says_why(head: str, text: str, says: str) -> None:
    with pytest.raises(TemplateError) as refused:
        made(text, head)
    assert says in str(refused.value)


def test_two_files_with_one_id_are_refused() -> None:
    files = {PATH: f"{HEAD}\nHej.", "sms/diskret/X2.txt": f"{HEAD}\nHej.", "mail/layout.html": ""}
    with pytest.raises(TemplateError, match="finns redan"):
        load_gallery(files)


def test_a_gallery_without_a_layout_is_refused() -> None:
    with pytest.raises(TemplateError, match=r"layout\.html saknas"):
        load_gallery({PATH: f"{HEAD}\nHej."})


def test_windows_line_ends_and_decomposed_letters_are_read_alike() -> None:
    plain = parse_template(PATH, f"{HEAD}\nDina datum:\nFörst så här.")
    strange = unicodedata.normalize("NFD", f"{HEAD}\nDina datum:\nFörst så här.").replace("\n", "\r\n")
    assert parse_template(PATH, strange) == plain


@pytest.mark.parametrize(
    ("template", "wording", "urgency", "chosen"),
    [
        ("M03", Wording.DISKRET, None, "M03"),
        ("M03", Wording.TYDLIG, None, "T03"),
        ("M05", Wording.TYDLIG, None, "M05"),  # no open text of its own: the discreet one is always true
        ("M03", Wording.PING, None, "P00"),
        ("M05", Wording.PING, None, "P03"),
        ("M34", Wording.PING, None, "P00"),
        ("M34", Wording.PING, Urgency.U3, "P03"),
        ("M01", Wording.PING, None, "P01"),
        ("M16", Wording.PING, None, "P16"),
        ("M33", Wording.PING, None, "P33"),
        ("M56", Wording.PING, None, "P56"),
        ("P00", Wording.PING, None, "P00"),
    ],
)
def test_the_wording_chooses_the_text(
    gallery: Gallery, template: str, wording: Wording, urgency: Urgency | None, chosen: str
) -> None:
    assert gallery.choose(template, wording, urgency).id == chosen


def test_the_ping_wording_never_says_anything_else(gallery: Gallery) -> None:
    chosen = {
        gallery.choose(t.id, Wording.PING).wording for t in gallery.templates.values() if t.channel == "sms"
    }
    assert chosen == {Wording.PING}


def test_an_unknown_id_says_what_an_id_looks_like(gallery: Gallery) -> None:
    with pytest.raises(TemplateError, match="M03"):
        gallery.choose("M999", Wording.DISKRET)


def test_a_name_beyond_gsm7_takes_its_line_with_it(gallery: Gallery) -> None:
    welcome = gallery.get("M01")
    with_name = render(welcome, examples())
    without = render(welcome, examples() | {"namn": "Zoë"})
    assert "Hej Alva." in with_name.text
    assert "Hej" not in without.text
    assert "Zo" not in without.text
    assert (without.encoding, without.fits) == (Encoding.GSM7, True)


def test_a_name_too_long_is_left_out_not_cut(gallery: Gallery) -> None:
    text = render(gallery.get("M01"), examples() | {"namn": "Maximiliana-Alexandra"})
    assert "Maximi" not in text.text
    assert text.fits


def test_without_a_named_contact_the_text_says_we(gallery: Gallery) -> None:
    slots = {slot: value for slot, value in examples().items() if slot != "kontakt"}
    text = render(gallery.get("M05"), slots).text
    assert text.endswith("Svara HJÄLP så hör vi av oss.")


def test_without_a_next_day_no_day_is_promised(gallery: Gallery) -> None:
    slots = {slot: value for slot, value in examples().items() if slot != "nasta"}
    assert "Nästa sms" not in render(gallery.get("M02"), slots).text
    assert "Du får sms om något händer." in render(gallery.get("M16"), slots).text


def test_a_value_that_must_stand_and_is_missing_is_an_error_in_swedish(gallery: Gallery) -> None:
    slots = {slot: value for slot, value in examples().items() if slot != "sista_dag"}
    with pytest.raises(SlotError, match=r"M47 kan inte skrivas: det finns inget värde för \{sista_dag\}"):
        render(gallery.get("M47"), slots)


def test_a_text_that_does_not_fit_is_whole_and_says_so() -> None:
    text = render(made("Dina datum:\n" + "Det räcker att läsa. " * 9).get("X1"), {})
    assert not text.fits
    assert "Ett sms rymmer 160" in text.reason
    assert text.text.count("Det räcker") == 9


def test_a_required_name_beyond_gsm7_does_not_fit() -> None:
    text = render(made("Dina datum:\nHej {namn}.").get("X1"), {"namn": "Zoë"})
    assert (text.fits, text.encoding) == (False, Encoding.UCS2)
    assert "ë" in text.reason


def test_a_line_that_begins_with_a_slot_begins_with_a_capital(gallery: Gallery) -> None:
    text = render(gallery.get("M14"), examples() | {"nar": "i morgon"}).text
    assert "\nI morgon pratar du och Sara om din plan.\n" in text


def test_stand_in_lines_follow_the_line_they_stand_in_for() -> None:
    gallery = made("Dina datum:\n? Ett {namn}.\n| Två {kontakt}.\n? Tre {ombud}.\n?| Fyra {ny}.\n| Fem.")
    template = gallery.get("X1")
    assert render(template, {"namn": "A", "ombud": "B"}).text == "Dina datum:\nEtt A.\nTre B."
    assert render(template, {"kontakt": "K"}).text == "Dina datum:\nTvå K.\nFem."
    assert render(template, {"kontakt": "K", "ny": "N"}).text == "Dina datum:\nTvå K.\nFyra N."


def test_every_text_names_what_it_is_for(gallery: Gallery) -> None:
    assert all(t.use.endswith((".", "?")) for t in gallery.templates.values())
    assert len(gallery.templates) == sum(name.endswith(".txt") for name in read_template_files())


def test_only_sheet_texts_say_that_something_stands_on_the_sheet(gallery: Gallery) -> None:
    told = {t.id for t in gallery.templates.values() if any("ditt blad" in line.text for line in t.lines)}
    sheets = {t.id for t in gallery.templates.values() if t.sheet}
    assert told <= sheets
    assert {"M03", "M39", "M40", "M50"} <= sheets


def test_every_slot_is_used_by_a_text(gallery: Gallery) -> None:
    assert set(examples()) == {slot for template in gallery.templates.values() for slot in template.slots}
