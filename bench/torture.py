"""Kills senders at every point of the way of a message, and counts what the provider got. ./do torture

Each round: a fresh register with a day's messages, 1 to 4 sender processes of which some die by kill -9,
others that take their place, and at the end a count of every message against the provider's own books.

--year: instead a year of a whole register in simulated time, with some of every fault: see bench/year.py.
--storm: instead many who work on few people in the same moment: see bench/storm.py.
"""

from __future__ import annotations

import argparse
import itertools
import os
import random
import shutil
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from bench.accounts import Books, examine
from bench.outside import Outside
from bench.places import NAMES, POSTGRESQL, SQLITE, fill, settings, throw_away, write_part_of_county
from bench.rounds import Played, Round, play
from bench.sender import Death
from bench.storm_report import run_storm
from bench.tables import show
from bench.year import DAYS, SHARE, Year
from bench.year_replies import TURNS_A_YEAR
from bench.year_report import run_year
from tests.standins.databases import Databases
from tests.standins.postgres import OwnServer

ROUNDS = 34
PEOPLE = 500
"""People of the year, unless told otherwise: some minutes' work."""
TEXTED, MAILED = 60, 20
"""People by road: about half of them have something to be told."""


@dataclass(slots=True)
class Tally:
    """What the rounds came to, in all and by database and point."""

    rounds: int = 0
    kills: int = 0
    breaks: int = 0
    receipts: int = 0
    messages: int = 0
    books: Books = field(default_factory=Books)
    parts: dict[tuple[str, str], Tally] = field(default_factory=dict)

    def add(self, played: Played, messages: int, books: Books) -> None:
        """Add a round."""
        self.rounds += 1
        self.kills += played.kills
        self.breaks += played.breaks
        self.receipts += played.receipts
        self.messages += messages
        self.books += books

    @property
    def is_broken(self) -> bool:
        return bool(self.books.lost or self.books.doubled)

    def last_line(self) -> str:
        books = self.books
        return (
            f"rounds {self.rounds}, kills {self.kills}, lost {books.lost}, doubled {books.doubled}, "
            f"unknown {books.unknown}"
        )


def torture(rounds: int, seconds: float, seed: int, *, tell: bool = True) -> Tally:
    """Play rounds until there are enough, or the time is up. seconds 0: no limit."""
    tally, chance = Tally(), random.Random(seed)
    started = time.monotonic()
    with throw_away() as (folder, databases), OwnServer(folder) as server:
        places: dict[str, _Place] = {SQLITE: _Sqlite(databases), POSTGRESQL: _Postgresql(server)}
        registers = {kind: _register(folder / f"files-{kind}", place) for kind, place in places.items()}
        for number, (kind, what) in enumerate(_plans(rounds)):
            if seconds and time.monotonic() - started > seconds:
                break
            template, keys = registers[kind]
            one = Round(
                places[kind].create(template),
                keys,
                folder / f"round-{number}",
                what if isinstance(what, Death) else None,
                senders=1 + chance.randrange(4),
                seed=chance.randrange(2**32),
                outside=what if isinstance(what, Outside) else None,
                server=server,
            )
            played = play(one)
            books, messages = examine(one.url, keys, one.place / "outbox", played.taken)
            places[kind].drop(one.url)
            shutil.rmtree(one.place, ignore_errors=True)
            part = tally.parts.setdefault((NAMES[kind], what.value), Tally())
            for each in (tally, part):
                each.add(played, messages, books)
            if tell:
                trouble = f"  {books}" if books.lost or books.doubled else ""
                print(
                    f"  {number + 1:>4}  {NAMES[kind]:<11} {what.value}{trouble}", file=sys.stderr, flush=True
                )
    return tally


def _plans(rounds: int) -> Iterator[tuple[str, Death | Outside]]:
    """Take the databases in turn, each with every point and everything that may befall it."""
    deaths = tuple(Death)
    plans: dict[str, Iterator[Death | Outside]] = {
        SQLITE: itertools.cycle((*deaths, Outside.FULL)),
        POSTGRESQL: itertools.cycle((*deaths, Outside.CUT, Outside.RESTART)),
    }
    for number in range(rounds):
        kind = (SQLITE, POSTGRESQL)[number % 2]
        yield kind, next(plans[kind])


