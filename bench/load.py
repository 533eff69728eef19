"""Fifty handläggare at work in a register of a million decisions: how long each page takes. ./do bench --load

The server is the real one, started as `dinadatum web`. It shares the processor with the database and with those
who ask, so the load of the machine stands beside the figures, and the work of server and database beside the time.
"""

from __future__ import annotations

import argparse
import os
import random
import re
import signal
import statistics
import subprocess
import sys
import threading
import time
from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import func, select, text

from bench import load_register
from bench.load_people import Handlaggare, PageError, Visit
from bench.places import throw_away
from bench.tables import show
from dinadatum import clock
from dinadatum.app import open_service
from dinadatum.config import Config
from dinadatum.register.tables import Caseworker, Decision, Expiry, Message, Person, Task
from dinadatum.usecases.staff import accounts
from dinadatum.usecases.staff.viewers import ALL_UNITS, Role
from tests.standins.postgres import SAFE

KINDS = {SAFE: "PostgreSQL", "sqlite": "SQLite"}
DECISIONS, PEOPLE = 1_000_000, 50
LEADS, WIDE = 12, 25
"""One in so many is gruppledare of an own unit; one in so many is gruppledare of every unit."""
THINKS_S = 6.0
WORK_S, RUSH_S = 240.0, 30.0
RUSHING = 8
ARRIVALS = 4
"""So many pages has each seen when all have come."""
MEDIAN, P95 = 0.050, 0.150
PASSWORD = "fyra ord som ingen annan har"  # of made-up accounts in a register that is thrown away
HEADS = ("sida", "antal", "median ms", "p95 ms", "mål 50/150", "störst kB")


@dataclass(frozen=True, slots=True)
class Effort:
    """Seconds of the processor: of the server, of the database's own processes, and of those who ask."""

    server: float
    database: float
    asking: float

    def since(self, before: Effort) -> Effort:
        """Return what has been worked since."""
        return Effort(
            self.server - before.server, self.database - before.database, self.asking - before.asking
        )


def main(arguments: Sequence[str] = ()) -> None:
    """Fill registers, let people work in them, and print a table for each."""
    options = argparse.ArgumentParser(prog="./do bench --load", description=__doc__)
    options.add_argument("--decisions", type=int, default=DECISIONS, help="så många beslut i registret")
    options.add_argument("--people", type=int, default=PEOPLE, help="så många handläggare")
    options.add_argument("--seconds", type=float, default=WORK_S, help="så länge arbetar de")
    options.add_argument("--database", choices=[*KINDS.values(), "båda"], default="båda")
    chosen = options.parse_args(arguments)
    for kind, name in KINDS.items():
        if chosen.database in (name, "båda"):
            with throw_away() as (folder, databases):
                started = time.perf_counter()
                config = load_register.fill(
                    folder, databases.create(kind), chosen.decisions, clock.local_day(clock.now())
                )
                print(f"{name}: registret är fyllt på {time.perf_counter() - started:.0f} s.", flush=True)
                measure(folder, config, name, chosen.people, chosen.seconds)


def measure(folder: Path, config: Config, name: str, people: int, seconds: float) -> None:
    """Let so many people work for so long, and print what each page took."""
    print(sizes(config), flush=True)
    units = hire(config, people)
    with served(folder, config) as (address, server):
        crowd = [_person(address, number, units) for number in range(people)]
        arrive(crowd)
        logins = [visit for each in crowd for visit in each.visits]
        began, effort = os.getloadavg()[0], _effort(config, server)
        work(crowd, seconds, THINKS_S)
        ended, worked = os.getloadavg()[0], _effort(config, server).since(effort)
        visits = [visit for each in crowd for visit in each.visits[ARRIVALS:]]
        show(
            f"{name}, {people} handläggare, tänketid {THINKS_S:g} s i snitt, {seconds:.0f} s; "
            f"maskinens last {began:.0f} till {ended:.0f}, {os.cpu_count()} kärnor",
            HEADS,
            [*rows(visits), *rows([visit for visit in logins if visit.page.startswith("logga in")])],
        )
        print(_worked(visits, worked), flush=True)
        rushing = crowd[: min(RUSHING, people)]
        effort, before = _effort(config, server), sum(len(each.visits) for each in rushing)
        work(rushing, RUSH_S, 0.0)
        worked = _effort(config, server).since(effort)
        count = sum(len(each.visits) for each in rushing) - before
        print(
            f"Utan tänketid, {len(rushing)} på en gång: {count / RUSH_S:.0f} sidor per sekund, "
            f"{count / worked.server:.0f} per sekund och kärna av servern (mål 100), "
            f"{1000 * worked.server / count:.1f} ms av servern och {1000 * worked.database / count:.1f} ms "
            "av databasen per sida.",
            flush=True,
        )


def sizes(config: Config) -> str:
    """Say how much there is in the register."""
    with open_service(config) as service, service.database.reading() as session:
        counts = [
            (word, session.scalar(select(func.count()).select_from(table)) or 0)
            for word, table in (
                ("personer", Person), ("beslut", Decision), ("utgångar", Expiry), ("rader i liggaren", Message),
                ("uppgifter", Task), ("handläggare", Caseworker),
            )
        ]  # fmt: skip
    return ", ".join(f"{count:,} {word}".replace(",", " ") for word, count in counts) + "."


