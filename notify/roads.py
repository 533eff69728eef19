"""By which road, to whom and at what hour a message goes."""

from __future__ import annotations

from datetime import date, time

from notify.pace_rules import Sending
from notify.values import Case, Ombud, Preferences, Road, Wording

BY_MAIL, BY_OMBUD = "epost", "ombud"


def person_road(case: Case) -> Road | None:
    """Give the road the person chose, or the other where that one is missing or stopped; None without any.

    None too where the person wants no messages of their own, and has ended those to the ombud.
    """
    if wants_none(case):
        return None
    has_mobile = case.has_mobile and not case.number_wrong
    has_email = case.has_email and not case.email_wrong
    open_roads = [road for road, has in ((Road.SMS, has_mobile), (Road.EMAIL, has_email)) if has]
    if case.stopped_on is not None:
        open_roads = [Road.EMAIL] if _mail_is_left(case) else []
    if case.preferences.road in open_roads:
        return case.preferences.road
    return open_roads[0] if open_roads else None


def wants_none(case: Case) -> bool:
    """Tell whether an ombud alone was to receive, and the person has ended that: a human finds another way."""
    return case.preferences.ombud_alone and case.copies_ended


def _mail_is_left(case: Case) -> bool:
    """Tell whether mail is the road that was agreed on for the time after STOPP, or the only one left."""
    if not case.has_email or case.email_wrong or case.preferences.road is Road.EMAIL:
        return False
    return case.reserve_road.lower() in ("", BY_MAIL)


def wording_of(case: Case) -> Wording:
    """Give the person's wording; a protected identity only ever gets a ping."""
    return Wording.PING if case.protected else case.preferences.wording


def hour_of(preferences: Preferences, sending: Sending) -> time:
    """Give the person's own hour, moved inside the hours of sending."""
    return min(max(preferences.hour, time(sending.first_hour)), time(sending.last_hour))


def sole_ombud(case: Case, day: date) -> Ombud | None:
    """Give the ombud who alone receives, always or after STOPP, if a power of attorney covers the day.

    None where the person has ended what goes to ombud.
    """
    if case.copies_ended:
        return None
    after_stop = case.stopped_on is not None and case.reserve_road.lower() == BY_OMBUD
    if not case.preferences.ombud_alone and not after_stop:
        return None
    return next((ombud for ombud in case.ombud if ombud.valid(day)), None)
