"""Where the person is today, in words: in a decision and for how long, between two, before or after them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

from dinadatum.picture.money import Money, Pay
from dinadatum.picture.span import Span, lengthened
from notify.values import TimeUnit
from notify.words import length_sentence, long_date, time_left
from timeline import Timeline
from timeline.months import month_of

DAY = timedelta(days=1)


def here_in_words(
    timeline: Timeline, span: Span, today: date, pays: Mapping[int, Pay], unit: TimeUnit | None
) -> str:
    """Say where today is. unit: what the person wants lengths of time counted in, or None."""
    if span.end is None:
        return "Du är här. Det finns inget beslut än."
    if today > span.end:
        return "Du är här. Beslutet har slutat."
    end = end_of_run(timeline, span.end, today)
    if end is None:
        starts = [d.decision.start for d in timeline.decisions]
        coming = min((day for day in starts if day > today), default=None)
        begins = f" Ett beslut börjar {long_date(coming)}." if coming else ""
        return f"Du är här. Just nu finns inget beslut.{begins}"
    return f"Du är här. Beslutet gäller till och med {long_date(end)}.{_length(today, end, pays, unit)}"


def end_of_run(timeline: Timeline, end: date, today: date) -> date | None:
    """Return the last day of the decisions that follow today without a gap, None where none holds today."""
    spans = [(d.decision.start, d.decision.end) for d in timeline.decisions]
    spans += lengthened(timeline)
    found, day = None, today
    for start, stop in sorted(spans):
        if start <= day <= stop:
            found = stop if found is None else max(found, stop)
            day = found + DAY if found < date.max else found
    return None if found is None else min(found, end)


def _length(today: date, end: date, pays: Mapping[int, Pay], unit: TimeUnit | None) -> str:
    """Count the time to the end, in payments only where each is a whole one and all are in the picture."""
    months = range(month_of(today), month_of(end) + 1)
    ahead = [pays[month] for month in months if month in pays]
    whole = len(ahead) == len(months) and all(pay.money is Money.ALL for pay in ahead)
    days = [pay.day for pay in ahead if pay.day] if whole else []
    if time_left(today, end, pay_days=days, chosen=unit)[0] is TimeUnit.MONTH:
        return ""
    return f" {length_sentence(today, end, pay_days=days, chosen=unit)}"
