"""What a channel is given and what it answers."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from notify.values import Road


class Outcome(StrEnum):
    """How a call to a provider ended.

    ACCEPTED: the provider said yes. FAILED: it said no for good. RETRY: it said no for now, or the call
    surely never reached it. UNKNOWN: it may have been accepted; asking is the only way to know.
    """

    ACCEPTED = "accepted"
    FAILED = "failed"
    RETRY = "retry"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Outgoing:
    """One message with its words, on its way out. head: ordered facts for the outbox file's head.

    at: aware. html: the same words for a mail program, or empty; an SMS never has it.
    """

    ledger_id: str
    road: Road
    address: str = field(repr=False)
    subject: str
    text: str = field(repr=False)
    at: datetime
    head: tuple[tuple[str, str], ...] = field(default=(), repr=False)
    html: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class Result:
    """A provider's answer. provider_id: its own name for the message. code: its error code, or empty.

    meaning: a Swedish sentence for the handläggare; never holds an address or a text.
    """

    outcome: Outcome
    provider_id: str = ""
    code: str = ""
    meaning: str = ""


class Channel(Protocol):
    """A road out. Sends one message and answers; never raises for what a provider or a network does."""

    name: str

    def send(self, message: Outgoing) -> Result:
        """Send the message once."""
        ...

    def close(self) -> None:
        """Let go of connections and files."""
        ...
