"""The second factor: a code of six digits that a telephone shows, new every half minute (RFC 6238)."""

from __future__ import annotations

import base64
import hashlib
import hmac
import secrets
import struct
from datetime import datetime
from urllib.parse import quote

ISSUER = "Dina datum"
PERIOD = 30
DIGITS = 6
SLACK = 1
"""A telephone's clock may be this many half minutes off, either way."""


def new_secret() -> str:
    """Make a shared secret of 160 bits, in base 32 as authenticator apps take it."""
    return base64.b32encode(secrets.token_bytes(20)).decode("ascii")


def code(secret: str, step: int) -> str:
    """Return the code of a half minute, counted from 1970."""
    digest = hmac.new(base64.b32decode(secret), struct.pack(">Q", step), hashlib.sha1).digest()
    start = digest[-1] & 0x0F
    (number,) = struct.unpack(">I", digest[start : start + 4])
    return f"{(number & 0x7FFFFFFF) % 10**DIGITS:0{DIGITS}}"


def fits(secret: str, given: str, now: datetime, used: int | None) -> int | None:
    """Return the half minute whose code was given; None: no code that holds now, or one used before."""
    typed = "".join(given.split())
    present = int(now.timestamp()) // PERIOD
    for step in range(present - SLACK, present + SLACK + 1):
        fresh = used is None or step > used
        if fresh and hmac.compare_digest(code(secret, step).encode(), typed.encode()):
            return step
    return None


def address(secret: str, username: str) -> str:
    """Return what an authenticator app reads as a whole: name, account and secret (otpauth, as apps take it)."""
    whose, issuer = quote(f"{ISSUER}:{username}", safe=":"), quote(ISSUER)
    return f"otpauth://totp/{whose}?secret={secret}&issuer={issuer}&digits={DIGITS}&period={PERIOD}"


def is_secret(text: str) -> bool:
    """Tell whether a text is a shared secret of the kind that new_secret makes."""
    try:
        return len(base64.b32decode(text)) == 20
    except ValueError:
        return False


def in_groups(secret: str) -> str:
    """Write a secret in groups of four, to be typed by hand."""
    return " ".join(secret[place : place + 4] for place in range(0, len(secret), 4))
