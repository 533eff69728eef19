"""Many work on few people in the same moment: does anybody get an error, and does the register still agree?

Some threads, each with a register of its own open, do whatever the product does, at random: look, send, read replies,
take receipts, keep forms and undo them, tick off, read files in, hand over. An answer that the product means as one
(somebody else was first) is no error; everything else is. When all is quiet it is asked what has to be true.
"""

from __future__ import annotations

import random
import threading
import time as time_module
import traceback
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from pathlib import Path

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from bench.storm_deeds import DEEDS, Deed
from bench.storm_hands import Hands, StormProvider
from dinadatum import clock
from dinadatum.app import read_rules
from dinadatum.config import Config
from dinadatum.register import name_words
from dinadatum.register import tables as t
from dinadatum.register.cases import load_cases
from dinadatum.register.crypto import Keyring
from dinadatum.register.database import Database
from dinadatum.register.states import REACHED, State
from dinadatum.usecases.looks.daily_look import look
from dinadatum.usecases.looks.derived import find_changes
from dinadatum.usecases.replies.take_reply import read_waiting_replies
from dinadatum.usecases.rules import Rules

HOUR = timedelta(hours=2)
"""From the opening of the day: in the middle of the hours of sending."""
_LEFT = (*REACHED, State.FAILED)
MOST_TOLD = 6


@dataclass(slots=True)
class Storm:
    """What a storm is made of. url: a register with people in it. seconds: of each day."""

    url: str
    keys: Keyring
    place: Path
    days: tuple[date, ...]
    seconds: float
    threads: int = 8
    seed: int = 1
    deeds: tuple[Deed, ...] = DEEDS
    limit: int = 0
    """So many deeds of each thread and day at most; 0: as many as there is time for."""


@dataclass(slots=True)
class Weathered:
    """What came of it. errors: by deed, what was said and where. wrong: what isn't true afterwards."""

    deeds: Counter[str] = field(default_factory=Counter)
    done: Counter[str] = field(default_factory=Counter)
    errors: Counter[str] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)
    sent: int = 0


class _Watch:
    """A clock that all threads share: it goes as fast as the real one, from some hour of a day."""

    def __init__(self) -> None:
        self._from, self._began = clock.opening(date(2026, 1, 1)), 0.0

    def set_day(self, day: date) -> None:
        self._from, self._began = clock.opening(day) + HOUR, time_module.monotonic()

    def now(self) -> datetime:
        return self._from + timedelta(seconds=time_module.monotonic() - self._began)


def weather(storm: Storm) -> Weathered:
    """Let the storm go over all its days; then see what is true."""
    found, provider, watch = Weathered(), StormProvider(), _Watch()
    rules, calm = read_rules(Config()), Database(storm.url, storm.keys)
    for number, day in enumerate(storm.days):
        watch.set_day(day)
        until = time_module.monotonic() + storm.seconds
        workers = [
            threading.Thread(target=_work, args=(storm, rules, provider, watch, found, until, thread, number))
            for thread in range(storm.threads)
        ]
        for worker in workers:
            worker.start()
        for worker in workers:
            worker.join()
    found.sent = len(provider.taken)
    found.wrong = list(_find_wrong(calm, rules, provider, storm.days[-1], watch.now()))
    calm.close()
    return found


def _work(
    storm: Storm,
    rules: Rules,
    provider: StormProvider,
    watch: _Watch,
    found: Weathered,
    until: float,
    thread: int,
    number: int,
) -> None:
    database = Database(storm.url, storm.keys)
    chance = random.Random(f"{storm.seed} {thread} {number}")
    hands = Hands(database, rules, provider, chance, storm.place / f"{number}-{thread}", watch.now)
    begun = 0
    while time_module.monotonic() < until and not (storm.limit and begun >= storm.limit):
        begun += 1
        (deed,) = chance.choices(storm.deeds, [each.weight for each in storm.deeds])
        name = deed.do.__name__
        found.deeds[name] += 1
        try:
            found.done[name] += bool(deed.do(hands))
        except Exception as error:
            found.errors[f"{name}: {_said(error)}"] += 1
    database.close()


def _said(error: BaseException) -> str:
    cause = error.__cause__ or error
    ours = [
        f"{place.filename.rpartition('dinadatum/')[2]}:{place.lineno}"
        for place in traceback.extract_tb(error.__traceback__)
        if "site-packages" not in place.filename
    ]
    return f"{type(error).__name__} {type(cause).__name__} {str(cause)[:400]} ({' '.join(ours[-4:])})"


