"""What both halves of the second round share: its name on what it writes, its hours, its report."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time, timedelta

from dinadatum.clock import instant, local_day
from dinadatum.usecases.rules import Rules

FOLLOWS = "F|"
"""How the identity begins of what this round writes; the daily look leaves it alone."""

LOOKS_BACK = timedelta(days=10)


@dataclass(slots=True)
class RoundReport:
    """What a round did: messages by another way, tasks, broken promises."""

    messages: int = 0
    tasks: int = 0
    broken: int = 0


def next_hour(rules: Rules, now: datetime) -> datetime:
    """Give the first instant from now on that lies in the sending hours, whatever day of the week."""
    sending, today = rules.paces.sending, local_day(now)
    opens, closes = instant(today, time(sending.first_hour)), instant(today, time(sending.last_hour))
    if now > closes:
        return instant(today + timedelta(days=1), time(sending.first_hour))
    return max(now, opens)
