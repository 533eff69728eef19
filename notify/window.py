"""On which days an occasion may go: moves, own days, pauses, the sheet, and the caps."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from notify.calendar import SEARCH_DAYS
from notify.life import DAY, Life
from notify.occasions import Move, Occasion
from notify.values import MessageKind, Wording

WEEK, LONG = timedelta(days=7), timedelta(days=30)
NO_SHEET = "Mitt blad var inte givet."
PAUSED = "Personen hade paus."


@dataclass(frozen=True, slots=True)
class Window:
    """An occasion with its first day. first is None where something must be done before it can go."""

    occasion: Occasion
    first: date | None

    def contains(self, day: date) -> bool:
        """Tell whether the day lies in the window; the day may still be the wrong one of the week."""
        return self.first is not None and self.first <= day <= self.occasion.close


def window(occasion: Occasion, life: Life) -> Window:
    """Find the first day on which the occasion may go, caps and other messages aside."""
    if waits_for_sheet(occasion, life):
        return Window(occasion, None)
    return Window(occasion, _first(occasion, life))


def _first(occasion: Occasion, life: Life) -> date:
    known, paused, calendar = life.case.known_since, life.case.paused_until, life.diary.calendar
    start = max(occasion.target, known)
    if occasion.move is Move.KEPT:
        return start
    if occasion.kind is MessageKind.SAFETY:
        if occasion.move is Move.FORWARD:
            return calendar.open_from(start)
        return calendar.open_until(start)
    if occasion.move is Move.BACK:
        return max(_meeting_day(occasion, life), known, paused or known)
    for rest in (paused, life.case.rests_until):
        start = max(start, rest) if rest else start
    if sheet := life.case.sheet_given:
        start = max(start, sheet) if leans_on_sheet(occasion, life) else start
    return life.diary.own_from(start, occasion.close) or occasion.close + DAY


def _meeting_day(occasion: Occasion, life: Life) -> date:
    """Find the last day, up to the target, that is open and not quiet: a meeting is never told of too late."""
    day = occasion.target
    for _ in range(SEARCH_DAYS):
        if life.diary.is_calm(day):
            return day
        day -= DAY
    return occasion.target


def leans_on_sheet(occasion: Occasion, life: Life) -> bool:
    """Tell whether the text sends the person to Mitt blad. Only the discreet wording does."""
    discreet = life.case.preferences.wording is Wording.DISKRET and not life.case.protected
    return discreet and occasion.template in life.paces.sheet.templates


def waits_for_sheet(occasion: Occasion, life: Life) -> bool:
    """Tell whether the text leans on a sheet that has not been given."""
    return life.case.sheet_given is None and leans_on_sheet(occasion, life)


def is_day_for(occasion: Occasion, life: Life, day: date) -> bool:
    """Tell whether a message of this kind may go on the day at all, caps aside."""
    if occasion.move is Move.KEPT:
        return day == occasion.target
    if occasion.kind is MessageKind.SAFETY:
        return life.diary.calendar.is_open(day)
    if occasion.move is Move.BACK:
        return life.diary.is_calm(day)
    return life.diary.is_own(day)


def within_caps(occasion: Occasion, life: Life, day: date) -> bool:
    """Tell whether the caps per 7 and 30 days leave room. They hold for ordinary messages only."""
    if occasion.kind is not MessageKind.ORDINARY:
        return True
    rules, history = life.rules, life.history
    return (
        history.ordinary_within(7, day) < rules.most_in_7_days
        and history.ordinary_within(30, day) < rules.most_in_30_days
    )


def has_room(view: Window, life: Life, day: date, others: Sequence[Window]) -> bool:
    """Tell whether a message that yields leaves the places under the caps that others will need."""
    if not view.occasion.yields:
        return True
    coming = sorted(
        other.first
        for other in others
        if other.first is not None
        and other.occasion.kind is MessageKind.ORDINARY
        and not other.occasion.yields
        and day <= other.first < day + LONG
    )
    rules, history = life.rules, life.history
    for n, first in enumerate(coming, 2):
        if history.ordinary_within(30, first) + n > rules.most_in_30_days:
            return False
        near = 1 + sum(1 for other in coming if other <= first) if first < day + WEEK else 0
        if history.ordinary_within(7, first) + near > rules.most_in_7_days:
            return False
    return True


def next_day(view: Window, life: Life, after: date) -> date:
    """Find the next day on which the occasion may go, or, if there is none, the day after it closes.

    Whether it must then yield is asked on that day.
    """
    occasion = view.occasion
    if view.first is None:
        return occasion.close + DAY
    day = max(view.first, after + DAY)
    while day <= occasion.close:
        if is_day_for(occasion, life, day) and within_caps(occasion, life, day):
            return day
        day += DAY
    return occasion.close + DAY


def lapse(view: Window, life: Life) -> str:
    """Say why an occasion that has closed was never sent."""
    occasion = view.occasion
    if waits_for_sheet(occasion, life):
        return NO_SHEET
    paused = life.case.paused_until
    if occasion.kind is MessageKind.ORDINARY and paused is not None and paused > occasion.target:
        return PAUSED
    return occasion.lapse
