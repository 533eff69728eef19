"""The person's own line: what the ledger, as it stands, leaves to say. Asked of one day after another.

Nothing is worked out before it is asked for: most of what a life asks for lies years away.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from notify.calendar import SEARCH_DAYS
from notify.life import DAY, Life
from notify.occasions import MEETING, Move, Occasion
from notify.plan import occasions
from notify.values import MessageKind
from notify.window import Window, has_room, is_day_for, next_day, window, within_caps

# No message is moved back further than the calendar searches.
REACH = timedelta(days=SEARCH_DAYS)
_STAYS = (Move.KEPT, Move.FORWARD)


class Line:
    """What is left to say of one life. A row in the ledger makes another life, and another line."""

    __slots__ = ("_bold", "_earliest", "_next", "_order", "_views", "left", "life")

    def __init__(self, life: Life) -> None:
        self.life = life
        self.left = occasions(life)
        self._earliest = [_earliest(occasion) for occasion in self.left]
        self._order: list[int] | None = None
        # What takes a day that a bold message may have to give way from. Most lives have the net alone.
        self._bold = [n for n, occasion in enumerate(self.left) if _takes_its_day(occasion)]
        self._views: dict[int, Window] = {}
        self._next: dict[date, date | None] = {}

    def lapsed(self, today: date) -> list[Window]:
        """List what can go no more, and isn't in the ledger yet."""
        return [self._view(n) for n, occasion in enumerate(self.left) if occasion.close < today]

    def choose(self, today: date) -> list[Window]:
        """Choose the one message of the day: by matter, then the latest of the same matter.

        What would never be told otherwise goes first, if the other can wait for another day. Two bold ones that
        have no later day both go, and so does one that comes to be so after the day's message. A day that the
        person chose is kept by a receipt, which takes no other message's place.
        """
        near = (n for n, earliest in enumerate(self._earliest) if earliest <= today)
        ready = [view for n in near if (view := self._ready(n, today)) is not None]
        kept = [view for view in ready if view.occasion.move is Move.KEPT]
        history = self.life.history
        if history.kept_on(today):
            return self._pressed(ready, today)
        if kept or history.said_on(today):
            return _first(kept) + self._pressed(ready, today)
        pressed = self._pressed(ready, today) if len(ready) > 1 else []
        return pressed or _first(ready)

    def _pressed(self, ready: Sequence[Window], today: date) -> list[Window]:
        """List the bold ones that have no later day, the most urgent first."""
        found = [view for view in ready if _is_bold(view.occasion) and not self._can_wait(view, today)]
        return sorted(found, key=_urgency)

    def next_day(self, after: date) -> date | None:
        """Find the first later day with a message or a lapse; None: there is nothing more."""
        if after not in self._next:
            self._next[after] = self._next_day(after)
        return self._next[after]

    def _next_day(self, after: date) -> date | None:
        if self._order is None:
            self._order = sorted(range(len(self.left)), key=self._earliest.__getitem__)
        tomorrow, best = after + DAY, None
        for n in self._order:
            if best is not None and max(self._earliest[n], tomorrow) >= best:
                break
            day = max(next_day(self._view(n), self.life, after), tomorrow)
            best = day if best is None else min(best, day)
        return best

    def _ready(self, n: int, today: date) -> Window | None:
        occasion = self.left[n]
        if occasion.close < today or not is_day_for(occasion, self.life, today):
            return None
        view = self._view(n)
        fits = view.contains(today) and within_caps(occasion, self.life, today)
        return view if fits and self._has_room(view, today) else None

    def _has_room(self, view: Window, today: date) -> bool:
        if not view.occasion.yields:
            return True
        others = [self._view(n) for n, other in enumerate(self.left) if other.target <= today + REACH]
        return has_room(view, self.life, today, others)

    def _view(self, n: int) -> Window:
        known = self._views.get(n)
        if known is None:
            known = self._views[n] = self._with_free_day(n, window(self.left[n], self.life))
        return known

    def _can_wait(self, view: Window, today: date) -> bool:
        """Tell whether what isn't sent today can still be told: bold on a later day, others if they get older."""
        occasion = view.occasion
        if occasion.move is Move.KEPT:
            return False
        last = occasion.close
        if occasion.priority == MEETING:  # on the day itself it may come too late
            last = min(last, occasion.key_date_day - DAY)
        return not _is_bold(occasion) or next_day(view, self.life, today) <= last

    def _with_free_day(self, n: int, view: Window) -> Window:
        """Move a bold message further back from a day that a weightier one takes: one message a day, none lost."""
        occasion, first = view.occasion, view.first
        if first is None or len(self._bold) < 2 or not (_is_bold(occasion) and occasion.move is Move.BACK):
            return view
        near = [i for i in self._bold if i != n and abs(self.left[i].target - occasion.target) <= REACH]
        taken = {self._view(i).first for i in near if self._rank(i) < self._rank(n)}
        while first in taken:
            first = self.life.diary.calendar.open_until(first - DAY)
        return Window(occasion, first) if first >= self.life.case.known_since else view

    def _rank(self, n: int) -> tuple[tuple[int, int, str], int]:
        return _urgency_of(self.left[n]), n


def _earliest(occasion: Occasion) -> date:
    """Give a day before which the occasion neither goes nor lapses."""
    back = occasion.move is Move.BACK or (occasion.kind is MessageKind.SAFETY and occasion.move not in _STAYS)
    return min(occasion.target - REACH if back else occasion.target, occasion.close + DAY)


def _first(views: Sequence[Window]) -> list[Window]:
    return [min(views, key=_urgency)] if views else []


def _is_bold(occasion: Occasion) -> bool:
    return occasion.kind is MessageKind.SAFETY


def _takes_its_day(occasion: Occasion) -> bool:
    return _is_bold(occasion) or occasion.move is Move.KEPT


def _urgency(view: Window) -> tuple[int, int, str]:
    return _urgency_of(view.occasion)


def _urgency_of(occasion: Occasion) -> tuple[int, int, str]:
    return (occasion.priority, -occasion.target.toordinal(), occasion.step)
