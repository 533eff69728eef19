"""Numbers of people and of what the service did for them. Small numbers are hidden: they could point at somebody."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from dinadatum.register.states import State
from dinadatum.usecases.lists import counting
from dinadatum.usecases.lists.counting import PERIODS, Period
from dinadatum.usecases.staff.viewers import Viewer

__all__ = ["FEWEST", "PERIODS", "Period", "Table", "population", "table", "work"]

FEWEST = 5
REPLIES = "Svar"
"""A number below this, zero apart, is hidden."""
MISSING = "saknas"
ENDINGS = {
    counting.IN_TIME_NO_GAP: "ansökt i tid, och nytt beslut utan glapp",
    counting.IN_TIME_GAP: "ansökt i tid, inget nytt beslut i följd",
    counting.LATE_NO_GAP: "inte ansökt i tid, ändå inget glapp",
    counting.LATE_GAP: "inte ansökt i tid, inget nytt beslut i följd",
}
STATES = {
    State.DELIVERED: "levererade",
    State.ACCEPTED: "skickade, inget kvitto än",
    State.FAILED: "kom inte fram",
    State.UNKNOWN: "oklart om de kom fram",
}


@dataclass(frozen=True, slots=True)
class Table:
    """Groups and how many are in each. None: hidden. total: of all groups, hidden ones too; None: hidden."""

    name: str
    rows: Mapping[str, int | None]
    total: int | None


def population(session: Session, viewer: Viewer, today: date) -> tuple[Table, ...]:
    """Count the people with a decision in force today, by municipality, sex, age, extent and classification."""
    return people_tables(sums(counting.people(session, today, viewer.units)))


def work(session: Session, viewer: Viewer, period: Period) -> tuple[Table, ...]:
    """Count what came of decisions that ended in the period, and what was sent and answered."""
    return work_tables(sums(counting.work(session, period, viewer.units)))


def as_counted(session: Session, viewer: Viewer, days: int) -> tuple[tuple[Table, ...], tuple[Table, ...]]:
    """Return the tables of people and of the work of so many days, as they were counted after the day's look."""
    rows = counting.counted(session, viewer.units)
    people = sums(rows)
    work_of = {name: people[counting.work_name(name, days)] for name in counting.WORK}
    return people_tables(people), work_tables(work_of)


def people_tables(counts: Mapping[str, Mapping[str, int]]) -> tuple[Table, ...]:
    """Put counted people into tables, in order."""
    ages = sorted(counts[counting.AGE].items(), key=_as_number)
    extents = sorted(counts[counting.EXTENT].items(), key=_as_number)
    return (
        table("Kommun", _by_name(counts[counting.MUNICIPALITY])),
        table("Kön", _by_name(counts[counting.SEX])),
        table("Ålder", {f"{age} år": number for age, number in ages}),
        table("Omfattning", {f"{extent} %": number for extent, number in extents}),
        table("Klassificering", _by_name(counts[counting.CLASSIFICATION])),
    )


def work_tables(counts: Mapping[str, Mapping[str, int]]) -> tuple[Table, ...]:
    """Put what was counted of the work into tables, in order."""
    ended, sent = counts[counting.ENDED], counts[counting.MESSAGES]
    return (
        table("Beslut som tog slut", {word: ended.get(group, 0) for group, word in ENDINGS.items()}),
        table("Meddelanden", {word: sent.get(state, 0) for state, word in STATES.items()}),
        table(REPLIES, _by_name(counts[counting.REPLIES])),
    )


def sums(rows: Iterable[counting.Number]) -> defaultdict[str, Counter[str]]:
    """Add up the numbers of units, by what was counted and its groups."""
    found = defaultdict[str, Counter[str]](Counter)
    for row in rows:
        found[row.name][row.group] += row.number
    return found


def table(name: str, counts: Mapping[str, int]) -> Table:
    """Make a table with the small numbers hidden, so that none can be worked out from the total."""
    hidden = {group: count for group, count in counts.items() if 0 < count < FEWEST}
    rest = sorted((count, group) for group, count in counts.items() if count >= FEWEST)
    while rest and _can_be_told(hidden.values()):
        count, group = rest.pop(0)
        hidden[group] = count
    total = sum(counts.values())
    small = 0 < total < FEWEST or _can_be_told(hidden.values())
    return Table(
        name,
        {group: None if group in hidden else count for group, count in counts.items()},
        None if small else total,
    )


def _can_be_told(hidden: Collection[int]) -> bool:
    """Tell whether hidden numbers can be worked out from their sum: one alone, or all as low or high as can be."""
    least, most = len(hidden), len(hidden) * (FEWEST - 1)
    all_small = all(count < FEWEST for count in hidden)
    return len(hidden) == 1 or (bool(hidden) and all_small and sum(hidden) in (least, most))


def _by_name(counts: Mapping[str, int]) -> dict[str, int]:
    return {group or MISSING: counts[group] for group in sorted(counts)}


def _as_number(group: tuple[str, int]) -> int:
    return int(group[0])
