"""Mends one slip of the finger in a word: a letter dropped, added, swapped with its neighbour or mistaken.

A word that is known is never mended, nor is one that could be meant in two ways.
"""

from __future__ import annotations

from functools import lru_cache

from notify.replies.forms import FORMS
from notify.replies.ordinary import ORDINARY
from notify.replies.vocabulary import KNOWN, TARGETS, meaning

SHORTEST = 4  # shorter words are too near each other
PLAIN_LETTERS = str.maketrans("åäöéü", "aaoeu")


def fold(word: str) -> str:
    """Write å, ä and ö as a and o, as those do whose telephone lacks them."""
    return word.translate(PLAIN_LETTERS)


def within_one_slip(one: str, other: str) -> bool:
    """Tell whether the Damerau-Levenshtein distance of two words is at most one."""
    if one == other:
        return True
    short, long = sorted((one, other), key=len)
    if len(long) - len(short) > 1:
        return False
    start = next((n for n, (a, b) in enumerate(zip(short, long, strict=False)) if a != b), len(short))
    if len(short) < len(long):
        return short[start:] == long[start + 1 :]
    if short[start + 1 :] == long[start + 1 :]:
        return True
    swapped = long[start : start + 2][::-1] + long[start + 2 :]
    return short[start:] == swapped


@lru_cache(maxsize=4096)
def mend(word: str) -> str:
    """Return the word that was meant, or the word itself where that is not plain."""
    if len(word) < SHORTEST or word in KNOWN or word in ORDINARY or not word.isalpha():
        return word
    near = [target for target in TARGETS if fold(target) == word] or _near(word)
    return _only([target for target in near if target in FORMS] or near, word)


def _near(word: str) -> list[str]:
    """Find the words one slip away. Swedish letters are folded only against words that have them."""
    return [
        t for t in TARGETS if within_one_slip(word, t) or (fold(t) != t and within_one_slip(word, fold(t)))
    ]


def _only(found: list[str], word: str) -> str:
    return found[0] if found and len({meaning(target) for target in found}) == 1 else word
