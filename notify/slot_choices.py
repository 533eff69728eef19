"""What the person has chosen, in words: how often, by which road, and which ombud get to know."""

from __future__ import annotations

from datetime import date, timedelta

from notify.given import Given, Makers, Names
from notify.ombud_words import copies_sentence, joined, standing, until_if_room
from notify.roads import BY_OMBUD
from notify.values import Road
from notify.words import clock_in_words, weekday

RESERVE_ROADS = {
    "": "från din handläggare",
    "epost": "med mejl",
    "ombud": "till ditt ombud",
    "handläggare": "från din handläggare",
    "brev": "i brev",
}
WITH_OWN_STEPS = "till ditt ombud eller från din handläggare"
"""What is about a step that the person takes alone never goes to the ombud: a human tells it."""


def copies_slots(given: Given, names: Names) -> dict[str, str]:
    """Give the slots of who gets to know what."""
    case, today = given.case, given.today
    found = standing(case, today)
    said = copies_sentence(case, today, names.all_ombud)
    return {
        "kopior": said,
        "kopior_till": until_if_room(case, today, said) if said else "",
        "ombuden": joined(case, found, names.all_ombud) if found else "",
    }


def _takt(given: Given) -> str:
    return given.intent.pace.value.upper()


def _slag(given: Given) -> str:
    return "mejl" if given.case.preferences.road is Road.EMAIL else "sms"


def _reserv(given: Given) -> str:
    if given.case.reserve_road.lower() == BY_OMBUD and given.case.preferences.steps_alone:
        return WITH_OWN_STEPS
    return RESERVE_ROADS.get(given.case.reserve_road.lower(), RESERVE_ROADS[""])


def _egen_tid(given: Given) -> str:
    chosen = given.case.preferences
    days = " och ".join(weekday(date(2024, 1, 1) + timedelta(days=number)) for number in chosen.weekdays)
    return f"{days} klockan {clock_in_words(chosen.hour)}"


MAKERS: Makers = {
    "takt": _takt,
    "slag": _slag,
    "reserv": _reserv,
    "egen_tid": _egen_tid,
}
