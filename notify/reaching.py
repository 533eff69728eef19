"""What comes next when a safety message has not reached anybody: mail, ombud, a call, a letter. Pure."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from notify.roads import BY_MAIL, BY_OMBUD
from notify.values import Case, Copies, Ombud, Road


class Way(StrEnum):
    """A way to reach somebody when a message has failed."""

    MAIL = "mail"
    OMBUD = "ombud"
    CALL = "call"
    LETTER = "letter"


AGREED = {BY_MAIL: Way.MAIL, BY_OMBUD: Way.OMBUD, "handläggare": Way.CALL, "brev": Way.LETTER}
ORDER = (Way.MAIL, Way.OMBUD, Way.CALL, Way.LETTER)


@dataclass(frozen=True, slots=True)
class Next:
    """The next way, and the ombud where it is one."""

    way: Way
    ombud: Ombud | None = None


def next_way(
    case: Case, road: Road, tried: Collection[Way], day: date, *, alone: bool = False
) -> Next | None:
    """Give the first way that is open and untried; the one agreed on with the person comes first.

    road: by which the message was tried. alone: it is about a step that the person takes alone, so that the way
    goes past every ombud, agreed on or not, to the handläggare. None: nothing is left.
    """
    agreed = AGREED.get(case.reserve_road.lower())
    order = [way for way in ORDER if way is not agreed]
    for way in [agreed, *order] if agreed else order:
        if way in tried:
            continue
        if way is Way.MAIL and (road is Road.EMAIL or not case.has_email):
            continue
        if way is Way.OMBUD:
            allowed = () if case.copies_ended or alone else case.ombud
            ombud = next((o for o in allowed if o.valid(day) and o.copies is not Copies.NONE), None)
            if ombud is None:
                continue
            return Next(way, ombud)
        return Next(way)
    return None