def hire(config: Config, people: int) -> list[str]:
    """Make an account for each of so many handläggare; returns the units they see, in order."""
    now, units = clock.now(), []
    with open_service(config) as service, service.database.transaction("bench", now) as session:
        query = select(Caseworker.username, Caseworker.unit).where(Caseworker.unit != "")
        workers = random.Random(1).choices(session.execute(query.order_by(Caseworker.id)).all(), k=people)
        for number, (username, unit) in enumerate(workers):
            wide, leads = number % WIDE == WIDE - 1, number % LEADS == LEADS - 1
            units.append(ALL_UNITS if wide else unit)
            accounts.create(
                session,
                username=f"last{number}",
                password=PASSWORD,
                role=Role.TEAM_LEADER if wide or leads else Role.CASEWORKER,
                now=now,
                unit=units[-1],
                caseworker=username,
            )
    return units


def work(crowd: Sequence[Handlaggare], seconds: float, thinks: float) -> None:
    """Let everybody work for so long. thinks: the mean between two pages."""
    until, errors = time.monotonic() + seconds, list[Exception]()

    def one(person: Handlaggare) -> None:
        try:
            while time.monotonic() < until:
                if thinks:
                    time.sleep(min(person.chance.expovariate(1 / thinks), seconds))
                person.do_something()
        except (PageError, OSError) as error:
            errors.append(error)

    threads = [threading.Thread(target=one, args=(person,)) for person in crowd]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if errors:
        raise errors[0]


def arrive(crowd: Sequence[Handlaggare]) -> None:
    """Let everybody log in, one after the other as people come in the morning."""
    for person in crowd:
        person.log_in()


def rows(visits: Sequence[Visit]) -> list[tuple[object, ...]]:
    """Return a line of the table for each page, the most visited first."""
    pages = defaultdict[str, list[Visit]](list)
    for visit in visits:
        pages[visit.page].append(visit)
    return [_row(page, found) for page, found in sorted(pages.items(), key=lambda each: -len(each[1]))]


def _row(page: str, visits: Sequence[Visit]) -> tuple[object, ...]:
    times = sorted(visit.seconds for visit in visits)
    median, p95 = statistics.median(times), times[min(len(times) - 1, int(len(times) * 0.95))]
    reached = "ja" if median < MEDIAN and p95 < P95 else "nej"
    largest = max(visit.size for visit in visits) / 1000
    return page, len(times), f"{median * 1000:.0f}", f"{p95 * 1000:.0f}", reached, f"{largest:.0f}"


def _worked(visits: Sequence[Visit], worked: Effort) -> str:
    count = len(visits)
    return (
        f"{count} sidor. Av processorn per sida: servern {1000 * worked.server / count:.1f} ms, databasen "
        f"{1000 * worked.database / count:.1f} ms, de som frågar {1000 * worked.asking / count:.1f} ms."
    )


def _person(address: str, number: int, units: Sequence[str]) -> Handlaggare:
    wide, leads = units[number] == ALL_UNITS, number % LEADS == LEADS - 1
    return Handlaggare(
        address,
        f"last{number}",
        PASSWORD,
        load_register.words(),
        leads=wide or leads,
        wide=wide,
        chance=random.Random(number),
    )


@contextmanager
def served(folder: Path, config: Config) -> Iterator[tuple[str, int]]:
    """Serve the pages as in operation; gives the address and the process."""
    environment = {
        **os.environ,
        "DINADATUM_DATABASE_URL": config.database.url,
        "DINADATUM_KEYS_FILE": config.keys.file,
        "DINADATUM_OUTBOX_FOLDER": config.outbox.folder,
        "DINADATUM_WEB_PORT": "0",
        "PYTHONPATH": str(Path(__file__).parents[1]),
    }
    with subprocess.Popen(
        [sys.executable, "-m", "dinadatum", "web"],
        cwd=folder,
        env=environment,
        stdout=subprocess.PIPE,
        text=True,
    ) as server:
        try:
            assert server.stdout is not None
            lines = (re.search(r"http://\S+", line) for line in server.stdout)
            yield next(found[0] for found in lines if found), server.pid
        finally:
            server.send_signal(signal.SIGTERM)
            server.communicate(timeout=60)


def _effort(config: Config, server: int) -> Effort:
    asking = time.process_time()
    if not config.database.url.startswith("postgresql"):
        return Effort(_seconds(server), 0.0, asking)
    with open_service(config) as service, service.database.reading() as session:
        query = text("SELECT pid FROM pg_stat_activity WHERE pid <> pg_backend_pid()")
        backends = [_seconds(pid) for pid in session.scalars(query)]
    return Effort(_seconds(server), sum(backends), asking)


def _seconds(process: int) -> float:
    """Return how long a process has had the processor."""
    try:
        fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return 0.0
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


if __name__ == "__main__":
    main(sys.argv[1:])