class _Place(Protocol):
    def create(self, template: str = "") -> str: ...
    def drop(self, url: str) -> None: ...


class _Sqlite:
    def __init__(self, databases: Databases) -> None:
        self._databases = databases

    def create(self, template: str = "") -> str:
        return self._databases.create(SQLITE, template)

    def drop(self, url: str) -> None:
        self._databases.drop(SQLITE, url)


class _Postgresql:
    """Databases on a server of our own, for that is restarted."""

    def __init__(self, server: OwnServer) -> None:
        self._server, self._numbers = server, itertools.count(1)

    def create(self, template: str = "") -> str:
        name = f"torture_{next(self._numbers)}"
        return self._server.address.create(name, template.rpartition("/")[2] or "template1")

    def drop(self, url: str) -> None:
        self._server.address.drop(url.rpartition("/")[2])


def _register(folder: Path, place: _Place) -> tuple[str, str]:
    """Make the register that every round of a kind begins as a copy of. Returns its URL and its keys."""
    folder.mkdir()
    url = place.create()
    config = settings(folder, url)
    fill(config, write_part_of_county(folder, texted=TEXTED, mailed=MAILED))
    return url, Path(config.keys.file).read_text(encoding="utf-8")


def _report(tally: Tally, seconds: float) -> None:
    rows = [
        (
            *key,
            part.rounds,
            part.kills,
            part.breaks,
            part.messages,
            part.receipts,
            *part.books.columns(),
        )
        for key, part in sorted(tally.parts.items())
    ]
    heads = (
        "databas",
        "dör, eller bryts",
        "rundor",
        "dödade",
        "avbrott",
        "meddelanden",
        "kvitton",
        *Books.HEADS,
    )
    show(f"Tortyr: {tally.messages} meddelanden på {seconds:.0f} s", heads, rows, width=180)
    print(tally.last_line())


def main() -> int:
    """Read the options, torture, and tell. Exit code 3 if anything was lost, doubled or beyond."""
    options = argparse.ArgumentParser(prog="./do torture", description=__doc__)
    options.add_argument("--rounds", type=int, default=ROUNDS, help="hur många rundor")
    options.add_argument("--seconds", type=float, default=0, help="sluta efter så många sekunder")
    options.add_argument("--seed", type=int, default=1, help="vilka senders som dör, och när")
    options.add_argument("--year", action="store_true", help="i stället ett år i simulerad tid, med alla fel")
    options.add_argument(
        "--storm", action="store_true", help="i stället många som gör allt på en gång med få personer"
    )
    options.add_argument("--people", type=int, default=PEOPLE, help="hur många personer som lever året")
    options.add_argument("--days", type=int, default=DAYS, help="hur många av årets dagar")
    options.add_argument("--share", type=float, default=SHARE, help="så stor del av varje fel")
    options.add_argument(
        "--turns", type=int, default=TURNS_A_YEAR, help="så ofta på ett år är det en persons tur att svara"
    )
    options.add_argument("--postgresql", action="store_true", help="året på PostgreSQL i stället för SQLite")
    options.add_argument(
        "--shares", type=int, default=1, help="året i så många delar, var och en ett eget register"
    )
    options.add_argument("--at-once", type=int, default=os.cpu_count() or 1, help="så många delar åt gången")
    options.add_argument("--keep", type=Path, help="mapp för färdiga delar: en avbruten körning går vidare")
    options.add_argument("--only", default="", metavar="REF", help="bara den personen lever året")
    chosen = options.parse_args()
    if chosen.storm:
        return run_storm(chosen.seconds, chosen.seed)
    if chosen.year:
        year = Year(
            chosen.people, chosen.days, chosen.share, chosen.seed, only=chosen.only, turns=chosen.turns
        )
        return run_year(
            year,
            postgresql=chosen.postgresql,
            shares=chosen.shares,
            at_once=chosen.at_once,
            keep=chosen.keep,
        )
    started = time.monotonic()
    tally = torture(chosen.rounds, chosen.seconds, chosen.seed)
    _report(tally, time.monotonic() - started)
    return 3 if tally.is_broken else 0


if __name__ == "__main__":
    sys.exit(main())
