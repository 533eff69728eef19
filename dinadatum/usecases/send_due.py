"""Sends what is due: claim, put the attempt on record, call, settle. No transaction is open during a call."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import datetime, time
from enum import StrEnum

from dinadatum.clock import instant, local_day
from dinadatum.register import ledger
from dinadatum.register.claiming import Claimed, claim
from dinadatum.register.database import Database
from dinadatum.register.heartbeats import beat
from dinadatum.register.states import State
from dinadatum.usecases.asking_after_restore import ask_about_restored
from dinadatum.usecases.composing import Composed, Held, compose
from dinadatum.usecases.retrying import Resend, can_be_asked
from dinadatum.usecases.rules import Rules
from dinadatum.usecases.send_report import SendReport
from dinadatum.usecases.settle_unknown import fetch_receipts, settle_unknown
from dinadatum.usecases.settling import ACTOR, Ended, settle
from dinadatum.usecases.taking_over import add_task, take_over
from notify.channels.values import Channel
from notify.values import Road, TaskKind

__all__ = ["Channels", "Point", "SendReport", "send_due"]

JOB = "send"
BATCH = 100
"""Messages claimed at a time: many make few statements, few leave something for other senders."""

BATCH_OF_THREAD = 10
"""Messages that one of several threads claims at a time: few, so that they all end at about the same time."""

Channels = Mapping[Road, Channel]
"""The channel of each road that a machine can send by."""

_TOGETHER = {"outbox": 100}
"""How many attempts go on record at a time, by channel; otherwise one.

