"""An occasion: one message that a key date asks for, before it is known whether and on which day it goes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import Enum

from notify.values import MessageKind


class Move(Enum):
    """Where a message goes when its day is not allowed."""

    NEXT_OWN = "next_own"  # information: the next allowed own day
    BACK = "back"  # safety and meetings: the previous open day
    FORWARD = "forward"  # safety, but never before its day
    KEPT = "kept"  # a day that the person chose: that day and no other


# Which message goes when two want the same day (2.4). Lower goes first; what the person chose before all.
CHOSEN = 5
# A moved day goes before all that speaks of the new day.
CHANGED = 5
NET, ANSWER, PERSON, CONTACT, MEETING, STEP, READ, NUMBER = 10, 20, 30, 40, 50, 60, 70, 80


@dataclass(frozen=True, slots=True)
class Occasion:
    """A message that a key date asks for. close: the last day on which it still helps, inclusive.

    reason: the end of the sentence that tells the handläggare why. lapse: the sentence for the ledger if it
    is never sent. yields: it waits where its place under the caps would push another message aside.
    true_from: the first day on which what the text says is true; before it the calm one goes.
    """

    key_date: str
    key_date_day: date
    step: str
    template: str
    kind: MessageKind
    priority: int
    target: date
    close: date
    move: Move
    reason: str
    lapse: str = "Meddelandet blev för gammalt för att hjälpa."
    yields: bool = False
    calm: str = ""
    true_from: date | None = None

    @property
    def key(self) -> tuple[str, date, str]:
        """Tell it apart from all others of the same person."""
        return (self.key_date, self.key_date_day, self.step)


def identity(ref: str, key: tuple[str, date, str], role: str, recipient_key: str = "") -> str:
    """Write what is unique in the ledger, such as "R|D-1042|decision_end|2027-09-30|net.S1|person"."""
    key_date, day, step = key
    parts = ["R", ref, key_date, day.isoformat(), step, role]
    return "|".join([*parts, recipient_key] if recipient_key else parts)
