"""Settles what nobody knows: asks the provider, and only sends again what it surely never took.

Runs before each round of sending. No transaction is open during a question.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from dinadatum.clock import local_day
from dinadatum.register import ledger
from dinadatum.register.database import Database
from dinadatum.register.questions import OpenAttempt, open_attempts, put_off, recorded, take_questions
from dinadatum.register.states import State
from dinadatum.usecases.sending.retrying import (
    ASK_AGAIN,
    ASK_GAPS,
    NO_ANSWER_FOR,
    RECEIPT_GAPS,
    RECEIPT_WITHIN,
    Resend,
    can_be_asked,
    may_send_again,
)
from dinadatum.usecases.sending.send_report import SendReport
from dinadatum.usecases.sending.take_receipt import DELIVERED, TAKEN, UNDELIVERED, move_on
from dinadatum.usecases.sending.taking_over import ASK, add_task, close_task
from notify.channels.asking import Askable, Question, Seen, Verdict, judge
from notify.channels.values import Channel
from notify.values import TaskKind

ACTOR = "sändare"
AT_A_TIME = 20
"""Questions taken at a time: what waits for an answer is asked by one process alone."""
MOST_RECEIPTS = 40
"""Receipts fetched in a round, so that what is new goes without delay."""
ABSENT = "Leverantören har det inte. Det skickas igen."


def settle_unknown(
    database: Database,
    channels: Iterable[Channel],
    now: Callable[[], datetime],
    report: SendReport,
    *,
    resend: Resend = Resend.SAFETY,
    pause: Callable[[], None] = lambda: None,
    stop: Callable[[], bool] = lambda: False,
) -> None:
    """Settle every unknown attempt whose time to be asked about has come.

    resend: which mails go again without a question. Stops at the first question without an answer: the
    others wait for the next round.
    """
    askable = {channel.name: channel for channel in channels if isinstance(channel, Askable)}
    silent = set[str]()
    while not stop():
        with database.transaction(ACTOR, now()) as session:
            attempts = take_questions(session, State.UNKNOWN, now(), AT_A_TIME)
        if not attempts:
            return
        for attempt in attempts:
            if not can_be_asked(attempt.provider):
                with database.transaction(ACTOR, now()) as session:
                    _without_asking(session, attempt, now(), report, resend)
                continue
            seen = None
            channel = None if attempt.provider in silent or stop() else askable.get(attempt.provider)
            if channel is not None and attempt.sent_to:
                pause()
                seen = channel.lookup(attempt.sent_to)
            if seen is None:
                silent.add(attempt.provider)
            with database.transaction(ACTOR, now()) as session:
                _settle(session, attempt, seen, now(), report)


def fetch_receipts(
    database: Database,
    channels: Iterable[Channel],
    now: Callable[[], datetime],
    *,
    pause: Callable[[], None] = lambda: None,
    stop: Callable[[], bool] = lambda: False,
) -> int:
    """Ask about yeses that no receipt has followed; returns how many messages moved on."""
    askable = {channel.name: channel for channel in channels if isinstance(channel, Askable)}
    moved = asked = 0
    while asked < MOST_RECEIPTS and not stop():
        with database.transaction(ACTOR, now()) as session:
            waiting = take_questions(session, State.ACCEPTED, now(), AT_A_TIME)
            unasked = [attempt.id for attempt in waiting if attempt.provider not in askable]
            put_off(session, unasked, now() + RECEIPT_WITHIN)
        if not waiting:
            break
        asked += len(waiting)
        for attempt in (attempt for attempt in waiting if attempt.provider in askable):
            channel = None if stop() else askable[attempt.provider]
            if channel is not None:
                pause()
            told = None if channel is None else channel.fetch(attempt.provider_id)
            with database.transaction(ACTOR, now()) as session:
                moved += _read_receipt(session, attempt, told, now())
            if channel is not None and told is None:
                return moved
    return moved


def _without_asking(
    session: Session, attempt: OpenAttempt, now: datetime, report: SendReport, resend: Resend
) -> None:
    if may_send_again(attempt.provider, attempt.kind, resend):
        _again(session, attempt, now, report)
    else:
        _ask_somebody(session, attempt, now, report)


def _settle(
    session: Session,
    attempt: OpenAttempt,
    seen: tuple[Seen, ...] | None,
    now: datetime,
    report: SendReport,
) -> None:
    verdict, which = (None, None) if seen is None else _judge(session, attempt, seen, now)
    if which is not None:
        _accept(session, attempt, which, now, report)
    elif verdict is Verdict.ABSENT:
        _again(session, attempt, now, report)
    elif verdict is Verdict.UNCLEAR:
        if attempt.asks < len(ASK_GAPS):
            put_off(session, [attempt.id], now + ASK_GAPS[attempt.asks], asks=1)
            report.unknown += 1
        else:
            _ask_somebody(session, attempt, now, report)
    elif verdict is None and now - attempt.unclear_since >= NO_ANSWER_FOR:
        _ask_somebody(session, attempt, now, report)
    else:
        put_off(session, [attempt.id], now + ASK_AGAIN)
        report.unknown += 1


def _judge(
    session: Session, attempt: OpenAttempt, seen: tuple[Seen, ...], now: datetime
) -> tuple[Verdict, Seen | None]:
    others = [
        text
        for ledger_id, address, text in open_attempts(session, attempt.provider)
        if address == attempt.sent_to and ledger_id != attempt.id
    ]
    twins = sum(text == attempt.text for text in others)
    since = local_day(attempt.attempt_at) - timedelta(days=2)
    known = recorded(session, (one.provider_id for one in seen), since)
    asked = Question(
        attempt.attempt_at, attempt.text or "", attempt.parts, twins, neighbours=len(others) - twins
    )
    return judge(asked, seen, known, now)


def _accept(session: Session, attempt: OpenAttempt, which: Seen, now: datetime, report: SendReport) -> None:
    if not ledger.accept(session, [(attempt.id, which.provider_id)], now, now + RECEIPT_WITHIN):
        return
    close_task(session, attempt, TaskKind.SEND_UNKNOWN, ACTOR, now)
    report.found += 1
    report.add_accepted(attempt.road)
    if which.status not in TAKEN:
        move_on(session, attempt.id, which.provider_id, which.status, which.code, now)


def _again(session: Session, attempt: OpenAttempt, now: datetime, report: SendReport) -> None:
    cleared = {"retry_at": now, "sent_to": None, "ask_at": None, "provider_id": "", "reason": ABSENT}
    if ledger.move_attempt(session, attempt.id, attempt.number, State.WAITING, **cleared):
        report.waiting += 1


def _ask_somebody(session: Session, attempt: OpenAttempt, now: datetime, report: SendReport) -> None:
    """Leave it to a handläggare. From here on nothing is sent again; a receipt still settles it."""
    put_off(session, [attempt.id], None)
    add_task(session, attempt, TaskKind.SEND_UNKNOWN, ASK, now)
    report.unknown += 1


def _read_receipt(session: Session, attempt: OpenAttempt, told: Seen | None, now: datetime) -> bool:
    if told is None:
        put_off(session, [attempt.id], now + RECEIPT_WITHIN)
        return False
    if told.status in DELIVERED | UNDELIVERED:
        return move_on(session, attempt.id, attempt.provider_id, told.status, told.code, now)
    later = now + RECEIPT_GAPS[attempt.asks] if attempt.asks < len(RECEIPT_GAPS) else None
    put_off(session, [attempt.id], later, asks=1)
    return False
