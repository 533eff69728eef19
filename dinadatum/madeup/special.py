"""Lives with vilande, with prövotid, and with förlängd skolgång."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random

from dinadatum.madeup.lives import A_YEAR, SKOLGANG, Frame, Life, Rest, decision, frame, unbroken
from dinadatum.madeup.months import first_day, last_day, month_of

LONGEST_REST = 24
"""Months of vilande (36:15)."""
NEW_WORDING = 2026 * 12 + 6
"""July 2026: from here prövotid is twelve months (36:9 a), and vilande for studies may be partial (36:12)."""
_JUNE = 5
_LEFT = (0, 0, 1, 1, 2, 2, 3, 3, 4, 5, 6, 8, 10, 13)
"""Months left of a vilande or prövotid: somebody at every stage of its messages."""


def resting(born: date, day: date, turn: int, dice: Random) -> Life:
    """Draw a life with vilande on the day. turn: number of the person, so that all kinds have people.

    Every fifth goes on longer than the decision; it was decided before the last month but one was over (36:15).
    """
    when = frame(born, day)
    earliest = when.low + A_YEAR
    begin = max(earliest, when.now - dice.randrange(12))
    end = min(when.now + _LEFT[turn % len(_LEFT)], when.high, begin + LONGEST_REST - 1)
    longer = turn % 5 == 4 and end - when.now >= 2 and begin < when.now
    close = end - dice.randrange(1, end - when.now) if longer else min(when.high, end + dice.randrange(14))
    run = unbroken(max(when.low, begin - A_YEAR - dice.randrange(24)), close, dice)
    decided = first_day(begin) - timedelta(days=dice.randrange(8, 40))
    reason = "studier" if turn % 3 == 2 else "arbete"
    return Life(
        born, run, [Rest(reason, _level(reason, begin, turn), first_day(begin), last_day(end), decided)]
    )


def _level(reason: str, begin: int, turn: int) -> int:
    if reason == "studier" and (begin < NEW_WORDING or turn % 2):
        return 100
    return (100, 50, 75, 25)[turn % 4]


def trying(born: date, day: date, turn: int, dice: Random) -> Life:
    """Draw a life with prövotid on the day; every fifth has had one before."""
    when = frame(born, day)
    left = min(_LEFT[turn % len(_LEFT)], when.high - when.now)
    begin = when.now - dice.randrange(3)
    end = _longest_trial(begin, when.now + left)
    close = min(when.high, end + dice.randrange(1, 12))
    run = unbroken(max(when.low, begin - A_YEAR - 3 - dice.randrange(12)), close, dice)
    trials = [(first_day(begin), last_day(end))]
    earlier = month_of(run[0].first) + A_YEAR
    if turn % 5 == 4 and earlier + 1 < begin and end < begin + 5:
        trials.insert(0, (first_day(earlier), last_day(earlier)))
    return Life(born, run, trials=trials)


def _longest_trial(begin: int, end: int) -> int:
    """Cut an end to what the law allows, month by month: six to June 2026, twelve from July."""
    month = begin
    while month < end and month + 2 - begin <= (6 if month + 1 < NEW_WORDING else 12):
        month += 1
    return month


def schooling(born: date, day: date, dice: Random) -> Life:
    """Draw a life with förlängd skolgång on the day: a school year at a time, ending in June or December."""
    when = frame(born, day)
    june = when.now + (_JUNE - when.now) % 12
    end = min(when.high, june + dice.choice((0, 0, 0, 12, 12, -6)))
    if end < when.now:
        end = june
    start = max(when.low, end - dice.choice([back for back in (11, 23, 35) if end - back <= when.now]))
    decisions = [decision(start, end, dice, kind=SKOLGANG)]
    if start > when.low:
        first = max(when.low, start - 12)
        decisions.insert(0, decision(first, start - 1, dice, kind=SKOLGANG))
    return Life(born, decisions)


def has_time_for_rest(born: date, day: date) -> bool:
    """Tell whether twelve months of benefit can lie behind, and some months before thirty ahead."""
    when: Frame = frame(born, day)
    return when.low + A_YEAR + 3 <= when.now <= when.high - 3
