"""Sets of replies that were labelled before the reader had seen them: how well strangers are read.

Each row names the message it answers. docs/replies.md tells how the first reading went.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from dinadatum.template_files import open_gallery
from notify.replies import DAG, JANEJ, ReplyClass, read_reply
from notify.replies.confusions import never_events, read_rows, row_of
from notify.template import Asks

FOLDER = Path(__file__).parent / "replies"
SETS = ("blind_one.json", "blind_two.json", "blind_three.json", "blind_four.json")
LEFT_TO_PEOPLE = 0.08
"""So large a part of a set may be read by a person though the meaning is plain to one."""
READ_OTHERWISE = {  # a class, but not the labelled one: each with what it leads to, and none loses anything
    "ok ska göra de": ReplyClass.INTE_KLAR,
    "ligger på sjukhus kan inte nu": ReplyClass.PAUS,
    "min mobil är trasig så svara på mejl": ReplyClass.SKRIV,
    "vill ha ett jobb": ReplyClass.BÖRJAR_JOBB,
    "fick inga pengar den 18": ReplyClass.HJÄLP,
    "gick inte idag": ReplyClass.HJÄLP,
    "ja": ReplyClass.JA,
    "får jag jobba hur mycket jag vill": ReplyClass.BÖRJAR_JOBB,
    "hur gör jag om jag vill sluta jobba": ReplyClass.SLUTAR_JOBB,
    "skulle ringt igår men vågade inte": ReplyClass.HJÄLP,
    "jag lyckades inte skicka den": ReplyClass.HJÄLP,
    "✅": ReplyClass.OK,
    "nej jag vill inte ha sms": ReplyClass.STOPP,
    "går inte": ReplyClass.HJÄLP,
    "mördade datorn så kunde inte ansöka": ReplyClass.HJÄLP,
}
NOT_YET_HEARD = frozenset(  # a person reads these: no word in them speaks of danger by itself
    (
        "ingen fattar hur nära jag är att göra det",
        "tittar på tågtider men inte för att åka med",
        "sover förhoppningsvis in inatt",
        "livet ä för jobbit ja vill int va me mer",
    )
)
SAYS_STOPP = frozenset({"nej jag vill inte ha sms"})  # a no, and in so many words an end to the messages
EXPECTS = {Asks.YES_NO: JANEJ, Asks.DAY: DAG}
CRIES = frozenset({ReplyClass.AKUT, ReplyClass.BÖRJAR_JOBB, ReplyClass.SLUTAR_JOBB, ReplyClass.HJÄLP})
COSTLY = frozenset({ReplyClass.STOPP, ReplyClass.START, ReplyClass.KLAR, ReplyClass.FEL, ReplyClass.PAUS})


def items(name: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads((FOLDER / name).read_text(encoding="utf-8"))
    return found


ALL = [item for name in SETS for item in items(name)]


@pytest.mark.parametrize("name", SETS)
def test_most_strangers_are_read_and_the_rest_by_a_person(name: str) -> None:
    found = read_rows([row_of(item) for item in items(name)])
    wrong = {read.row.text: read.reading.reply_class for read in found if read.differs}
    by_people = [text for text, read in wrong.items() if read is ReplyClass.MÄNNISKA]
    assert len(found) >= 100
    assert len(by_people) <= LEFT_TO_PEOPLE * len(found), by_people
    others = {text: read for text, read in wrong.items() if read is not ReplyClass.MÄNNISKA}
    assert others.items() <= READ_OTHERWISE.items()


def test_what_must_never_happen_does_not() -> None:
    assert never_events(read_rows([row_of(item) for item in ALL])) == []


@pytest.mark.parametrize("expects", [None, JANEJ, DAG])
def test_whatever_was_asked_nothing_costly_is_read_out_of_a_cry_or_a_denial(expects: str | None) -> None:
    denials = CRIES | {ReplyClass.INTE_KLAR, ReplyClass.NEJ}
    rows = [item["text"] for item in ALL if item["class"] in denials and item["text"] not in SAYS_STOPP]
    read = {text: read_reply(text, expects).reply_class for text in rows}
    assert {text: found for text, found in read.items() if found in COSTLY} == {}


def test_danger_in_a_roundabout_way_is_mostly_heard_and_sayings_let_go() -> None:
    found = read_rows([row_of(item) for item in items("blind_danger.json")])
    missed = [read.row.text for read in found if read.differs]
    assert [text for text in missed if text not in NOT_YET_HEARD] == []


@pytest.mark.parametrize("name", [*SETS, "blind_danger.json"])
def test_the_message_that_is_answered_asks_what_the_row_says(name: str) -> None:
    gallery = open_gallery()
    for item in items(name):
        assert item["expects"] == EXPECTS.get(gallery.get(item["to"]).asks), item


@pytest.mark.parametrize(
    ("text", "expects", "meant"),
    [
        ("ja men bara om jag slipper ringa", JANEJ, ReplyClass.MÄNNISKA),
        ("ja om min mamma får vara med", JANEJ, ReplyClass.MÄNNISKA),
        ("ja hjälp mig", JANEJ, ReplyClass.HJÄLP),
        ("ja jag vill inte leva", JANEJ, ReplyClass.AKUT),
        ("nej sluta skicka sms", JANEJ, ReplyClass.STOPP),
        ("nej ring mig istället", JANEJ, ReplyClass.RING),
        ("jag kan inte då", JANEJ, ReplyClass.NEJ),
        ("jag kan inte", JANEJ, ReplyClass.HJÄLP),
        ("det är viktigt att jag får hjälp", None, ReplyClass.MÄNNISKA),
        ("för mycket", None, ReplyClass.HJÄLP),
        ("för mycket sms", None, ReplyClass.LUGNT),
        ("inte oftare", None, ReplyClass.MÄNNISKA),
        ("skicka inte fler sms", None, ReplyClass.STOPP),
        ("skicka in den igår", None, ReplyClass.KLAR),
        ("skicka in den", None, ReplyClass.MÄNNISKA),
        ("skicka inte in den igår", None, ReplyClass.FRÅGA_STOPP),
        ("hej självmord tänker jag på", None, ReplyClass.AKUT),
        ("hej det är sara jag vill dö", None, ReplyClass.AKUT),
        ("hej stopp inga fler sms", None, ReplyClass.STOPP),
        ("det går inte bra i skolan", None, ReplyClass.HJÄLP),
        ("hoppade av bussen", None, ReplyClass.MÄNNISKA),
    ],
)
def test_each_rule_has_its_border(text: str, expects: str | None, meant: ReplyClass) -> None:
    assert read_reply(text, expects).reply_class is meant
