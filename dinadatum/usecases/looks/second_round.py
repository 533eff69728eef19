"""The second round: what reached nobody goes by the next way, and a promise that wasn't kept gets a new day.

Safe to repeat: each way and each broken promise has an identity that is written once. Runs on any day of the
week; it never waits for the daily look.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from sqlalchemy import or_, select, update
from sqlalchemy.orm import Session

from dinadatum.clock import instant, local_day, local_time
from dinadatum.register import ledger
from dinadatum.register import tables as t
from dinadatum.register.cases import CaseRow, load_cases
from dinadatum.register.database import Database
from dinadatum.register.ledger import Entry
from dinadatum.register.states import REACHED, State
from dinadatum.usecases.looks.promising import PROMISE, free_day, take_turn
from dinadatum.usecases.rules import Rules
from dinadatum.usecases.sending.composing import intent_of
from notify.copies import COPY_PRIORITY, copy_template
from notify.due import NO_ROAD
from notify.history import History
from notify.intents import sent_of
from notify.life import live
from notify.occasions import PERSON, identity
from notify.own_steps import takes_alone
from notify.paths.handover import NEW_PERSON
from notify.paths.steps import PERSON_TAKES_OVER
from notify.plan import occasions
from notify.promise_days import PROMISES
from notify.reaching import Next, Way, next_way
from notify.roads import hour_of, person_road, wording_of
from notify.values import Intent, MessageKind, Recipient, Road, TaskIntent, TaskKind
from notify.words import long_date

ACTOR = "andra rundan"
FOLLOWS = "F|"
"""How the identity begins of what this round writes; the daily look leaves it alone."""

NO_RECEIPT = timedelta(hours=24)
LOOKS_BACK = timedelta(days=10)
SURE = ("outbox", "smtp")
"""Channels whose yes counts as delivered: a file that is there, and a mail that hasn't bounced."""

BROKEN_TEXT = "M57"
BROKEN_READING = "M117"
"""Said where the promise was to read a reply."""
TOLD_BY = {TaskKind.TAKE_OVER: PERSON_TAKES_OVER, TaskKind.HANDOVER: NEW_PERSON}
"""Tasks whose day the person knows only if this text has gone."""
TOLD_AT_TIMES = frozenset({TaskKind.WORK_STARTS, TaskKind.WORK_STOPS, TaskKind.READ_REPLY})
"""Tasks whose day the receipt of the reply says only where there was nothing else to tell, or once a day."""


@dataclass(slots=True)
class RoundReport:
    """What a round did: messages by another way, tasks, broken promises."""

    messages: int = 0
    tasks: int = 0
    broken: int = 0


def second_round(database: Database, rules: Rules, now: datetime) -> RoundReport:
    """Go on with what reached nobody, and tell of promises that weren't kept."""
    report = RoundReport()
    with database.transaction(ACTOR, now) as session:
        _carry_on(session, rules, now)
        for message, row in _unreached(session, now):
            _reach(session, rules, message, row, now, report)
        take_turn(session)
        for task, row in _broken(session, local_day(now)):
            _break(session, rules, task, row, now, report)
    return report


# ---- what reached nobody


def _unreached(session: Session, now: datetime) -> list[tuple[t.Message, CaseRow]]:
    """Find the safety messages that may have reached nobody, each with its case."""
    m = t.Message
    in_doubt = or_(
        m.state == State.FAILED,
        m.state.in_((State.ACCEPTED, State.UNKNOWN, State.SENDING)) & m.provider.not_in(SURE),
        (m.state == State.HELD) & (m.code == TaskKind.UNREACHABLE.value),
        (m.state == State.SKIPPED) & (m.reason == NO_ROAD),
    )
    query = select(m).where(
        m.send_at >= now - LOOKS_BACK,
        m.kind == MessageKind.SAFETY,
        in_doubt,
        m.identity.not_like(f"{FOLLOWS}%"),
    )
    found = list(session.scalars(query))
    cases = {row.person_id: row for row in load_cases(session, list({each.person_id for each in found}))}
    return [(message, cases[message.person_id]) for message in found]


def _reach(
    session: Session, rules: Rules, message: t.Message, row: CaseRow, now: datetime, report: RoundReport
) -> None:
    """Take the next step with one message, if the last one has come to nothing."""
    today = local_day(now)
    tried: set[Way] = set()
    if not _came_to_nothing(message, now):
        return
    alone = takes_alone(row.case.preferences, message.step, message.template, rules.paces.copies)
    while (step := next_way(row.case, message.road, tried, today, alone=alone)) is not None:
        outcome = _outcome(session, rules, message, row, step, now)
        if outcome is None:
            if _still_helps(rules, message, row, today):
                _write(session, rules, message, row, step, now, report)
            return
        if not outcome:
            return
        tried.add(step.way)


