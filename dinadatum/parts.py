"""Runs one part of the service by itself: the pages, the daily look, or a sender. `dinadatum run` is all in one.

Any number of each may run on one PostgreSQL, on any number of machines: senders never get the same message, and
one scheduler at a time is elected to look.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dinadatum import clock
from dinadatum.app import open_service
from dinadatum.config import Config
from dinadatum.roads import open_channels, rate_limit
from dinadatum.running import STOPPED, Say, StopSignal, tell_page

if TYPE_CHECKING:
    from dinadatum.scheduler import Job


def run_web(config: Config, say: Say) -> None:
    """Serve the pages and the providers' calls until Ctrl-C or SIGTERM."""
    stopping = StopSignal()
    with open_service(config) as service:
        from dinadatum.web.app import make_app
        from dinadatum.web.serving import Server

        server = Server(make_app(service, clock.now), config.web.host, config.web.port)
        with server:
            tell_page(service, server.address, say)
            stopping.wait()
            say("Stoppar ...")
    say(STOPPED)


def run_scheduler(config: Config, say: Say) -> None:
    """Look each day, when elected, until Ctrl-C or SIGTERM. Sends nothing."""
    stopping = StopSignal()  # before it says that it runs: whoever reads that may stop it
    from dinadatum.scheduler import Job

    say("Schemaläggaren är i gång. En process i taget gör dagens genomgång.")
    _tick(config, frozenset({Job.LOOK, Job.WATCH}), stopping, say)


def run_sender(config: Config, say: Say) -> None:
    """Send what is due until Ctrl-C or SIGTERM. The message under way is finished first."""
    stopping = StopSignal()
    from dinadatum.scheduler import Job

    say("Avsändaren är i gång.")
    _tick(config, frozenset({Job.SEND, Job.WATCH}), stopping, say)


def _tick(config: Config, jobs: frozenset[Job], stopping: StopSignal, say: Say) -> None:
    from dinadatum.scheduler import Clockwork

    with open_service(config) as service, open_channels(config, service.database) as channels:
        clockwork = Clockwork(service, channels, rate_limit(config), jobs=jobs, told=say)
        clockwork.start()
        try:
            say("Stoppa med Ctrl-C.")
            stopping.wait()
        finally:
            say("Stoppar ...")
            clockwork.stop()
    say(STOPPED)
