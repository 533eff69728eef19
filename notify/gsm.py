"""How much room a text takes in an SMS: GSM 7-bit where every letter allows it, else UCS-2.

Goes in: a text. Comes out: how many characters, how many SMS, which encoding. Never changes or cuts a text.
Source: 3GPP TS 23.038 (the basic table and its extension).
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

BASIC = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
    "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
EXTENSION = frozenset("\f^{}\\[~]|€")  # each is sent as an escape and a letter, so it counts as two


class Encoding(StrEnum):
    """How the letters of an SMS are packed."""

    GSM7 = "GSM-7"
    UCS2 = "UCS-2"


_ROOM = {Encoding.GSM7: (160, 153), Encoding.UCS2: (70, 67)}  # alone; and in each part of several


@dataclass(frozen=True, slots=True)
class Size:
    """The room a text takes. chars: septets for GSM-7, UTF-16 units for UCS-2, as operators count them."""

    chars: int
    parts: int
    encoding: Encoding

    @property
    def one_sms(self) -> bool:
        """Tell whether the text goes as one SMS in GSM-7, the only size we send."""
        return self.encoding is Encoding.GSM7 and self.parts == 1


def normalise(text: str) -> str:
    """Give the text with composed letters (NFC): a decomposed å would not be GSM-7."""
    return unicodedata.normalize("NFC", text)


def foreign_letters(text: str) -> str:
    """Name the letters that GSM-7 lacks, each once and in order; empty when the text is GSM-7."""
    return "".join(dict.fromkeys(c for c in normalise(text) if c not in BASIC and c not in EXTENSION))


def is_gsm7(text: str) -> bool:
    """Tell whether every letter of the text is in GSM-7."""
    return not foreign_letters(text)


def measure(text: str) -> Size:
    """Count characters and SMS parts as the operator will, after NFC."""
    whole = normalise(text)
    encoding = Encoding.GSM7 if is_gsm7(whole) else Encoding.UCS2
    widths = [_width(c, encoding) for c in whole]
    alone, in_part = _ROOM[encoding]
    chars = sum(widths)
    return Size(chars, 1 if chars <= alone else _parts(widths, in_part), encoding)


def _width(letter: str, encoding: Encoding) -> int:
    if encoding is Encoding.GSM7:
        return 2 if letter in EXTENSION else 1
    return 2 if ord(letter) > 0xFFFF else 1


def _parts(widths: Iterable[int], room: int) -> int:
    # A letter of two units is never split between two parts, so the count is done letter by letter.
    parts, used = 1, 0
    for width in widths:
        if used + width > room:
            parts, used = parts + 1, 0
        used += width
    return parts
