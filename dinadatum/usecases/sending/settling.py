"""Writes down how calls ended, and what follows from it, in one transaction."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.orm import Session

from dinadatum.register import ledger
from dinadatum.register.questions import put_off
from dinadatum.register.states import State
from dinadatum.register.tables import Message
from dinadatum.usecases.replies.storing_replies import note_opt_out
from dinadatum.usecases.sending.after_no import task_after
from dinadatum.usecases.sending.callers import Ended
from dinadatum.usecases.sending.retrying import (
    ASK_FIRST,
    RECEIPT_WITHIN,
    Resend,
    can_be_asked,
    may_send_again,
    retry_at,
)
from dinadatum.usecases.sending.send_report import SendReport
from dinadatum.usecases.sending.taking_over import ASK, add_task
from notify.channels.values import Outcome, Result
from notify.values import TaskKind

ACTOR = "sändare"


def settle(
    session: Session,
    calls: Sequence[Ended],
    now: datetime,
    report: SendReport,
    resend: Resend = Resend.SAFETY,
) -> None:
    """Write down how some calls ended. resend: which mails go again when nobody knows whether they went."""
    for asked in (True, False):
        yes = [
            (message.id, result.provider_id)
            for message, channel, result in calls
            if _accepted(result) and can_be_asked(channel) is asked
        ]
        ledger.accept(session, yes, now, now + RECEIPT_WITHIN if asked else None)
    for message, channel, result in calls:
        if _accepted(result):
            report.add_accepted(message.road)
        else:
            report.last_trouble = result.meaning or report.last_trouble
            _settle_trouble(session, message.id, channel, result, now, report, resend)


def _accepted(result: Result) -> bool:
    return result.outcome is Outcome.ACCEPTED


def _settle_trouble(
    session: Session,
    ledger_id: str,
    channel: str,
    result: Result,
    now: datetime,
    report: SendReport,
    resend: Resend,
) -> None:
    message = session.get_one(Message, ledger_id)
    values = {"provider_id": result.provider_id, "code": result.code, "reason": result.meaning}
    if result.outcome is Outcome.FAILED:
        ledger.move(session, [ledger_id], State.FAILED, settled_at=now, sent_to=None, **values)
        kind = task_after(result.code, message.recipient)
        if kind is not None:
            add_task(session, message, kind, result.meaning, now)
        note_opt_out(session, message, result.code, now)
        report.failed += 1
    elif result.outcome is Outcome.RETRY:
        again = retry_at(message.attempts, now)
        ledger.move(session, [ledger_id], State.WAITING, retry_at=again, sent_to=None, **values)
        report.waiting += 1
    elif ledger.move(session, [ledger_id], State.UNKNOWN, settled_at=now, **values):
        _leave_unknown(session, message, channel, now, report, resend)


def _leave_unknown(
    session: Session, message: Message, channel: str, now: datetime, report: SendReport, resend: Resend
) -> None:
    """Decide what follows when nobody knows whether a message went: again, a question, or a person's task."""
    if may_send_again(channel, message.kind, resend):
        again = retry_at(message.attempts, now)
        ledger.move(session, [message.id], State.WAITING, retry_at=again, sent_to=None)
        report.waiting += 1
        return
    report.unknown += 1
    if can_be_asked(channel):
        put_off(session, [message.id], now + ASK_FIRST)
    else:
        add_task(session, message, TaskKind.SEND_UNKNOWN, ASK, now)
