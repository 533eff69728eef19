"""Asking a provider what became of a message whose answer never came. Pure.

Twilio gives nothing of ours back but number and words, so these are what is compared; where it keeps no
words, a message is known only if no other can be meant. Whatever could be two things is UNCLEAR.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Protocol, runtime_checkable

SURELY_ABSENT = timedelta(minutes=5)
"""What a provider doesn't know so long after the attempt, it never took."""
SAME_WORDS_WITHIN = timedelta(hours=12)
"""A message with our words may be so much older than the attempt: the clocks may differ, and no other has them."""
NEARBY = timedelta(minutes=10)
"""A message with other words, or none, stands in the way only from so long before the attempt."""


@dataclass(frozen=True, slots=True)
class Seen:
    """A message as its provider knows it. text: empty where the provider keeps none. parts 0: not counted yet.

    status, code: the provider's own words.
    """

    provider_id: str
    created: datetime
    text: str = field(repr=False)
    parts: int
    status: str
    code: str = ""


@runtime_checkable
class Askable(Protocol):
    """A channel whose provider tells what it has taken. Never raises for what a provider or a network does."""

    name: str

    def lookup(self, address: str) -> tuple[Seen, ...] | None:
        """Return all messages to a number that the provider knows; None if it gave no whole answer."""
        ...

    def fetch(self, provider_id: str) -> Seen | None:
        """Return one message by the provider's own id; None if it gave no answer."""
        ...


class Verdict(StrEnum):
    """What the provider's messages say of ours. TOO_SOON: it isn't there, but may still come."""

    THERE = "there"
    ABSENT = "absent"
    TOO_SOON = "too soon"
    UNCLEAR = "unclear"


@dataclass(frozen=True, slots=True)
class Question:
    """What we know of the attempt. twins: other open attempts of the same words to the same number.

    neighbours: open attempts of other words to that number.
    """

    attempt_at: datetime
    text: str = field(repr=False)
    parts: int
    twins: int = 0
    neighbours: int = 0


def judge(
    asked: Question, seen: Sequence[Seen], recorded: Collection[str], now: datetime
) -> tuple[Verdict, Seen | None]:
    """Find our message among those that the provider knows.

    recorded: the provider's ids that the ledger already has. Returns with THERE which one it is.
    """
    free = [one for one in seen if one.provider_id not in recorded]
    ours = [
        one for one in free if one.text == asked.text and one.created >= asked.attempt_at - SAME_WORDS_WITHIN
    ]
    if ours:
        return (Verdict.THERE, ours[-1]) if len(ours) > asked.twins else (Verdict.UNCLEAR, None)
    near = [one for one in free if one.created >= asked.attempt_at - NEARBY]
    if not near:
        late = now - asked.attempt_at >= SURELY_ABSENT
        return (Verdict.ABSENT if late else Verdict.TOO_SOON), None
    if len(near) == 1 and _must_be(asked, near[0]):
        return Verdict.THERE, near[0]
    return Verdict.UNCLEAR, None


def _must_be(asked: Question, only: Seen) -> bool:
    """Tell whether the only message nearby, without words, can be no other than ours."""
    alone = not (asked.twins or asked.neighbours)
    return alone and not only.text and only.parts in (0, asked.parts)
