"""A row of the register to cells, as they would stand in an import file: what a form is filled with."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, time
from enum import Enum
from typing import Any

from dinadatum.register import tables as t
from dinadatum.register.importing import words
from dinadatum.usecases.changing.subjects import Subject, column_of
from dinadatum.usecases.sending.receivers import in_swedish
from notify.words import WEEKDAYS

_MEANINGS: Mapping[tuple[str, str], Mapping[str, Any]] = {
    ("beslut", "slag"): words.KINDS,
    ("vilande", "skäl"): words.REASONS,
    ("vilande", "avslutat_av"): words.ENDED_BY,
    ("steg", "steg"): words.STEPS,
    ("ombud", "kopior"): words.COPIES,
    ("ombud", "väg"): words.ROADS,
    ("kontakt", "väg"): words.ROADS,
}


def cells_of(subject: Subject, row: t.Fact) -> dict[str, str]:
    """Return what the form of a row shows at first."""
    return {cell: _cell(subject, cell, row) for cell in subject.cells}


def _cell(subject: Subject, cell: str, row: t.Fact) -> str:
    value = getattr(row, column_of(subject, cell))
    if isinstance(row, t.Person) and cell == "dag":
        days = [value] if row.second_weekday is None else [value, row.second_weekday]
        return " ".join(WEEKDAYS[day] for day in days)
    meanings = _MEANINGS.get((subject.slug, cell))
    if meanings is not None and value is not None:
        return next(word for word, meaning in meanings.items() if meaning == value)
    return in_swedish(value) if cell == "mobil" and value else plain(value)


def plain(value: Any) -> str:
    """Write a value as it stands in a file."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "ja" if value else "nej"
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, time):
        return f"{value.hour}.{value.minute:02}"
    return str(value.value) if isinstance(value, Enum) else str(value)
