"""Urgent words only when they are true, and only when what they rest on is fresh.

Rule 10 in docs/texts.md, amendments 3 and 27 in docs/tillagg.md.

Which text an occasion gets is known on the day it goes, not before: a message that is moved back may go so
early that nothing is urgent yet.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from notify.life import Life
from notify.occasions import Move, Occasion
from notify.pace_rules import Confirm
from notify.paths.after_thirty import after_thirty
from notify.paths.net import net_days, safety_net
from notify.paths.thirty import thirty
from notify.values import Case

NET = "net."


@dataclass(frozen=True, slots=True)
class Unsure:
    """Urgent words that are to go on a day without a fresh fact to stand on. about: what tells them apart."""

    about: str
    day: date


def text_on(occasion: Occasion, life: Life, day: date) -> str:
    """Give the text of an occasion for the day on which it goes."""
    if is_early(occasion, day):
        return occasion.calm
    asks = life.paces.confirm.asks.get(occasion.template)
    return occasion.template if asks is None or is_fresh(life.case, life.paces.confirm, day) else asks


def is_early(occasion: Occasion, day: date) -> bool:
    """Tell whether the day comes before what the text says is true."""
    return occasion.true_from is not None and day < occasion.true_from


def is_fresh(case: Case, rules: Confirm, day: date) -> bool:
    """Tell whether somebody has made sure of the facts so lately that urgent words may go on the day."""
    if not (rules.fresh.days or rules.fresh.months):
        return True
    return case.confirmed is not None and case.confirmed >= rules.fresh.before(day)


def unsure(life: Life) -> Iterator[Unsure]:
    """List the urgent messages for which the fresh fact is missing, each with the day on which it is to go."""
    about = ("unsure", life.case.confirmed, life.case.known_since, *net_days(life))
    yield from life.paces.recall(about, lambda: tuple(_unsure(safety_net(life), life)))
    yield from _unsure(thirty(life), life)
    yield from _unsure(after_thirty(life), life)


def _unsure(occasions: Iterable[Occasion], life: Life) -> Iterator[Unsure]:
    for occasion in occasions:
        if occasion.template not in life.paces.confirm.asks:
            continue
        day = day_of_safety(occasion, life)
        if not is_early(occasion, day) and not is_fresh(life.case, life.paces.confirm, day):
            key_date, end, step = occasion.key
            yield Unsure(f"{key_date}|{end}|{step.removeprefix(NET)}", day)


def day_of_safety(occasion: Occasion, life: Life) -> date:
    """Give the day on which a safety message goes when nothing else wants it."""
    calendar, start = life.diary.calendar, max(occasion.target, life.case.known_since)
    return calendar.open_from(start) if occasion.move is Move.FORWARD else calendar.open_until(start)
