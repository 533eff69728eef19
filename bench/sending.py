"""Our ledger against a scheduler with one job per reminder, on the same database in the same run.

What a user would build instead: APScheduler with its SQLAlchemyJobStore. The plain table is what the database can do
(see ways.py). Runs are paired and alternated. In operation PostgreSQL waits for the disk at each commit, as SQLite
does here; without that wait it is measured too. On PostgreSQL any number of senders share the work, so two are
measured as well; SQLite has one writer at a time, and nobody can share APScheduler's store.
"""

from __future__ import annotations

import argparse
import logging
import statistics
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from bench.places import POSTGRESQL, SQLITE, throw_away
from bench.ways import Speed, by_ledger, by_plain_table, by_scheduler
from dinadatum.usecases.sending.send_due import BATCH
from tests.standins.databases import Databases
from tests.standins.postgres import SAFE

GOALS = {SQLITE: 5.0, SAFE: 10.0, POSTGRESQL: 10.0}
KINDS = {SQLITE: "SQLite", SAFE: "PostgreSQL", POSTGRESQL: "PostgreSQL, utan att vänta på disken"}
GOAL_OF_PLAIN = 1 / 3
SMALL = 10_000
OURS, PAIR, SINGLE, JOBS, PLAIN, PLAIN_PAIR = "ours", "pair", "single", "jobs", "plain", "plain pair"


@dataclass(frozen=True, slots=True)
class Comparison:
    """What each way came to on one kind of database, pair of runs for pair of runs."""

    kind: str
    speeds: dict[str, list[Speed]]

    def median(self, way: str) -> Speed:
        """Return the middle speed of a way."""
        found = self.speeds[way]
        return Speed(statistics.median(s.plan for s in found), statistics.median(s.carry_out for s in found))

    def ratio(self, way: str, other: str) -> float:
        """Return how many times as fast one way is as another, in the middle pair."""
        pairs = zip(self.speeds[way], self.speeds[other], strict=True)
        return statistics.median(mine.whole / theirs.whole for mine, theirs in pairs)


def compare(databases: Databases, kind: str, *, pairs: int, messages: int, jobs: int) -> Comparison:
    """Run pairs of runs, alternated. messages and jobs: how many in each run."""
    logging.getLogger("apscheduler").setLevel(logging.CRITICAL)
    few = max(messages // 10, BATCH)
    ways: dict[str, Callable[[str], Speed]] = {
        OURS: lambda url: by_ledger(url, messages),
        JOBS: lambda url: by_scheduler(url, jobs),
        PLAIN: lambda url: by_plain_table(url, messages),
        SINGLE: lambda url: by_ledger(url, few, together=1),
    }
    if kind != SQLITE:
        ways |= {
            PAIR: lambda url: by_ledger(url, messages, senders=2),
            PLAIN_PAIR: lambda url: by_plain_table(url, messages, senders=2),
        }
    speeds: dict[str, list[Speed]] = {way: [] for way in ways}
    for _ in range(pairs):
        for way, run in ways.items():
            speeds[way].append(_fresh(databases, kind, run))
    return Comparison(kind, speeds)


def _fresh(databases: Databases, kind: str, run: Callable[[str], Speed]) -> Speed:
    url = databases.create(kind)
    try:
        return run(url)
    finally:
        databases.drop(kind, url)


def grow(databases: Databases, kind: str, sizes: Sequence[int], sent: int) -> list[Speed]:
    """Plan so many messages, and carry out some of them, the others still waiting. One speed for each size."""
    return [
        _fresh(databases, kind, lambda url, size=size: by_ledger(url, size, most=sent))  # type: ignore[misc]
        for size in sizes
    ]


def main() -> None:
    """Print the comparison alone."""
    from bench.tables import show

    options = argparse.ArgumentParser(prog="python -m bench.sending", description=__doc__)
    options.add_argument("--grow", type=int, default=0, help="i stället: så många rader mot 10 000")
    size = options.parse_args().grow
    with throw_away() as (_, databases):
        if size:
            lines = []
            for kind in (SQLITE, SAFE):
                few, many = grow(databases, kind, (SMALL, size), SMALL)
                lines.append((KINDS[kind], *_figures(few)[:2], *_figures(many)[:2], f"{many.plan / few.plan:.0%}",
                              f"{many.carry_out / few.carry_out:.0%}"))  # fmt: skip
            heads = ("databas", "planera", "skicka", f"av {size}: planera", "skicka", "planera", "skicka")
            show(f"Liggaren med {SMALL} rader och med {size}, meddelanden per sekund", heads, lines)
            return
        found = [compare(databases, kind, pairs=3, messages=10_000, jobs=2_000) for kind in KINDS]
    show("Liggaren mot ett jobb per påminnelse, meddelanden per sekund", HEADS, rows(found))


HEADS = ("databas", "vad", "planera", "skicka", "båda", "gånger jobben", "mål", "av tabellen", "mål")


def rows(found: list[Comparison]) -> list[tuple[object, ...]]:
    """Give the comparisons as rows of a table."""
    return [row for one in found for row in _rows(one)]


def _rows(one: Comparison) -> Sequence[tuple[object, ...]]:
    ours = [(f"liggaren, satser om {BATCH}", OURS, PLAIN), ("liggaren, två som skickar", PAIR, PLAIN_PAIR)]
    others = [
        ("liggaren, en i taget", SINGLE),
        ("APScheduler, ett jobb var", JOBS),
        ("en enkel tabell", PLAIN),
        ("en enkel tabell, två", PLAIN_PAIR),
    ]
    name, goal = KINDS[one.kind], f"{GOALS[one.kind]:.0f}"
    return [
        (
            *(name, what, *_figures(one.median(way)), f"{one.ratio(way, JOBS):.1f}", goal),
            *(f"{one.ratio(way, plain):.0%}", f"{GOAL_OF_PLAIN:.0%}"),
        )
        for what, way, plain in ours
        if way in one.speeds
    ] + [
        (name, what, *_figures(one.median(way)), f"{one.ratio(way, JOBS):.1f}", "", "", "")
        for what, way in others
        if way in one.speeds
    ]


def _figures(pace: Speed) -> tuple[int, int, int]:
    return (round(pace.plan), round(pace.carry_out), round(pace.whole))


if __name__ == "__main__":
    main()
