"""Hears the reactions that telephones send as text: a thumb on our message comes as 'Gillade "Dina datum: ..."'.

What is quoted is our own text, full of reply words, and is never read as the person's.
"""

from __future__ import annotations

import re

from notify.replies.values import ReplyClass

QUOTE = "[\"“”„«»']"
LIKED = re.compile(
    rf"^\W*(?:gillade|gillar|älskade|älskar|liked|loved|👍\S*\s+(?:till|to)|❤\S*\s+(?:till"
    rf"|to))\s+{QUOTE}.{{12,}}",
    re.I | re.S,
)
OTHER = re.compile(
    rf"^\W*(?:ogillade|disliked|betonade|emphasized|ifrågasatte|questioned|skrattade åt|laughed at"
    rf"|tog bort|removed"
    rf"|reagerade|reacted)\b.{{0,40}}?{QUOTE}.{{12,}}",
    re.I | re.S,
)


def read_reaction(text: str) -> ReplyClass | None:
    """Read a reaction to one of our messages; None where the text is the person's own."""
    if LIKED.search(text):
        return ReplyClass.OK
    return ReplyClass.MÄNNISKA if OTHER.search(text) else None
