"""From a provider's code to an answer in plain Swedish.

The codes themselves are data: own_codes.py, twilio_codes.py, smtp_codes.py.
"""

from __future__ import annotations

import re

from notify.channels.code import ErrorCode, Next, for_good
from notify.channels.own_codes import OWN
from notify.channels.smtp_codes import SMTP
from notify.channels.twilio_codes import TWILIO
from notify.channels.values import Outcome, Result

__all__ = ["ChannelError", "ErrorCode", "Next", "answer", "explain", "known_codes", "refusal"]


class ChannelError(Exception):
    """The root of what this package raises: a channel or a message that was put together wrongly."""


_UNHEARD_OF = for_good("Leverantören sa nej med en kod som vi inte känner till.", Next.ALARM)


def known_codes() -> dict[str, ErrorCode]:
    """Give every code that has a row of its own."""
    return {**OWN, **SMTP, **TWILIO}


def explain(code: str) -> ErrorCode:
    """Look a code up, and where it has no row of its own, its class (5.1.9 is 5.1; 571 is 5)."""
    codes = known_codes()
    return next((codes[key] for key in _wider(code) if key in codes), _UNHEARD_OF)


def answer(outcome: Outcome, code: str, provider_id: str = "") -> Result:
    """Answer with an outcome that the way of the call decided, and the code's plain words."""
    return Result(outcome, provider_id=provider_id, code=code, meaning=explain(code).meaning)


def refusal(code: str, provider_id: str = "") -> Result:
    """Answer for a no whose code itself says whether it is for good (FAILED) or for now (RETRY)."""
    outcome = Outcome.FAILED if explain(code).permanent else Outcome.RETRY
    return answer(outcome, code, provider_id)


def _wider(code: str) -> list[str]:
    parts = code.split(".")
    keys = [".".join(parts[:size]) for size in range(len(parts), 0, -1)]
    three = re.fullmatch(r"(http_)?([2-5])\d\d", code)
    return [*keys, f"{three[1] or ''}{three[2]}"] if three else keys
