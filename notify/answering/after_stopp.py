"""What one who has said STOPP is told: by the road that is left, or by somebody, and never by SMS.

The reply changes what it changes all the same. Whoever asks for help, is in danger or says START is answered
where they wrote.
"""

from __future__ import annotations

from dataclasses import replace

from notify.answering.changes import apply
from notify.answering.receipts import task
from notify.answering.values import Answer, Asking
from notify.replies import ReplyClass
from notify.replies.class_words import read_as_words
from notify.roads import person_road
from notify.values import TaskIntent, TaskKind

ANSWERED_ANYWAY = frozenset({ReplyClass.START, ReplyClass.HJÄLP, ReplyClass.AKUT})
NEEDS_NO_ANSWER = frozenset({ReplyClass.OK, ReplyClass.BRA, ReplyClass.STOPP, ReplyClass.TOMT})
BY_LETTER = "brev"


def is_stopped(asking: Asking, found: Answer) -> bool:
    """Tell whether STOPP was said before this reply, and still holds after it."""
    still = apply(asking.case, found.changes).stopped_on is not None
    return asking.case.stopped_on is not None and still


def by_the_road_left(asking: Asking, found: Answer) -> Answer:
    """Give the answer with its receipt on the road that is left; without one, a task to tell it."""
    if asking.reading.reply_class in ANSWERED_ANYWAY:
        return found
    road = person_road(asking.case)
    if road is not None:
        return replace(found, receipts=tuple(replace(receipt, road=road) for receipt in found.receipts))
    needless = asking.reading.reply_class in NEEDS_NO_ANSWER or found.tasks or not found.receipts
    told = () if needless else (_tell(asking),)
    return replace(found, receipts=(), tasks=(*found.tasks, *told))


def _tell(asking: Asking) -> TaskIntent:
    by_letter = asking.case.reserve_road.lower() == BY_LETTER
    how = "skriv brev om det" if by_letter else "berätta det på den väg ni har kommit överens om"
    said = read_as_words(asking.reading.reply_class.value)
    why = f"Personen har svarat STOPP, och sedan {said}. Kvittot får inte gå som sms: {how}."
    return task(asking, TaskKind.SEND_LETTER if by_letter else TaskKind.TELL, asking.promise, why)