def _came_to_nothing(message: t.Message, now: datetime) -> bool:
    if message.state in (State.FAILED, State.HELD, State.SKIPPED, State.CANCELLED):
        return True
    if message.state is State.DELIVERED or (message.state is State.ACCEPTED and message.provider in SURE):
        return False
    since = message.settled_at or message.attempt_at
    return since is not None and now - since >= NO_RECEIPT


def _outcome(
    session: Session, rules: Rules, message: t.Message, row: CaseRow, step: Next, now: datetime
) -> bool | None:
    """Tell what came of a way: None where it is untried, True where it came to nothing."""
    if step.way in (Way.CALL, Way.LETTER):
        task = session.scalar(select(t.Task).where(t.Task.identity == _follows(message, step)))
        if task is None:
            return None
        # Somebody has had a whole working day for it, also where it was made on a Saturday.
        return task.done_at is None and _workday_from(rules, task.day) < local_day(now)
    names = [_follows(message, step)]
    if step.ombud is not None:
        key = (message.key_date, message.key_date_day, message.step)
        names.append(identity(row.case.ref, key, Recipient.OMBUD.value, step.ombud.key))
    rows = list(session.scalars(select(t.Message).where(t.Message.identity.in_(names))))
    return all(_came_to_nothing(each, now) for each in rows) if rows else None


def _follows(message: t.Message, step: Next) -> str:
    return f"{FOLLOWS}{message.id}|{step.way.value}" + (f"|{step.ombud.key}" if step.ombud else "")


def _still_helps(rules: Rules, message: t.Message, row: CaseRow, today: date) -> bool:
    """Tell whether the message would be due today if it had never been sent."""
    key = (message.key_date, message.key_date_day, message.step)
    kept = [sent for sent in row.history if (sent.key_date, sent.key_date_day, sent.step) != key]
    life = live(row.case, rules.timeline(row.case.facts), History(kept), rules.paces, rules.calendar)
    return any(each.key == key and each.close >= today for each in occasions(life))


def _write(
    session: Session,
    rules: Rules,
    message: t.Message,
    row: CaseRow,
    step: Next,
    now: datetime,
    report: RoundReport,
) -> None:
    if step.way in (Way.CALL, Way.LETTER):
        task = _task(session, message, row, step, local_day(now))
        report.tasks += ledger.write_tasks(session, [(row.person_id, task)], now)
        return
    at = _next_hour(rules, now)
    sent = sent_of(intent_of(message, row.case.ref))
    ombud = step.ombud
    intent = Intent(
        identity=_follows(message, step),
        ref=row.case.ref,
        recipient=Recipient.OMBUD if ombud else message.recipient,
        recipient_key=ombud.key if ombud else message.recipient_key,
        road=ombud.road if ombud else Road.EMAIL,
        kind=MessageKind.COPY if ombud else MessageKind.SAFETY,
        template=copy_template(sent, rules.paces.copies) if ombud else message.template,
        wording=message.wording,
        pace=message.pace,
        day=local_day(at),
        at=local_time(at),
        key_date=message.key_date,
        key_date_day=message.key_date_day,
        step=message.step,
        why=f"{message.why} Det kom inte fram på den vanliga vägen.",
        priority=COPY_PRIORITY if ombud else message.priority,
        last_useful_day=message.last_useful_day,
    )
    report.messages += len(ledger.write_entries(session, [Entry(row.person_id, intent, at)], now))


def _workday_from(rules: Rules, day: date) -> date:
    """Give the first working day, the day itself included."""
    return day if rules.calendar.is_workday(day) else rules.calendar.workdays_after(day, 1)


def _task(session: Session, message: t.Message, row: CaseRow, step: Next, today: date) -> TaskIntent:
    """Ask for a call or a letter the same day, whatever day it is: whoever is on duty may see it at once."""
    if step.way is Way.CALL:
        why = f"Meddelandet kom inte fram på någon väg: ring personen. {message.why}"
        return TaskIntent(_follows(message, step), row.case.ref, TaskKind.GET_THROUGH, today, why)
    person = session.get_one(t.Person, row.person_id)
    has_address = bool(person.street and person.postcode and person.city)
    address = "Adressen finns i registret." if has_address else "Adressen saknas: ta reda på den."
    why = f"Skriv och posta ett brev om detta. {address} {message.why}"
    return TaskIntent(_follows(message, step), row.case.ref, TaskKind.SEND_LETTER, today, why)


