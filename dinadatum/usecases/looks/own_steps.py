"""What is on its way to an ombud about a step that the person has come to take alone: it is taken back."""

from __future__ import annotations

from dinadatum.register.cases import CaseRow
from dinadatum.register.tables import Message
from notify.own_steps import takes_alone
from notify.pace_rules import CopyRules
from notify.values import Recipient

OWN_STEP = "Personen tar steget själv: ombudet får inget om det."


def is_theirs(row: CaseRow, message: Message, rules: CopyRules) -> bool:
    """Tell whether a message to an ombud is about a step that the person takes alone.

    A copy has other words than what it copies: whether that asks for an application stands in the history.
    """
    chosen = row.case.preferences
    if not chosen.steps_alone or message.recipient is not Recipient.OMBUD:
        return False
    key = (message.key_date, message.key_date_day, message.step)
    texts = [sent.template for sent in row.history if (sent.key_date, sent.key_date_day, sent.step) == key]
    return any(takes_alone(chosen, message.step, text, rules) for text in (message.template, *texts))
