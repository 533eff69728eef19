"""Makes a reply ready for reading: letters, punctuation, emoji, dialect and slips of the finger.

Goes in: what came by SMS or mail. Comes out: words in lower case. Never decides what they mean.
"""

from __future__ import annotations

import re
import unicodedata
from datetime import date
from itertools import groupby, product

from notify.replies.dialect import ALIASES, PAIRS, SIGNATURES, SIGNS
from notify.replies.ordinary import ORDINARY
from notify.replies.spelling import mend
from notify.replies.values import Said
from notify.replies.vocabulary import KNOWN

TOKEN = re.compile(
    r"\d{4}-\d\d-\d\d|\d{1,2}[/.:-]\d{1,2}(?:[/.-]\d{2,4})?(?!\d)|\d+(?::?[ea]\b)?|[^\W\d_]+(?::[^\W\d_]+)?"
)
SMILEY = re.compile(r"<+3+|(?<!\w)[:;=]-?[dpoxs)(|/](?!\w)|(?<!\w)x+d+(?!\w)")
DICTATED = re.compile(r"(?<=\bhej) komma\b|\bpunkt$|\butropstecken\b|\bpunkt (?=utropstecken|jag\b)")
DICTATED_QUESTION = re.compile(r"\bfrågetecken\b")
PRESENTS = re.compile(r"^hej(?:san)?,? (?:det (?:är|e)|här är|jag heter) \w+(?: här)?(?= \w+ \w+)")
"""How one begins who speaks to the telephone: "hej det är Alva ..."."""
RUN = re.compile(r"(.)\1\1+")
LONGEST = 2000  # letters that are read; no reply by SMS is longer
MOST_RUNS = 4
OTHER_SIGN = "other"
LAST_OF_PRINT = "\u25ff"  # before it stand ° and ™; after it the pictures begin


def make_ready(text: str, expects: str | None, today: date | None) -> Said:
    """Clean a reply and mend its words."""
    cleaned = _clean(text)
    plain = _spoken(TOKEN.findall(SMILEY.sub(" ", cleaned)))
    words = _pairs(_addressed([mend(word) for word in plain]))
    return Said(
        words=_once(words),
        plain=_once(_pairs(plain)),
        asks="?" in cleaned,
        signs=frozenset(SIGNS.get(sign, OTHER_SIGN) for sign in cleaned if _is_sign(sign)),
        expects=expects,
        today=today,
        mended=words != _pairs(plain),
    )


def _is_sign(letter: str) -> bool:
    return letter in SIGNS or (unicodedata.category(letter) == "So" and letter > LAST_OF_PRINT)


def _clean(text: str) -> str:
    composed = unicodedata.normalize("NFC", text[:LONGEST])
    visible = "".join(" " if c.isspace() else c for c in composed if _shows(c))
    plain = DICTATED_QUESTION.sub("?", DICTATED.sub(" ", visible.lower().strip()))
    return SIGNATURES.sub(" ", PRESENTS.sub("hej", plain)).strip()


def _shows(letter: str) -> bool:
    """Leave out what only joins or colours other letters."""
    return letter.isspace() or unicodedata.category(letter) not in {"Cf", "Cc", "Cs", "Mn", "Sk"}


def _spoken(tokens: list[str]) -> list[str]:
    """Join letters written apart ("s t o p p"), shorten drawn-out ones, and say dialect as it is spelt."""
    if len(tokens) > 2 and all(len(token) == 1 for token in tokens):
        tokens = ["".join(tokens)]
    return [word for token in tokens for word in ALIASES.get(_undrawn(token), _undrawn(token)).split()]


def _addressed(words: list[str]) -> list[str]:
    """Leave out whom a reply greets: "hej Sara ...". A word with a meaning here is no name."""
    greets = len(words) > 3 and words[0] == "hej" and words[1].isalpha()
    return [words[0], *words[2:]] if greets and words[1] not in KNOWN | ORDINARY else words


def _undrawn(word: str) -> str:
    """Shorten letters drawn out three times or more, to the word that is known if one is: "hjäääälp"."""
    runs = RUN.findall(word)
    if not runs or word[0].isdigit():
        return word
    pieces = RUN.split(word)
    if len(runs) > MOST_RUNS:
        return RUN.sub(r"\1", word)
    choices = [_with_lengths(pieces, lengths) for lengths in product((1, 2), repeat=len(runs))]
    return next((c for c in choices if c in KNOWN or c in ALIASES), choices[-1])


def _with_lengths(pieces: list[str], lengths: tuple[int, ...]) -> str:
    """Put the pieces of a split word together; every second piece is a letter that was drawn out."""
    spelt = iter(lengths)
    return "".join(piece * next(spelt) if n % 2 else piece for n, piece in enumerate(pieces))


def _pairs(words: list[str]) -> list[str]:
    """Write together what is one word to us: "i morgon", "för fan"."""
    line = " ".join(words)
    for pattern, together in PAIRS:
        line = pattern.sub(together, line)
    return line.split()


def _once(words: list[str]) -> tuple[str, ...]:
    """Say a repeated word once: "nej nej nej"."""
    return tuple(word for word, _ in groupby(words))
