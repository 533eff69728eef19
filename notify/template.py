"""A template: a text with slots, the marks of its lines, and what its head says of it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from notify.errors import NotifyError
from notify.values import Wording

SLOT = re.compile(r"\{([a-z0-9_]+)\}")


class TextError(NotifyError):
    """A text that can't be made. The sentence is Swedish: it becomes a task for the handläggare."""


class TemplateError(TextError):
    """A template file that can't be used, refused at start."""


class SlotError(TextError):
    """A slot whose value can't be worked out from the facts."""


class Urgency(StrEnum):
    """How urgent a text says it is, U0 to U3. RECEIPT answers a reply; QUESTION has no haste."""

    U0 = "U0"
    U1 = "U1"
    U2 = "U2"
    U3 = "U3"
    RECEIPT = "R"
    QUESTION = "Q"


class TextChannel(StrEnum):
    """What a template is made for."""

    SMS = "sms"
    MAIL = "mail"


class Asks(StrEnum):
    """What a text asks for, so that the answer can be read."""

    NONE = "none"
    YES_NO = "JANEJ"
    DAY = "DAG"
    DONE = "KLAR"
    HELP = "HJÄLP"
    PACE = "TAKT"
    OK = "OK"
    HOW = "BRA"


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a template and its marks. unread: stands only in a mail where replies are not read."""

    text: str
    optional: bool = False
    otherwise: bool = False
    reply: bool = False
    unread: bool = False
    heading: bool = False

    @property
    def slots(self) -> tuple[str, ...]:
        """Name the slots of the line, in order."""
        return tuple(SLOT.findall(self.text))


@dataclass(frozen=True, slots=True)
class Template:
    """A text with slots, and what its head says of it.

    minutes: how long the step takes. sheet: it leans on Mitt blad. true_last_day: the paragraph that makes a
    "senast" true, or empty. last: it is the last message for now, so that no next one is named.
    stands_for: ids of the texts it speaks for in its wording.
    """

    id: str
    name: str
    use: str
    channel: TextChannel
    wording: Wording
    urgency: Urgency
    asks: Asks
    subject: str
    lines: tuple[Line, ...]
    minutes: int | None = None
    sheet: bool = False
    last: bool = False
    true_last_day: str = ""
    stands_for: tuple[str, ...] = ()

    @property
    def slots(self) -> frozenset[str]:
        """Name every slot of the text."""
        return frozenset(slot for line in self.lines for slot in line.slots)

    @property
    def to_ombud(self) -> bool:
        """Tell whether the text is addressed to an ombud."""
        return bool(self.lines) and "till ombud" in self.lines[0].text
