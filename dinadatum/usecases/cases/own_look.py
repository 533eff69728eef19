"""What the person would meet: their own contact, coming messages in their words, and what they have got.

Made of a case that somebody may see whole. It holds nothing about tasks or the ledger, and of ombud only what they
are not to know.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from dinadatum.register import tables as t
from dinadatum.register.states import REACHED
from dinadatum.usecases.cases.case_page import CasePage
from dinadatum.usecases.looks.simulation import SimulatedMessage
from dinadatum.usecases.sending.receivers import in_swedish
from notify.own_steps import steps_in_words
from notify.values import Recipient, Wording


@dataclass(frozen=True, slots=True)
class OwnLook:
    """One person's own view. contact, phone: of the handläggare; empty where there is none.

    open_words: whether messages may say what they are about. coming: messages to the person alone. own_steps: those
    that the person takes alone, in words; empty without any, or without an ombud.
    """

    name: str = field(repr=False)
    contact: str
    phone: str
    open_words: bool
    says_yes: bool
    coming: tuple[SimulatedMessage, ...]
    got: tuple[t.Message, ...]
    own_steps: str = ""


def own_look(found: CasePage) -> OwnLook:
    """Return what the person of a case would meet."""
    assert found.sheet is not None  # noqa: S101  # whoever comes here may see the whole case
    assert found.talk is not None  # noqa: S101
    person, worker, consent = found.sheet.person, found.sheet.caseworker, found.sheet.consent
    return OwnLook(
        name=person.first_name or "",
        contact=worker.sms_name if worker else "",
        phone=in_swedish(worker.phone) if worker and worker.phone else "",
        open_words=person.wording is Wording.TYDLIG and not person.protected,
        says_yes=consent is not None and consent.given,
        coming=tuple(each for each in found.coming if each.recipient is Recipient.PERSON and each.text),
        got=_got(found.talk.sent),
        own_steps=_own_steps(person) if found.sheet.ombud else "",
    )


def _own_steps(person: t.Person) -> str:
    return steps_in_words(person.steps_alone.split()) if person.steps_alone else ""


def _got(messages: Sequence[t.Message]) -> tuple[t.Message, ...]:
    mine = (each for each in messages if each.recipient is Recipient.PERSON)
    return tuple(each for each in mine if each.state in REACHED and each.text)
