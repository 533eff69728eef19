"""Sentences put together from parts, so that no reader of the tables could have had them in mind.

Three things hold whatever the parts are: a danger to life is heard, a denial is never KLAR, and a cry or talk of
work never ends or starts the messages.
"""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from notify.replies import ReplyClass, read_reply
from notify.replies.danger_stems import STEMS, WORDS_OF_THEIR_OWN
from notify.replies.spelling import fold
from notify.replies.vocabulary import KNOWN

DANGERS = (
    "vill inte leva",
    "orkar inte leva",
    "orkar inte finnas",
    "vill aldrig vakna igen",
    "ska ta mitt liv",
    "tänker ta livet av mig",
    "självmordstankar",
    "vill skada mig",
    "har skurit mig",
    "hänger mig",
    "har tagit massa tabletter",
    "har tagit en överdos",
    "finns ingen mening med livet",
    "vill bara försvinna",
    "har skrivit avskedsbrev",
    "blev misshandlad",
    "kan inte andas",
    "ring ambulans",
)
BEFORE = (
    "",
    "jag",
    "hej",
    "asså",
    "klar men jag",
    "nej jag",
    "ok men",
    "stopp jag",
    "sluta skicka jag",
    "har bokat tid men",
)
AFTER = (
    "",
    "längre",
    "nu",
    "snälla",
    "tack",
    "!!!",
    "imorgon",
    "och sluta sms",
    "och ska börja jobba",
    "hej då",
)
EXPECTS = st.sampled_from([None, "JANEJ", "DAG"])
CASES = st.sampled_from([str.lower, str.upper, str.capitalize])

DENIED = (
    "inte",
    "ej",
    "icke",
    "aldrig",
    "int",
    "ite",
    "itne",
    "inte riktigt",
    "inte alls",
    "fortfarande inte",
    "ännu inte",
)
BEEN = (
    "klar",
    "klart",
    "färdig",
    "gjort det",
    "bokat",
    "bokat tid",
    "ansökt",
    "skickat in",
    "fixat",
    "ringt",
    "ringt dom",
    "lämnat in",
    "postat brevet",
    "fyllt i",
    "hunnit klart",
    "fått intyget",
)
WHEN = (
    "",
    "än",
    "ännu",
    "idag",
    "igår",
    "i tisdags",
    "förra veckan",
    "nu",
    "på fredag",
    "redan",
    "sen i måndags",
)
WHO = (
    "",
    "jag har",
    "har",
    "jag är",
    "nej",
    "nej jag har",
    "vi har",
    "mamma och jag har",
    "tyvärr har jag",
    "är",
)

CRIES = (
    "hjälp",
    "hjälp mig",
    "jag behöver hjälp",
    "kan ni hjälpa mig",
    "ska börja jobba",
    "har fått jobb",
    "har börjat plugga",
    "ska sluta jobba",
    "slutar på jobbet",
    "börjar skolan",
)
SWITCHES = (
    "stopp",
    "stop",
    "sluta",
    "start",
    "starta",
    "avsluta",
    "börja igen",
    "sluta skicka",
    "inga fler sms",
    "ta bort mig",
)
BETWEEN = (" ", " och ", ", ", "... ", " men ", "! ", " jag ", " för jag ")

SENTENCES = st.builds(
    lambda before, danger, after, case: case(" ".join(f"{before} {danger} {after}".split())),
    st.sampled_from(BEFORE),
    st.sampled_from(DANGERS),
    st.sampled_from(AFTER),
    CASES,
)


def slips(word: str) -> set[str]:
    """Make every word with one letter dropped, doubled, swapped with the next or struck beside."""
    dropped = {word[:n] + word[n + 1 :] for n in range(len(word))}
    doubled = {word[: n + 1] + word[n:] for n in range(len(word))}
    swapped = {word[:n] + word[n + 1] + word[n] + word[n + 2 :] for n in range(len(word) - 1)}
    beside = {word[:n] + letter + word[n + 1 :] for n in range(len(word)) for letter in "aeinrst"}
    return (dropped | doubled | swapped | beside) - {word}


def is_another_word(slip: str) -> bool:
    """Tell whether a slip made a word that means something else: "elva" out of "leva", or "skaaa" that is "ska"."""
    drawn_out = any(letter * 3 in slip for letter in slip)
    return fold(slip) in WORDS_OF_THEIR_OWN or slip in KNOWN or drawn_out


@given(SENTENCES, EXPECTS)
def test_danger_is_heard_whatever_stands_around_it(text: str, expects: str | None) -> None:
    assert read_reply(text, expects).reply_class is ReplyClass.AKUT


@pytest.mark.parametrize("danger", DANGERS)
def test_danger_is_heard_with_one_letter_wrong(danger: str) -> None:
    words = danger.split()
    slipped = [
        " ".join((*words[:n], slip, *words[n + 1 :]))
        for n, word in enumerate(words)
        if fold(word) in STEMS
        for slip in slips(word)
        if not is_another_word(slip)
    ]
    assert slipped
    assert [text for text in slipped if read_reply(text).reply_class is not ReplyClass.AKUT] == []


@given(
    st.sampled_from(WHO),
    st.sampled_from(DENIED),
    st.sampled_from(BEEN),
    st.sampled_from(WHEN),
    CASES,
    EXPECTS,
)
@example("jag har", "inte", "bokat tid", "igår", str.lower, "DAG")
def test_denial_with_any_time_is_never_done(
    who: str, denied: str, been: str, when: str, case: Callable[[str], str], expects: str | None
) -> None:
    for order in (
        f"{who} {denied} {been} {when}",
        f"{been} {when} {denied}",
        f"{when} {who} {denied} {been}",
    ):
        text = case(" ".join(order.split()))
        assert read_reply(text, expects).reply_class is not ReplyClass.KLAR, text


@given(st.sampled_from(CRIES), st.sampled_from(BETWEEN), st.sampled_from(SWITCHES), st.booleans(), EXPECTS)
def test_cry_or_work_beside_a_switch_switches_nothing(
    cry: str, between: str, switch: str, first: bool, expects: str | None
) -> None:
    text = f"{cry}{between}{switch}" if first else f"{switch}{between}{cry}"
    assert read_reply(text, expects).reply_class not in {ReplyClass.STOPP, ReplyClass.START}


@pytest.mark.parametrize(
    "text",
    [
        "dör av skratt",
        "jag dör så roligt haha",
        "mobilen dog",
        "min hund dog igår",
        "vill inte lova något",
        "jag kan inte elva",
        "vill inte minnas",
        "hur överlever jag på 8000 kr",
        "kan inte leva på de pengarna",
        "glömde ta medicinen",
        "tar det lugnt",
        "jag skriver till mig själv",
        "mamma tvingar mig att ringa",
        "han slår mig i fifa",
        "det här med blanketter tar död på mig",
        "mamma dödar mig om jag inte ringer snart haha",
        "vill försvinna från listan",
        "vill inte finnas i ert register",
        "har tagit studenten",
        "döden dö trött",
        "ni får mig att dö av tristess",
        "jag sov som en död",
        "jag finns inte hemma på tisdag",
        "har inte jobbat i hela mitt liv",
        "jag lever inte med min mamma längre",
        "livet är toppen",
        "det är svårt",
        "orkar inte vara här på sjukhuset",
        "jag är livrädd för att ringa",
        "hela paketet med papper",
        "jag svimmar av hettan",
        "vill inte kämpa med blanketter",
        "glöm mig inte",
        "ser ingen utväg med blanketten",
    ],
)
def test_saying_is_no_alarm(text: str) -> None:
    assert read_reply(text).reply_class is not ReplyClass.AKUT
