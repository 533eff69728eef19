"""The person's own line: what the ledger, as it stands, leaves to say. Asked of one day after another.

Nothing is worked out before it is asked for: most of what a life asks for lies years away.
"""

from __future__ import annotations

from datetime import date, timedelta

from notify.calendar import SEARCH_DAYS
from notify.life import DAY, Life
from notify.occasions import Move, Occasion
from notify.plan import occasions
from notify.values import MessageKind
from notify.window import Window, has_room, is_day_for, next_day, window, within_caps

# No message is moved back further than the calendar searches.
REACH = timedelta(days=SEARCH_DAYS)
_STAYS = (Move.KEPT, Move.FORWARD)


class Line:
    """What is left to say of one life. A row in the ledger makes another life, and another line."""

    __slots__ = ("_earliest", "_order", "_views", "left", "life")

    def __init__(self, life: Life) -> None:
        self.life = life
        self.left = occasions(life)
        self._earliest = [_earliest(occasion) for occasion in self.left]
        self._order: list[int] | None = None
        self._views: dict[int, Window] = {}

    def lapsed(self, today: date) -> list[Window]:
        """List what can go no more, and isn't in the ledger yet."""
        return [self._view(n) for n, occasion in enumerate(self.left) if occasion.close < today]

    def choose(self, today: date) -> Window | None:
        """Choose the one message of the day: by matter, then the latest of the same matter."""
        if self.life.history.said_on(today):
            return None
        ready = [view for n in range(len(self.left)) if (view := self._ready(n, today)) is not None]
        return min(ready, key=_urgency, default=None)

    def next_day(self, after: date) -> date | None:
        """Find the first later day with a message or a lapse; None: there is nothing more."""
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
        if occasion.close < today or self._earliest[n] > today or not is_day_for(occasion, self.life, today):
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
            known = self._views[n] = window(self.left[n], self.life)
        return known


def _earliest(occasion: Occasion) -> date:
    """Give a day before which the occasion neither goes nor lapses."""
    back = occasion.move is Move.BACK or (occasion.kind is MessageKind.SAFETY and occasion.move not in _STAYS)
    return min(occasion.target - REACH if back else occasion.target, occasion.close + DAY)


def _urgency(view: Window) -> tuple[int, int, str]:
    occasion = view.occasion
    return (occasion.priority, -occasion.target.toordinal(), occasion.step)
