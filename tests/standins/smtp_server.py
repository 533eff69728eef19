"""A real mail server on this machine: STARTTLS, log-in, refusals by address, and faults on demand."""

from __future__ import annotations

import asyncio
import email
import email.policy
import socket
import ssl
from collections import deque
from dataclasses import dataclass
from email.message import EmailMessage
from enum import StrEnum
from pathlib import Path
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

from tests.standins.certificate import make_certificate

USERNAME = "dinadatum"
PASSWORD = "lösenord-åäö"

# The beginning of a receiver's address: what the server says to it.
RECEIVERS = {
    "finns-ej": "550 5.1.1 No such user here",
    "full": "552 5.2.2 Mailbox full",
    "gammal": "550 No",
    "vanta": "451 4.7.1 Greylisted, try again later",
    "upptagen": "450 Busy",
    "logga-in": "530 5.7.0 Authentication required",
    "spoof": "554 4.7.1 The two codes disagree",
}


class Fault(StrEnum):
    """What goes wrong with one mail, or one connection."""

    DROP_AT_RCPT = "closes when it hears to whom"
    DROP_AT_DATA = "closes instead of asking for the content"
    DROP_AFTER = "takes the mail, then closes without a word"
    HANG_AFTER = "takes the mail, then never answers"
    SAY_451 = "refuses the content for now"
    SAY_554 = "refuses the content for good"
    SAY_421 = "says that it closes, and closes"
    REFUSE_SENDER = "refuses whom the mail is from"


@dataclass(frozen=True, slots=True)
class Delivered:
    """A mail that the server took. encrypted, logged_in: how it came."""

    encrypted: bool
    logged_in: bool
    sender: str
    receivers: tuple[str, ...]
    content: bytes

    @property
    def mail(self) -> EmailMessage:
        found = email.message_from_bytes(self.content, policy=email.policy.default)
        assert isinstance(found, EmailMessage)
        return found


class MailServer:
    """The server. Use it as a context manager."""

    host = "127.0.0.1"

    def __init__(
        self, folder: Path, *, starttls: bool = True, login: bool = True, plain: bool = True
    ) -> None:
        self.taken: list[Delivered] = []
        self.connections = 0
        self._faults: deque[Fault] = deque()
        self.ca_file, key_file = make_certificate(folder)
        tls = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        tls.load_cert_chain(self.ca_file, key_file)
        self._socket = socket.create_server((self.host, 0))
        self.port = self._socket.getsockname()[1]
        self._controller = _Controller(
            self,
            self._socket,
            hostname=self.host,
            port=self.port,
            tls_context=tls if starttls else None,
            require_starttls=starttls,
            auth_required=login,
            auth_require_tls=starttls,
            authenticator=_check_login,
            auth_exclude_mechanism=_left_out(login=login, plain=plain),
            data_size_limit=None,
        )

    def __enter__(self) -> MailServer:
        self._controller.start()
        self.connections = 0  # the controller has knocked on its own door
        return self

    def __exit__(self, *_: object) -> None:
        self._controller.stop()
        self._socket.close()

    def next(self, *faults: Fault) -> None:
        """Let the next mails go wrong, one fault each."""
        self._faults.extend(faults)

    def hang_up(self) -> None:
        """Close every connection, as a server does with those that stay silent."""
        self._controller.loop.call_soon_threadsafe(self._controller.abort_all)

    # --- what aiosmtpd calls ---

    async def handle_MAIL(  # noqa: N802 - aiosmtpd's name
        self, _server: SMTP, _session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if self._meets(Fault.REFUSE_SENDER):
            return "553 5.7.1 Sender address rejected"
        envelope.mail_from = address
        envelope.mail_options.extend(options)
        return "250 2.1.0 OK"

    async def handle_RCPT(  # noqa: N802
        self, server: SMTP, _session: Session, envelope: Envelope, address: str, _options: list[str]
    ) -> str:
        if self._meets(Fault.DROP_AT_RCPT):
            server.transport.abort()
        for start, said in RECEIVERS.items():
            if address.startswith(start):
                return said
        envelope.rcpt_tos.append(address)
        return "250 2.1.5 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        if self._meets(Fault.SAY_451):
            return "451 4.3.0 Try again later"
        if self._meets(Fault.SAY_554):
            return "554 5.7.1 Looks like spam"
        if self._meets(Fault.SAY_421):
            return "421 4.3.2 Shutting down"
        self.taken.append(
            Delivered(
                session.ssl is not None,
                bool(session.authenticated),
                str(envelope.mail_from),
                tuple(envelope.rcpt_tos),
                bytes(envelope.content or b""),
            )
        )
        if self._meets(Fault.DROP_AFTER):
            server.transport.abort()
        if self._meets(Fault.HANG_AFTER):
            await asyncio.Event().wait()
        return "250 2.0.0 Ok: queued as 4B1D"

    def _meets(self, fault: Fault) -> bool:
        if self._faults and self._faults[0] is fault:
            self._faults.popleft()
            return True
        return False


class _Server(SMTP):
    """aiosmtpd's own, that can also close instead of asking for the content."""

    async def smtp_DATA(self, arg: str) -> None:  # noqa: N802
        if self.event_handler._meets(Fault.DROP_AT_DATA):
            self.transport.abort()
            return
        await super().smtp_DATA(arg)


class _Controller(Controller):
    def __init__(self, handler: MailServer, listening: socket.socket, **kwargs: Any) -> None:
        super().__init__(handler, **kwargs)
        self._listening = listening
        self._handler = handler
        self._made: list[SMTP] = []

    def factory(self) -> SMTP:
        self._handler.connections += 1
        self._made.append(_Server(self.handler, **self.SMTP_kwargs))
        return self._made[-1]

    def _create_server(self) -> Any:
        # Given a socket, no port has to be guessed and lost again to somebody else.
        return self.loop.create_server(self._factory_invoker, sock=self._listening)

    def abort_all(self) -> None:
        for server in self._made:
            if server.transport is not None:
                server.transport.abort()


def _left_out(*, login: bool, plain: bool) -> tuple[str, ...]:
    if not login:
        return ("PLAIN", "LOGIN")
    return () if plain else ("PLAIN",)


def _check_login(
    _server: SMTP, _session: Session, _envelope: Envelope, _mechanism: str, data: Any
) -> AuthResult:
    right = isinstance(data, LoginPassword) and data == LoginPassword(USERNAME.encode(), PASSWORD.encode())
    return AuthResult(success=right, handled=False)
