"""Which key dates differ between two timelines: from what, to what."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from timeline.derive import Timeline
from timeline.keydate import KeyDate

Span = tuple[date | None, date | None]
NOWHERE: Span = (None, None)


@dataclass(frozen=True, slots=True)
class Move:
    """A key date that moves. before, after: (first, last); last None for a day, both None where there is none.

    about: first day of the row it concerns, as it is after the move if it is there.
    """

    code: str
    name: str
    before: Span
    after: Span
    about: date | None = None


def moves(before: Timeline, after: Timeline) -> tuple[Move, ...]:
    """Return the key dates that differ, in order of day.

    A date is paired with its like about the same row; those left over with each other, in order.
    """
    old, new = _by_code(before), _by_code(after)
    found = [
        Move(code, (b or a).name, _span(a), _span(b), (b or a).about)  # type: ignore[union-attr]
        for code in old.keys() | new.keys()
        for a, b in _pairs(old.get(code, []), new.get(code, []))
        if _span(a) != _span(b)
    ]
    return tuple(sorted(found, key=_order))


def _by_code(timeline: Timeline) -> dict[str, list[KeyDate]]:
    found: dict[str, list[KeyDate]] = defaultdict(list)
    for key_date in timeline.key_dates:
        found[key_date.code].append(key_date)
    return found


def _pairs(old: list[KeyDate], new: list[KeyDate]) -> list[tuple[KeyDate | None, KeyDate | None]]:
    left, pairs = list(new), []
    alone: list[KeyDate] = []
    for key_date in old:
        match = next((other for other in left if other.about == key_date.about), None)
        if match is None:
            alone.append(key_date)
        else:
            left.remove(match)
            pairs.append((key_date, match))
    both = min(len(alone), len(left))
    return [
        *pairs,
        *zip(alone, left, strict=False),
        *((key_date, None) for key_date in alone[both:]),
        *((None, key_date) for key_date in left[both:]),
    ]


def _span(key_date: KeyDate | None) -> Span:
    return NOWHERE if key_date is None else (key_date.first, key_date.last)


def _order(move: Move) -> tuple[date, str]:
    return (move.before[0] or move.after[0] or date.min, move.code)
