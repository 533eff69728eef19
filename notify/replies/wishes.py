"""Reads a wish about how often we write, said in a phrase: fewer, more, or only what matters."""

from __future__ import annotations

import re

from notify.replies.cries import CRY
from notify.replies.switches import STOP_SIGN
from notify.replies.values import Reading, ReplyClass, Said
from notify.replies.words_of_doubt import NEGATION

WRITES = r"(?:sms|skick\w+|skriv\w*|smsa\w*|påminn\w*|hör)"
MANY = r"(?:mycket|många|ofta|tätt)"
FEWER = re.compile(
    rf"\b{WRITES}(?: \w+){{0,2}} för {MANY}\b|\bför {MANY}(?: \w+)? {WRITES}\b|\bfärre {WRITES}\b"
    rf"|\b{WRITES}(?: \w+){{0,3}} (?:sällan|sällanare|glesare|mindre ofta)\b"
    rf"|\binte(?: \w+)? så {MANY}(?: \w+)?(?: sms)?\b"
)
MORE = re.compile(
    rf"\b{WRITES}(?: \w+){{0,3}} (?:oftare|tätare)\b|\b(?:fler|flera|mer) (?:sms|påminn\w+)\b"
    rf"|\bpåminn\w*(?: \w+){{0,2}} mer\b"
    rf"|\b(?:oftare|tätare) {WRITES}\b|\b{WRITES}(?: \w+){{0,3}} (?:varje|var) (?:dag|vecka|\w+ (?:dag"
    rf"|vecka))\b"
)
ONLY_WHAT_MATTERS = re.compile(
    rf"\b(?:bara|endast|räcker|enbart)\b(?: \w+){{0,6}} viktig\w*\b|\b{WRITES} (?:bara"
    rf"|endast)(?: \w+){{0,3}} viktig\w*\b"
)
COUNTS_ON_MORE = re.compile(r"\b(?:vill|behöver|skulle|kan|ge|skicka|skriv|påminn\w*|gärna|ha|få)\b")


def read_wish(said: Said) -> Reading | None:
    """Read LUGNT, OFTA or VIKTIGT out of a short reply. Denied, or beside a cry or a stop, it is none."""
    line = said.line
    if not said.short or CRY.search(line) or STOP_SIGN.search(line):
        return None
    if FEWER.search(line):
        return Reading(ReplyClass.LUGNT)
    if NEGATION.search(line):
        return None
    if ONLY_WHAT_MATTERS.search(line):
        return Reading(ReplyClass.VIKTIGT)
    return Reading(ReplyClass.OFTA) if MORE.search(line) and COUNTS_ON_MORE.search(line) else None
