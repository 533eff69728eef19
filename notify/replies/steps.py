"""Reads what is said of the step itself: that it is done, is not, is put off, or on which day it will be."""

from __future__ import annotations

from dataclasses import replace

from notify.replies import doing, words_of_doubt
from notify.replies.days import AFTER_DAY, Named, is_past, named_day
from notify.replies.days import AROUND as AROUND_DAY
from notify.replies.forms import FILLERS
from notify.replies.values import DAG, HUMAN, LONGEST_OF_KNOWN, Reading, ReplyClass, Said

LONGEST_OF_DAY = 10
NEAR_THE_START = 4
BOOKED = ("bokat", "bokad", "beställ", "fått tid", "fick tid", "tid ")


def read_later(said: Said) -> Reading | None:
    """Read that a step is put off to a time that is no day."""
    return Reading(ReplyClass.INTE_KLAR) if said.short and doing.LATER.search(said.line) else None


def read_undone(said: Said) -> Reading | None:
    """Read that a step is not done. In a longer reply it has to be said at once."""
    line = said.line
    if said.short and not said.asks and doing.WAITS_FOR_OTHERS.search(line):
        return Reading(ReplyClass.INTE_KLAR)
    found = doing.UNDONE.search(line)
    if found is None or said.asks or words_of_doubt.OTHERS.search(line):
        return None
    at_once = len(said.words) <= LONGEST_OF_KNOWN and line[: found.start()].count(" ") <= NEAR_THE_START
    if not said.short and not at_once:
        return None
    day = named_day(said.words, said.today)
    return Reading(ReplyClass.INTE_KLAR, day=day.day if day else None)


def read_done(said: Said) -> Reading | None:
    """Read that a step is done. Every word must belong: this stops the reminders."""
    line, day = said.line, named_day(said.words, said.today)
    past = is_past(said.words) and doing.DONE_IN_SPEECH.findall(line)
    done = doing.DONE.findall(line) or past or []
    if len(said.words) > LONGEST_OF_KNOWN or said.asks or not done or words_of_doubt.QUESTION.search(line):
        return None
    if (
        words_of_doubt.NEGATION.search(line)
        or words_of_doubt.PERHAPS.search(line)
        or _only_weak(done, line)
        or _still_to_come(line, day)
    ):
        return None
    words = (word for word in (day.rest if day else said.words) if word not in FILLERS)
    if not all(word in doing.AROUND_DONE or word in done or _an_hour(word) for word in words):
        return None
    return Reading(ReplyClass.KLAR, day=day.day if day else None)


def _only_weak(done: list[str], line: str) -> bool:
    weak = all(doing.WEAK_DONE.fullmatch(word) for word in done)
    return weak and not doing.DONE_ONLY_WITH.search(line)


def _still_to_come(line: str, day: Named | None) -> bool:
    """Tell whether "klar" is said of a coming day: "klar på fredag"."""
    booked = any(word in line for word in BOOKED)
    return day is not None and not booked and "idag" not in line and not is_past(tuple(line.split()))


def read_day(said: Said) -> Reading | None:
    """Read a day on which the person will do the step. What is told after it may be anything but a no."""
    said = _until_told(_instead(said))
    if (
        len(said.words) > LONGEST_OF_DAY
        or is_past(said.words)
        or words_of_doubt.NEGATION.search(said.line.removeprefix("nej "))
    ):
        return None
    named = named_day(tuple(w for w in said.words if w not in FILLERS), said.today, asked=said.expects == DAG)
    if named is None:
        return None
    if not named.real or not all(word in AROUND_DAY or _an_hour(word) for word in named.rest):
        return HUMAN
    return Reading(ReplyClass.DAG, day=named.day, certain=named.sure)


def _instead(said: Said) -> Said:
    """Keep what comes after "men" where a day that won't do stands before it: "inte tisdag men onsdag"."""
    before, but, after = said.line.partition(" men ")
    denied = words_of_doubt.NEGATION.search(before) and named_day(tuple(before.split()), said.today)
    return replace(said, words=tuple(after.split())) if but and denied else said


def _until_told(said: Said) -> Said:
    """Cut off what is told beside a day that was asked for, if no day is named there."""
    head, tail = _parted(said.line)
    told = said.expects == DAG and tail and named_day(tail, said.today) is None and not is_past(tail)
    denied = words_of_doubt.NEGATION.search(" ".join(tail)) or doing.DONE.search(" ".join(head))
    return replace(said, words=head) if told and not denied and named_day(head, said.today) else said


def _parted(line: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    found = AFTER_DAY.search(line)
    end = found.start() if found else len(line)
    return tuple(line[:end].split()), tuple(line[end:].split())


def _an_hour(word: str) -> bool:
    return word[0].isdigit()
