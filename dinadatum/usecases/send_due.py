"""Sends what is due: claim, put the attempt on record, call, settle. No transaction is open during a call."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, time

from sqlalchemy.orm import Session

from dinadatum.clock import instant, local_day
from dinadatum.register import ledger
from dinadatum.register.database import Database
from dinadatum.register.states import State
from dinadatum.register.tables import Heartbeat, Message
from dinadatum.usecases.composing import Composed, Held, compose
from dinadatum.usecases.retrying import may_send_again, retry_at
from dinadatum.usecases.rules import Rules
from notify.channels.values import Channel, Outcome, Result
from notify.values import Road, TaskIntent, TaskKind

ACTOR = "sändare"
JOB = "send"
BATCH = 50

Channels = Mapping[Road, Channel]
"""The channel of each road that a machine can send by."""


@dataclass(slots=True)
class SendReport:
    """What a round of sending did. messages: (road, template) of each accepted one, in order."""

    accepted: int = 0
    failed: int = 0
    waiting: int = 0
    unknown: int = 0
    held: int = 0
    roads: dict[Road, int] = field(default_factory=dict)
    last_trouble: str = ""


def send_due(
    database: Database,
    rules: Rules,
    channels: Channels,
    now: Callable[[], datetime],
    *,
    until: datetime | None = None,
    pause: Callable[[], None] = lambda: None,
    progress: Callable[[int], None] | None = None,
    stop: Callable[[], bool] = lambda: False,
) -> SendReport:
    """Send every message whose time has come today, inside the sending hours.

    until: the instant to send up to, instead of now (a whole day's sending in one go). pause: called
    before each call to a provider, for the rate limit. stop: asked between messages.
    """
    report = SendReport()
    _settle_dead(database, channels, now(), report)
    while not stop():
        batch = _claim(database, rules, until or now(), now())
        if not batch:
            break
        with database.reading() as session:
            composed = compose(session, rules, batch, local_day(until or now()))
        for message in batch:
            if stop():
                _give_back(database, message, now())
                continue
            _send_one(database, composed[message.id], channels, message, now, pause, report)
            if progress is not None:
                progress(report.accepted)
    with database.transaction(ACTOR, now()) as session:
        session.merge(Heartbeat(job=JOB, at=now(), said=report.last_trouble))
    return report


def _claim(database: Database, rules: Rules, moment: datetime, now: datetime) -> list[Message]:
    day = local_day(moment)
    opens, closes = time(rules.paces.sending.first_hour), time(rules.paces.sending.last_hour)
    with database.transaction(ACTOR, now) as session:
        return ledger.claim(
            session,
            moment,
            now,
            BATCH,
            since=instant(day, time.min),
            ordinary=instant(day, opens) <= moment <= instant(day, closes),
        )


def _give_back(database: Database, message: Message, now: datetime) -> None:
    with database.transaction(ACTOR, now) as session:
        ledger.move(session, [message.id], State.PLANNED)


def _send_one(
    database: Database,
    composed: Composed | Held,
    channels: Channels,
    message: Message,
    now: Callable[[], datetime],
    pause: Callable[[], None],
    report: SendReport,
) -> None:
    channel = channels.get(message.road)
    if isinstance(composed, Held) or channel is None:
        held = (
            composed if isinstance(composed, Held) else Held(TaskKind.UNREACHABLE, "Vägen är inte påslagen.")
        )
        _hold(database, message, held, now())
        report.held += 1
        return
    if not _begin(database, message, channel.name, composed, now()):
        return
    pause()
    result = channel.send(composed.outgoing)
    _settle(database, message, channel.name, result, now(), report)


def _begin(database: Database, message: Message, channel: str, composed: Composed, now: datetime) -> bool:
    with database.transaction(ACTOR, now) as session:
        return ledger.begin_attempt(
            session,
            message.id,
            now,
            attempts=message.attempts + 1,
            provider=channel,
            template=composed.template,
            wording=composed.wording,
            subject=composed.outgoing.subject,
            text=composed.outgoing.text,
            chars=composed.chars,
            parts=composed.parts,
        )


def _hold(database: Database, message: Message, held: Held, now: datetime) -> None:
    with database.transaction(ACTOR, now) as session:
        ledger.move(session, [message.id], State.HELD, reason=held.why, code=held.kind.value)
        _add_task(session, message, held.kind, held.why, now)


def _settle(
    database: Database, message: Message, channel: str, result: Result, now: datetime, report: SendReport
) -> None:
    values = {"provider_id": result.provider_id, "code": result.code, "reason": result.meaning}
    with database.transaction(ACTOR, now) as session:
        if result.outcome is Outcome.ACCEPTED:
            ledger.move(session, [message.id], State.ACCEPTED, settled_at=now, **values)
            report.accepted += 1
            report.roads[message.road] = report.roads.get(message.road, 0) + 1
            return
        report.last_trouble = result.meaning or report.last_trouble
        if result.outcome is Outcome.FAILED:
            ledger.move(session, [message.id], State.FAILED, settled_at=now, **values)
            _add_task(session, message, TaskKind.UNREACHABLE, result.meaning, now)
            report.failed += 1
        elif result.outcome is Outcome.RETRY:
            again = retry_at(message.attempts + 1, now)
            ledger.move(session, [message.id], State.WAITING, retry_at=again, **values)
            report.waiting += 1
        else:
            ledger.move(session, [message.id], State.UNKNOWN, settled_at=now, **values)
            _after_unknown(session, message, channel, now, report)


def _after_unknown(
    session: Session, message: Message, channel: str, now: datetime, report: SendReport
) -> None:
    if may_send_again(channel, message.kind):
        ledger.move(session, [message.id], State.WAITING, retry_at=retry_at(message.attempts + 1, now))
        report.waiting += 1
    else:
        why = "Det är oklart om meddelandet kom fram. Fråga personen innan det skickas igen."
        _add_task(session, message, TaskKind.SEND_UNKNOWN, why, now)
        report.unknown += 1


def _settle_dead(database: Database, channels: Channels, now: datetime, report: SendReport) -> None:
    """Take over what a dead sender left behind."""
    with database.transaction(ACTOR, now) as session:
        _, lost = ledger.release_dead(session, now)
        for ledger_id in lost:
            message = session.get_one(Message, ledger_id)
            _after_unknown(session, message, message.provider, now, report)


def _add_task(session: Session, message: Message, kind: TaskKind, why: str, now: datetime) -> None:
    task = TaskIntent(f"{message.identity}|{kind.value}", "", kind, local_day(now), why)
    ledger.write_tasks(session, message.person_id, [task], now)
