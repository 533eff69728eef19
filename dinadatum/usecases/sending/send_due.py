"""Sends what is due: claim, put the attempt on record, call, settle. No transaction is open during a call."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import nullcontext
from datetime import datetime

from dinadatum.register.database import Database
from dinadatum.register.heartbeats import beat
from dinadatum.register.senders import among_senders, only_sender
from dinadatum.usecases.rules import Rules
from dinadatum.usecases.sending.asking_after_restore import ask_about_restored
from dinadatum.usecases.sending.pacing import UNPACED, Pace
from dinadatum.usecases.sending.retrying import Resend
from dinadatum.usecases.sending.send_report import SendReport
from dinadatum.usecases.sending.sending_round import Channels, Point, Round, takes_many
from dinadatum.usecases.sending.settle_unknown import fetch_receipts, settle_unknown
from dinadatum.usecases.sending.settling import ACTOR
from dinadatum.usecases.sending.taking_over import take_over_now

__all__ = ["Channels", "Point", "SendReport", "send_due"]

JOB = "send"
BATCH = 500
"""Messages claimed at a time: many make few statements, few leave something for other senders."""

BATCH_OF_THREAD = 10
"""Messages to a provider claimed at a time for each thread: few, so that what changes meanwhile is still seen."""


def send_due(
    database: Database,
    rules: Rules,
    channels: Channels,
    now: Callable[[], datetime],
    *,
    until: datetime | None = None,
    pace: Pace = UNPACED,
    progress: Callable[[int], None] | None = None,
    stop: Callable[[], bool] = lambda: False,
    watch: Callable[[Point], None] = lambda _: None,
    alone: bool = False,
    batch_size: int = BATCH,
    threads: int = 1,
    resend: Resend = Resend.SAFETY,
) -> SendReport:
    """Send every message whose time has come today, inside the sending hours.

    until: the instant to send up to, instead of now (a whole day's sending in one go). pace: gives each
    call to a provider its turn. stop: asked between calls. watch: told every point
    that is passed. alone: what is half done was left by one that died, if nobody else is sending.
    batch_size: messages claimed at a time, by all threads together; fewer where a provider is called.
    threads: how many calls go at the same time. resend: which mails go again when nobody knows whether they went.
    """
    with only_sender(database) if alone else nullcontext(enter_result=False) as nobody_else:
        take_over_now(database, ACTOR, now(), alone=nobody_else)
    at_once = all(takes_many(channel) for channel in channels.values())
    round_ = Round(
        database=database,
        rules=rules,
        channels=channels,
        now=now,
        until=until,
        pace=pace,
        stop=stop,
        watch=watch,
        resend=resend,
        batch_size=batch_size if at_once else min(batch_size, BATCH_OF_THREAD * threads),
        threads=threads,
        progress=progress,
    )
    report = round_.report
    with among_senders(database):
        ask_about_restored(database, rules, channels, now())
        settle_unknown(database, channels.values(), now, report, resend=resend, pause=pace.wait, stop=stop)
        round_.run()
        fetch_receipts(database, channels.values(), now, pause=pace.wait, stop=stop)
    with database.transaction(ACTOR, now()) as session:
        beat(session, JOB, now(), report.last_trouble)
    return report
