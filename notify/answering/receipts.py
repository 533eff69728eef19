"""The receipt of a reply, and the task it may lead to."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from notify.answering.changes import Change, apply
from notify.answering.values import Answer, Asking
from notify.life import DECISION_END
from notify.replies.class_words import read_as_words
from notify.roads import wording_of
from notify.values import Intent, MessageKind, Recipient, Road, Sent, TaskIntent, TaskKind
from notify.words import long_date

REPLY, PROMISE = "reply", "promise"
RECEIPT_PRIORITY = 1
STILL_USEFUL = timedelta(days=1)
UNCLEAR = "reply.unclear"
THANKS, NOT_UNDERSTOOD, MAKES_CONTACT = "M93", "M25", "M94"


def receipt(
    asking: Asking,
    template: str,
    *,
    changes: tuple[Change, ...] = (),
    about: tuple[str, date] | None = None,
    step: str = REPLY,
    road: Road | None = None,
) -> Intent:
    """Make the receipt. about: its key date and that date's day, where the text speaks of one.

    The texts that name the next message speak of that matter, or of any where there is none.
    """
    case = apply(asking.case, changes)
    key_date, day = about or (REPLY, asking.today)
    return Intent(
        identity=f"R|{case.ref}|reply|{asking.today.isoformat()}|{asking.key}|person",
        ref=case.ref,
        recipient=Recipient.PERSON,
        recipient_key="",
        road=road or asking.road,
        kind=MessageKind.RECEIPT,
        template=template,
        wording=wording_of(case),
        pace=case.preferences.pace,
        day=asking.today,
        at=asking.at,
        key_date=key_date,
        key_date_day=day,
        step=step,
        why=f"Kvitto på ett svar {long_date(asking.today)}: {read_as_words(asking.reading.reply_class.value)}.",
        priority=RECEIPT_PRIORITY,
        last_useful_day=asking.today + STILL_USEFUL,
    )


def task(asking: Asking, kind: TaskKind, day: date, why: str) -> TaskIntent:
    """Make a task of a reply. Each reply has its own."""
    identity = f"T|{asking.case.ref}|{kind.value}|reply|{asking.today.isoformat()}|{asking.key}"
    return TaskIntent(identity, asking.case.ref, kind, day, why)


def matter(asking: Asking, sent: Sent | None = None) -> tuple[str, date] | None:
    """Give the key date of a message that is answered; of the last decision where none is."""
    if sent is not None:
        return (sent.key_date, sent.key_date_day)
    latest = max((d.end for d in asking.timeline.facts.decisions), default=None)
    return (DECISION_END, latest) if latest else None


def contact(
    asking: Asking,
    kind: TaskKind,
    why: str,
    *,
    template: str = MAKES_CONTACT,
    by: date | None = None,
    changes: tuple[Change, ...] = (),
) -> Answer:
    """Promise that somebody makes contact by a day, and make it somebody's task."""
    day = by or asking.promise
    said = receipt(asking, template, about=(PROMISE, day), changes=changes)
    return Answer(changes, (said,), (task(asking, kind, day, why),))


def noted(asking: Asking, *changes: Change, sent: Sent | None = None) -> Answer:
    """Say that it is written down, and when the next message about it comes."""
    return Answer(changes, (receipt(asking, THANKS, changes=changes, about=matter(asking, sent)),))


def human(asking: Asking) -> Answer:
    """Let a person read it. The computer says so at most once a day, and what comes later is read with the first."""
    told = next((row for row in asking.history if row.step == UNCLEAR and row.day == asking.today), None)
    day = asking.promise if told is None else asking.promise_from(max(told.key_date_day, asking.today))
    said = receipt(asking, NOT_UNDERSTOOD, about=(PROMISE, day), step=UNCLEAR)
    why = "Ett svar kom som datorn inte förstod: läs det och hör av dig."
    receipts = () if told else (said,)
    return Answer((), receipts, (task(asking, TaskKind.READ_REPLY, day, why),), for_human=True)


def read_already(answer: Answer) -> Answer:
    """Give the answer to a reply that somebody has read and said whose it is: nobody is asked to read it again.

    What the computer couldn't read is told as a promise to get in touch, and so is its task.
    """
    if not any(one.kind is TaskKind.READ_REPLY for one in answer.tasks):
        return answer
    receipts = tuple(replace(one, template=MAKES_CONTACT, step=REPLY) for one in answer.receipts)
    why = "Ett svar som datorn inte förstod hör hit: se det i ärendet och hör av dig."
    tasks = tuple(
        replace(one, kind=TaskKind.MEET, why=why) if one.kind is TaskKind.READ_REPLY else one
        for one in answer.tasks
    )
    return replace(answer, receipts=receipts, tasks=tasks, for_human=False)
