"""What a start costs with many reminders to come, beside one with none. python -m bench.starting

Ours: the service is opened, and a round of sending finds that nothing is due. A scheduler with a job each: it is
started, and its jobs are listed. Each in a process of its own, so that memory is its own too.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from functools import partial
from multiprocessing import get_context
from multiprocessing.queues import SimpleQueue
from pathlib import Path
from typing import TypeVar

from apscheduler.jobstores.sqlalchemy import SQLAlchemyJobStore
from apscheduler.schedulers.background import BackgroundScheduler
from sqlalchemy import insert, select

from bench.places import DAY, NAMES, settings, throw_away
from bench.tables import show
from bench.ways import CHUNK, NOW, add_people, entry_of, fire
from dinadatum.app import initialise, open_service
from dinadatum.config import Config
from dinadatum.register import ledger
from dinadatum.register.database import make_engine
from dinadatum.roads import open_channels
from dinadatum.usecases.sending.send_due import send_due
from tests.standins.databases import Databases

T = TypeVar("T")
MANY = 400_000
ALIKE = 1.5
"""So many times as long as with none still counts as the same."""
PEOPLE = 40_000
RUNS = 3
LATER = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Start:
    """What one start took. seconds: until it is ready. mb: the most memory of its process."""

    seconds: float
    mb: float


def measure(folder: Path, databases: Databases, kind: str, count: int) -> tuple[Start, Start]:
    """Start ours and the scheduler with so many reminders to come."""
    folder.mkdir()
    ours, theirs = databases.create(kind), databases.create(kind)
    config = settings(folder, ours)
    _plan(config, count)
    _add_jobs(theirs, count)
    found = _best(_start_ours, config), _best(_start_jobs, theirs)
    databases.drop(kind, ours)
    databases.drop(kind, theirs)
    return found


def _plan(config: Config, count: int) -> None:
    initialise(config)
    with open_service(config) as service:
        people = add_people(service.database, PEOPLE if count else 1)
        for start in range(0, count, CHUNK):
            numbers = range(start, min(start + CHUNK, count))
            entries = [replace(entry_of(number, people), send_at=NOW + LATER) for number in numbers]
            with service.database.transaction("bench", NOW) as session:
                ledger.write_entries(session, entries, NOW)


def _add_jobs(url: str, count: int) -> None:
    """Write jobs as the store does, but many at a time: one by one they would take minutes."""
    engine = make_engine(url)
    store = SQLAlchemyJobStore(engine=engine)
    scheduler = BackgroundScheduler(timezone=UTC, jobstores={"default": store})
    scheduler.start(paused=True)
    scheduler.add_job(fire, "date", run_date=datetime.now(UTC) + LATER, id="B-0")
    with engine.begin() as connection:
        one = connection.execute(select(store.jobs_t)).one()._asdict()
        for start in range(1, count, CHUNK):
            numbers = range(start, min(start + CHUNK, count))
            connection.execute(insert(store.jobs_t), [one | {"id": f"B-{number}"} for number in numbers])
    if not count:
        scheduler.remove_all_jobs()
    scheduler.shutdown()
    engine.dispose()


def _start_ours(config: Config) -> None:
    with open_service(config) as service, open_channels(config, service.database) as channels:
        sent = send_due(service.database, service.rules, channels, partial(_same, NOW))
        if sent.accepted:
            raise RuntimeError(f"{sent.accepted} messages went a day too early")


def _start_jobs(url: str) -> None:
    logging.getLogger("apscheduler").setLevel(logging.CRITICAL)
    scheduler = BackgroundScheduler(
        timezone=UTC, jobstores={"default": SQLAlchemyJobStore(engine=make_engine(url))}
    )
    scheduler.start()
    scheduler.get_jobs()
    scheduler.shutdown()


def _same(now: datetime) -> datetime:
    return now


def _best(work: Callable[[T], None], given: T) -> Start:
    """Start some times and keep the quickest: the rest is the machine's own."""
    return min((_in_process(work, given) for _ in range(RUNS)), key=lambda start: start.seconds)


def _in_process(work: Callable[[T], None], given: T) -> Start:
    context = get_context("spawn")
    answer = context.SimpleQueue()
    process = context.Process(target=_timed, args=(answer, work, given))
    process.start()
    process.join()
    if process.exitcode:
        raise RuntimeError(f"a start ended with {process.exitcode}")
    found: Start = answer.get()
    return found


def _timed(answer: SimpleQueue[Start], work: Callable[[T], None], given: T) -> None:
    started = time.perf_counter()
    work(given)
    seconds = time.perf_counter() - started
    status = Path("/proc/self/status").read_text()  # ru_maxrss would count the parent's memory too
    answer.put(Start(seconds, int(status.split("VmHWM:")[1].split()[0]) / 1024))


def report(count: int = MANY) -> None:
    """Print the table."""
    rows: list[tuple[object, ...]] = []
    with throw_away() as (folder, databases):
        for kind, name in NAMES.items():
            none = measure(folder / f"none-{kind}", databases, kind, 0)
            many = measure(folder / f"many-{kind}", databases, kind, count)
            for who, few, all_ in zip(("liggaren", "APScheduler"), none, many, strict=True):
                same = "" if who != "liggaren" else "ja" if all_.seconds < ALIKE * few.seconds else "nej"
                rows.append((name, who, *_figures(few), *_figures(all_), same))
    heads = ("databas", "vad", "utan, s", "MB", f"med {count}, s", "MB", "lika")
    show(f"Starta med {count} påminnelser som ska gå senare, {DAY}", heads, rows)


def _figures(start: Start) -> tuple[str, str]:
    return f"{start.seconds:.2f}", f"{start.mb:.0f}"


if __name__ == "__main__":
    report()
