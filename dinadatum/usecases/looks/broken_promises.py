"""Promises that weren't kept: an alarm with a new day, and the person is told."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from dinadatum.clock import instant, local_day, local_time
from dinadatum.register import ledger
from dinadatum.register import tables as t
from dinadatum.register.cases import CaseRow, load_cases
from dinadatum.register.ledger import Entry
from dinadatum.register.states import REACHED
from dinadatum.usecases.looks.following import FOLLOWS, LOOKS_BACK, RoundReport, next_hour
from dinadatum.usecases.looks.promising import PROMISE, free_day
from dinadatum.usecases.rules import Rules
from notify.occasions import PERSON
from notify.paths.handover import NEW_PERSON
from notify.paths.steps import PERSON_TAKES_OVER
from notify.promise_days import PROMISES
from notify.roads import hour_of, person_road, wording_of
from notify.values import Intent, MessageKind, Recipient, TaskIntent, TaskKind
from notify.words import long_date

BROKEN_TEXT = "M57"
BROKEN_READING = "M117"
"""Said where the promise was to read a reply."""
TOLD_BY = {TaskKind.TAKE_OVER: PERSON_TAKES_OVER, TaskKind.HANDOVER: NEW_PERSON}
"""Tasks whose day the person knows only if this text has gone."""
TOLD_AT_TIMES = frozenset({TaskKind.WORK_STARTS, TaskKind.WORK_STOPS, TaskKind.READ_REPLY})
"""Tasks whose day the receipt of the reply says only where there was nothing else to tell, or once a day."""


def find_broken(session: Session, today: date) -> list[tuple[t.Task, CaseRow]]:
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


def make_good(
    session: Session, rules: Rules, task: t.Task, row: CaseRow, now: datetime, report: RoundReport
) -> None:
    """Raise the alarm, with a new day, and tell the person of it."""
    today = local_day(now)
    day = free_day(session, rules, row.person_id, today)
    road = person_road(row.case) if row.case.consent is True else None
    told = "Personen har fått en ny dag." if road else "Personen får inget meddelande om den nya dagen."
    why = f"Löftet till {long_date(task.day)} hölls inte. {told} {task.why}"
    alarm = TaskIntent(_alarm(task), row.case.ref, TaskKind.BROKEN_PROMISE, day, why)
    ledger.write_tasks(session, [(row.person_id, alarm)], now)
    report.broken += 1
    if road is None:
        return
    going = rules.calendar.open_from(today)
    at = max(next_hour(rules, now), instant(going, hour_of(row.case.preferences, rules.paces.sending)))
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
