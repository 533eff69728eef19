"""The one place that reads the clock. Everything else is given today and now as arguments."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

ZONE = ZoneInfo("Europe/Stockholm")


def now() -> datetime:
    """Return the present instant, aware, in UTC."""
    return datetime.now(UTC)


def local_day(instant: datetime) -> date:
    """Return the day in Sweden at an aware instant."""
    return instant.astimezone(ZONE).date()


def local_time(instant: datetime) -> time:
    """Return the time of day in Sweden at an aware instant."""
    return instant.astimezone(ZONE).time()


def instant(day: date, at: time) -> datetime:
    """Return the aware UTC instant of a local time of day in Sweden.

    A time that the spring change skips means the hour after it; one that the autumn change
    repeats means the first.
    """
    local = datetime.combine(day, at, tzinfo=ZONE)
    return local.astimezone(UTC)


def opening(day: date) -> datetime:
    """Return the instant at which a day that is played, rather than lived, is taken to be: 9 in the morning."""
    return instant(day, time(9, 0))
