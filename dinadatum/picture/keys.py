"""Until when the benefit lasts, where the whole decision rests."""

from __future__ import annotations

from datetime import date

from notify.progress import latest_of
from timeline import Timeline
from timeline.outlasting import end_of_benefit


def benefit_end(timeline: Timeline, end: date) -> date:
    """Return the last day of the benefit, which months after a whole rest may put later; never after 30."""
    latest = latest_of(timeline)
    found = end if latest is None else max(end, end_of_benefit(latest, timeline))
    return min(found, timeline.person.ae_last_day)
