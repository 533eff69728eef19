"""What happens after a try that didn't get a yes: when to try again, or whom to ask. Pure."""

from __future__ import annotations

from datetime import datetime, timedelta
from enum import StrEnum

from notify.values import MessageKind

GAPS = (
    timedelta(minutes=1),
    timedelta(minutes=2),
    timedelta(minutes=5),
    timedelta(minutes=10),
    timedelta(minutes=20),
)
"""Time from each try to the next; the last one repeats until the day's sending hours are over."""


def retry_at(attempts: int, now: datetime) -> datetime:
    """Return when to try again after so many tries in all (at least 1)."""
    return now + GAPS[min(max(attempts, 1), len(GAPS)) - 1]


class Resend(StrEnum):
    """Which mails are sent again when nobody knows whether they went: only the safety net, all, or none."""

    SAFETY = "safety"
    ALL = "all"
    NONE = "none"


ASK_FIRST = timedelta(minutes=1)
"""From an attempt without an outcome to the first question about it: its receipt may come by itself."""

ASK_GAPS = (timedelta(minutes=4), timedelta(minutes=10), timedelta(minutes=20))
"""From each unclear answer to the next question; after the last a handläggare is asked instead."""

ASK_AGAIN = timedelta(minutes=4)
"""From a question without an answer, or asked too soon, to the next."""

NO_ANSWER_FOR = timedelta(hours=1)
"""An attempt this old that its provider hasn't told about becomes a handläggare's question."""

RECEIPT_WITHIN = timedelta(hours=1)
"""A yes that no receipt has followed in this time is asked about."""

RECEIPT_GAPS = (timedelta(hours=4), timedelta(hours=20))
"""From each answer without an end to the next question; after the last it stays a yes."""


def can_be_asked(channel: str) -> bool:
    """Tell whether a channel's provider tells what it has taken."""
    return channel == "twilio"


def may_send_again(channel: str, kind: MessageKind, resend: Resend = Resend.SAFETY) -> bool:
    """Tell whether a message that may have gone is sent again without asking anybody.

    The outbox: yes, the same id gives the same file. Mail: by the setting; a second copy has the same
    Message-ID. SMS: never, its provider is asked.
    """
    if channel == "smtp":
        return resend is Resend.ALL or (resend is Resend.SAFETY and kind is MessageKind.SAFETY)
    return channel == "outbox"
