"""What happens after a try that didn't get a yes: when to try again, or whom to ask. Pure."""

from __future__ import annotations

from datetime import datetime, timedelta

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


def may_send_again(channel: str, kind: MessageKind) -> bool:
    """Tell whether a message that may have gone is sent again without asking anybody.

    The outbox: yes, the same id gives the same file. Mail: only the safety net, where a second copy (with the
    same Message-ID) is better than none. SMS: never.
    """
    return channel == "outbox" or (channel == "smtp" and kind is MessageKind.SAFETY)
