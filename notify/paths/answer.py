"""An answer has come, and the time in which it can be asked to be looked at again."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from notify.life import DAY, Life
from notify.occasions import ANSWER, STEP, Move, Occasion
from notify.values import MessageKind, Sent, StepFact, StepKind

ANSWERED = "answer"
HAS_COME, LOOK_AGAIN = "M06", "M48"
GRANTED = "beviljad"
# What was said last week is not said again, unless the last day comes.
APART = timedelta(days=7)
REPLACED = "Nästa meddelande om samma sak är så nära att det går i stället."


def answer(life: Life) -> Iterator[Occasion]:
    """List what follows the last answer. The kind of answer is never told; it only decides what comes."""
    facts = [fact for fact in life.case.steps if fact.kind is StepKind.ANSWER]
    if not facts:
        return
    fact = max(facts, key=lambda fact: fact.day)
    if fact.day >= life.case.known_since:
        yield _has_come(life, fact)
    # A yes leaves nothing to look at again. In part, no, or not known: the time runs.
    if fact.value != GRANTED:
        yield from _look_again(life, fact.day)


def _has_come(life: Life, fact: StepFact) -> Occasion:
    return Occasion(
        key_date=ANSWERED,
        key_date_day=fact.day,
        step="has_come",
        template=HAS_COME,
        kind=MessageKind.SAFETY,
        priority=ANSWER,
        target=fact.day,
        close=life.paces.answer.review.after(fact.day),
        move=Move.FORWARD,
        reason="Svaret på ansökan har kommit",
    )


def _look_again(life: Life, day: date) -> Iterator[Occasion]:
    """List the two messages. Each keeps a week from the one before, as far as the last day allows."""
    rules, known = life.paces.answer, life.case.known_since
    last = rules.review.after(day)
    targets = [lead.after(day) for lead in rules.ask_again] + [
        lead.before(last) for lead in rules.before_last
    ]
    told = max((row.day for row in life.history.main if _is_about(row, day)), default=known - APART)
    rested = min(told + APART, max(last - APART, known))
    for number, target in enumerate(targets, 1):
        close = targets[number] - DAY if number < len(targets) else last
        if close < known:
            continue
        yield Occasion(
            key_date=ANSWERED,
            key_date_day=day,
            step=f"look_again.{number}",
            template=LOOK_AGAIN,
            kind=MessageKind.SAFETY,
            priority=STEP,
            target=max(target, rested),
            close=close,
            move=Move.BACK if target >= rested else Move.FORWARD,
            reason="Tiden att begära omprövning går",
            lapse=REPLACED,
        )


def _is_about(row: Sent, day: date) -> bool:
    return row.counts and (row.key_date, row.key_date_day) == (ANSWERED, day)
