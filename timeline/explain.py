"""Why a date is what it is: steps in Swedish, made only when somebody asks."""

from __future__ import annotations

from timeline.derive import Timeline
from timeline.keydate import KeyDate

ASK = "Fråga Försäkringskassan."


def explain(key_date: KeyDate, timeline: Timeline) -> tuple[str, ...]:
    """Tell step by step how a key date of the timeline was worked out, with the facts used.

    Returns Swedish sentences in order, without numbers: the order is the numbering. For an uncertain date the
    last two say why it is uncertain and "Fråga Försäkringskassan."
    """
    from timeline.reasons import steps

    found = steps(key_date, timeline)
    if key_date.certain:
        return found
    return (*found, key_date.why_uncertain, ASK)
