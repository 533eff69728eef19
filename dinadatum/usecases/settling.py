"""Writes down how calls ended: each outcome in one transaction, and what follows from it in the same."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.orm import Session

from dinadatum.register import ledger
from dinadatum.register.database import Database
from dinadatum.register.states import State
from dinadatum.register.tables import Message
from dinadatum.usecases.retrying import retry_at
from dinadatum.usecases.send_report import SendReport
from dinadatum.usecases.storing_replies import note_opt_out
from dinadatum.usecases.taking_over import add_task, after_unknown
from notify.channels.values import Outcome, Result
from notify.values import TaskKind

ACTOR = "sändare"

Ended = tuple[Message, str, Result]
"""A message, the name of the channel that was called, and what it answered."""


def settle(database: Database, calls: Sequence[Ended], now: datetime, report: SendReport) -> None:
    """Write down how some calls ended."""
    with database.transaction(ACTOR, now) as session:
        yes = [(message.id, result.provider_id) for message, _, result in calls if _accepted(result)]
        ledger.accept(session, yes, now)
        for message, channel, result in calls:
            if _accepted(result):
                report.add_accepted(message.road)
            else:
                report.last_trouble = result.meaning or report.last_trouble
                _settle_trouble(session, message.id, channel, result, now, report)


def _accepted(result: Result) -> bool:
    return result.outcome is Outcome.ACCEPTED


def _settle_trouble(
    session: Session, ledger_id: str, channel: str, result: Result, now: datetime, report: SendReport
) -> None:
    message = session.get_one(Message, ledger_id)
    values = {"provider_id": result.provider_id, "code": result.code, "reason": result.meaning}
    if result.outcome is Outcome.FAILED:
        ledger.move(session, [ledger_id], State.FAILED, settled_at=now, **values)
        add_task(session, message, TaskKind.UNREACHABLE, result.meaning, now)
        note_opt_out(session, message, result.code, now)
        report.failed += 1
    elif result.outcome is Outcome.RETRY:
        again = retry_at(message.attempts, now)
        ledger.move(session, [ledger_id], State.WAITING, retry_at=again, **values)
        report.waiting += 1
    else:
        ledger.move(session, [ledger_id], State.UNKNOWN, settled_at=now, **values)
        if after_unknown(session, message, channel, now, retry_at(message.attempts, now)):
            report.waiting += 1
        else:
            report.unknown += 1
