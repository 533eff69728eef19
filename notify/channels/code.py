"""One error code of a provider, in plain words. The tables of them lie beside this file."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Next(StrEnum):
    """What happens after an error, besides its outcome.

    OTHER_ROAD: try the person's other road. WRONG_NUMBER: the number or address is wrong, a task.
    OPT_OUT: the person has said stop to the provider. ALARM: only the operator can mend it.
    WAIT: nothing but time. NOTHING: it was meant to be so.
    """

    OTHER_ROAD = "other_road"
    WRONG_NUMBER = "wrong_number"
    OPT_OUT = "opt_out"
    ALARM = "alarm"
    WAIT = "wait"
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True)
class ErrorCode:
    """What a code means in Swedish. permanent: the same message can never go by this road."""

    meaning: str
    permanent: bool
    next: Next


def for_good(meaning: str, next_step: Next) -> ErrorCode:
    """Make the row of a code that ends the matter for this message and this road."""
    return ErrorCode(meaning, permanent=True, next=next_step)


def for_now(meaning: str, next_step: Next) -> ErrorCode:
    """Make the row of a code that may be gone at the next try."""
    return ErrorCode(meaning, permanent=False, next=next_step)
