"""Three ways to carry out the same messages: our ledger, a plain table, and a job each in a scheduler.

The ledger: planned, claimed, attempted and settled, with identity, encrypted text and states, for a provider that
says yes at once. The plain table: planned, claimed and marked done, by SQLAlchemy Core in as large batches, with no
identity, no words, no record of an attempt. APScheduler: a job per message, which does nothing when its time comes;
no other process can share its store.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from multiprocessing import get_context
from multiprocessing.queues import Queue
from multiprocessing.synchronize import Barrier

from apscheduler.executors.pool import ThreadPoolExecutor
from apscheduler.jobstores.sqlalchemy import SQLAlchemyJobStore
from apscheduler.schedulers.background import BackgroundScheduler
from sqlalchemy import (
    Column,
    DateTime,
    Engine,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    insert,
    select,
    update,
)

from bench.places import DAY
from dinadatum import clock
from dinadatum.register import crypto, ledger
from dinadatum.register.claiming import Claimed, claim
from dinadatum.register.database import Database, make_engine
from dinadatum.register.migrating import migrate
from dinadatum.register.tables import Person
from dinadatum.usecases.sending.send_due import BATCH
from notify.values import Intent, MessageKind, Pace, Recipient, Road, Wording

TEXT = "Hej Kim! Ditt beslut om aktivitetsersättning gäller till 31 mars. Ring Sara på 070-1740605. /FK"
CHUNK = 500
NOW = clock.opening(DAY)
SILENT_SECONDS = 600


@dataclass(frozen=True, slots=True)
class Speed:
    """Messages per second: planned, carried out, and both together."""

    plan: float
    carry_out: float

    @property
    def whole(self) -> float:
        return 1 / (1 / self.plan + 1 / self.carry_out)


def by_ledger(url: str, messages: int, *, together: int = BATCH, most: int = 0, senders: int = 1) -> Speed:
    """Plan so many messages and carry them out. together: how many on one record. most: only so many; 0: all.

    senders: so many processes carry out.
    """
    keys = crypto.new_keyring()
    database = Database(url, keys)
    migrate(database.engine)
    people = add_people(database, max(messages // 10, 1))
    started = time.perf_counter()
    for start in range(0, messages, CHUNK):
        with database.transaction("bench", NOW) as session:
            numbers = range(start, min(start + CHUNK, messages))
            ledger.write_entries(session, [entry_of(number, people) for number in numbers], NOW)
    planned = time.perf_counter() - started
    if senders > 1:
        sent, seconds = _in_processes(senders, _send_there, url, crypto.dump(keys), together)
    else:
        sent, seconds = _timed(lambda: _send(database, together, most))
    database.close()
    return _speed(messages, planned, most or messages, sent, seconds)


def _timed(work: Callable[[], int]) -> tuple[int, float]:
    started = time.perf_counter()
    return work(), time.perf_counter() - started


def _speed(messages: int, planned: float, wanted: int, done: int, seconds: float) -> Speed:
    if done != wanted:
        raise RuntimeError(f"{done} messages were carried out, {wanted} were wanted")
    return Speed(messages / planned, done / seconds)


def _send_there(ready: Callable[[], object], url: str, keys: str, together: int) -> int:
    database = Database(url, crypto.parse(keys, "bench"))
    with database.reading() as session:
        session.scalar(select(Person.id).limit(1))
    ready()
    return _send(database, together, 0)


def _send(database: Database, together: int, most: int) -> int:
    sent, said_yes = 0, list[tuple[str, str]]()
    while not (most and sent >= most) and (batch := _claim(database)):
        for place in range(0, len(batch), together):
            said_yes = _write(database, said_yes, batch[place : place + together])
            sent += len(said_yes)
    _write(database, said_yes, [])
    return sent


def add_people(database: Database, count: int) -> list[int]:
    """Register people with a reference and no more; returns their ids."""
    rows = [{"ref": f"B-{number}", "birth_date": DAY, "known_since": DAY} for number in range(count)]
    with database.transaction("bench", NOW) as session:
        session.execute(insert(Person), rows)
        return list(session.scalars(select(Person.id)))


def entry_of(number: int, people: list[int]) -> ledger.Entry:
    """Make the message of a number, to one of the people."""
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


def by_plain_table(url: str, messages: int, *, senders: int = 1) -> Speed:
    """Plan so many rows and carry them out. senders: so many processes carry out."""
    engine = _plain_engine(url)
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
    planned = time.perf_counter() - started
    if senders > 1:
        done, seconds = _in_processes(senders, _mark_there, url)
    else:
        done, seconds = _timed(lambda: _mark(engine))
    engine.dispose()
    return _speed(messages, planned, messages, done, seconds)


def _plain_engine(url: str) -> Engine:
    return make_engine(url).execution_options(begin="IMMEDIATE")


def _mark_there(ready: Callable[[], object], url: str) -> int:
    engine = _plain_engine(url)
    with engine.connect() as connection:
        connection.execute(select(_JOBS.c.id).limit(1))
    ready()
    return _mark(engine)


def _mark(engine: Engine) -> int:
    due = NOW.replace(tzinfo=None)
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
            return done
        with engine.begin() as connection:
            connection.execute(update(_JOBS).where(_JOBS.c.id.in_(ids)).values(state="done"))
        done += len(ids)


def _in_processes(count: int, work: Callable[..., int], *given: object) -> tuple[int, float]:
    """Let processes do the same work at once. Returns how many they did together, and seconds since all were ready."""
    context = get_context("spawn")
    start, done = context.Barrier(count + 1), context.Queue()
    processes = [context.Process(target=_work, args=(start, done, work, given)) for _ in range(count)]
    for process in processes:
        process.start()
    start.wait(SILENT_SECONDS)
    answer = _timed(lambda: sum(done.get(timeout=SILENT_SECONDS) for _ in processes))
    for process in processes:
        process.join()
    return answer


def _work(start: Barrier, done: Queue[int], work: Callable[..., int], given: tuple[object, ...]) -> None:
    done.put(work(start.wait, *given))


_fired = threading.Semaphore(0)


def fire() -> None:
    """Do what a reminder's job does here: nothing."""
    _fired.release()


def by_scheduler(url: str, jobs: int) -> Speed:
    """Plan so many jobs and let the scheduler run them."""
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
