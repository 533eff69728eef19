"""Mails: plain text first, HTML that says the same, and no reply asked for that nobody reads."""

from __future__ import annotations

import re
from html import unescape

import html5lib
import pytest

from dinadatum.template_files import open_gallery
from notify.mail import Mail, build_mail
from notify.slot_table import examples, longest
from notify.templates import Gallery, SlotError
from notify.values import Wording

PHONE = "010-000 00 00"


@pytest.fixture(scope="module")
def gallery() -> Gallery:
    return open_gallery()


def mail(
    gallery: Gallery,
    template: str,
    wording: Wording = Wording.DISKRET,
    *,
    replies_read: bool = False,
    phone: str = PHONE,
    **slots: str,
) -> Mail:
    chosen = gallery.choose_mail(template, wording)
    return build_mail(
        chosen, examples() | slots, replies_read=replies_read, phone=phone, layout=gallery.layout
    )


def test_a_discreet_step_is_the_sms_and_the_sheet(gallery: Gallery) -> None:
    built = mail(gallery, "M39")
    assert built.subject == "Dina datum: steg 1"
    assert built.text == (
        "Hej Alva.\n\nSteg 1 är kvar: boka tid.\nGör det gärna den här veckan.\nDu kan göra det själv.\n"
        "Du kan göra det med Sara.\n\nResten står på ditt blad.\n"
        "Vill du ha hjälp? Ring Sara på telefon 010-000 00 00.\n\nHälsningar\nDina datum\n"
    )


def test_amendment_14_where_replies_are_read_the_mail_asks_for_one(gallery: Gallery) -> None:
    built = mail(gallery, "M03", replies_read=True)
    assert "Vilken dag passar dig?\nSvara med dagen eller HJÄLP.\n" in built.text
    assert "Du kan svara på det här mejlet." in built.text


def test_amendment_14_where_nobody_reads_no_mail_asks_for_a_reply(gallery: Gallery) -> None:
    for template in gallery.templates.values():
        try:
            built = mail(gallery, template.id, template.wording)
        except SlotError:
            # A receipt that is nothing but a question about a reply: there was no reply to answer.
            assert template.id in {"M41", "P41"}
            continue
        assert not re.search(r"\b(Svara|svara)\b", built.text), template.id


def test_a_mail_calls_itself_a_mail(gallery: Gallery) -> None:
    assert "Nästa mejl om det kommer tisdag 20 april." in mail(gallery, "M38").text
    assert "Vi skriver mejl om dina viktiga dagar." in mail(gallery, "M01").text


def test_the_end_of_sms_is_still_about_sms(gallery: Gallery) -> None:
    assert "Nu har vi slutat skicka sms." in mail(gallery, "M18").text


def test_an_ombud_is_told_what_the_person_got_and_greeted_by_name(gallery: Gallery) -> None:
    text = mail(gallery, "M15", slag="sms").text
    assert text.startswith("Hej Maria.\n\nAlva fick ett sms om steg 1.")


def test_the_open_wording_has_its_own_mail(gallery: Gallery) -> None:
    assert "läkarutlåtande" in mail(gallery, "M03", Wording.TYDLIG).text
    assert "läkar" not in mail(gallery, "M03").text


def test_a_ping_names_nobody(gallery: Gallery) -> None:
    built = mail(gallery, "M03", Wording.PING)
    assert built.text.startswith("Hej.\n\nDet finns något att läsa.")
    assert "Sara" not in built.text
    assert built.subject == "Dina datum"


def test_a_name_of_any_letters_stands_in_a_mail(gallery: Gallery) -> None:
    assert mail(gallery, "M03", namn="Zoë").text.startswith("Hej Zoë.")


def test_without_a_telephone_the_mail_names_a_person(gallery: Gallery) -> None:
    assert "Vill du ha hjälp? Prata med Sara." in mail(gallery, "M34", phone="").text
    assert "Prata med din handläggare." in mail(gallery, "M34", phone="", kontakt="").text


def test_a_wrong_address_is_told_nothing_more(gallery: Gallery) -> None:
    text = mail(gallery, "M46").text
    assert "Sara" not in text
    assert PHONE not in text


def test_a_heading_without_sentences_goes_with_them(gallery: Gallery) -> None:
    with_money = mail(gallery, "M02").text
    without = mail(gallery, "M02", pengar="", pengar_manader="").text
    assert "Så många gånger kommer pengarna\nDu får pengar 6 gånger till.\n" in with_money
    assert "Så många gånger" not in without


@pytest.mark.parametrize("replies_read", [False, True])
def test_every_mail_is_narrow_and_says_the_same_in_html(gallery: Gallery, *, replies_read: bool) -> None:
    for template in gallery.templates.values():
        if template.id in {"M41", "P41"}:
            continue
        built = build_mail(
            gallery.choose_mail(template.id, template.wording),
            longest(),
            replies_read=replies_read,
            phone=PHONE,
            layout=gallery.layout,
        )
        assert max(map(len, built.text.splitlines())) <= 60
        assert len(built.subject) <= 45
        assert _words(built.html) == built.text.split()


def _words(page: str) -> list[str]:
    body = page.partition("<main")[2].partition(">")[2].partition("</main>")[0]
    return unescape(re.sub(r"<[^>]+>", " ", body)).split()


def test_the_html_is_valid_swedish_and_bare(gallery: Gallery) -> None:
    html = mail(gallery, "M30", namn="<b>&Alva").html
    html5lib.HTMLParser(strict=True).parse(html)
    assert '<html lang="sv">' in html
    assert "font-size: 17px" in html
    assert "&lt;b&gt;&amp;Alva" in html
    for unwanted in ("<img", "<a ", "href", "http", "<script", "<table"):
        assert unwanted not in html


def test_no_mail_promises_a_page_to_log_in_to(gallery: Gallery) -> None:
    for template in gallery.templates.values():
        assert not any("logga in" in line.text.lower() or "din sida" in line.text for line in template.lines)
