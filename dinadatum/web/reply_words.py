"""The Swedish of what a reply changes."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from notify.answering import Change
from notify.answering import changes as c
from notify.values import Road, StepKind
from notify.words import long_date

DAY = timedelta(days=1)
_STEPS = {
    StepKind.BOOKED: "tid är bokad",
    StepKind.VISIT: "besöket är",
    StepKind.APPLIED: "har ansökt",
    StepKind.DOCTOR: "har någon att boka hos",
}


def change_words(change: Change) -> str:
    """Say what a reply changes, in a sentence."""
    return _WORDS[type(change)](change)


def _step(change: c.StepSaid) -> str:
    value = f": {change.value}" if change.value else ""
    return f"Steg: {_STEPS.get(change.kind, change.kind.value)}{value}, {long_date(change.day)}."


_WORDS: dict[type[Any], Callable[[Any], str]] = {
    c.ConsentGiven: lambda change: f"Samtycke: {'ja' if change.given else 'nej'} till meddelanden.",
    c.StepSaid: _step,
    c.PartSaid: lambda change: f"Del {change.number} av steget är klar.",
    c.DayPlanned: lambda change: f"Vald dag: {long_date(change.day)}.",
    c.PauseSet: lambda change: (
        f"Paus till och med {long_date(change.until - DAY)}." if change.until else "Pausen slutar."
    ),
    c.RestSet: lambda change: (
        f"Vanliga meddelanden väntar till {long_date(change.until)}."
        if change.until
        else "Vanliga meddelanden väntar inte längre."
    ),
    c.PaceSet: lambda change: f"Takten blir {change.pace.value.upper()}.",
    c.StopSet: lambda change: "STOPP: inga fler sms." if change.day else "STOPP gäller inte längre.",
    c.WrongAddress: lambda change: f"{'Adressen' if change.road is Road.EMAIL else 'Numret'} räknas som fel.",
    c.CopiesSet: lambda change: (
        "Ombud får veta igen." if change.allowed else "Inget mer går till ombud. Fullmakten gäller ändå."
    ),
}