The same message twice to the outbox is one file, so nothing is unclear after a crash. At a provider each
attempt without an outcome has to be asked about, so there is never more than one per thread.
"""


class Point(StrEnum):
    """A place on the way of a message at which a sender can die."""

    BEFORE_CLAIM = "before claim"
    AFTER_CLAIM = "after claim"
    AFTER_ATTEMPT = "after attempt"
    AFTER_ANSWER = "after answer"
    AFTER_SETTLE = "after settle"


@dataclass(frozen=True, slots=True)
class _Ready:
    message: Claimed
    channel: Channel
    composed: Composed


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
    watch: Callable[[Point], None] = lambda _: None,
    alone: bool = False,
    batch_size: int = BATCH,
    threads: int = 1,
    resend: Resend = Resend.SAFETY,
) -> SendReport:
    """Send every message whose time has come today, inside the sending hours.

    until: the instant to send up to, instead of now (a whole day's sending in one go). pause: called
    before each call to a provider, for the rate limit. stop: asked between calls. watch: told every point
    that is passed. alone: no other sender is at work, so what is half done was left by one that died.
    batch_size: messages claimed at a time, by all threads together. threads: how many calls go at the same
    time. resend: which mails go again when nobody knows whether they went.
    """
    report = SendReport()
    with database.transaction(ACTOR, now()) as session:
        take_over(session, now(), alone=alone)
    ask_about_restored(database, rules, channels, now())
    settle_unknown(database, channels.values(), now, report, resend=resend, pause=pause, stop=stop)
    round_ = _Round(
        database=database,
        rules=rules,
        channels=channels,
        now=now,
        until=until,
        pause=pause,
        asked_to_stop=stop,
        watch=watch,
        resend=resend,
        batch_size=batch_size if threads == 1 else max(min(batch_size // threads, BATCH_OF_THREAD), 1),
        progress=progress,
    )
    for sent in round_.run(threads):
        report.add(sent)
    fetch_receipts(database, channels.values(), now, pause=pause, stop=stop)
    with database.transaction(ACTOR, now()) as session:
        beat(session, JOB, now(), report.last_trouble)
    return report


@dataclass(slots=True)
class _Round:
    """One round of sending, by one or more threads. Each claims for itself, so that none waits for another."""

    database: Database
    rules: Rules
    channels: Channels
    now: Callable[[], datetime]
    until: datetime | None
    pause: Callable[[], None]
    asked_to_stop: Callable[[], bool]
    watch: Callable[[Point], None]
    resend: Resend
    batch_size: int
    progress: Callable[[int], None] | None
    broken: threading.Event = field(default_factory=threading.Event)
    counting: threading.Lock = field(default_factory=threading.Lock)
    accepted: int = 0

    def run(self, threads: int) -> list[SendReport]:
        """Send until nothing is left. What breaks in one thread stops them all, and is raised here."""
        if threads == 1:
            return [self._lane()]
        with ThreadPoolExecutor(threads, thread_name_prefix="sender") as pool:
            lanes = [pool.submit(self._lane) for _ in range(threads)]
            try:
                return [lane.result() for lane in lanes]
            finally:
                self.broken.set()

    def _stop(self) -> bool:
        return self.broken.is_set() or self.asked_to_stop()

    def _lane(self) -> SendReport:
        report = SendReport()
        try:
            while not self._stop():
                self.watch(Point.BEFORE_CLAIM)
                batch = self._claim()
                if not batch:
                    break
                self.watch(Point.AFTER_CLAIM)
                self._send_batch(batch, report)
        except BaseException:
            self.broken.set()
            raise
        return report

    def _claim(self) -> list[Claimed]:
        moment, now = self.until or self.now(), self.now()
        day, sending = local_day(moment), self.rules.paces.sending
        opens, closes = time(sending.first_hour), time(sending.last_hour)
        with self.database.transaction(ACTOR, now) as session:
            return claim(
                session,
                moment,
                now,
                self.batch_size,
                since=instant(day, time.min),
                ordinary=instant(day, opens) <= moment <= instant(day, closes),
            )

    def _send_batch(self, batch: Sequence[Claimed], report: SendReport) -> None:
        with self.database.reading() as session:
            composed = compose(session, self.rules, batch, local_day(self.until or self.now()))
        ready = _hold_the_rest(self.database, batch, composed, self.channels, self.now(), report)
        for group in _groups(ready):
            if self._stop():
                _give_back(self.database, group, self.now())
                continue
            before = report.accepted
            self._send(group, report)
            self._count(report.accepted - before)

    def _count(self, accepted: int) -> None:
        with self.counting:
            self.accepted += accepted
            if self.progress is not None:
                self.progress(self.accepted)

    def _send(self, group: Sequence[_Ready], report: SendReport) -> None:
        if _together(group[0]) == 1:
            self.pause()
        now = self.now()
        with self.database.transaction(ACTOR, now) as session:
            going = ledger.begin_attempts(session, [_attempt(ready) for ready in group], now)
        self.watch(Point.AFTER_ATTEMPT)
        calls: list[Ended] = []
        for ready in group:
            if ready.message.id in going:
                result = ready.channel.send(ready.composed.outgoing)
                calls.append((ready.message, ready.channel.name, result))
        self.watch(Point.AFTER_ANSWER)
        settle(self.database, calls, self.now(), report, self.resend)
        self.watch(Point.AFTER_SETTLE)


def _give_back(database: Database, group: Sequence[_Ready], now: datetime) -> None:
    with database.transaction(ACTOR, now) as session:
        ledger.move(session, [ready.message.id for ready in group], State.PLANNED)


def _hold_the_rest(
    database: Database,
    batch: Sequence[Claimed],
    composed: Mapping[str, Composed | Held],
    channels: Channels,
    now: datetime,
    report: SendReport,
) -> list[_Ready]:
    """Return the messages that can go; the others wait for a person, who is told why."""
    ready, held = [], []
    for message in batch:
        made, channel = composed[message.id], channels.get(message.road)
        if isinstance(made, Held):
            held.append((message, made))
        elif channel is None:
            held.append((message, Held(TaskKind.UNREACHABLE, "Vägen är inte påslagen.")))
        else:
            ready.append(_Ready(message, channel, made))
    if held:
        with database.transaction(ACTOR, now) as session:
            for message, why in held:
                ledger.move(session, [message.id], State.HELD, reason=why.why, code=why.kind.value)
                add_task(session, message, why.kind, why.why, now)
        report.held += len(held)
    return ready


def _groups(ready: Sequence[_Ready]) -> Iterator[list[_Ready]]:
    """Yield the messages in order, as many together as their channel allows."""
    group: list[_Ready] = []
    for one in ready:
        if group and (one.channel.name != group[0].channel.name or len(group) >= _together(group[0])):
            yield group
            group = []
        group.append(one)
    if group:
        yield group


def _together(ready: _Ready) -> int:
    return _TOGETHER.get(ready.channel.name, 1)


def _attempt(ready: _Ready) -> ledger.Attempt:
    composed = ready.composed
    return ledger.Attempt(
        ledger_id=ready.message.id,
        number=ready.message.attempts + 1,
        provider=ready.channel.name,
        template=composed.template,
        wording=composed.wording,
        subject=composed.outgoing.subject,
        text=composed.outgoing.text,
        chars=composed.chars,
        parts=composed.parts,
        address=composed.outgoing.address if can_be_asked(ready.channel.name) else "",
    )
