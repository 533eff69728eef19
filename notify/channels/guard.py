"""The gate before a real channel: who may get a real message at all.

Two promises: from a register of made-up people nothing ever leaves the machine, except to a number or
address that is named on the guest list; and while there is a guest list, nobody else gets anything.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from notify.channels.asking import Askable, Seen
from notify.channels.errors import refusal
from notify.channels.hosts import is_loopback
from notify.channels.values import Channel, Outgoing, Result


class GuardedChannel:
    """A channel that refuses without touching the network. Wraps twilio and smtp, never the outbox."""

    def __init__(self, inner: Channel, *, made_up: bool, host: str, guest_list: Iterable[str] = ()) -> None:
        """Take the real channel and where it leads. made_up: the register's own mark.

        host: the name or address that the channel calls. A made-up register may use a loopback one; the guest list
        holds there too, for a mail server on this machine passes mails on.
        """
        self.name = inner.name
        self._inner = inner
        self._made_up = made_up
        self._local = is_loopback(host)
        self._guests = frozenset(_same(guest) for guest in guest_list)

    def send(self, message: Outgoing) -> Result:
        """Send the message, or refuse it for good with code made_up or not_guest."""
        code = self._refuses(message.address)
        return refusal(code) if code else self._inner.send(message)

    def lookup(self, address: str) -> tuple[Seen, ...] | None:
        """Ask about a number that may be written to. None: no answer, or nobody to ask."""
        if self._refuses(address) or not isinstance(self._inner, Askable):
            return None
        return self._inner.lookup(address)

    def fetch(self, provider_id: str) -> Seen | None:
        """Ask about a message that was sent. None: no answer, or nobody to ask."""
        return self._inner.fetch(provider_id) if isinstance(self._inner, Askable) else None

    def close(self) -> None:
        """Close the channel behind the gate."""
        self._inner.close()

    def _refuses(self, address: str) -> str:
        """Give the code of a refusal; empty: the address may be written to."""
        if _same(address) in self._guests:
            return ""
        if self._made_up and not self._local:
            return "made_up"
        return "not_guest" if self._guests else ""


def _same(address: str) -> str:
    """Write an address in one way: 070-174 06 05, 0046701740605 and +46701740605 are the same."""
    if "@" in address:
        return address.strip().casefold()
    digits = re.sub(r"[^\d+]", "", address)
    if digits.startswith("00"):
        return f"+{digits[2:]}"
    return f"+46{digits[1:]}" if digits.startswith("0") else digits
