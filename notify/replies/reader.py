"""Reads a reply: what class it is, and the day or length in it.

The steps stand in the order in which they are tried; the first that is sure decides, and where none is, a person
reads. Afterwards a guard holds three things that must never happen, whatever the tables of words say.
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from re import Pattern

from notify.replies import answers, cries, speech, switches, words_of_doubt
from notify.replies.crisis import hear_crisis
from notify.replies.days import Named, named_day
from notify.replies.forms import FILLERS
from notify.replies.ombud import hear_ombud
from notify.replies.reactions import read_reaction
from notify.replies.steps import read_day, read_done, read_later, read_undone
from notify.replies.text import make_ready
from notify.replies.values import (
    HUMAN,
    JANEJ,
    LONGEST_OF_KNOWN,
    LONGEST_PHRASE,
    Reading,
    ReplyClass,
    Said,
    Step,
)
from notify.replies.whole import read_signs, read_whole
from notify.replies.wishes import read_wish
from notify.replies.work import hear_work, mentions_work
from notify.replies.yes_no import read_leading, read_not_then

MOST_MONTHS_OF_PAUSE = 92  # days; a longer one is spoken through with a person


def read_reply(text: str, expects: str | None = None, today: date | None = None) -> Reading:
    """Read a reply. expects: what the last message asked for, JANEJ, DAG or None. Never raises.

    today: the day it came; without it a day is recognised but not worked out.
    """
    reaction = read_reaction(text)
    if reaction is not None:
        return _for_question(Reading(reaction), None, expects)
    said = make_ready(text, expects, today)
    reading = next((found for step in STEPS if (found := step(said)) is not None), HUMAN)
    found = _guarded(_for_question(_with_doubt(reading, said), said, expects), said)
    return replace(found, done_too=True) if _says_done_too(found, text, today) else found


CLAUSE = re.compile(r"[.!,;\n]+(?!\d)|\boch\b", re.IGNORECASE)


def _says_done_too(reading: Reading, text: str, today: date | None) -> bool:
    """Tell whether one clause of a wish to be called or written to is nothing but "klar"."""
    if reading.reply_class not in {ReplyClass.RING, ReplyClass.SKRIV}:
        return False
    clauses = (make_ready(clause, None, today) for clause in CLAUSE.split(text))
    return any((found := read_whole(said)) and found.reply_class is ReplyClass.KLAR for said in clauses)


def _read_start(said: Said) -> Reading | None:
    if not said.short or said.asks or words_of_doubt.PERHAPS.search(said.line):
        return None
    return _whole_phrase(said, switches.START, switches.AROUND_START, ReplyClass.START)


def _read_stopp(said: Said) -> Reading | None:
    if not said.short or said.asks or words_of_doubt.PERHAPS.search(said.line):
        return None
    return _whole_phrase(said, switches.STOPP, switches.AROUND_STOPP, ReplyClass.STOPP)


def _whole_phrase(
    said: Said, pattern: Pattern[str], around: frozenset[str], reply_class: ReplyClass
) -> Reading | None:
    """Read a phrase that is the whole reply but for words that may stand around it."""
    rest = " ".join(word for word in said.words if word not in around or word in KEPT)
    return Reading(reply_class) if rest and pattern.fullmatch(rest) else None


def _read_pause(said: Said) -> Reading | None:
    line, day = said.line, named_day(said.words, said.today)
    words = day.rest if day else said.words
    if not said.short or not switches.PAUS.search(line) or switches.PAUS_NOT.search(line):
        return None
    if not all(word in switches.AROUND_PAUS or word.isdigit() for word in words):
        return None
    return Reading(ReplyClass.PAUS, days_of_pause=_length(line, day, said.today))


def _length(line: str, day: Named | None, today: date | None) -> int | None:
    """Work out the length of a pause: "två veckor", or until a day; None where it is not said or too long."""
    found = switches.HOW_LONG.search(line)
    days = None
    if found and found[1] not in {"några", "halv"}:
        number = switches.NUMBERS.get(found[1]) or int(found[1])
        days = number * switches.UNITS[found[2]]
    elif bare := switches.BARE_LENGTH.search(line):
        days = int(bare[1])
    elif day and day.day and today:
        days = (day.day - today).days
    return days if days and 0 < days <= MOST_MONTHS_OF_PAUSE else None


def _read_help(said: Said) -> Reading | None:
    """Read a cry for help: in so many words at any length, else in a short phrase."""
    line = said.line
    if cries.NO_HELP.search(line):
        return None
    if cries.CRY.search(line):
        return _asked_to_stop(said) or Reading(ReplyClass.HJÄLP)
    if not said.short or not cries.HELP_WORDS.search(line):
        return None
    return _asked_to_stop(said) or (None if _says_when(said) else Reading(ReplyClass.HJÄLP))


def _asked_to_stop(said: Said) -> Reading | None:
    return Reading(ReplyClass.FRÅGA_STOPP) if switches.STOP_SIGN.search(said.line) else None


def _says_when(said: Said) -> bool:
    """Tell whether "kan inte" is said of a day and not of the thing itself."""
    return cries.ABLE.search(said.line) is not None and named_day(said.words, said.today) is not None


def _read_speech(said: Said) -> Reading | None:
    """Read whether to ring or to write."""
    line = said.line
    if len(said.words) > (LONGEST_OF_KNOWN if speech.SPEECH.search(line) else LONGEST_PHRASE):
        return None
    if cries.CRY.search(line) and not cries.NO_HELP.search(line):
        return None
    if speech.SKRIV.search(line):
        return Reading(ReplyClass.SKRIV)
    if (
        speech.NOT_RING.search(line)
        or words_of_doubt.NEGATION.search(line.removeprefix("nej "))
        or not speech.RING.search(line)
    ):
        return None
    day = named_day(said.words, said.today)
    return Reading(ReplyClass.RING, day=day.day if day else None)


def _read_wrong_person(said: Said) -> Reading | None:
    if not said.short or answers.NOT_WRONG.search(said.line) or not answers.WRONG_PERSON.search(said.line):
        return None
    return Reading(ReplyClass.FEL)


KEPT = frozenset(("inte", "sms", "skicka", "skriv", "skriva", "igen", "mer", "fler", "få", "ha", "för"))


def _read_thanks(said: Said) -> Reading | None:
    line, words = said.line, said.words
    if (
        not said.short
        or said.asks
        or words_of_doubt.NEGATION.search(line)
        or not answers.THANKED.search(line)
    ):
        return None
    return Reading(ReplyClass.OK) if all(w in answers.AROUND_OK or w in FILLERS for w in words) else None


def _read_fine(said: Said) -> Reading | None:
    """Read that things go well. Every word must belong: "bra" stands in many a complaint."""
    line, words = said.line, [word for word in said.words if word not in FILLERS]
    if not said.short or said.asks or words_of_doubt.NEGATION.search(line) or not answers.FINE.search(line):
        return None
    if words_of_doubt.QUESTION.search(line) or len(words) == 1:
        return None
    return Reading(ReplyClass.BRA) if all(word in answers.AROUND_FINE for word in words) else None


def _read_answer(said: Said) -> Reading | None:
    """Read an answer to a question of yes or no."""
    words = [word for word in said.words if word not in FILLERS]
    if (
        said.expects != JANEJ
        or not said.short
        or said.asks
        or words_of_doubt.PERHAPS.search(said.line)
        or not words
    ):
        return None
    if answers.NO.search(said.line):
        return Reading(ReplyClass.NEJ) if all(word in answers.AROUND_NO for word in words) else None
    if not answers.YES.intersection(words) and not all(word in answers.YES_TOO for word in words):
        return None
    return (
        Reading(ReplyClass.JA)
        if all(w in answers.AROUND_YES or w in answers.YES_TOO for w in words)
        else None
    )


def _read_stop_sign(said: Said) -> Reading | None:
    """Ask, where "stopp" or "sluta" stands in a sentence that may be about something else."""
    line = said.line
    found = switches.STOP_SIGN.search(line) or (switches.SLUTA.search(line) and "kan inte sluta" not in line)
    return Reading(ReplyClass.FRÅGA_STOPP) if found else None


STEPS: tuple[Step, ...] = (
    hear_crisis,
    read_signs,
    hear_work,
    hear_ombud,
    read_not_then,
    read_whole,
    _read_start,
    _read_stopp,
    _read_wrong_person,
    _read_pause,
    read_wish,
    _read_speech,
    _read_answer,
    read_later,
    _read_help,
    read_undone,
    read_done,
    read_day,
    _read_thanks,
    _read_fine,
    read_leading,
    _read_stop_sign,
)


def _with_doubt(reading: Reading, said: Said) -> Reading:
    goes_on = reading.reply_class is ReplyClass.START and switches.GO_ON.search(said.line) is not None
    doubt = goes_on or said.mended or words_of_doubt.PERHAPS.search(said.line) is not None or said.asks
    if reading.reply_class is ReplyClass.FEL and answers.ASKS_WHO.search(said.line):
        reading = replace(reading, asks_who=True)
    return replace(reading, certain=False) if doubt else reading


def _for_question(reading: Reading, said: Said | None, expects: str | None) -> Reading:
    """Let "ok" and "bra" say yes where that was the question. A mere thank you says neither yes nor no."""
    if expects != JANEJ or reading.reply_class not in {ReplyClass.OK, ReplyClass.BRA}:
        return reading
    if said is not None and (
        answers.NOT_YES.intersection(said.words) or ("heart" in said.signs and not said.words)
    ):
        return reading
    return replace(reading, reply_class=ReplyClass.JA)


def _guarded(reading: Reading, said: Said) -> Reading:
    """Hold what must never happen: a cry for help or talk of work as STOPP or START, a denial as KLAR."""
    if reading.reply_class is ReplyClass.KLAR and words_of_doubt.NEGATION.search(said.line):
        return HUMAN
    if reading.reply_class not in {ReplyClass.STOPP, ReplyClass.START}:
        return reading
    if mentions_work(said) or (cries.CRY.search(said.line) or "hjälp" in said.words):
        return Reading(ReplyClass.FRÅGA_STOPP) if reading.reply_class is ReplyClass.STOPP else HUMAN
    return reading
