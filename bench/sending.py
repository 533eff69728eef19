"""Our ledger against a scheduler with one job per reminder, on the same database in the same run.

What a user would build instead: APScheduler with its SQLAlchemyJobStore, a job per message, which does
nothing when its time comes. Ours: planned, claimed, attempted and settled, with identity, encrypted text
and states, for a provider that says yes at once. The plain table: planned, claimed and marked done, by
SQLAlchemy Core in as large batches, with no identity, no words, no record of an attempt. Runs are paired and
alternated. In operation PostgreSQL waits for the disk at each commit, as SQLite does here; without that wait
it is measured too.
"""

from __future__ import annotations

import argparse
import logging
import statistics
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from apscheduler.executors.pool import ThreadPoolExecutor
from apscheduler.jobstores.sqlalchemy import SQLAlchemyJobStore
from apscheduler.schedulers.background import BackgroundScheduler
from sqlalchemy import Column, DateTime, Index, Integer, MetaData, String, Table, insert, select, update

from bench.places import DAY, POSTGRESQL, SQLITE, throw_away
from dinadatum import clock
from dinadatum.register import crypto, ledger
from dinadatum.register.claiming import Claimed, claim
from dinadatum.register.database import Database, make_engine
from dinadatum.register.migrating import migrate
from dinadatum.register.tables import Person
from dinadatum.usecases.sending.send_due import BATCH
from notify.values import Intent, MessageKind, Pace, Recipient, Road, Wording
from tests.standins.databases import Databases
from tests.standins.postgres import SAFE

GOALS = {SQLITE: 5.0, SAFE: 10.0, POSTGRESQL: 10.0}
KINDS = {SQLITE: "SQLite", SAFE: "PostgreSQL", POSTGRESQL: "PostgreSQL, utan att vänta på disken"}
GOAL_OF_PLAIN = 1 / 3
TEXT = "Hej Kim! Ditt beslut om aktivitetsersättning gäller till 31 mars. Ring Sara på 070-1740605. /FK"
CHUNK = 500
SMALL = 10_000
TOGETHER = BATCH
NOW = clock.opening(DAY)


@dataclass(frozen=True, slots=True)
class Speed:
    """Messages per second: planned, carried out, and both together."""

    plan: float
    carry_out: float

    @property
    def whole(self) -> float:
        return 1 / (1 / self.plan + 1 / self.carry_out)


@dataclass(frozen=True, slots=True)
class Comparison:
    """Medians of the pairs on one kind of database.

    one_by_one: ours with a group of one, as for a provider. ratio: ours to jobs. of_plain: ours to plain.
    """

    kind: str
    ours: Speed
    one_by_one: Speed
    jobs: Speed
    plain: Speed
    ratio: float
    of_plain: float

    @property
    def goal(self) -> float:
        return GOALS[self.kind]


