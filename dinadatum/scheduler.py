"""The clockwork: a handful of ticking jobs. What they find to do is in the database, never in the clockwork."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import date, datetime, timedelta
from enum import StrEnum
from functools import partial

import structlog
from apscheduler.schedulers.background import BackgroundScheduler

from dinadatum import clock
from dinadatum.app import Service
from dinadatum.errors import DinaDatumError
from dinadatum.guards import guard_day
from dinadatum.mailbox import read_new
from dinadatum.register.election import Election
from dinadatum.register.heartbeats import beat
from dinadatum.roads import resend, threads
from dinadatum.usecases.lists.counting import count_day
from dinadatum.usecases.lists.morning_mail import send_morning_mails
from dinadatum.usecases.looks.daily_look import is_anyone_waiting, look, looked_on
from dinadatum.usecases.looks.second_round import second_round
from dinadatum.usecases.replies.read_mailbox import read_mailbox
from dinadatum.usecases.replies.take_reply import read_waiting_replies
from dinadatum.usecases.sending.pacing import Pace
from dinadatum.usecases.sending.send_due import Channels, send_due
from dinadatum.usecases.upkeep.telling_alarms import tell_alarms
from notify.ahead import LOOK_AT
from notify.values import Road

LOOK_FROM = LOOK_AT
"""The daily look waits for this hour, so that a day's facts are in."""
LOOK_EVERY_SECONDS = 10
"""How often it is asked whether a look is owed, and by whom: so soon does another follow one that died."""
SEND_EVERY_SECONDS = 20
MORNING_EVERY_SECONDS = 60
REPLIES_EVERY_SECONDS = 10
BEAT_EVERY = timedelta(seconds=60)
"""How often the elected process, and one in the middle of a long round of sending, says that it lives."""
WATCH_EVERY_SECONDS = 60
FIRST_WATCH = timedelta(minutes=2)
"""A start after a stop has so long to put things right before anybody is told of them."""
WORK = "look"
"""What the elected process does."""
CLOCK_JOB = "clock"

_log = structlog.get_logger("dinadatum")


class Job(StrEnum):
    """What a clockwork can do. Each process does one of them, or all."""

    LOOK = "look"
    SEND = "send"
    WATCH = "watch"


ALL = frozenset(Job)


