"""The daily look: what is true today, what have we said, what is due? Writes the answer to the ledger."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time
from operator import itemgetter

from sqlalchemy import or_, select, update
from sqlalchemy.orm import Session

from dinadatum.clock import instant, local_time
from dinadatum.register import ledger
from dinadatum.register.batches import KEY, update_each
from dinadatum.register.cases import CHUNK
from dinadatum.register.database import Database
from dinadatum.register.few_rows import is_open
from dinadatum.register.heartbeats import beat
from dinadatum.register.ledger import Entry
from dinadatum.register.locking import hold_people, wait_for_turn
from dinadatum.register.putting import put_meta
from dinadatum.register.states import State
from dinadatum.register.tables import Heartbeat, Message, Meta, Person
from dinadatum.usecases.cases.handing_over import being_handed_over, hand_over
from dinadatum.usecases.looks.carrying_on import carry_on
from dinadatum.usecases.looks.deciding import Decided, decide_people
from dinadatum.usecases.looks.derived import refresh, refresh_people
from dinadatum.usecases.looks.helpers import Alone, Helpers, collecting_seldom, cores
from dinadatum.usecases.looks.promising import take_turn
from dinadatum.usecases.rules import Rules
from dinadatum.usecases.sending.taking_over import take_over_now
from dinadatum.usecases.upkeep.forgetting import forget_texts

ACTOR = "genomgång"
JOB = "look"
MANY = 4000
"""From so many people on a look lets other processes help: they take half a second to start."""


@dataclass(slots=True)
class LookReport:
    """What a look did. day: the day looked at. people: how many were asked about."""

    day: date
    people: int = 0
    messages: int = 0
    skipped: int = 0
    cancelled: int = 0
    tasks: int = 0
    per_template: dict[str, int] = field(default_factory=dict)


def look(
    database: Database,
    rules: Rules,
    today: date,
    now: datetime,
    progress: Callable[[int, int], None] | None = None,
    *,
    processes: int = 1,
) -> LookReport:
    """Ask about everyone for whom something may be due, and write messages and tasks.

    Safe to repeat, also at the same time elsewhere: an identity is written once. Some chunks of people are one
    transaction, so that an interrupted look goes on where it was. progress is called with (people done,
    people in all). processes: how many decide when there are many people, 0: one for each core. What is written is
    the same.
    """
    report = LookReport(today)
    take_over_now(database, ACTOR, now)
    with database.transaction(ACTOR, now) as session:
        wait_for_turn(session, JOB)
        _notice_new_rules(session, rules, today)
    with database.transaction(ACTOR, now) as session:
        wait_for_turn(session, JOB)
        report.skipped += carry_on(session, rules, today)
        chunks = _people_to_ask(session, today)
    people = sum(map(len, chunks))
    helping = processes or cores()
    alone = helping == 1 or people < MANY
    deciders = Alone(rules, today) if alone else Helpers(database, rules, today, helping)
    with deciders:
        for some in _portions(chunks, deciders.portion):
            with database.transaction(ACTOR, now) as session, collecting_seldom():
                wait_for_turn(session, JOB)
                take_turn(session)
                hold_people(session, [person_id for chunk in some for person_id in chunk])
                for decided in deciders.decide(session, some):
                    _write(session, decided, today, now, report)
            if progress is not None:
                progress(report.people, people)
    with database.transaction(ACTOR, now) as session:
        forget_texts(session, rules.paces.answer, today)
        beat(session, JOB, now, today.isoformat())
    return report


def look_again(session: Session, rules: Rules, person_id: int, today: date, now: datetime) -> None:
    """Ask at once about somebody whose facts have just changed. Before the day's look, that look will."""
    _look_once_more(session, rules, person_id, today, now)


def look_after_reply(session: Session, rules: Rules, person_id: int, today: date, now: datetime) -> None:
    """Ask at once about somebody who has replied: what is needless now goes no more.

    What is new waits for tomorrow's look, so that an answer never brings two messages on one day. Copies to an ombud
    of what is still to go that day begin at once, and so does a bold message that has no later day.
    """
    _look_once_more(session, rules, person_id, today, now, replied=local_time(now))


def _look_once_more(
    session: Session, rules: Rules, person_id: int, today: date, now: datetime, *, replied: time | None = None
) -> None:
    session.execute(update(Person).where(Person.id == person_id).values(look_on=today))
    if looked_on(session) != today:
        refresh_people(session, [person_id], rules)
        return
    decided = decide_people(session, [person_id], rules, today, replied=replied)
    _write(session, decided, today, now, LookReport(today))


