"""A safety message as a letter: an address where the window of an envelope is, and the words of the mail.

The sender is not to be seen through the window, nor anything else than name and address.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from notify.mail import build_mail
from notify.template import SlotError, Template
from notify.words import long_date

NEXT_DAY = "nasta"
MOST_ADDRESS_LINES = 5
_LAYOUT = "$subject$body"  # the letter takes the plain words alone
_MAIL = re.compile(r"\b([Mm])ejl(et|en)?\b")


class Window(StrEnum):
    """On which side the envelope has its window."""

    RIGHT = "right"
    LEFT = "left"


@dataclass(frozen=True, slots=True)
class Address:
    """Where a letter goes."""

    name: str = field(repr=False)
    street: str = field(repr=False)
    postcode: str = field(repr=False)
    city: str = field(repr=False)

    @property
    def lines(self) -> tuple[str, ...]:
        """Give the lines as they stand on an envelope: "702 11 Örebro" last."""
        digits = "".join(c for c in self.postcode if c.isdigit())
        code = f"{digits[:3]} {digits[3:]}" if len(digits) == 5 else self.postcode.strip()
        street = [line.strip() for line in re.split(r"[\n,]", self.street) if line.strip()]
        lines = [self.name.strip(), *street, f"{code}  {self.city.strip()}".strip()]
        return tuple(line for line in lines if line)[:MOST_ADDRESS_LINES]


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter ready to print. text: paragraphs with an empty line between them."""

    address: Address
    day: date
    text: str = field(repr=False)
    window: Window = Window.RIGHT
    headings: frozenset[str] = frozenset()

    @property
    def address_lines(self) -> tuple[str, ...]:
        """Give the lines of the address."""
        return self.address.lines

    @property
    def day_words(self) -> str:
        """Say the day: "30 mars 2027"."""
        return long_date(self.day)

    @property
    def paragraphs(self) -> list[tuple[str, list[str]]]:
        """Give each paragraph as its heading, or nothing, and its lines."""
        found = []
        for block in re.split(r"\n\s*\n", self.text.strip()):
            lines = [line.strip() for line in block.splitlines() if line.strip()]
            heading = lines.pop(0) if len(lines) > 1 and lines[0] in self.headings else ""
            found.append((heading, lines))
        return found


def make_letter(
    template: Template,
    slots: Mapping[str, str],
    address: Address,
    *,
    day: date,
    phone: str,
    window: Window = Window.RIGHT,
) -> Letter:
    """Put a text of the gallery into a letter, in the wording of its mail.

    phone: the handläggare's, or the unit's; may be empty. Raises SlotError as a mail does.
    """
    try:
        text = _words(template, {k: v for k, v in slots.items() if k != NEXT_DAY}, phone)
    except SlotError:
        text = _words(template, slots, phone)
    headings = frozenset(_in_a_letter(line.text) for line in template.lines if line.heading)
    return Letter(address, day, text, window, headings)


def _words(template: Template, slots: Mapping[str, str], phone: str) -> str:
    # What comes next comes by some other road, so that day is left out where the text can do without it.
    mail = build_mail(template, slots, replies_read=False, phone=phone, layout=_LAYOUT)
    return _in_a_letter(mail.text)


def _in_a_letter(text: str) -> str:
    """Call a mail a letter. Both words are neuter."""
    return _MAIL.sub(lambda found: f"{'B' if found[1] == 'M' else 'b'}rev{found[2] or ''}", text)
