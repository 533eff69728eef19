"""Which months the picture shows: from one month back to one month after the end, never too many."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from timeline import Timeline
from timeline.months import first, last, month_of

MOST_MONTHS = 14
RECENT_MONTHS = 5  # so long after an end its own row is still shown: that is how long an application helps


@dataclass(frozen=True, slots=True)
class Span:
    """The months shown, as month numbers, both included. end: the last day with a decision, or None.

    left_out: the decision goes on after the last row.
    """

    first: int
    last: int
    end: date | None
    left_out: bool

    @property
    def months(self) -> range:
        """Give the months in order."""
        return range(self.first, self.last + 1)

    @property
    def first_day(self) -> date:
        """Give the first day that is shown."""
        return first(self.first)

    @property
    def last_day(self) -> date:
        """Give the last day that is shown."""
        return last(self.last)


def end_of(timeline: Timeline) -> date | None:
    """Return the last day with a decision; never after 30. None without decisions.

    A full rest that lengthens it is counted. One of a part is not: the other part needs a new decision. Nor
    are the three months after a rest: they come only to those who stop working.
    """
    ends = [d.decision.end for d in timeline.decisions if d.decision.start <= d.decision.end]
    if not ends:
        return None
    ends += [stop for _, stop in lengthened(timeline)]
    return min(max(ends), timeline.person.ae_last_day)


def lengthened(timeline: Timeline) -> list[tuple[date, date]]:
    """List the days on which decisions would have ended, each with the day that a full rest moves it to."""
    return [
        (rest.decision.end, rest.ae_extended_to)
        for rest in timeline.dormancies
        if rest.decision and rest.ae_extended_to and rest.dormancy.level >= rest.decision.extent
    ]


def span_of(timeline: Timeline, today: date, *, waits_until: date | None, most: int = MOST_MONTHS) -> Span:
    """Choose the months. waits_until: the day an answer tends to come, shown where there is no decision."""
    now, end = month_of(today), end_of(timeline)
    start, stop = now - 1, now + 1
    if end is None:
        stop = max(stop, month_of(waits_until)) if waits_until else stop
    elif today <= end:
        stop = max(stop, month_of(end) + 1, *_had_back(timeline))
    else:
        if now - month_of(end) <= min(RECENT_MONTHS, most - 2):
            start = min(start, month_of(end))
        stop = max(stop, *_had_back(timeline), *_last_to_apply(timeline, now))
    shown = min(stop, start + most - 1)
    return Span(start, shown, end, end is not None and month_of(end) > shown)


def _had_back(timeline: Timeline) -> list[int]:
    """List the months after the last that a rest gives, while it lasts and when it is over, and 0."""
    days = [day for rest in timeline.dormancies for day in (rest.after.regain_last_day, rest.ae_extended_to)]
    return [0, *(month_of(day) + 1 for day in days if day)]


def _last_to_apply(timeline: Timeline, now: int) -> list[int]:
    """List the coming months in which an application still costs no month, and 0."""
    code = "renewal_last_apply_no_loss"
    months = [month_of(key.first) for key in timeline.key_dates if key.code == code]
    return [0, *(month for month in months if now < month <= now + RECENT_MONTHS)]