def _next_hour(rules: Rules, now: datetime) -> datetime:
    """Give the first instant from now on that lies in the sending hours, whatever day of the week."""
    sending, today = rules.paces.sending, local_day(now)
    opens, closes = instant(today, time(sending.first_hour)), instant(today, time(sending.last_hour))
    if now > closes:
        return instant(today + timedelta(days=1), time(sending.first_hour))
    return max(now, opens)


def _carry_on(session: Session, rules: Rules, now: datetime) -> None:
    """Give what this round wrote and nobody sent a new day, or say that it came too late."""
    m, today = t.Message, local_day(now)
    waiting = m.identity.like(f"{FOLLOWS}%") & m.state.in_((State.PLANNED, State.WAITING)) & (m.day < today)
    late = list(session.scalars(select(m.id).where(waiting, m.last_useful_day < today)))
    ledger.move(session, late, State.SKIPPED, reason="Det hjälpte inte längre den dag då det kunde gå.")
    at = _next_hour(rules, now)
    session.execute(
        update(m).where(waiting).values(day=local_day(at), send_at=at),
        execution_options={"synchronize_session": False},
    )


# ---- promises that weren't kept


def _broken(session: Session, today: date) -> list[tuple[t.Task, CaseRow]]:
    """Find the promises whose day has ended without being ticked off, and that nobody has been told of."""
    kinds = PROMISES - {TaskKind.BROKEN_PROMISE}
    query = select(t.Task).where(
        t.Task.done_at.is_(None), t.Task.day.between(today - LOOKS_BACK, today - timedelta(days=1)),
        t.Task.kind.in_(kinds),
    )  # fmt: skip
    found = list(session.scalars(query))
    told = select(t.Task.identity).where(t.Task.identity.in_([_alarm(task) for task in found]))
    known = set(session.scalars(told))
    due = [task for task in found if _alarm(task) not in known and _was_promised(session, task)]
    cases = {row.person_id: row for row in load_cases(session, list({task.person_id for task in due}))}
    return [(task, cases[task.person_id]) for task in due]


def _alarm(task: t.Task) -> str:
    return f"{FOLLOWS}{task.id}|broken"


def _was_promised(session: Session, task: t.Task) -> bool:
    if task.kind in TOLD_BY:
        said = t.Message.template == TOLD_BY[task.kind]
    elif task.kind in TOLD_AT_TIMES:
        said = (t.Message.key_date == PROMISE) & (t.Message.key_date_day == task.day)
    else:
        return True
    query = select(t.Message.id).where(
        t.Message.person_id == task.person_id, said, t.Message.state.in_(REACHED)
    )
    return session.scalar(query.limit(1)) is not None


def _break(
    session: Session, rules: Rules, task: t.Task, row: CaseRow, now: datetime, report: RoundReport
) -> None:
    """Raise the alarm, with a new day, and tell the person of it."""
    today = local_day(now)
    day = free_day(session, rules, row.person_id, today)
    why = f"Löftet till {long_date(task.day)} hölls inte. Personen har fått en ny dag. {task.why}"
    alarm = TaskIntent(_alarm(task), row.case.ref, TaskKind.BROKEN_PROMISE, day, why)
    ledger.write_tasks(session, [(row.person_id, alarm)], now)
    report.broken += 1
    road = person_road(row.case)
    if road is None or row.case.consent is not True:
        return
    going = rules.calendar.open_from(today)
    at = max(_next_hour(rules, now), instant(going, hour_of(row.case.preferences, rules.paces.sending)))
    intent = Intent(
        identity=f"{_alarm(task)}|person",
        ref=row.case.ref,
        recipient=Recipient.PERSON,
        recipient_key="",
        road=road,
        kind=MessageKind.SAFETY,
        template=BROKEN_READING if task.kind is TaskKind.READ_REPLY else BROKEN_TEXT,
        wording=wording_of(row.case),
        pace=row.case.preferences.pace,
        day=local_day(at),
        at=local_time(at),
        key_date=PROMISE,
        key_date_day=day,
        step="broken",
        why=f"Löftet till {long_date(task.day)} hölls inte.",
        priority=PERSON,
        last_useful_day=day,
    )
    report.messages += len(ledger.write_entries(session, [Entry(row.person_id, intent, at)], now))