def _notice_new_rules(session: Session, rules: Rules, today: date) -> None:
    """Ask about everyone again when the law, its edition or the paces have changed since the last look."""
    fingerprint = rules.fingerprint()
    known = session.get(Meta, "rules")
    if known is None or known.value != fingerprint:
        put_meta(session, "rules", fingerprint)
        others = select(Person.id).where(or_(Person.look_on > today, Person.look_on.is_(None)))
        # As hold_people does, in one statement.
        held = others.order_by(Person.id).with_for_update(key_share=True)
        session.execute(update(Person).where(Person.id.in_(held)).values(look_on=today))


def _people_to_ask(session: Session, today: date) -> list[list[int]]:
    """Return whom to ask about, in chunks of which each leaves the others their days.

    First those who change hands, by themselves: from then on their promises count as somebody else's.
    """
    late = select(Message.person_id).where(
        is_open(State.PLANNED, State.WAITING, State.HELD),
        Message.day < today,
    )
    columns = select(Person.caseworker_id, Person.id)
    wanted = {
        (person_id, worker)
        for condition in (Person.look_on <= today, Person.id.in_(late))
        for worker, person_id in session.execute(columns.where(condition))
    }
    moving = being_handed_over(session, today)
    first = sorted(person_id for person_id, _ in wanted if person_id in moving)
    by_worker = defaultdict[int | None, list[int]](list)
    for person_id, worker in sorted(wanted, key=itemgetter(0)):
        if person_id not in moving:
            by_worker[worker].append(person_id)
    return [*_cut(first), *in_chunks(by_worker)]


def in_chunks(by_worker: dict[int | None, list[int]]) -> list[list[int]]:
    """Put people together, each handläggare's whole: two of them are never promised the same place twice.

    by_worker: the people of each handläggare, or of none, by id and in order.
    """
    chunks = _cut(by_worker.get(None, []))
    chunk: list[int] = []
    for group in sorted((own for worker, own in by_worker.items() if worker is not None), key=min):
        if chunk and len(chunk) + len(group) > CHUNK:
            chunks.append(sorted(chunk))
            chunk = []
        chunk.extend(group)
    return [*chunks, sorted(chunk)] if chunk else chunks


def _cut(ids: Sequence[int]) -> list[list[int]]:
    return [list(ids[start : start + CHUNK]) for start in range(0, len(ids), CHUNK)]


def _portions(chunks: Sequence[Sequence[int]], size: int) -> Iterator[Sequence[Sequence[int]]]:
    for start in range(0, len(chunks), size):
        yield chunks[start : start + size]


def _write(session: Session, decided: Decided, today: date, now: datetime, report: LookReport) -> None:
    """Write what was decided for some people: few statements, however many they are."""
    for person_id, username in decided.handed_over:
        hand_over(session, person_id, username, today)
    moved = decided.settled.write(session)
    report.people += decided.people
    report.skipped += moved[State.SKIPPED]
    report.cancelled += moved[State.CANCELLED]
    _write_messages(session, decided, now, report)
    report.tasks += ledger.write_tasks(session, decided.tasks, now)
    days = [
        {KEY: person_id, "look_on": next_look, "next_message_day": next_message}
        for person_id, next_look, next_message in decided.next_days
    ]
    update_each(session, Person, days)
    refresh(session, decided.changes)


def _write_messages(session: Session, decided: Decided, now: datetime, report: LookReport) -> None:
    due = [Entry(owner, intent, instant(intent.day, intent.at)) for owner, intent in decided.intents]
    fresh = ledger.write_entries(session, due, now)
    report.messages += len(fresh)
    for entry in due:
        if entry.intent.identity in fresh:
            template = entry.intent.template
            report.per_template[template] = report.per_template.get(template, 0) + 1
    skips = [
        Entry(owner, skip.intent, instant(skip.intent.day, skip.intent.at), State.SKIPPED, skip.reason)
        for owner, skip in decided.skips
    ]
    report.skipped += len(ledger.write_entries(session, skips, now))


def is_anyone_waiting(session: Session, today: date) -> bool:
    """Tell whether there is somebody to ask about: before the day's look, or since facts were changed after it."""
    return session.scalar(select(Person.id).where(Person.look_on <= today).limit(1)) is not None


def looked_on(session: Session) -> date | None:
    """Return the day of the last whole look."""
    beat = session.get(Heartbeat, JOB)
    return None if beat is None else date.fromisoformat(beat.said)
