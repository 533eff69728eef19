"""Runs the service: the whole day's work once, or the clockwork and the pages until it is stopped."""

from __future__ import annotations

import os
import secrets
import signal
import socket
import tempfile
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from pathlib import Path

from dinadatum import clock
from dinadatum.app import Service, initialise, open_service
from dinadatum.config import Config, DatabaseConfig
from dinadatum.errors import DinaDatumError
from dinadatum.guards import guard_day, release_words
from dinadatum.progress_bar import progress
from dinadatum.register.locking import Hold, holding
from dinadatum.roads import open_channels, rate_limit, real_roads, resend, threads
from dinadatum.usecases.lists.sizes import is_empty, measure
from dinadatum.usecases.looks.daily_look import LookReport, look
from dinadatum.usecases.looks.derived import refresh_touched
from dinadatum.usecases.looks.next_day import next_sending_day
from dinadatum.usecases.looks.second_round import second_round
from dinadatum.usecases.sending.send_due import Channels, SendReport, send_due
from notify.values import Road

Say = Callable[[str], None]

STOPPED = "Stoppad. Inget är förlorat: nästa start går vidare härifrån."
COUNTY = "sormland"
LOGIN_FILE = "dinadatum.inloggning"
"""Holds the log-in of the made-up handläggare; only for a made-up register, only readable by its owner."""


def run_once(config: Config, day: date | None, say: Say, *, made_up: bool = False) -> None:
    """Do a whole day's work as of a day (None: today), whatever the weekday and hour, and end.

    made_up: an empty register gets the made-up county, wherever it is.
    """
    _prepare(config, day, say, made_up=made_up)
    with open_service(config) as service, open_channels(config, service.database) as channels:
        today = day or clock.local_day(clock.now())
        now = clock.now() if day is None else clock.opening(day)
        looked = _look(service, today, now)
        second_round(service.database, service.rules, now)
        sent = send_day(service, channels, today, simulated=day is not None)
        _tell(service, today, looked, sent, say)
        _tell_next(service, today, say)


class StopSignal:
    """Waits for Ctrl-C or SIGTERM: the whole process then stops where it does no harm.

    The signal itself writes to a socket. A handler that sets an Event can come between the last check and the sleep,
    and a process was seen to sleep on.
    """

    def __init__(self) -> None:
        """Listen from now on; only the main thread may."""
        self._told, self._tells = socket.socketpair()
        self._tells.settimeout(0)
        signal.set_wakeup_fd(self._tells.fileno(), warn_on_full_buffer=False)
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, lambda *_: None)

    def wait(self) -> None:
        """Return when one has come, at once if it came before."""
        self._told.recv(1)


def serve(config: Config, say: Say, *, made_up: bool = False) -> None:
    """Do today's work, then tick and serve pages until Ctrl-C or SIGTERM. made_up: see run_once."""
    stopping = StopSignal()
    _prepare(config, None, say, made_up=made_up)
    with open_service(config) as service, open_channels(config, service.database) as channels:
        _serve(service, channels, stopping, say)
    say(STOPPED)


def send_day(service: Service, channels: Channels, day: date, *, simulated: bool) -> SendReport:
    """Send everything that is due on a day, up to the end of its sending hours.

    simulated: the day is played, so what is written says that day and not the clock's.
    """
    closes = time(service.rules.paces.sending.last_hour)
    guard_day(service, clock.opening(day) if simulated else clock.now())
    with progress("Skickar") as tell:
        return send_due(
            service.database,
            service.rules,
            channels,
            (lambda: clock.opening(day)) if simulated else clock.now,
            until=clock.instant(day, closes),
            pace=rate_limit(service.config),
            threads=threads(service.config),
            resend=resend(service.config),
            progress=lambda done: tell(done, done),
            alone=simulated,
        )


def _serve(service: Service, channels: Channels, stopping: StopSignal, say: Say) -> None:
    from dinadatum.register.election import Election
    from dinadatum.scheduler import WORK, Clockwork
    from dinadatum.web.app import make_app
    from dinadatum.web.serving import Server

    server = Server(make_app(service, clock.now), service.config.web.host, service.config.web.port)
    now = clock.now()
    today = clock.local_day(now)
    election = Election(service.database, WORK)
    looked = _look(service, today, now) if election.hold(now) else LookReport(today)
    guard_day(service, now)
    sent = send_due(
        service.database,
        service.rules,
        channels,
        clock.now,
        pace=rate_limit(service.config),
        threads=threads(service.config),
        resend=resend(service.config),
    )
    _tell(service, today, looked, sent, say)
    _tell_next(service, today, say)
    clockwork = Clockwork(service, channels, rate_limit(service.config), election=election)
    server.start()
    clockwork.start()
    tell_page(service, server.address, say)
    try:
        stopping.wait()
    finally:
        say("Stoppar ...")
        clockwork.stop()
        server.stop()


def _prepare(config: Config, day: date | None, say: Say, *, made_up: bool) -> None:
    """Make what is missing, and draw the made-up county into an empty register that is nobody's or asked for it.

    Of two that are started at the same time, one draws it and the other waits for that.
    """
    if initialise(config):
        say("Registret är gjort.")
    with open_service(config) as service, holding(service.database, "starting", Hold.ALONE):
        with service.database.reading() as session:
            empty = is_empty(session)
        if not empty:
            if made_up:
                say("Registret är inte tomt: inget påhittat läggs till.")
            return
        if made_up or not _is_somebodys(config):
            _draw_county(service, day or clock.local_day(clock.now()), say)
            return
        say(
            "Registret är tomt. Läs in personer: «dinadatum import --template MAPP» skriver tomma filer att fylla i,"
        )
        say(
            "och «dinadatum import MAPP» läser in dem. Ett påhittat län att prova med: «dinadatum run --made-up»."
        )