class Clockwork:
    """Looks once a day and sends what is due, until it is stopped. One job of a kind at a time."""

    def __init__(
        self,
        service: Service,
        channels: Channels,
        pace: Pace,
        *,
        jobs: frozenset[Job] = ALL,
        election: Election | None = None,
        told: Callable[[str], None] = lambda _: None,
    ) -> None:
        """Take what the jobs need. pace: gives each call to a provider its turn. told: hears of the election."""
        self._service = service
        self._channels = channels
        self._pace = pace
        self._jobs = jobs
        self._election = election or Election(service.database, WORK)
        self._told = told
        self._elected = False
        self._beaten: dict[str, datetime] = {}
        self._stopping = threading.Event()
        self._scheduler = BackgroundScheduler(timezone=clock.ZONE)

    def start(self) -> None:
        """Begin to tick; the first look and the first sending come at once."""
        if Job.LOOK in self._jobs:
            self._add(self.look_if_due, LOOK_EVERY_SECONDS)
        if Job.SEND in self._jobs:
            self._add(self.send, SEND_EVERY_SECONDS)
            self._add(self.send_morning_mails, MORNING_EVERY_SECONDS)
            self._add(self.read_replies, REPLIES_EVERY_SECONDS)
            if self._service.config.imap.host:
                self._add(self.read_mail, self._service.config.imap.every_s)
        if Job.WATCH in self._jobs and self._service.config.alarms.email:
            self._add(self.watch, WATCH_EVERY_SECONDS, clock.now() + FIRST_WATCH)
        self._scheduler.start()

    def stop(self) -> None:
        """Stop after the message that is going out now, and let another be elected."""
        self._stopping.set()
        if self._scheduler.running:
            self._scheduler.shutdown(wait=True)
        self._safely("election", lambda: self._election.give_up(clock.now()))

    def look_if_due(self) -> None:
        """Look if today's look isn't done. Heals a clock that jumped and a night that was slept through."""
        now = clock.now()
        self._safely("look", lambda: self._look(now))

    def send_morning_mails(self) -> None:
        """Send the morning mails whose hour has come. Many processes may tick: each mail goes once."""
        now = clock.now()
        self._safely("morning", lambda: self._send_morning_mails(now))

    def send(self) -> None:
        """Send what is due now."""
        self._safely("send", self._send)

    def watch(self) -> None:
        """Tell the operator what is wrong."""
        self._safely("watch", self._watch)

    def _add(self, work: Callable[[], None], seconds: float, first: datetime | None = None) -> None:
        self._scheduler.add_job(
            work,
            "interval",
            seconds=seconds,
            next_run_time=first or clock.now(),
            coalesce=True,
            max_instances=1,
            misfire_grace_time=None,
        )

    def read_mail(self) -> None:
        """Fetch what has come by mail."""
        imap, database = self._service.config.imap, self._service.database
        self._safely("mailbox", lambda: read_mailbox(database, partial(read_new, imap), clock.now()))

    def read_replies(self) -> None:
        """Read what has come in. A job of its own: a receipt doesn't wait for a long round of sending."""
        service = self._service
        self._safely("replies", lambda: read_waiting_replies(service.database, service.rules, clock.now()))

    def _look(self, now: datetime) -> None:
        if not self._is_elected(now):
            return
        self._beat(CLOCK_JOB, now)
        today = clock.local_day(now)
        with self._service.database.reading() as session:
            done, waiting = looked_on(session), is_anyone_waiting(session, today)
        second_round(self._service.database, self._service.rules, now)
        if not is_look_due(done, now, waiting=waiting):
            if done == today:
                count_day(self._service.database, today, now, self._stay_elected)
            return
        report = look(
            self._service.database,
            self._service.rules,
            today,
            now,
            self._stay_elected,
            processes=self._service.config.look.processes,
        )
        guard_day(self._service, now)
        _log.info("look", day=today.isoformat(), people=report.people, messages=report.messages)

    def _is_elected(self, now: datetime) -> bool:
        elected = self._election.hold(now)
        if elected and not self._elected:
            self._told("Den här processen gör dagens genomgång.")
        self._elected = elected
        return elected

    def _stay_elected(self, _done: int, _all: int) -> None:
        now = clock.now()
        self._election.hold(now)
        self._beat(CLOCK_JOB, now)

    def _send_morning_mails(self, now: datetime) -> None:
        service = self._service
        sent = send_morning_mails(service.database, service.rules, self._channels, now)
        if sent:
            _log.info("morning", sent=sent)

    def _send(self) -> None:
        service = self._service
        guard_day(service, clock.now())
        report = send_due(
            service.database,
            service.rules,
            self._channels,
            clock.now,
            pace=self._pace,
            threads=threads(service.config),
            resend=resend(service.config),
            progress=lambda _: self._beat("send", clock.now()),
            stop=self._stopping.is_set,
        )
        self._beaten["send"] = clock.now()
        if report.accepted or report.failed or report.waiting or report.unknown or report.held:
            _log.info("send", accepted=report.accepted, failed=report.failed, waiting=report.waiting,
                      unknown=report.unknown, held=report.held, found=report.found)  # fmt: skip

    def _watch(self) -> None:
        service = self._service
        told = tell_alarms(
            service.database, self._channels[Road.EMAIL], service.config.alarms.email, clock.now()
        )
        for alarm in told:
            _log.warning("alarm", code=alarm.code)

    def _beat(self, job: str, now: datetime) -> None:
        """Say that a job lives, though not more often than anybody needs to hear."""
        last = self._beaten.get(job)
        if last is not None and timedelta(0) <= now - last < BEAT_EVERY:
            return
        with self._service.database.transaction("klockverk", now) as session:
            beat(session, job, now, "")
        self._beaten[job] = now

    def _safely(self, job: str, work: Callable[[], object]) -> None:
        """Let a job fail without ending the clockwork: the next tick tries again. Never logs values."""
        try:
            work()
        except DinaDatumError as error:
            _log.error(job, trouble=str(error))
        except Exception as error:
            _log.error(job, trouble=type(error).__name__)


def is_look_due(done: date | None, now: datetime, *, waiting: bool = False) -> bool:
    """Tell whether a look is owed. done: the day of the last whole one. waiting: facts were changed since.

    A day in the future in the books (a clock that was wrong) doesn't stop today's. What was ticked off or read in
    after the look is looked at within seconds: nobody is to be told to apply an hour after somebody saw it come in.
    """
    today = clock.local_day(now)
    return (done != today or waiting) and clock.local_time(now) >= LOOK_FROM
