"""The clockwork: a handful of ticking jobs. What they find to do is in the database, never in the clockwork."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import date, datetime

import structlog
from apscheduler.schedulers.background import BackgroundScheduler

from dinadatum import clock
from dinadatum.app import Service
from dinadatum.errors import DinaDatumError
from dinadatum.usecases.daily_look import look, looked_on
from dinadatum.usecases.send_due import Channels, send_due
from dinadatum.usecases.take_reply import read_waiting_replies
from notify.simulate import LOOK_AT

LOOK_FROM = LOOK_AT
"""The daily look waits for this hour, so that a day's facts are in."""
LOOK_EVERY_SECONDS = 300
SEND_EVERY_SECONDS = 20
REPLIES_EVERY_SECONDS = 10

_log = structlog.get_logger("dinadatum")


class Clockwork:
    """Looks once a day and sends what is due, until it is stopped. One job of a kind at a time."""

    def __init__(self, service: Service, channels: Channels, pause: Callable[[], None]) -> None:
        """Take what the jobs need. pause: waited before each call to a provider."""
        self._service = service
        self._channels = channels
        self._pause = pause
        self._stopping = threading.Event()
        self._scheduler = BackgroundScheduler(timezone=clock.ZONE)

    def start(self) -> None:
        """Begin to tick; the first look and the first sending come at once."""
        options = {"coalesce": True, "max_instances": 1, "misfire_grace_time": None}
        now = clock.now()
        self._scheduler.add_job(
            self.look_if_due, "interval", seconds=LOOK_EVERY_SECONDS, next_run_time=now, **options
        )
        self._scheduler.add_job(
            self.send, "interval", seconds=SEND_EVERY_SECONDS, next_run_time=now, **options
        )
        self._scheduler.add_job(
            self.read_replies, "interval", seconds=REPLIES_EVERY_SECONDS, next_run_time=now, **options
        )
        self._scheduler.start()

    def stop(self) -> None:
        """Stop after the message that is going out now."""
        self._stopping.set()
        if self._scheduler.running:
            self._scheduler.shutdown(wait=True)

    def look_if_due(self) -> None:
        """Look if today's look isn't done. Heals a clock that jumped and a night that was slept through."""
        now = clock.now()
        self._safely("look", lambda: self._look(now))

    def send(self) -> None:
        """Send what is due now."""
        self._safely("send", self._send)

    def read_replies(self) -> None:
        """Read what has come in. A job of its own: a receipt doesn't wait for a long round of sending."""
        service = self._service
        self._safely("replies", lambda: read_waiting_replies(service.database, service.rules, clock.now()))

    def _look(self, now: datetime) -> None:
        today = clock.local_day(now)
        with self._service.database.reading() as session:
            done = looked_on(session)
        if not is_look_due(done, now):
            return
        report = look(self._service.database, self._service.rules, today, now)
        _log.info("look", day=today.isoformat(), people=report.people, messages=report.messages)

    def _send(self) -> None:
        service = self._service
        report = send_due(
            service.database,
            service.rules,
            self._channels,
            clock.now,
            pause=self._pause,
            stop=self._stopping.is_set,
        )
        if report.accepted or report.failed or report.waiting or report.unknown or report.held:
            _log.info("send", accepted=report.accepted, failed=report.failed, waiting=report.waiting,
                      unknown=report.unknown, held=report.held)  # fmt: skip

    def _safely(self, job: str, work: Callable[[], object]) -> None:
        """Let a job fail without ending the clockwork: the next tick tries again. Never logs values."""
        try:
            work()
        except DinaDatumError as error:
            _log.error(job, trouble=str(error))
        except Exception as error:
            _log.error(job, trouble=type(error).__name__)


def is_look_due(done: date | None, now: datetime) -> bool:
    """Tell whether a look is owed. done: the day of the last whole one.

    A day in the future in the books (a clock that was wrong) doesn't stop today's.
    """
    today = clock.local_day(now)
    return done != today and clock.local_time(now) >= LOOK_FROM
