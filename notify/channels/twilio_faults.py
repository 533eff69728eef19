"""What an error on the way to or from Twilio says about the message. Imports the heavy package.

The one question: can the message have been accepted? Only what surely can't is tried again.
"""

from __future__ import annotations

import ssl
from collections.abc import Iterator

from requests import exceptions as wire
from twilio.base.exceptions import TwilioRestException, TwilioServiceException
from urllib3 import exceptions as urllib3

from notify.channels.errors import answer, refusal
from notify.channels.values import Outcome, Result

# Of what SSLError can be, these belong to the first handshake: nothing of the message had left us.
_HANDSHAKE = (
    "CERTIFICATE_VERIFY_FAILED",
    "WRONG_VERSION_NUMBER",
    "HANDSHAKE_FAILURE",
    "UNSUPPORTED_PROTOCOL",
)
_NEVER_ARRIVED = (
    urllib3.NewConnectionError,
    urllib3.ConnectTimeoutError,
    urllib3.ProxyError,
    wire.ConnectTimeout,
    wire.ProxyError,
    wire.MissingSchema,
    wire.InvalidSchema,
    wire.InvalidURL,
)


def judge(error: Exception) -> Result:
    """Turn what was raised into an answer. Whatever is not surely a no is UNKNOWN."""
    if isinstance(error, TwilioRestException | TwilioServiceException):
        return _said_no(error.status, str(error.code or error.status))
    causes = tuple(_causes(error))
    if any(isinstance(cause, ssl.SSLError) and cause.reason in _HANDSHAKE for cause in causes):
        return answer(Outcome.RETRY, "tls")
    if any(isinstance(cause, _NEVER_ARRIVED) for cause in causes):
        return answer(Outcome.RETRY, "no_connection")
    if isinstance(error, wire.RequestException):
        return answer(Outcome.UNKNOWN, "no_answer")
    return answer(Outcome.UNKNOWN, "odd_answer")


def _said_no(status: int, code: str) -> Result:
    """Judge an answer by its HTTP status first: an error inside Twilio may come after its yes."""
    if code == str(status):
        code = f"http_{status}"
    if status in (429, 503):
        return answer(Outcome.RETRY, code)
    if status >= 500:
        return answer(Outcome.UNKNOWN, code)
    return refusal(code)


def _causes(error: BaseException | None) -> Iterator[BaseException]:
    """Walk from an error to what lies under it: requests wraps urllib3, which wraps the socket."""
    seen: set[int] = set()
    waiting = [error]
    while waiting:
        current = waiting.pop()
        if not isinstance(current, BaseException) or id(current) in seen:
            continue
        seen.add(id(current))
        yield current
        inner = getattr(current, "reason", None)
        waiting += [current.__cause__, current.__context__, inner, *current.args]
