"""An answer has come, and the time in which it can be asked to be looked at again."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from notify.life import Life
from notify.occasions import ANSWER, STEP, Move, Occasion
from notify.values import MessageKind, StepFact, StepKind

ANSWERED = "answer"
HAS_COME, LOOK_AGAIN = "M06", "M48"
GRANTED = "beviljad"


def answer(life: Life) -> Iterator[Occasion]:
    """List what follows the last answer. The kind of answer is never told; it only decides what comes."""
    facts = [fact for fact in life.case.steps if fact.kind is StepKind.ANSWER]
    if not facts:
        return
    fact = max(facts, key=lambda fact: fact.day)
    if fact.day >= life.case.known_since:
        yield _has_come(life, fact)
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
    rules = life.paces.answer
    last = rules.review.after(day)
    targets = [lead.after(day) for lead in rules.ask_again] + [
        lead.before(last) for lead in rules.before_last
    ]
    for number, target in enumerate(targets, 1):
        if target < life.case.known_since:
            continue
        yield Occasion(
            key_date=ANSWERED,
            key_date_day=day,
            step=f"look_again.{number}",
            template=LOOK_AGAIN,
            kind=MessageKind.SAFETY,
            priority=STEP,
            target=target,
            close=targets[number] if number < len(targets) else last,
            move=Move.BACK,
            reason="Tiden att begära omprövning går",
        )
