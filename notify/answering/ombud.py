"""Answers about ombud: who gets to know, no more of that, and again. Never changes a power of attorney.

Only what the person writes comes here: an ombud's own reply is never read as the person's.
"""

from __future__ import annotations

from notify.answering.changes import CopiesSet, apply
from notify.answering.receipts import contact, receipt, task
from notify.answering.values import Answer, Asking
from notify.ombud_words import standing, who_gets
from notify.values import TaskKind

SOMEBODY, NOBODY, NO_MORE, NO_MORE_ALONE = "M111", "M112", "M113", "M114"
RECEIPTS = frozenset({SOMEBODY, NOBODY, NO_MORE, NO_MORE_ALONE})
"""The receipts that name ombud."""


def who(asking: Asking) -> Answer:
    """Say who gets to know what, until when, and how to end it."""
    template = SOMEBODY if who_gets(asking.case, asking.today) else NOBODY
    return Answer((), (receipt(asking, template),))


def no_more(asking: Asking) -> Answer:
    """End at once all that goes to ombud: one step, with a receipt that says how to undo it."""
    case = asking.case
    if not standing(case, asking.today):
        return Answer((), (receipt(asking, NOBODY),))
    if case.copies_ended:
        return Answer((), (receipt(asking, NO_MORE),))
    change = CopiesSet(allowed=False, day=asking.today, at=asking.at)
    why = "Personen har valt att ombudet inte får mer. Fullmakten gäller ändå: prata om vad personen vill."
    if case.preferences.ombud_alone:
        why = f"{why} Personen får inga egna sms, så nu får ingen några: kom överens om hur."
        return contact(asking, TaskKind.MEET, why, template=NO_MORE_ALONE, changes=(change,))
    told = task(asking, TaskKind.COPIES_ENDED, asking.promise, why)
    return Answer((change,), (receipt(asking, NO_MORE, changes=(change,)),), (told,))


def again(asking: Asking) -> Answer:
    """Undo an end. Gives nothing that isn't agreed on: where there is nothing to give, somebody makes contact."""
    change = CopiesSet(allowed=True, day=asking.today, at=asking.at)
    changes = (change,) if asking.case.copies_ended else ()
    said = receipt(asking, SOMEBODY, changes=changes)
    if who_gets(apply(asking.case, changes), asking.today):
        return Answer(changes, (said,))
    why = "Personen vill att ett ombud får veta. Inget sådant är överenskommet: hör av dig."
    return contact(asking, TaskKind.MEET, why, changes=changes)
