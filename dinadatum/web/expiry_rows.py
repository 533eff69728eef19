"""A row of the list of expiries as the cells of a file: references and no names."""

from __future__ import annotations

from dinadatum.usecases.lists.expiries import ExpiryRow, What
from dinadatum.web.files import Cell
from dinadatum.web.words import RISKS, STEPS, WHATS, what_words

HEADING = (
    "slutar",
    "ärende",
    "vad",
    "mer om vad",
    "omfattning",
    "kommun",
    "enhet",
    "handläggare",
    "nästa steg",
    "nästa meddelande",
    "läge",
)


def cells(row: ExpiryRow, *, hidden: bool) -> tuple[Cell, ...]:
    """Return the cells of a row. hidden: its person has a protected identity that isn't the viewer's own."""
    return (
        row.day,
        row.ref,
        f"{WHATS[row.what]}, {WHATS[What.AGE_30].lower()}" if row.with_age else WHATS[row.what],
        what_words(row),
        row.extent,
        "skyddade uppgifter" if hidden else row.municipality,
        row.unit,
        row.caseworker,
        STEPS.get(row.step, ""),
        None if hidden else row.next_message_day,
        RISKS[row.risk].word if row.risk in RISKS else "",
    )
