"""The sample texts that a person sees before a yes: the same message in each wording."""

from __future__ import annotations

from dataclasses import dataclass

from dinadatum.usecases.rules import Rules
from notify.slot_table import examples
from notify.templates import render
from notify.values import Wording

SHOWN = "M03"
"""A step with a day and a month in it: it shows best how the wordings differ."""


@dataclass(frozen=True, slots=True)
class Sample:
    """A text in one wording, with example values."""

    wording: Wording
    text: str


def samples(rules: Rules) -> tuple[Sample, ...]:
    """Return one text in each wording."""
    return tuple(
        Sample(wording, render(rules.gallery.choose(SHOWN, wording), examples()).text) for wording in Wording
    )
