"""By which road, to whom and at what hour a message goes."""

from __future__ import annotations

from datetime import date, time

from notify.pace_rules import Sending
from notify.values import Case, Ombud, Preferences, Road, Wording


def person_road(case: Case) -> Road | None:
    """Give the road the person chose, or the other where that one is missing; None without any."""
    open_roads = [road for road, has in ((Road.SMS, case.has_mobile), (Road.EMAIL, case.has_email)) if has]
    if case.preferences.road in open_roads:
        return case.preferences.road
    return open_roads[0] if open_roads else None


def wording_of(case: Case) -> Wording:
    """Give the person's wording; a protected identity only ever gets a ping."""
    return Wording.PING if case.protected else case.preferences.wording


def hour_of(preferences: Preferences, sending: Sending) -> time:
    """Give the person's own hour, moved inside the hours of sending."""
    return min(max(preferences.hour, time(sending.first_hour)), time(sending.last_hour))


def sole_ombud(case: Case, day: date) -> Ombud | None:
    """Give the ombud who alone receives, if the person wants that and a power of attorney covers the day."""
    if not case.preferences.ombud_alone:
        return None
    return next((ombud for ombud in case.ombud if ombud.valid(day)), None)
