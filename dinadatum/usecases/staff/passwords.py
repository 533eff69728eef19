"""What a password may be: length and nothing else, save what anybody would guess first. Pure."""

from __future__ import annotations

import unicodedata

LEAST_PASSWORD, LONGEST_PASSWORD = 12, 200
TELLING_NAME, FEWEST_LETTERS = 4, 5
"""A password may hold a name of three letters, and needs five different letters."""


def plain(text: str) -> str:
    """Return a text in composed form without spaces around it: å typed in two ways is the same å."""
    return unicodedata.normalize("NFC", text).strip()


def fault_of(password: str, username: str) -> str:
    """Say in Swedish why a password can't be used; empty: it can. It comes as plain gives it."""
    if not LEAST_PASSWORD <= len(password) <= LONGEST_PASSWORD:
        return (
            f"Lösenordet är {len(password)} tecken. Det ska vara minst {LEAST_PASSWORD} och högst "
            f"{LONGEST_PASSWORD}. Flera ord efter varandra går bra."
        )
    holds_name = len(username) >= TELLING_NAME and username.lower() in password.lower()
    if holds_name or len(set(password)) < FEWEST_LETTERS:
        return "Lösenordet är för lätt att gissa. Ta flera ord som inte hör ihop."
    return ""
