"""What a reply can mean, and what reading one gives back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

JANEJ = "JANEJ"
DAG = "DAG"


class ReplyClass(StrEnum):
    """What the person says. MÄNNISKA: a person must read it. TOMT: there is nothing to read."""

    OK = "OK"
    KLAR = "KLAR"
    INTE_KLAR = "INTE_KLAR"
    JA = "JA"
    NEJ = "NEJ"
    HJÄLP = "HJÄLP"
    RING = "RING"
    SKRIV = "SKRIV"
    PAUS = "PAUS"
    START = "START"
    STOPP = "STOPP"
    LUGNT = "LUGNT"
    LAGOM = "LAGOM"
    OFTA = "OFTA"
    VIKTIGT = "VIKTIGT"
    BRA = "BRA"
    FEL = "FEL"
    DAG = "DAG"
    BÖRJAR_JOBB = "BÖRJAR_JOBB"
    SLUTAR_JOBB = "SLUTAR_JOBB"
    AKUT = "AKUT"
    FRÅGA_STOPP = "FRÅGA_STOPP"
    OMBUD_VEM = "OMBUD_VEM"
    OMBUD_NEJ = "OMBUD_NEJ"
    OMBUD_JA = "OMBUD_JA"
    MÄNNISKA = "MÄNNISKA"
    TOMT = "TOMT"


@dataclass(frozen=True, slots=True)
class Reading:
    """What a reply was read as.

    day: the day that the reply names, None where it names none or today was not given.
    days_of_pause: how long a pause was asked for; None where PAUS names no length.
    certain: False where a slip of the finger was mended or the person said perhaps.
    done_too: besides what it was read as, the reply says that a step is done ("klar, ring mig").
    asks_who: the reply only asks who writes: a wrong number, or the right person who doesn't know the sender.
    """

    reply_class: ReplyClass
    day: date | None = None
    days_of_pause: int | None = None
    certain: bool = True
    asks_who: bool = False
    done_too: bool = False


HUMAN = Reading(ReplyClass.MÄNNISKA, certain=False)


def left_to_human(reading: Reading) -> Reading:
    """Give the reading as it is kept: who only asks who writes has not said that the number is wrong."""
    return replace(reading, reply_class=ReplyClass.MÄNNISKA) if reading.asks_who else reading


@dataclass(frozen=True, slots=True)
class Said:
    """A reply made ready for reading.

    words: mended, in lower case. plain: the same before slips were mended. asks: a question mark was there.
    signs: what the emoji in it say. mended: some word was mended.
    """

    words: tuple[str, ...]
    plain: tuple[str, ...]
    asks: bool
    signs: frozenset[str]
    expects: str | None
    today: date | None
    mended: bool

    @property
    def line(self) -> str:
        """Return the words as one line."""
        return " ".join(self.words)

    @property
    def short(self) -> bool:
        """Tell whether it is so short that a phrase in it speaks for the whole."""
        return len(self.words) <= LONGEST_PHRASE


LONGEST_OF_KNOWN = 14
"""Words of a reply in which each word has to belong, or that says one thing in so many words."""
LONGEST_PHRASE = 8  # longer replies tell a story, and a person reads them

Step = Callable[[Said], Reading | None]
