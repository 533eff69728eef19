"""What the law gives: key dates and findings."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class KeyDate:
    """A day, or a period from first to last inclusive, that matters to a person.

    code: stable English name. name: plain Swedish. last: None unless it is a period.
    rule: as in the list of rules (R1 to R22; P is the service's own advice). why_uncertain: a Swedish
    sentence, empty where certain. about: first day of the decision, dormancy or trial it concerns, or None.
    """

    code: str
    name: str
    first: date
    last: date | None
    rule: str
    paragraph: str
    certain: bool = True
    why_uncertain: str = ""
    about: date | None = None


@dataclass(frozen=True, slots=True)
class Finding:
    """A contradiction in the facts, or between the facts and the law. text: a Swedish sentence.

    about: first day of the row it concerns, or None.
    """

    code: str
    text: str
    paragraph: str
    about: date | None = None
