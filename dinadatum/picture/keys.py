"""The key dates as the messages count them: a renewal from the end of the benefit when the whole decision rests."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from notify.progress import latest_of
from timeline import KeyDate, Timeline
from timeline.decision import renewal_days
from timeline.months import month_of
from timeline.outlasting import end_of_benefit, first_uncovered

RENEWAL = (
    "renewal_last_apply_no_loss",
    "policy_doctor_day",
    "policy_info_day",
    "policy_apply_day",
    "policy_apply_late_day",
)
LETTER = "policy_info_day"


def key_dates_of(timeline: Timeline) -> tuple[KeyDate, ...]:
    """Return the key dates, those of the renewal of the last decision counted from the end of its benefit."""
    latest = latest_of(timeline)
    if latest is None:
        return timeline.key_dates
    end = end_of_benefit(latest, timeline)
    if end == latest.decision.end:
        return timeline.key_dates
    moved = _moved(timeline, latest.decision.start, end)
    return tuple(sorted(moved, key=lambda key: key.first))


def benefit_end(timeline: Timeline, end: date) -> date:
    """Return the last day of the benefit, which months after a whole rest may put later; never after 30."""
    latest = latest_of(timeline)
    found = end if latest is None else max(end, end_of_benefit(latest, timeline))
    return min(found, timeline.person.ae_last_day)


def _moved(timeline: Timeline, about: date, end: date) -> Iterator[KeyDate]:
    free = month_of(end) + 1
    renewable = free <= month_of(timeline.person.ae_last_day)
    days = dict(zip(RENEWAL, renewal_days(free, timeline.law), strict=True)) if renewable else {}
    for key in timeline.key_dates:
        if key.about != about or key.code not in (*RENEWAL, "first_uncovered_day"):
            yield key
        elif key.code == "first_uncovered_day":
            yield replace(key, first=first_uncovered(end))
        # Nobody knows when another authority writes about a benefit that is lengthened.
        elif key.code != LETTER and (day := days.get(key.code)) is not None:
            yield replace(key, first=day)
