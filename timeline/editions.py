"""What a new edition of the law changes, for each life in a register: whom, old date, new date."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from timeline.derive import derive
from timeline.facts import Facts
from timeline.law import Edition, Law
from timeline.moves import Move, moves
from timeline.workday import RedDays, weekends_only


@dataclass(frozen=True, slots=True)
class Change:
    """A key date of one person that a new edition of the law moves. ref: the register's name for the person."""

    ref: str
    move: Move


def later_editions(law: Law) -> tuple[Edition, ...]:
    """Return the entries of the law that replaced an older one, in order of the day they began."""
    oldest = {code: min(e.begins for e in law.editions if e.code == code) for code in _codes(law)}
    later = (e for e in law.editions if e.begins > oldest[e.code])
    return tuple(sorted(later, key=lambda e: (e.begins, e.code)))


def edition_days(law: Law) -> tuple[tuple[date, tuple[Edition, ...]], ...]:
    """Return each day on which the law changed, oldest first, with all that began on it."""
    later = later_editions(law)
    return tuple(
        (day, tuple(e for e in later if e.begins == day)) for day in sorted({e.begins for e in later})
    )


def changes(
    lives: Iterable[tuple[str, Facts]], law: Law, begins: date, red_days: RedDays = weekends_only
) -> Iterator[Change]:
    """Yield every key date that the edition which begins on a day moves, life by life.

    Compares the law as it was the day before with the law as it is on the day; later editions are left out.
    """
    before, after = law.pinned(begins - timedelta(days=1)), law.pinned(begins)
    for ref, facts in lives:
        old, new = derive(facts, before, red_days), derive(facts, after, red_days)
        for move in moves(old, new):
            yield Change(ref, move)


def _codes(law: Law) -> set[str]:
    return {edition.code for edition in law.editions}
