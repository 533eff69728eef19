"""Hears when somebody may want to die, be hurt or be in danger. Any length, before anything else is read.

A false alarm costs a call; a missed one can't be mended. So only what is plainly something else is let go:
laughing, a flat battery, a cut finger. A slip of the finger in a word of danger is mended more boldly than
elsewhere, and the reply is heard both as it was written and as it was mended.
"""

from __future__ import annotations

from functools import lru_cache

from notify.replies.danger_stems import STEMS, WORDS_OF_THEIR_OWN
from notify.replies.dangers import HARMLESS, LAUGHS, ONLY_A_SAYING, PATTERNS, WHOLE
from notify.replies.spelling import fold, within_one_slip
from notify.replies.values import Reading, ReplyClass, Said

SHORTEST_STEM = 4  # "do" is one slip from too much


def hear_crisis(said: Said) -> Reading | None:
    """Read AKUT where somebody may be in danger; None where nothing says so."""
    if "sos" in said.signs:
        return Reading(ReplyClass.AKUT)
    lines = {fold(" ".join(words)) for words in (said.words, said.plain)}
    return Reading(ReplyClass.AKUT) if any(_danger(line, said) for line in lines) else None


@lru_cache(maxsize=4096)
def mend_danger(word: str) -> str:
    """Return a word of danger that is one slip from a word written without dots; else the word itself."""
    if len(word) < SHORTEST_STEM - 1 or word in STEMS or word in WORDS_OF_THEIR_OWN or not word.isalpha():
        return word
    return min((stem for stem in STEMS if within_one_slip(word, stem)), default=word)


def _danger(line: str, said: Said) -> bool:
    if line in WHOLE:
        return True
    rest = HARMLESS.sub(" ", line)
    if "laugh" in said.signs or LAUGHS.search(rest):
        rest = ONLY_A_SAYING.sub(" ", rest)
    mended = " ".join(mend_danger(word) for word in rest.split())
    return any(pattern.search(text) for pattern in PATTERNS for text in (rest, mended))
