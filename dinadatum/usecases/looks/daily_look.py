"""The daily look: what is true today, what have we said, what is due? Writes the answer to the ledger."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from functools import partial
from itertools import chain
from typing import Any

from sqlalchemy import or_, select, update
from sqlalchemy.orm import Session

from dinadatum.clock import instant
from dinadatum.register import ledger
from dinadatum.register.batches import KEY, update_each
from dinadatum.register.cases import CHUNK, CaseRow, load_cases, to_look_at
from dinadatum.register.database import Database
from dinadatum.register.few_rows import is_open
from dinadatum.register.heartbeats import beat
from dinadatum.register.ledger import Entry
from dinadatum.register.locking import wait_for_turn
from dinadatum.register.states import State
from dinadatum.register.tables import Heartbeat, Message, Meta, Person
from dinadatum.usecases.cases.handing_over import finish_handover
from dinadatum.usecases.looks.carrying_on import carry_on
from dinadatum.usecases.looks.derived import Derived, refresh, refresh_people
from dinadatum.usecases.looks.promising import open_book, take_turn
from dinadatum.usecases.looks.second_round import FOLLOWS
from dinadatum.usecases.looks.unsent import Unsent
from dinadatum.usecases.rules import Rules
from dinadatum.usecases.sending.held import changed_since_held, is_held_fast
from dinadatum.usecases.sending.taking_over import take_over
from dinadatum.usecases.upkeep.forgetting import forget_texts
from notify.ahead import decide_and_foresee, is_coming, next_any
from notify.history import BY_HAND
from notify.simulate import play
from notify.values import Intent, MessageKind, Verdict
from timeline import Timeline

ACTOR = "genomgång"
JOB = "look"

TOO_LATE = "Det hjälpte inte längre den dag då det kunde gå."
SELDOM = 100_000
"""New values after which cycles are sought while a chunk is looked at."""

NOT_NEEDED = "Det behövs inte längre."


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
) -> LookReport:
    """Ask about everyone for whom something may be due, and write messages and tasks.

    Safe to repeat, also at the same time elsewhere: an identity is written once. A chunk of people is one
    transaction, so that an interrupted look goes on where it was. progress is called with (people done,
    people in all).
    """
    report = LookReport(today)
    with database.transaction(ACTOR, now) as session:
        wait_for_turn(session, JOB)
        take_over(session, now)
        _notice_new_rules(session, rules, today)
        ids = _people_to_ask(session, today)
    for start in range(0, len(ids), CHUNK):
        with database.transaction(ACTOR, now) as session:
            wait_for_turn(session, JOB)
            take_turn(session)
            with _collecting_seldom():
                _look_at(session, ids[start : start + CHUNK], rules, today, now, report)
        if progress is not None:
            progress(min(start + CHUNK, len(ids)), len(ids))
    with database.transaction(ACTOR, now) as session:
        forget_texts(session, rules.paces.answer, today)
        beat(session, JOB, now, today.isoformat())
    return report


@contextmanager
def _collecting_seldom() -> Iterator[None]:
    """Look seldom for cycles among a chunk's many values: there are none, and the search takes a fifth of the time.

    Never not at all: pages may be served by the same process meanwhile.
    """
    first, *others = gc.get_threshold()
    if first:
        gc.set_threshold(max(first, SELDOM), *others)
    try:
        yield
    finally:
        gc.set_threshold(first, *others)


def look_again(session: Session, rules: Rules, person_id: int, today: date, now: datetime) -> None:
    """Ask at once about somebody whose facts have just changed. Before the day's look, that look will."""
    session.execute(update(Person).where(Person.id == person_id).values(look_on=today))
    if looked_on(session) == today:
        _look_at(session, [person_id], rules, today, now, LookReport(today))
    else:
        refresh_people(session, [person_id], rules)


def look_after_reply(session: Session, rules: Rules, person_id: int, today: date, now: datetime) -> None:
    """Ask at once about somebody who has replied: what is needless now goes no more.

    What is new waits for tomorrow's look, so that an answer never brings two messages on one day.
    """
    session.execute(update(Person).where(Person.id == person_id).values(look_on=today))
    if looked_on(session) == today:
        _look_at(session, [person_id], rules, today, now, LookReport(today), new=False)
    else:
        refresh_people(session, [person_id], rules)


def _notice_new_rules(session: Session, rules: Rules, today: date) -> None:
    """Ask about everyone again when the law, its edition or the paces have changed since the last look."""
    fingerprint = rules.fingerprint()
    known = session.get(Meta, "rules")
    if known is None or known.value != fingerprint:
        session.merge(Meta(key="rules", value=fingerprint))
        session.execute(
            update(Person).where(or_(Person.look_on > today, Person.look_on.is_(None))).values(look_on=today)
        )


def _people_to_ask(session: Session, today: date) -> list[int]:
    late = select(Message.person_id).where(
        is_open(State.PLANNED, State.WAITING, State.HELD),
        Message.day < today,
    )
    return sorted(set(to_look_at(session, today)) | set(session.scalars(late)))