def compare(databases: Databases, kind: str, *, pairs: int, messages: int, jobs: int) -> Comparison:
    """Run pairs of runs, alternated. messages and jobs: how many in each run."""
    logging.getLogger("apscheduler").setLevel(logging.CRITICAL)
    ours, single, theirs, plain = [], [], [], []
    for _ in range(pairs):
        ours.append(_fresh(databases, kind, lambda url: _ledger(url, messages, TOGETHER)))
        theirs.append(_fresh(databases, kind, lambda url: _scheduler(url, jobs)))
        plain.append(_fresh(databases, kind, lambda url: _plain(url, messages)))
        single.append(_fresh(databases, kind, lambda url: _ledger(url, max(messages // 10, BATCH), 1)))
    return Comparison(
        kind,
        _median(ours),
        _median(single),
        _median(theirs),
        _median(plain),
        _ratio(ours, theirs),
        _ratio(ours, plain),
    )


def _ratio(ours: list[Speed], others: list[Speed]) -> float:
    return statistics.median(mine.whole / other.whole for mine, other in zip(ours, others, strict=True))


def _fresh(databases: Databases, kind: str, run: Callable[[str], Speed]) -> Speed:
    url = databases.create(kind)
    try:
        return run(url)
    finally:
        databases.drop(kind, url)


def _median(paces: list[Speed]) -> Speed:
    return Speed(statistics.median(p.plan for p in paces), statistics.median(p.carry_out for p in paces))


def _ledger(url: str, messages: int, together: int, most: int = 0) -> Speed:
    database = Database(url, crypto.new_keyring())
    migrate(database.engine)
    people = _people(database, max(messages // 10, 1))
    started = time.perf_counter()
    for start in range(0, messages, CHUNK):
        with database.transaction("bench", NOW) as session:
            numbers = range(start, min(start + CHUNK, messages))
            ledger.write_entries(session, [_entry(number, people) for number in numbers], NOW)
    planned = time.perf_counter()
    sent, said_yes = 0, list[tuple[str, str]]()
    wanted = most or messages
    while sent < wanted and (batch := _claim(database)):
        for place in range(0, len(batch), together):
            said_yes = _write(database, said_yes, batch[place : place + together])
            sent += len(said_yes)
    _write(database, said_yes, [])
    ended = time.perf_counter()
    if sent != wanted:
        raise RuntimeError(f"{sent} messages were settled, {wanted} were wanted")
    database.close()
    return Speed(messages / (planned - started), sent / (ended - planned))


def _people(database: Database, count: int) -> list[int]:
    rows = [{"ref": f"B-{number}", "birth_date": DAY, "known_since": DAY} for number in range(count)]
    with database.transaction("bench", NOW) as session:
        session.execute(insert(Person), rows)
        return list(session.scalars(select(Person.id)))


def _entry(number: int, people: list[int]) -> ledger.Entry:
    intent = Intent(
        identity=f"B-{number}|decision_end|{DAY}|first|person",
        ref=f"B-{number}",
        recipient=Recipient.PERSON,
        recipient_key="",
        road=Road.SMS,
        kind=MessageKind.ORDINARY,
        template="M01",
        wording=Wording.DISKRET,
        pace=Pace.LAGOM,
        day=DAY,
        at=clock.local_time(NOW),
        key_date="decision_end",
        key_date_day=DAY + timedelta(days=120),
        step="first",
        why="Beslutet slutar om fyra månader.",
        priority=number % 5,
        last_useful_day=DAY + timedelta(days=60),
    )
    return ledger.Entry(people[number % len(people)], intent, NOW)


def _claim(database: Database) -> list[Claimed]:
    with database.transaction("bench", NOW) as session:
        return claim(session, NOW, NOW, BATCH, since=NOW, ordinary=True)


def _write(
    database: Database, said_yes: list[tuple[str, str]], batch: list[Claimed]
) -> list[tuple[str, str]]:
    """Settle what was sent, and put the next attempts on record, in one transaction, as a round of sending does."""
    attempts = [
        ledger.Attempt(message.id, "bench", message.wording, "", TEXT, len(TEXT), 1) for message in batch
    ]
    with database.transaction("bench", NOW) as session:
        ledger.accept(session, said_yes, NOW)
        going = ledger.begin_attempts(session, attempts, NOW)
    return [(message.id, f"SM{message.id}") for message in batch if message.id in going]


_METADATA = MetaData()
_JOBS = Table(
    "job",
    _METADATA,
    Column("id", Integer, primary_key=True),
    Column("due", DateTime, nullable=False),
    Column("state", String(10), nullable=False),
    Column("text", String, nullable=False),
    Index("ix_job_state_due", "state", "due"),
)


def _plain(url: str, messages: int) -> Speed:
    engine = make_engine(url).execution_options(begin="IMMEDIATE")
    _METADATA.create_all(engine)
    due = NOW.replace(tzinfo=None)
    started = time.perf_counter()
    for start in range(0, messages, CHUNK):
        numbers = range(start, min(start + CHUNK, messages))
        with engine.begin() as connection:
            connection.execute(
                insert(_JOBS),
                [{"id": number, "due": due, "state": "due", "text": TEXT} for number in numbers],
            )
    planned = time.perf_counter()
    ready = select(_JOBS.c.id).where(_JOBS.c.state == "due", _JOBS.c.due <= due).order_by(_JOBS.c.due)
    ready = ready.limit(BATCH).with_for_update(skip_locked=True)
    taking = (
        update(_JOBS).where(_JOBS.c.id.in_(ready)).values(state="taken").returning(_JOBS.c.id, _JOBS.c.text)
    )
    done = 0
    while True:
        with engine.begin() as connection:
            ids = [row.id for row in connection.execute(taking)]
        if not ids:
            break
        with engine.begin() as connection:
            connection.execute(update(_JOBS).where(_JOBS.c.id.in_(ids)).values(state="done"))
        done += len(ids)
    ended = time.perf_counter()
    engine.dispose()
    if done != messages:
        raise RuntimeError(f"{done} jobs were done, {messages} were planned")
    return Speed(messages / (planned - started), messages / (ended - planned))


_fired = threading.Semaphore(0)


def fire() -> None:
    """Do what a reminder's job does here: nothing."""
    _fired.release()


def _scheduler(url: str, jobs: int) -> Speed:
    engine = make_engine(url)  # the same settings of SQLite as ours
    store = SQLAlchemyJobStore(engine=engine)
    executor = ThreadPoolExecutor(1)
    scheduler = BackgroundScheduler(
        timezone=UTC,
        jobstores={"default": store},
        executors={"default": executor},
        job_defaults={"misfire_grace_time": None, "max_instances": jobs},
    )
    scheduler.start(paused=True)
    due = datetime.now(UTC) - timedelta(seconds=1)
    started = time.perf_counter()
    for number in range(jobs):
        scheduler.add_job(fire, "date", run_date=due, id=f"B-{number}")
    planned = time.perf_counter()
    scheduler.resume()
    for _ in range(jobs):
        _fired.acquire()
    while store.get_next_run_time() is not None:  # a job is settled when its row is gone
        time.sleep(0.001)
    ended = time.perf_counter()
    scheduler.shutdown()
    engine.dispose()
    return Speed(jobs / (planned - started), jobs / (ended - planned))


def grow(databases: Databases, kind: str, sizes: Sequence[int], sent: int) -> list[Speed]:
    """Plan so many messages, and carry out some of them, the others still waiting. One speed for each size."""
    return [
        _fresh(databases, kind, lambda url, size=size: _ledger(url, size, TOGETHER, sent))  # type: ignore[misc]
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
    lines: list[tuple[object, ...]] = []
    for one in found:
        name = KINDS[one.kind]
        alone = f"{one.one_by_one.whole / one.jobs.whole:.1f}"
        lines += [
            (
                name,
                f"liggaren, satser om {TOGETHER}",
                *_figures(one.ours),
                f"{one.ratio:.1f}",
                f"{one.goal:.0f}",
                f"{one.of_plain:.0%}",
                f"{GOAL_OF_PLAIN:.0%}",
            ),
            (name, "liggaren, en i taget", *_figures(one.one_by_one), alone, "", "", ""),
            (name, "APScheduler, ett jobb var", *_figures(one.jobs), "1.0", "", "", ""),
            (name, "en enkel tabell", *_figures(one.plain), "", "", "100%", ""),
        ]
    return lines


def _figures(pace: Speed) -> tuple[int, int, int]:
    return (round(pace.plan), round(pace.carry_out), round(pace.whole))


if __name__ == "__main__":
    main()
