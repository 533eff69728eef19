"""Opens the roads out that the settings choose, with the gate before every real one."""

from __future__ import annotations

import os
import ssl
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from dinadatum.config import Config
from dinadatum.errors import ConfigError
from dinadatum.files import why
from dinadatum.register.database import MADE_UP, Database
from dinadatum.usecases.sending.pacing import UNPACED, Pace
from dinadatum.usecases.sending.retrying import Resend
from dinadatum.usecases.sending.send_due import Channels
from notify.channels.errors import ChannelError
from notify.channels.guard import GuardedChannel
from notify.channels.outbox import OutboxChannel
from notify.channels.values import Channel
from notify.values import Road


@contextmanager
def open_channels(config: Config, database: Database) -> Iterator[Channels]:
    """Open a channel for SMS and one for mail; closes them at the end.

    In shadow mode both are the outbox, whatever the settings say. Raises ConfigError for settings that
    can't be used.
    """
    made_up = database.meta(MADE_UP) is not None
    channels: dict[Road, Channel] = {
        Road.SMS: _sms(config, made_up=made_up),
        Road.EMAIL: _mail(config, made_up=made_up),
    }
    try:
        yield channels
    finally:
        for channel in channels.values():
            channel.close()


def real_roads(config: Config) -> list[str]:
    """Name the roads by which something can leave the machine."""
    if config.sending.shadow:
        return []
    return [
        name
        for name, channel in (("sms", config.sms.channel), ("mejl", config.mail.channel))
        if channel != "outbox"
    ]


def rate_limit(config: Config) -> Pace:
    """Return what keeps calls to a provider apart; nothing at all for the outbox."""
    return Pacer(config.sending.per_second) if real_roads(config) else UNPACED


class Pacer:
    """Keeps calls apart, however many threads make them. The time that a call itself takes counts."""

    def __init__(
        self,
        per_second: float,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        """Take how many calls there may be in a second."""
        self._gap = 1 / per_second
        self._clock, self._sleep = clock, sleep
        self._next = 0.0
        self._lock = threading.Lock()

    def try_turn(self) -> float:
        """Take a turn, if one has come: returns 0. Otherwise returns the seconds until one comes."""
        with self._lock:
            now = self._clock()
            if now < self._next:
                return self._next - now
            self._next = now + self._gap
            return 0.0

    def wait(self) -> None:
        """Wait for the next call's turn."""
        with self._lock:
            now = self._clock()
            turn = max(self._next, now)
            self._next = turn + self._gap
        if turn > now:
            self._sleep(turn - now)


def threads(config: Config) -> int:
    """Return how many calls go at the same time; one where nothing leaves the machine."""
    return config.sending.threads if real_roads(config) else 1


def resend(config: Config) -> Resend:
    """Return which mails go again when nobody knows whether they went."""
    return Resend(config.smtp.resend_unknown)


def _sms(config: Config, *, made_up: bool) -> Channel:
    if config.sms.channel == "outbox" or config.sending.shadow:
        return OutboxChannel(Path(config.outbox.folder), Road.SMS)
    from notify.channels.twilio import TwilioChannel

    settings = config.twilio
    with _plainly("twilio"):
        channel = TwilioChannel(
            account_sid=settings.account_sid,
            auth_token=_secret(settings.auth_token_env),
            sender=settings.sender,
            messaging_service_sid=settings.messaging_service_sid,
            public_url=config.web.public_url,
            base_url=settings.base_url,
            timeout_s=settings.timeout_s,
        )
    return GuardedChannel(channel, made_up=made_up, host=channel.host, guest_list=config.sending.guest_list)


def _mail(config: Config, *, made_up: bool) -> Channel:
    if config.mail.channel == "outbox" or config.sending.shadow:
        sender = config.smtp.sender or "Dina datum <dinadatum@example.se>"
        return OutboxChannel(Path(config.outbox.folder), Road.EMAIL, sender=sender)
    from notify.channels.smtp import SmtpChannel

    settings = config.smtp
    if not settings.host:
        raise ConfigError("[mail] channel är smtp, men [smtp] host är tom. Skriv e-postserverns namn.")
    with _plainly("smtp"):
        channel = SmtpChannel(
            host=settings.host,
            port=settings.port,
            sender=settings.sender,
            starttls=settings.starttls,
            username=settings.username,
            password=_secret(settings.password_env) if settings.username else "",
            ca_file=settings.ca_file,
            timeout_s=settings.timeout_s,
            connections=settings.connections,
        )
    guests = config.sending.guest_list
    if guests and config.alarms.email and not made_up:
        guests = (*guests, config.alarms.email)  # whoever tries the service out wants to hear its alarms
    return GuardedChannel(channel, made_up=made_up, host=channel.host, guest_list=guests)


def _secret(variable: str) -> str:
    value = os.environ.get(variable, "")
    if not value:
        raise ConfigError(f"Miljövariabeln {variable} är tom. Den ska hålla hemligheten till leverantören.")
    return value


@contextmanager
def _plainly(section: str) -> Iterator[None]:
    try:
        yield
    except ChannelError as error:
        raise ConfigError(f"[{section}] går inte att använda: {error}") from error
    except OSError as error:  # the only file that a channel reads when it is opened
        raise ConfigError(f"[{section}] ca_file går inte att använda: {_ca_file(error)}.") from error


def _ca_file(error: OSError) -> str:
    return (
        "i filen finns inget certifikat i formen PEM"
        if isinstance(error, ssl.SSLError)
        else f"filen {why(error)}"
    )