def _look_at(
    session: Session,
    ids: Sequence[int],
    rules: Rules,
    today: date,
    now: datetime,
    report: LookReport,
    *,
    new: bool = True,
) -> None:
    unsent: dict[int, list[Message]] = {}
    found = ledger.unsent(session, ids)
    report.skipped += carry_on(session, [each for each in found if each.key_date == BY_HAND], rules, today)
    for message in found:
        if message.key_date == BY_HAND or message.identity.startswith(FOLLOWS):
            continue  # not planned by a look: see by_hand.py and second_round.py
        if message.day <= today:
            unsent.setdefault(message.person_id, []).append(message)
    changed = changed_since_held(session, chain.from_iterable(unsent.values()))
    next_looks = list[dict[str, Any]]()
    derived, verdicts = list[Derived](), list[tuple[int, Verdict]]()
    book, settled = open_book(session, today, ids), Unsent()
    for row in load_cases(session, ids, book.days_for):
        own = unsent.get(row.person_id, [])
        waiting = [
            message
            for message in own
            if not answers_reply(message) and not is_held_fast(message, row, today, changed)
        ]
        timeline = rules.timeline(row.case.facts)
        asked = _unplanned(row, waiting)
        verdict, next_message = decide_and_foresee(
            row.case, timeline, asked.history, today, paces=rules.paces, calendar=rules.calendar
        )
        to_come = partial(_is_coming, asked, timeline, rules, today)
        _settle_unsent(settled, waiting, verdict, to_come, today)
        for message in own:
            settled.end_late(message, today, TOO_LATE)
        if not new:
            verdict = replace(verdict, intents=(), skips=(), next_look=today + timedelta(days=1))
            next_message = next_any(
                row.case, timeline, asked.history, today, paces=rules.paces, calendar=rules.calendar
            )
        book.note(row, verdict.tasks)
        verdicts.append((row.person_id, verdict))
        derived.append((row, timeline))
        next_looks.append(
            {
                KEY: row.person_id,
                "look_on": verdict.next_look,
                "next_message_day": next_message,
            }
        )
        finish_handover(session, row, today)
        report.people += 1
    moved = settled.write(session)
    report.skipped += moved[State.SKIPPED]
    report.cancelled += moved[State.CANCELLED]
    _write(session, verdicts, now, report)
    update_each(session, Person, next_looks)
    refresh(session, derived)


def answers_reply(message: Message) -> bool:
    """Tell whether a message is the receipt of a reply: it was never planned, and no look takes it back."""
    return message.kind is MessageKind.RECEIPT and "|reply|" in message.identity


def _unplanned(row: CaseRow, waiting: Sequence[Message]) -> CaseRow:
    """Return the case as if what never went had never been planned."""
    if not waiting:
        return row
    unsent = {message.identity for message in waiting}
    return replace(row, history=tuple(sent for sent in row.history if sent.identity not in unsent))


def _settle_unsent(
    settled: Unsent,
    waiting: Iterable[Message],
    verdict: Verdict,
    still_to_come: Callable[[Message], bool],
    today: date,
) -> None:
    """Give what hasn't gone yet today's day if it is due; say why if it never will be.

    Also today's own messages: a fact that came in this morning may have made them needless.

    still_to_come: tells whether a message goes on a later day.
    """
    wanted = {intent.identity: intent for intent in verdict.intents}
    skipped = {skip.intent.identity: skip.reason for skip in verdict.skips}
    for message in waiting:
        intent = wanted.get(message.identity)
        if intent is not None:
            settled.send_today(message, intent)
        elif message.identity in skipped or message.last_useful_day < today:
            settled.end(message, State.SKIPPED, skipped.get(message.identity, TOO_LATE))
        elif not still_to_come(message):
            settled.end(message, State.CANCELLED, NOT_NEEDED)
        elif message.day == today:
            settled.put_off_from(message)


def _is_coming(row: CaseRow, timeline: Timeline, rules: Rules, today: date, message: Message) -> bool:
    """Tell whether a message that wasn't due today goes on a later day on which it still helps."""
    last, paces, calendar = message.last_useful_day, rules.paces, rules.calendar
    case, history = row.case, row.history
    if message.kind is not MessageKind.COPY:
        return is_coming(
            message.identity, case, timeline, history, today, last, paces=paces, calendar=calendar
        )
    played = play(case, lambda _: timeline, today, last, paces=paces, calendar=calendar, history=history)
    return any(isinstance(what, Intent) and what.identity == message.identity for _, what in played)


def _write(
    session: Session, verdicts: Sequence[tuple[int, Verdict]], now: datetime, report: LookReport
) -> None:
    """Write a chunk's messages, what is skipped, and tasks: few statements, however many people."""
    due = [
        Entry(person_id, intent, instant(intent.day, intent.at))
        for person_id, verdict in verdicts
        for intent in verdict.intents
    ]
    fresh = ledger.write_entries(session, due, now)
    report.messages += len(fresh)
    for entry in due:
        if entry.intent.identity in fresh:
            template = entry.intent.template
            report.per_template[template] = report.per_template.get(template, 0) + 1
    skips = [
        Entry(
            person_id,
            skip.intent,
            instant(skip.intent.day, skip.intent.at),
            State.SKIPPED,
            skip.reason,
        )
        for person_id, verdict in verdicts
        for skip in verdict.skips
    ]
    report.skipped += len(ledger.write_entries(session, skips, now))
    tasks = [(person_id, task) for person_id, verdict in verdicts for task in verdict.tasks]
    report.tasks += ledger.write_tasks(session, tasks, now)


def looked_on(session: Session) -> date | None:
    """Return the day of the last whole look."""
    beat = session.get(Heartbeat, JOB)
    return None if beat is None else date.fromisoformat(beat.said)