def _is_somebodys(config: Config) -> bool:
    """Tell whether somebody has chosen a database or a real road: made-up people would stay there for good."""
    return bool(real_roads(config)) or config.database != DatabaseConfig()


def _draw_county(service: Service, day: date, say: Say) -> None:
    from dinadatum.madeup import write_county
    from dinadatum.usecases.intake.import_files import ImportOrder, import_files

    say("Registret är tomt: drar ett påhittat län (Sörmland) ...")
    now = clock.now()
    with tempfile.TemporaryDirectory() as folder, progress("Läser in") as tell:
        write_county(COUNTY, Path(folder), seed=1, day=day)
        order = ImportOrder(Path(folder), day, now, "påhittat län")
        report = import_files(service.database, order, lambda _what, done, total: tell(done, total))
        if not report.clean:
            raise DinaDatumError(f"Det påhittade länet gick inte att läsa in: {report.errors[0]}")
        refresh_touched(service.database, service.rules, report.touched, order.actor, now)
    _make_login(service, now)


def _make_login(service: Service, now: datetime) -> None:
    """Make a log-in for the handläggare with the most cases, and keep it where only the owner can read it."""
    from dinadatum.usecases.lists.sizes import busiest_caseworker
    from dinadatum.usecases.staff.accounts import create
    from dinadatum.usecases.staff.viewers import Role

    password = secrets.token_urlsafe(12)
    with service.database.transaction("påhittat län", now) as session:
        username, unit = busiest_caseworker(session)
        create(
            session,
            username=username,
            password=password,
            role=Role.CASEWORKER,
            now=now,
            unit=unit,
            caseworker=username,
        )
    handle = os.open(LOGIN_FILE, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        file.write(f"{username}\n{password}\n")


def _look(service: Service, today: date, now: datetime) -> LookReport:
    with progress("Går igenom") as tell:
        processes = service.config.look.processes
        return look(service.database, service.rules, today, now, tell, processes=processes)


def _tell(service: Service, today: date, looked: LookReport, sent: SendReport, say: Say) -> None:
    from notify.words import long_date, weekday

    with service.database.reading() as session:
        sizes = measure(session, service.rules, today)
    say(f"Dina datum, {weekday(today)} {long_date(today)}")
    say(f"  personer               {sizes.people}")
    say(f"  beslut                 {sizes.decisions}")
    say(f"  viktiga datum          {sizes.key_dates}")
    say(f"  personer genomgångna   {looked.people}")
    say(f"  meddelanden i dag      {sizes.messages_today}")
    say(f"  skickade nu            {sent.accepted}{_roads(sent)}")
    for count, words in (
        (sent.found, "varav oklara förut"),
        (sent.waiting, "försöker igen"),
        (sent.failed, "kom inte fram"),
        (sent.unknown, "oklara"),
        (sent.held, "väntar på en människa"),
    ):
        if count:
            say(f"  {words:<22} {count}")
    if sizes.held_today:
        say(f"  hålls i dag            {sizes.held_today} (ovanligt många: {release_words(today)})")
    if sizes.unsent_today:
        say(f"  gick inte              {sizes.unsent_today} (dinadatum missed --since {today} säger varför)")
    say(f"  uppgifter              {sizes.tasks}")
    if sent.last_trouble:
        say(f"  senaste felet          {sent.last_trouble}")
    if not real_roads(service.config):
        say(f"Inget lämnar maskinen. Meddelandena ligger i mappen {service.config.outbox.folder}/")


def _roads(sent: SendReport) -> str:
    words = {Road.SMS: "sms", Road.EMAIL: "mejl"}
    parts = [f"{count} {words.get(road, road.value)}" for road, count in sorted(sent.roads.items())]
    return f" ({', '.join(parts)})" if parts else ""


def _tell_next(service: Service, today: date, say: Say) -> None:
    from notify.words import long_date, weekday

    with service.database.reading() as session:
        day = next_sending_day(session, today)
    if day is None:
        say("Inget mer är på väg, som det ser ut i dag.")
        return
    say(f"Nästa dag då något skickas: {weekday(day)} {long_date(day)}")
    if day - today <= timedelta(days=7) and not real_roads(service.config):
        say(f"Se den dagen redan nu: ./do run --once --day {day}")


def tell_page(service: Service, address: str, say: Say) -> None:
    """Say where the pages are, and as whom to log in."""
    from dinadatum.usecases.staff.accounts import list_accounts

    say(f"Sidorna finns på {address}")
    outside = service.config.web.public_url
    if outside.startswith("https:"):
        say(f"Utifrån, genom proxyn: {outside}")
    with service.database.reading() as session:
        names = {line.username for line in list_accounts(session)}
    try:
        username, password = Path(LOGIN_FILE).read_text(encoding="utf-8").split()
    except (OSError, ValueError):
        username = password = ""
    if username in names:
        say(f"Logga in som påhittad handläggare: {username}, lösenord {password}")
    elif not names:
        say("Gör ett konto att logga in med: dinadatum accounts add KONTO")
    say("Stoppa med Ctrl-C.")
