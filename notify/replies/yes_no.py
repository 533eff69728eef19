"""Reads a yes or a no that has more words around it. Only where a yes or a no was asked for.

What else the reply says comes first: the steps before this one have found no cry, no day, no stop in it.
"""

from __future__ import annotations

import re

from notify.replies import cries, speech, switches, words_of_doubt
from notify.replies.days import named_day
from notify.replies.values import JANEJ, Reading, ReplyClass, Said
from notify.replies.work import mentions_work

LONGEST = 12
YES_FIRST = re.compile(
    r"^(?:jaa?|jadå|jajamen|japp|jepp|jo|jodå|visst|javisst|absolut|gärna|självklart|såklart|aa|ah"
    r"|yes|yep|jag vill gärna|jag kommer$)\b"
)
YES_LAST = re.compile(
    r"\b(?:ja|japp|jo|absolut|visst)(?: (?:tack|gärna|det är (?:okej|ok|bra)|det går bra|det vill jag"
    r"|absolut))*$"
)
NO_FIRST = re.compile(
    r"^(?:nej|nä|nää|näe|nix|nope)\b|^(?:jag )?(?:vill|kommer) inte\b"
    r"|^(?:jag )?(?:är )?inte (?:intresserad|aktuellt|för mig)\b"
)
NOT_THEN = re.compile(
    r"^(?:nej |nä |tyvärr |jag |det )*(?:kan|passar|går|funkar|hinner)(?: (?:tyvärr|nog|verkligen"
    r"|ju|nämligen))? inte(?: \w+){0,2}"
    r" (?:då|den (?:tiden|dagen)|på \w+dag)\b"
    r"|^(?:nej |nä |jag )*(?:har )?(?:ingen|inte någon)(?: (?:läkare|doktor|alls))*$"
)
BUT = re.compile(
    r"\b(?<!ja )(?<!jo )(?<!japp )men\b|\b(?:fast|om|utom|beror)\b|\bmen (?!visst|gärna|absolut"
    r"|det går|såklart)"
)
ASKS = re.compile(r"\b(?:vem|vad|varför|hur|när|vilken|vilket|vilka)\b")


def read_not_then(said: Said) -> Reading | None:
    """Read a no to a day or an hour, which is no cry for help: "kan inte då"."""
    if said.expects != JANEJ or said.asks or not said.short or not NOT_THEN.search(said.line):
        return None
    return None if cries.CRY.search(said.line) else Reading(ReplyClass.NEJ)


def read_leading(said: Said) -> Reading | None:
    """Read a reply that begins (or, for a yes, ends) with the answer, if nothing in it speaks against."""
    line = said.line
    if said.expects != JANEJ or len(said.words) > LONGEST or _says_something_else(said):
        return None
    if NO_FIRST.search(line):
        return Reading(ReplyClass.NEJ)
    denied = (
        words_of_doubt.NEGATION.search(line) or words_of_doubt.PERHAPS.search(line) or mentions_work(said)
    )
    return (
        Reading(ReplyClass.JA) if not denied and (YES_FIRST.search(line) or YES_LAST.search(line)) else None
    )


def _says_something_else(said: Said) -> bool:
    line = said.line
    others = (BUT, ASKS, switches.STOP_SIGN, switches.SLUTA, switches.PAUS, speech.RING, speech.SKRIV)
    if said.asks or any(pattern.search(line) for pattern in others):
        return True
    cry = cries.HELP_WORDS.search(line) and not cries.NO_HELP.search(line)
    return bool(cry) or named_day(said.words, said.today) is not None