def _find_wrong(
    database: Database, rules: Rules, provider: StormProvider, today: date, now: datetime
) -> Iterator[str]:
    read_waiting_replies(database, rules, now)
    look(database, rules, today, now)
    with database.reading() as session:
        yield from _books(session, provider)
        yield from _derived(session, rules)
        yield from _words(session, database.keyring)
        before = _seen(session)
    look(database, rules, today, now)
    with database.reading() as session:
        if _seen(session) != before:
            yield "a look that had nothing to do wrote something"
    once = _ask_everybody(database, rules, today, now)
    twice = _ask_everybody(database, rules, today, now)
    for one in sorted(once.rows ^ twice.rows, key=str)[:MOST_TOLD]:
        if not _was_too_late(one):
            yield f"asked twice: {one}"
    for person, asked in sorted(before.asked.items()):
        then = once.asked[person]
        # Too early costs nothing: after a reply everybody is asked the next day.
        if asked > then:
            yield f"person {person} is asked about on {asked}, and should be on {then}"


@dataclass(frozen=True, slots=True)
class _Seen:
    """What looks have written. days: the next question and message, by person.

    asked: when each is asked about the next time: also the day after a message that didn't go.
    """

    rows: frozenset[tuple[object, ...]]
    days: dict[int, tuple[date | None, date | None]]
    asked: dict[int, date]


def _ask_everybody(database: Database, rules: Rules, today: date, now: datetime) -> _Seen:
    with database.transaction("storm", now) as session:
        session.execute(update(t.Person).values(look_on=today))
    look(database, rules, today, now)
    with database.reading() as session:
        return _seen(session)


def _was_too_late(row: tuple[object, ...]) -> bool:
    """Tell whether a row says why something came too late: it may be said once another has been taken back."""
    match row:
        case (_, _, State.SKIPPED, date() as day, date() as last_useful_day, *_):
            return last_useful_day < day
    return False


def _seen(session: Session) -> _Seen:
    m, task = t.Message, t.Task
    messages = select(
        m.person_id, m.identity, m.state, m.day, m.last_useful_day, m.send_at, m.road, m.template
    )
    tasks = select(task.person_id, task.identity, task.day, task.done_at)
    rows = {tuple(row) for query in (messages, tasks) for row in session.execute(query)}
    people = session.execute(select(t.Person.id, t.Person.look_on, t.Person.next_message_day))
    days = {person: (look_on, message) for person, look_on, message in people}
    asked = {person: look_on or date.max for person, (look_on, _) in days.items()}
    waiting = (State.PLANNED, State.WAITING, State.HELD)
    for person, day in session.execute(select(m.person_id, m.day).where(m.state.in_(waiting))):
        asked[person] = min(asked[person], day + timedelta(days=1))
    return _Seen(frozenset(rows), days, asked)


def _books(session: Session, provider: StormProvider) -> Iterator[str]:
    """Hold the ledger against what the provider took."""
    for ledger_id, count in provider.taken.items():
        if count > 1:
            yield f"message {ledger_id} went {count} times"
    rows = {row.id: row for row in session.scalars(select(t.Message))}
    for ledger_id in provider.taken:
        if ledger_id not in rows or rows[ledger_id].state not in _LEFT:
            yield f"message {ledger_id} went, and the ledger says {rows[ledger_id].state.value}"
    for row in rows.values():
        if row.state in REACHED and row.id not in provider.taken:
            yield f"message {row.id} is {row.state.value} and never went"
        if row.state in (State.CLAIMED, State.SENDING):
            yield f"message {row.id} is left {row.state.value}"
        if row.id in provider.roads and row.road is not provider.roads[row.id]:
            yield f"message {row.id} went by {provider.roads[row.id].value}, and the ledger says {row.road.value}"


def _derived(session: Session, rules: Rules) -> Iterator[str]:
    """Hold what lists read against the facts."""
    ids = list(session.scalars(select(t.Person.id).order_by(t.Person.id)))
    changes = find_changes(
        session, [(row, rules.timeline(row.case.facts)) for row in load_cases(session, ids)]
    )
    for kind, replaced in (("expiry", changes.expiries), ("finding", changes.findings)):
        wrong = {*replaced.gone, *(row["person_id"] for row in replaced.rows)}
        if wrong:
            yield f"{kind} is not what the facts say of {len(wrong)} people, such as {sorted(wrong)[:3]}"
    changed = select(t.Audit.row_id).where(t.Audit.action == "changed", t.Audit.what == "person")
    changes_of = Counter(session.scalars(changed))
    for row in session.scalars(select(t.Person)):
        if row.version != 1 + changes_of[str(row.id)]:
            yield f"person {row.id} is version {row.version} after {changes_of[str(row.id)]} changes"


def _words(session: Session, keyring: Keyring) -> Iterator[str]:
    people = list(session.scalars(select(t.Person)))
    should = {(row["person_id"], row["hash"]) for row in name_words.rows(keyring, people)}
    kept = session.execute(select(t.PersonWord.person_id, t.PersonWord.hash))
    there = {(person_id, word) for person_id, word in kept}
    if should != there:
        yield f"{len(should ^ there)} words of names are not those of the names"
