"""What always holds of reading replies: slips of the finger, denials, ordinary words, and any text at all."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from notify.replies import ReplyClass, read_reply
from notify.replies.ordinary import ORDINARY
from notify.replies.spelling import mend, within_one_slip
from notify.replies.vocabulary import KNOWN

KEYWORDS = {
    "stopp": ReplyClass.STOPP,
    "sluta": ReplyClass.STOPP,
    "avsluta": ReplyClass.STOPP,
    "start": ReplyClass.START,
    "starta": ReplyClass.START,
    "hjälp": ReplyClass.HJÄLP,
    "svårt": ReplyClass.HJÄLP,
    "klar": ReplyClass.KLAR,
    "klart": ReplyClass.KLAR,
    "gjort": ReplyClass.KLAR,
    "bokat": ReplyClass.KLAR,
    "fixat": ReplyClass.KLAR,
    "paus": ReplyClass.PAUS,
    "ring": ReplyClass.RING,
    "skriv": ReplyClass.SKRIV,
    "lugnt": ReplyClass.LUGNT,
    "lagom": ReplyClass.LAGOM,
    "ofta": ReplyClass.OFTA,
    "viktigt": ReplyClass.VIKTIGT,
    "tisdag": ReplyClass.DAG,
    "fredag": ReplyClass.DAG,
    "imorgon": ReplyClass.DAG,
    "okej": ReplyClass.OK,
    "gärna": ReplyClass.JA,
    "bra": ReplyClass.BRA,
    "fel": ReplyClass.FEL,
}
NEGATIONS = ("inte", "ej", "icke", "int", "aldrig")
DONE = ("klar", "klart", "färdig", "gjort", "bokat", "ansökt", "skickat", "fixat", "ringt")


def slips(word: str) -> set[str]:
    """Make every word with one letter dropped, doubled or swapped with its neighbour."""
    dropped = {word[:n] + word[n + 1 :] for n in range(len(word))}
    doubled = {word[: n + 1] + word[n:] for n in range(len(word))}
    swapped = {word[:n] + word[n + 1] + word[n] + word[n + 2 :] for n in range(len(word) - 1)}
    return (dropped | doubled | swapped) - {word}


@pytest.mark.parametrize("keyword", KEYWORDS)
def test_one_slip_goes_to_the_right_class_or_a_person(keyword: str) -> None:
    read = {slip: read_reply(slip).reply_class for slip in slips(keyword)}
    assert {s: c for s, c in read.items() if c not in {KEYWORDS[keyword], ReplyClass.MÄNNISKA}} == {}


@pytest.mark.parametrize("keyword", ["stopp", "hjälp", "klart", "lagom", "viktigt", "fredag"])
def test_most_slips_are_mended(keyword: str) -> None:
    right = [slip for slip in slips(keyword) if read_reply(slip).reply_class is KEYWORDS[keyword]]
    assert len(right) >= 0.8 * len(slips(keyword))


@pytest.mark.parametrize(
    "form",
    [
        "{no} {done}",
        "jag har {no} {done}",
        "är {no} {done} än",
        "{done} är det {no}",
        "{no} {done} med steg 1",
        "nej {no} {done}",
        "jag är ju {no} {done} nu",
        "det är {no} {done} tack",
        "{done}... {no}!",
    ],
)
@pytest.mark.parametrize("expects", [None, "JANEJ", "DAG"])
def test_denial_is_never_read_as_done(form: str, expects: str | None) -> None:
    denials = [form.format(no=no, done=done) for no in NEGATIONS for done in DONE]
    assert [text for text in denials if read_reply(text, expects).reply_class is ReplyClass.KLAR] == []


@pytest.mark.parametrize(
    "cry",
    [
        "hjälp",
        "hjälp mig",
        "jag behöver hjälp",
        "vill dö",
        "har fått jobb",
        "ska sluta jobba",
        "börjar plugga",
    ],
)
@pytest.mark.parametrize(
    "word", ["stopp", "sluta", "start", "STOPP!", "avsluta", "starta", "sluta skicka sms", "börja igen"]
)
def test_cry_or_work_beside_a_switch_is_never_the_switch(cry: str, word: str) -> None:
    for text in (f"{cry} {word}", f"{word} {cry}", f"{word}, {cry} tack"):
        assert read_reply(text).reply_class not in {ReplyClass.STOPP, ReplyClass.START}


def test_ordinary_words_are_left_alone() -> None:
    switches = {ReplyClass.STOPP, ReplyClass.START, ReplyClass.KLAR, ReplyClass.FEL}
    assert {word: mend(word) for word in ORDINARY if mend(word) != word} == {}
    assert [word for word in ORDINARY if read_reply(word).reply_class in switches] == []


def test_every_protected_word_needs_protection() -> None:
    assert {word for word in ORDINARY if word in KNOWN} == set()


def test_one_slip_is_one_letter() -> None:
    assert within_one_slip("stpp", "stopp")
    assert within_one_slip("sotpp", "stopp")
    assert within_one_slip("stoppp", "stopp")
    assert within_one_slip("stupp", "stopp")
    assert not within_one_slip("stöd", "stop")
    assert not within_one_slip("opts", "stop")
    assert not within_one_slip("st", "stopp")


LETTERS = st.text(st.sampled_from("abcdefghijklmnopqrstuvwxyzåäö"), min_size=0, max_size=7)


@given(LETTERS, LETTERS)
def test_one_slip_goes_both_ways(one: str, other: str) -> None:
    assert within_one_slip(one, other) == within_one_slip(other, one)
    assert within_one_slip(one, one)


@given(
    st.text(max_size=300),
    st.sampled_from([None, "JANEJ", "DAG"]),
    st.none() | st.dates(date(2000, 1, 1), date(2100, 1, 1)),
)
def test_any_text_is_read(text: str, expects: str | None, today: date | None) -> None:
    reading = read_reply(text, expects, today)
    assert (
        reading.day is None or today is None or reading.day >= today or reading.reply_class is ReplyClass.KLAR
    )


WORDS = st.sampled_from(
    [
        "jag",
        "är",
        "inte",
        "klar",
        "hjälp",
        "stopp",
        "sluta",
        "börja",
        "jobba",
        "skicka",
        "sms",
        "tisdag",
        "12",
        "mars",
        "ring",
        "mig",
        "nej",
        "ja",
        "ok",
        "paus",
        "till",
        "och",
        "sen",
        "den",
        "31",
        "februari",
        "99/99",
        "om",
        "vecka",
        "bra",
        "fel",
        "start",
        "igen",
        "för",
        "fan",
        "?",
        "👍",
        "plugga",
        "ska",
        "har",
        "fått",
        "ingen",
        "livet",
        "vill",
    ]
)


@given(st.lists(WORDS, max_size=12), st.dates(date(2024, 1, 1), date(2040, 1, 1)))
def test_any_sentence_is_read_and_never_wrongly_switches(words: list[str], today: date) -> None:
    reading = read_reply(" ".join(words), None, today)
    if reading.reply_class is ReplyClass.KLAR:
        assert not {"inte", "ingen", "nej"} & set(words)
    if reading.reply_class in {ReplyClass.STOPP, ReplyClass.START}:
        assert not {"jobba", "plugga", "hjälp"} & set(words)


@pytest.mark.parametrize(
    "text",
    ["hjälp", "HJÄLP", "hja\u0308lp", "hjälp\u200b", "\ufeffhjälp", "h j ä l p", "*hjälp*", "hjälp\n\n"],
)
def test_letters_however_sent_are_the_same(text: str) -> None:
    assert read_reply(text).reply_class is ReplyClass.HJÄLP
