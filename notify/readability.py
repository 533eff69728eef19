"""How a text reads: its sentences, its words, its LIX."""

from __future__ import annotations

import re
from collections.abc import Collection

LONG_WORD = 6  # a word of more letters than this is long
_WORD = re.compile(r"\w+(?:[.:-]\w+)*")
_STOP = re.compile(r"(?<=[.!?])[\"”]?\s+|\n+")


def words_of(text: str) -> list[str]:
    """List the words; "10.30" and "Anna-Karin" are one each."""
    return _WORD.findall(text)


def sentences_of(text: str) -> list[str]:
    """List the sentences. A line of its own, such as a heading, is a sentence."""
    return [part for part in _STOP.split(text.strip()) if words_of(part)]


def lix(text: str, familiar: Collection[str] = ()) -> float:
    """Work out LIX: words per sentence, and the share of long words in percent. Below 30 is very easy.

    familiar: words that are not counted as long, in lower case (a name, a weekday).
    """
    words = words_of(text)
    if not words:
        return 0.0
    long_words = sum(1 for word in words if len(word) > LONG_WORD and word.lower() not in familiar)
    return round(len(words) / len(sentences_of(text)) + 100 * long_words / len(words), 1)
