"""What a setting that holds text may look like, and the sentence for one that doesn't."""

from __future__ import annotations

import re
from dataclasses import dataclass

from dinadatum.errors import ConfigError


@dataclass(frozen=True, slots=True)
class Shape:
    """A pattern for the whole text, and what is expected in words, with an example."""

    pattern: str
    expected: str
    may_be_empty: bool = True


SHAPES = {
    "filled": Shape(r".*\S.*", "något, till exempel det som står i config.example.toml", may_be_empty=False),
    "url": Shape(
        r"https?://[^\s/@]+(/\S*)?",
        "en adress som börjar med https:// eller http://, till exempel https://datum.example.se",
    ),
    "mail": Shape(r"[^@\s]+@[^@\s]+\.[^@\s]+", "en e-postadress, till exempel drift@example.se"),
    "receiver": Shape(
        r"[^@\s]+@[^@\s]+\.[^@\s]+|\+?[\d\s()-]{8,}",
        "ett nummer eller en e-postadress, till exempel +46701740605 eller prov@example.se",
        may_be_empty=False,
    ),
    "sender_number": Shape(
        r"\+[1-9]\d{6,14}|\d{4,6}",
        "ett nummer med landets kod, till exempel +46701740605. Den som får ett sms ska kunna svara",
    ),
    "account": Shape(r"AC[0-9a-fA-F]{32}", f"AC och 32 tecken, till exempel AC{'0' * 31}1"),
    "service": Shape(r"MG[0-9a-fA-F]{32}", f"MG och 32 tecken, till exempel MG{'0' * 31}1"),
}


def check_shape(where: str, value: str, name: str) -> None:
    """Pass a text that has the shape; raises ConfigError that says what came and what was expected."""
    shape = SHAPES[name]
    if not value and shape.may_be_empty:
        return
    if not re.fullmatch(shape.pattern, value):
        came = f"«{value}»" if value.strip() else "tom"
        raise ConfigError(f"{where} är {came}. Det som väntas är {shape.expected}.")
