"""Reads a reply: what class it is, and the day or length in it.

The steps stand in the order in which they are tried; the first that is sure decides, and where none is, a person
reads. Afterwards a guard holds three things that must never happen, whatever the tables of words say.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from re import Pattern

from notify.replies import phrases
from notify.replies.crisis import hear_crisis
from notify.replies.days import AROUND as AROUND_DAY
from notify.replies.days import Named, is_past, named_day
from notify.replies.forms import FILLERS
from notify.replies.ombud import hear_ombud
from notify.replies.reactions import read_reaction
from notify.replies.text import make_ready
from notify.replies.values import DAG, HUMAN, JANEJ, LONGEST_PHRASE, Reading, ReplyClass, Said, Step
from notify.replies.whole import read_signs, read_whole
from notify.replies.wishes import read_wish
from notify.replies.work import hear_work, mentions_work
from notify.replies.yes_no import read_leading, read_not_then

LONGEST_OF_KNOWN = 14
"""Words of a reply in which each word has to belong, or that says one thing in so many words."""
LONGEST_OF_DAY = 10
NEAR_THE_START = 4
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
    return _guarded(_for_question(_with_doubt(reading, said), said, expects), said)


def _read_start(said: Said) -> Reading | None:
    if not said.short or said.asks or phrases.PERHAPS.search(said.line):
        return None
    return _whole_phrase(said, phrases.START, phrases.AROUND_START, ReplyClass.START)


def _read_stopp(said: Said) -> Reading | None:
    if not said.short or said.asks or phrases.PERHAPS.search(said.line):
        return None
    return _whole_phrase(said, phrases.STOPP, phrases.AROUND_STOPP, ReplyClass.STOPP)


def _whole_phrase(
    said: Said, pattern: Pattern[str], around: frozenset[str], reply_class: ReplyClass
) -> Reading | None:
    """Read a phrase that is the whole reply but for words that may stand around it."""
    rest = " ".join(word for word in said.words if word not in around or word in KEPT)
    return Reading(reply_class) if rest and pattern.fullmatch(rest) else None


def _read_pause(said: Said) -> Reading | None:
    line, day = said.line, named_day(said.words, said.today)
    words = day.rest if day else said.words
    if not said.short or not phrases.PAUS.search(line) or phrases.PAUS_NOT.search(line):
        return None
    if not all(word in phrases.AROUND_PAUS or word.isdigit() for word in words):
        return None
    return Reading(ReplyClass.PAUS, days_of_pause=_length(line, day, said.today))


def _length(line: str, day: Named | None, today: date | None) -> int | None:
    """Work out the length of a pause: "två veckor", or until a day; None where it is not said or too long."""
    found = phrases.HOW_LONG.search(line)
    days = None
    if found and found[1] not in {"några", "halv"}:
        number = phrases.NUMBERS.get(found[1]) or int(found[1])
        days = number * phrases.UNITS[found[2]]
    elif bare := phrases.BARE_LENGTH.search(line):
        days = int(bare[1])
    elif day and day.day and today:
        days = (day.day - today).days
    return days if days and 0 < days <= MOST_MONTHS_OF_PAUSE else None


def _read_help(said: Said) -> Reading | None:
    """Read a cry for help: in so many words at any length, else in a short phrase."""
    line = said.line
    if phrases.NO_HELP.search(line):
        return None
    if phrases.CRY.search(line):
        return _asked_to_stop(said) or Reading(ReplyClass.HJÄLP)
    if not said.short or not phrases.HELP_WORDS.search(line):
        return None
    return _asked_to_stop(said) or (None if _says_when(said) else Reading(ReplyClass.HJÄLP))


def _asked_to_stop(said: Said) -> Reading | None:
    return Reading(ReplyClass.FRÅGA_STOPP) if phrases.STOP_SIGN.search(said.line) else None


def _says_when(said: Said) -> bool:
    """Tell whether "kan inte" is said of a day and not of the thing itself."""
    return phrases.ABLE.search(said.line) is not None and named_day(said.words, said.today) is not None


def _read_speech(said: Said) -> Reading | None:
    """Read whether to ring or to write."""
    line = said.line
    if len(said.words) > (LONGEST_OF_KNOWN if phrases.SPEECH.search(line) else LONGEST_PHRASE):
        return None
    if phrases.CRY.search(line) and not phrases.NO_HELP.search(line):
        return None
    if phrases.SKRIV.search(line):
        return Reading(ReplyClass.SKRIV)
    if (
        phrases.NOT_RING.search(line)
        or phrases.NEGATION.search(line.removeprefix("nej "))
        or not phrases.RING.search(line)
    ):
        return None
    day = named_day(said.words, said.today)
    return Reading(ReplyClass.RING, day=day.day if day else None)


def _read_wrong_person(said: Said) -> Reading | None:
    if not said.short or phrases.NOT_WRONG.search(said.line) or not phrases.WRONG_PERSON.search(said.line):
        return None
    return Reading(ReplyClass.FEL)


def _read_later(said: Said) -> Reading | None:
    """Read that a step is put off to a time that is no day."""
    return Reading(ReplyClass.INTE_KLAR) if said.short and phrases.LATER.search(said.line) else None


def _read_undone(said: Said) -> Reading | None:
    """Read that a step is not done. In a longer reply it has to be said at once."""
    line = said.line
    if said.short and not said.asks and phrases.WAITS_FOR_OTHERS.search(line):
        return Reading(ReplyClass.INTE_KLAR)
    found = phrases.UNDONE.search(line)
    if found is None or said.asks or phrases.OTHERS.search(line):
        return None
    at_once = len(said.words) <= LONGEST_OF_KNOWN and line[: found.start()].count(" ") <= NEAR_THE_START
    if not said.short and not at_once:
        return None
    day = named_day(said.words, said.today)
    return Reading(ReplyClass.INTE_KLAR, day=day.day if day else None)


def _read_done(said: Said) -> Reading | None:
    """Read that a step is done. Every word must belong: this stops the reminders."""
    line, day = said.line, named_day(said.words, said.today)
    past = is_past(said.words) and phrases.DONE_IN_SPEECH.findall(line)
    done = phrases.DONE.findall(line) or past or []
    if len(said.words) > LONGEST_OF_KNOWN or said.asks or not done or phrases.QUESTION.search(line):
        return None
    if (
        phrases.NEGATION.search(line)
        or phrases.PERHAPS.search(line)
        or _only_weak(done, line)
        or _still_to_come(line, day)
    ):
        return None
    words = (word for word in (day.rest if day else said.words) if word not in FILLERS)
    if not all(word in phrases.AROUND_DONE or word in done or _an_hour(word) for word in words):
        return None
    return Reading(ReplyClass.KLAR, day=day.day if day else None)


def _only_weak(done: list[str], line: str) -> bool:
    weak = all(phrases.WEAK_DONE.fullmatch(word) for word in done)
    return weak and not phrases.DONE_ONLY_WITH.search(line)


def _still_to_come(line: str, day: Named | None) -> bool:
    """Tell whether "klar" is said of a coming day: "klar på fredag"."""
    booked = any(word in line for word in BOOKED)
    return day is not None and not booked and "idag" not in line and not is_past(tuple(line.split()))


KEPT = frozenset(("inte", "sms", "skicka", "skriv", "skriva", "igen", "mer", "fler", "få", "ha", "för"))
BOOKED = ("bokat", "bokad", "beställ", "fått tid", "fick tid", "tid ")


def _read_day(said: Said) -> Reading | None:
    """Read a day on which the person will do the step."""
    if (
        len(said.words) > LONGEST_OF_DAY
        or is_past(said.words)
        or phrases.NEGATION.search(said.line.removeprefix("nej "))
    ):
        return None
    named = named_day(tuple(w for w in said.words if w not in FILLERS), said.today, asked=said.expects == DAG)
    if named is None:
        return None
    if not named.real or not all(word in AROUND_DAY or _an_hour(word) for word in named.rest):
        return HUMAN
    return Reading(ReplyClass.DAG, day=named.day, certain=named.sure)


def _an_hour(word: str) -> bool:
    return word[0].isdigit()


def _read_thanks(said: Said) -> Reading | None:
    line, words = said.line, said.words
    if not said.short or said.asks or phrases.NEGATION.search(line) or not phrases.THANKED.search(line):
        return None
    return Reading(ReplyClass.OK) if all(w in phrases.AROUND_OK or w in FILLERS for w in words) else None


def _read_fine(said: Said) -> Reading | None:
    """Read that things go well. Every word must belong: "bra" stands in many a complaint."""
    line, words = said.line, [word for word in said.words if word not in FILLERS]
    if not said.short or said.asks or phrases.NEGATION.search(line) or not phrases.FINE.search(line):
        return None
    if phrases.QUESTION.search(line) or len(words) == 1:
        return None
    return Reading(ReplyClass.BRA) if all(word in phrases.AROUND_FINE for word in words) else None


def _read_answer(said: Said) -> Reading | None:
    """Read an answer to a question of yes or no."""
    words = [word for word in said.words if word not in FILLERS]
    if said.expects != JANEJ or not said.short or said.asks or phrases.PERHAPS.search(said.line) or not words:
        return None
    if phrases.NO.search(said.line):
        return Reading(ReplyClass.NEJ) if all(word in phrases.AROUND_NO for word in words) else None
    if not phrases.YES.intersection(words) and not all(word in phrases.YES_TOO for word in words):
        return None
    return (
        Reading(ReplyClass.JA)
        if all(w in phrases.AROUND_YES or w in phrases.YES_TOO for w in words)
        else None
    )


def _read_stop_sign(said: Said) -> Reading | None:
    """Ask, where "stopp" or "sluta" stands in a sentence that may be about something else."""
    line = said.line
    found = phrases.STOP_SIGN.search(line) or (phrases.SLUTA.search(line) and "kan inte sluta" not in line)
    return Reading(ReplyClass.FRÅGA_STOPP) if found else None


STEPS: tuple[Step, ...] = (
    hear_crisis,
    read_signs,
    hear_work,
    hear_ombud,
    read_whole,
    _read_start,
    _read_stopp,
    _read_wrong_person,
    _read_pause,
    read_wish,
    _read_speech,
    _read_answer,
    read_not_then,
    _read_later,
    _read_help,
    _read_undone,
    _read_done,
    _read_day,
    _read_thanks,
    _read_fine,
    read_leading,
    _read_stop_sign,
)


def _with_doubt(reading: Reading, said: Said) -> Reading:
    doubt = said.mended or phrases.PERHAPS.search(said.line) is not None or said.asks
    return replace(reading, certain=False) if doubt else reading


def _for_question(reading: Reading, said: Said | None, expects: str | None) -> Reading:
    """Let "ok" and "bra" say yes where that was the question. A mere thank you says neither yes nor no."""
    if expects != JANEJ or reading.reply_class not in {ReplyClass.OK, ReplyClass.BRA}:
        return reading
    if said is not None and (
        phrases.NOT_YES.intersection(said.words) or ("heart" in said.signs and not said.words)
    ):
        return reading
    return replace(reading, reply_class=ReplyClass.JA)


def _guarded(reading: Reading, said: Said) -> Reading:
    """Hold what must never happen: a cry for help or talk of work as STOPP or START, a denial as KLAR."""
    if reading.reply_class is ReplyClass.KLAR and phrases.NEGATION.search(said.line):
        return HUMAN
    if reading.reply_class not in {ReplyClass.STOPP, ReplyClass.START}:
        return reading
    if mentions_work(said) or (phrases.CRY.search(said.line) or "hjälp" in said.words):
        return Reading(ReplyClass.FRÅGA_STOPP) if reading.reply_class is ReplyClass.STOPP else HUMAN
    return reading
