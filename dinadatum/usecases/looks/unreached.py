"""Messages of the safety net that may have reached nobody, and the next way for each."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from dinadatum.clock import local_day, local_time
from dinadatum.register import ledger
from dinadatum.register import tables as t
from dinadatum.register.cases import CaseRow, load_cases
from dinadatum.register.ledger import Entry
from dinadatum.register.states import State
from dinadatum.usecases.looks.following import FOLLOWS, LOOKS_BACK, RoundReport, next_hour
from dinadatum.usecases.rules import Rules
from dinadatum.usecases.sending.composing import intent_of
from notify.copies import COPY_PRIORITY, copy_template
from notify.due import NO_ROAD
from notify.history import History
from notify.intents import sent_of
from notify.life import live
from notify.occasions import identity
from notify.own_steps import takes_alone
from notify.plan import occasions
from notify.reaching import Next, Way, next_way
from notify.values import Intent, MessageKind, Recipient, Road, TaskIntent, TaskKind

NO_RECEIPT = timedelta(hours=24)
SURE = ("outbox", "smtp")
"""Channels whose yes counts as delivered: a file that is there, and a mail that hasn't bounced."""


def find_unreached(session: Session, now: datetime) -> list[tuple[t.Message, CaseRow]]:
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


def go_on(
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
    at = next_hour(rules, now)
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
