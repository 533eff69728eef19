"""Our ledger against a scheduler with one job per reminder, on the same database in the same run.

What a user would build instead: APScheduler with its SQLAlchemyJobStore, a job per message, which does
nothing when its time comes. Ours: planned, claimed, attempted and settled, with identity, encrypted text
and states, for a provider that says yes at once. Runs are paired and alternated.
"""

from __future__ import annotations

import logging
import statistics
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from apscheduler.executors.pool import ThreadPoolExecutor
from apscheduler.jobstores.sqlalchemy import SQLAlchemyJobStore
from apscheduler.schedulers.background import BackgroundScheduler
from sqlalchemy import insert, select

from bench.places import DAY, NAMES, POSTGRESQL, SQLITE, throw_away
from dinadatum import clock
from dinadatum.register import crypto, ledger
from dinadatum.register.claiming import Claimed, claim
from dinadatum.register.database import Database, make_engine
from dinadatum.register.migrating import migrate
from dinadatum.register.tables import Person
from dinadatum.usecases.send_due import BATCH
from notify.values import Intent, MessageKind, Pace, Recipient, Road, Wording
from tests.standins.databases import Databases

GOALS = {SQLITE: 5.0, POSTGRESQL: 10.0}
TEXT = "Hej Kim! Ditt beslut om aktivitetsersättning gäller till 31 mars. Ring Sara på 070-1740605. /FK"
CHUNK = 500
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
    """Medians of the pairs on one kind of database. one_by_one: ours with a group of one, as for a provider."""

    kind: str
    ours: Speed
    one_by_one: Speed
    jobs: Speed
    ratio: float

    @property
    def goal(self) -> float:
        return GOALS[self.kind]


def compare(databases: Databases, kind: str, *, pairs: int, messages: int, jobs: int) -> Comparison:
    """Run pairs of runs, alternated. messages and jobs: how many in each run."""
    logging.getLogger("apscheduler").setLevel(logging.CRITICAL)
    ours, single, theirs = [], [], []
    for _ in range(pairs):
        ours.append(_fresh(databases, kind, lambda url: _ledger(url, messages, TOGETHER)))
        theirs.append(_fresh(databases, kind, lambda url: _scheduler(url, jobs)))
        single.append(_fresh(databases, kind, lambda url: _ledger(url, max(messages // 10, BATCH), 1)))
    ratio = statistics.median(mine.whole / other.whole for mine, other in zip(ours, theirs, strict=True))
    return Comparison(kind, _median(ours), _median(single), _median(theirs), ratio)


def _fresh(databases: Databases, kind: str, run: Callable[[str], Speed]) -> Speed:
    url = databases.create(kind)
    try:
        return run(url)
    finally:
        databases.drop(kind, url)


def _median(paces: list[Speed]) -> Speed:
    return Speed(statistics.median(p.plan for p in paces), statistics.median(p.carry_out for p in paces))


def _ledger(url: str, messages: int, together: int) -> Speed:
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
    while batch := _claim(database):
        for place in range(0, len(batch), together):
            said_yes = _write(database, said_yes, batch[place : place + together])
            sent += len(said_yes)
    _write(database, said_yes, [])
    ended = time.perf_counter()
    if sent != messages:
        raise RuntimeError(f"{sent} messages were settled, {messages} were planned")
    database.close()
    return Speed(messages / (planned - started), messages / (ended - planned))


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
        ledger.Attempt(message.id, "bench", message.template, message.wording, "", TEXT, len(TEXT), 1)
        for message in batch
    ]
    with database.transaction("bench", NOW) as session:
        ledger.accept(session, said_yes, NOW)
        going = ledger.begin_attempts(session, attempts, NOW)
    return [(message.id, f"SM{message.id}") for message in batch if message.id in going]


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


def main() -> None:
    """Print the comparison alone."""
    from bench.tables import show

    with throw_away() as (_, databases):
        found = [compare(databases, kind, pairs=3, messages=10_000, jobs=2_000) for kind in NAMES]
    show("Liggaren mot ett jobb per påminnelse, meddelanden per sekund", HEADS, rows(found))


HEADS = ("databas", "vad", "planera", "skicka", "båda", "gånger", "mål", "nått")


def rows(found: list[Comparison]) -> list[tuple[object, ...]]:
    """Give the comparisons as rows of a table."""
    lines: list[tuple[object, ...]] = []
    for one in found:
        name, reached = NAMES[one.kind], "ja" if one.ratio >= one.goal else "nej"
        ratio = one.one_by_one.whole / one.jobs.whole
        lines += [
            (
                name,
                f"liggaren, satser om {TOGETHER}",
                *_figures(one.ours),
                f"{one.ratio:.1f}",
                f"{one.goal:.0f}",
                reached,
            ),
            (name, "liggaren, en i taget", *_figures(one.one_by_one), f"{ratio:.1f}", "", ""),
            (name, "APScheduler, ett jobb var", *_figures(one.jobs), "1.0", "", ""),
        ]
    return lines


def _figures(pace: Speed) -> tuple[int, int, int]:
    return (round(pace.plan), round(pace.carry_out), round(pace.whole))


if __name__ == "__main__":
    main()
