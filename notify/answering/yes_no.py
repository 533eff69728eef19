"""Yes and no: always tied to the last message that asked for one (amendment 26 in docs/tillagg.md)."""

from __future__ import annotations

from notify.answering.changes import ConsentGiven, RestSet, StepSaid, StopSet
from notify.answering.question import YES_NO_LASTS
from notify.answering.receipts import contact, human, noted, receipt
from notify.answering.values import Answer, Asking
from notify.paths.thirty import AGE_30, ASKS_APPLIED
from notify.paths.welcome import CONSENT
from notify.progress import FOR_LATER
from notify.template import Asks
from notify.values import Sent, StepKind, TaskKind
from notify.words import long_date

ASKS_DOCTOR = "doctor"
CHOOSE_PACE, NO_MESSAGES = "M30", "M29"
MEETING = "follow_up"


def yes(asking: Asking) -> Answer:
    """Answer a yes."""
    question = _asked(asking)
    if _is_consent(asking):
        changes = (ConsentGiven(given=True), StopSet(None), RestSet(None))
        return Answer(changes, (receipt(asking, CHOOSE_PACE, changes=changes),))
    if question is None:
        return human(asking)
    if question.step == ASKS_DOCTOR:
        return noted(asking, StepSaid(StepKind.DOCTOR, asking.today, "ja"), sent=question)
    if question.key_date == MEETING:
        return noted(asking, sent=question)
    if question.template == ASKS_APPLIED:
        return noted(asking, StepSaid(StepKind.APPLIED, asking.today, FOR_LATER), sent=question)
    return contact(asking, TaskKind.MEET, f"Personen svarade JA på frågan {_about(question)}: vill prata.")


def no(asking: Asking) -> Answer:
    """Answer a no."""
    question = _asked(asking)
    if _is_consent(asking):
        change = ConsentGiven(given=False)
        return Answer((change,), (receipt(asking, NO_MESSAGES, changes=(change,)),))
    if question is None:
        return human(asking)
    if question.step == ASKS_DOCTOR:
        change_ = StepSaid(StepKind.DOCTOR, asking.today, "nej")
        why = "Personen har ingen att boka tid hos: hör av dig."
        return contact(asking, TaskKind.MEET, why, changes=(change_,))
    if question.template == ASKS_APPLIED:
        why = "Personen har inte ansökt om det som kommer efter 30: hör av dig."
        return contact(asking, TaskKind.MEET, why)
    if question.key_date == MEETING:
        return contact(asking, TaskKind.MEET, "Tiden för samtalet passar inte: hitta en annan.")
    return noted(asking, sent=question)


def _about(question: Sent) -> str:
    """Say in words what a question was about: nobody knows the numbers of the texts."""
    return "om tiden efter 30" if question.key_date == AGE_30 else f"från {long_date(question.day)}"


def _is_consent(asking: Asking) -> bool:
    """Tell whether the welcome is what is answered. A yes to it never grows old."""
    question = asking.question
    return question is not None and question.sent.key_date == CONSENT and asking.case.consent is not True


def _asked(asking: Asking) -> Sent | None:
    question = asking.question
    if question is None or question.asks is not Asks.YES_NO:
        return None
    return question.sent if asking.today - question.sent.day <= YES_NO_LASTS else None
