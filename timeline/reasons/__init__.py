"""The steps behind each kind of key date, in Swedish."""

from __future__ import annotations

from timeline.derive import Timeline
from timeline.keydate import KeyDate
from timeline.reasons.age import AGE
from timeline.reasons.decisions import DECISIONS
from timeline.reasons.dormancies import DORMANCIES
from timeline.reasons.known_days import KNOWN_DAYS
from timeline.reasons.trials import TRIALS

REASONS = {**AGE, **DECISIONS, **DORMANCIES, **TRIALS, **KNOWN_DAYS}


def steps(key_date: KeyDate, timeline: Timeline) -> tuple[str, ...]:
    """Return the steps that led to the date, and its paragraph last."""
    told = REASONS[key_date.code](key_date, timeline)
    return (*told, f"Källa: {key_date.paragraph}.")
