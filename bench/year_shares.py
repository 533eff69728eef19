"""Lives a year in shares: each a process, a register and a seed of its own. A finished share is kept on disk."""

from __future__ import annotations

import json
import multiprocessing
import sys
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import fields, replace
from multiprocessing.process import BaseProcess
from pathlib import Path

from bench.luck import Trouble
from bench.places import throw_away
from bench.year import Lived, Year, live
from bench.year_books import SHOWN, YearBooks

_context = multiprocessing.get_context("spawn")
GLANCE_S = 0.5


def divide(year: Year, shares: int) -> list[Year]:
    """Divide the people into shares as alike as can be, each with a seed of its own."""
    sizes = [year.people * (n + 1) // shares - year.people * n // shares for n in range(shares)]
    return [replace(year, people=size, seed=year.seed + n) for n, size in enumerate(sizes) if size]


def live_shares(years: Sequence[Year], kind: str, keep: Path, at_once: int) -> Lived:
    """Live every share that isn't kept from before, so many at a time, and put them all together.

    Raises RuntimeError, when the others are done, if one of them broke: what is kept is not lived again.
    """
    keep.mkdir(parents=True, exist_ok=True)
    waiting = [year for year in years if not _file(keep, kind, year).exists()]
    _tell(f"{len(years)} delar, {len(years) - len(waiting)} klara sedan förut, {at_once} åt gången")
    working: list[BaseProcess] = []
    broken, done, todo, began = 0, 0, len(waiting), time.monotonic()
    try:
        while waiting or working:
            while waiting and len(working) < at_once:
                working.append(_start(waiting.pop(0), kind, keep))
            time.sleep(GLANCE_S)
            ended = [process for process in working if not process.is_alive()]
            for process in ended:
                working.remove(process)
                broken, done = broken + (process.exitcode != 0), done + 1
                left = (time.monotonic() - began) / done * (todo - done)
                _tell(f"{done} delar av {todo} levda, ungefär {left / 60:.0f} minuter kvar")
    finally:
        for process in working:
            process.terminate()
            process.join()
    if broken:
        raise RuntimeError(f"{broken} shares broke; the same command lives those again and keeps the others")
    return together([_read(_file(keep, kind, year)) for year in years])


def _start(year: Year, kind: str, keep: Path) -> BaseProcess:
    process = _context.Process(target=live_share, args=(year, kind, keep))
    process.start()
    return process


def live_share(year: Year, kind: str, keep: Path) -> None:
    """Live one share in a place that is thrown away, and keep what came of it."""
    with throw_away() as (folder, databases):
        files = folder / "year"
        files.mkdir()
        lived = live(year, files, databases.create(kind), lambda line: _tell(f"del {year.seed}: {line}"))
    file = _file(keep, kind, year)
    half = file.with_suffix(".half")
    half.write_text(_written(lived), encoding="utf-8")
    half.replace(file)


def together(lives: Sequence[Lived]) -> Lived:
    """Add up what became of all shares."""
    books = YearBooks()
    for lived in lives:
        for each in fields(YearBooks):
            setattr(books, each.name, getattr(books, each.name) + getattr(lived.books, each.name))
    books.wrong = books.wrong[:SHOWN]
    troubles = sum((lived.troubles for lived in lives), Counter[Trouble]())
    seconds = sum((lived.seconds for lived in lives), Counter[str]())
    return Lived(books, troubles, sum(lived.replies for lived in lives), seconds)


def _file(keep: Path, kind: str, year: Year) -> Path:
    """Name the file by everything that the share depends on, so that another run's share is never taken for it."""
    only = f"-{year.only}" if year.only else ""
    told = (kind, year.people, year.days, year.first, f"{year.share:g}", year.turns, year.seed)
    return keep / f"{'-'.join(map(str, told))}{only}.json"


def _written(lived: Lived) -> str:
    books = {each.name: getattr(lived.books, each.name) for each in fields(YearBooks)}
    told = {
        "books": books,
        "troubles": lived.troubles,
        "replies": lived.replies,
        "seconds": lived.seconds,
    }
    return json.dumps(told, ensure_ascii=False, indent=1)


def _read(file: Path) -> Lived:
    told = json.loads(file.read_text(encoding="utf-8"))
    books = YearBooks(**{**told["books"], "missed": Counter(told["books"]["missed"])})
    troubles = Counter({Trouble(what): count for what, count in told["troubles"].items()})
    return Lived(books, troubles, told["replies"], Counter(told["seconds"]))


def _tell(line: str) -> None:
    print(f"  {line}", file=sys.stderr, flush=True)
