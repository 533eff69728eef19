"""One connection to a mail server: opened when it is needed, kept, and opened anew when it has broken meanwhile."""

from __future__ import annotations

import re
import smtplib
import socket
import ssl
from dataclasses import dataclass, field
from email.message import EmailMessage
from email.policy import SMTP

from notify.channels.errors import answer
from notify.channels.letter import Sender
from notify.channels.smtp_login import LoginError, log_in
from notify.channels.values import Outcome, Result

_CLOSING = 421
_ENHANCED = re.compile(rb"\s*([245]\.\d{1,3}\.\d{1,3})\b")
# These say that we are at fault, not the address: the message waits until the operator has mended it.
_OUR_FAULT = frozenset({421, 454, 530, 534, 535, 538})


@dataclass(frozen=True, slots=True)
class Server:
    """Where mail goes, and as whom. tls None: in the clear. username empty: no log-in."""

    host: str
    port: int
    sender: Sender
    tls: ssl.SSLContext | None
    username: str
    password: str = field(repr=False)
    timeout_s: float


class _StaleError(Exception):
    """A connection turned out to be of no use before anything was said over it. result: what that comes to."""

    def __init__(self, result: Result) -> None:
        super().__init__()
        self.result = result


class Line:
    """A connection. For one thread at a time."""

    def __init__(self, server: Server) -> None:
        """Take where it leads; nothing is opened yet."""
        self._server = server
        self._connection: smtplib.SMTP | None = None

    def deliver(self, mail: EmailMessage, receiver: str) -> Result:
        """Hand over one mail."""
        content = mail.as_bytes(policy=SMTP)
        if self._connection is not None:
            try:
                return self._converse(self._connection, mail, receiver, content)
            except _StaleError:
                self._drop()
        try:
            connection = self._open()
        except LoginError as error:
            self._drop()
            return answer(Outcome.RETRY, error.code)
        except (ssl.SSLError, smtplib.SMTPNotSupportedError):
            self._drop()
            return answer(Outcome.RETRY, "tls")
        except smtplib.SMTPResponseException as error:
            self._drop()
            return answer(Outcome.RETRY, _greeting(error))
        except (OSError, smtplib.SMTPException):
            self._drop()
            return answer(Outcome.RETRY, "no_connection")
        try:
            return self._converse(connection, mail, receiver, content)
        except _StaleError as error:
            self._drop()
            return error.result

    def close(self) -> None:
        """Say goodbye to the server, if it is there."""
        self._drop(politely=True)

    def _converse(
        self, connection: smtplib.SMTP, mail: EmailMessage, receiver: str, content: bytes
    ) -> Result:
        """Say from whom and to whom, and send the content. Raises _StaleError if the first word gets no answer."""
        try:
            refused = _sender(connection, self._server.sender.address)
        except (OSError, smtplib.SMTPException) as error:
            raise _StaleError(answer(Outcome.RETRY, "no_connection")) from error
        ended = False
        try:
            refused = refused or _receiver(connection, receiver)
            if refused is None:
                _content(connection, content)
                ended = True
                refused = _end(connection)
        except (OSError, smtplib.SMTPException):
            self._drop()
            return answer(Outcome.UNKNOWN, "no_answer") if ended else answer(Outcome.RETRY, "no_connection")
        if refused is not None:
            self._tidy(connection, refused)
            return refused
        return Result(Outcome.ACCEPTED, provider_id=str(mail["Message-ID"]))

    def _open(self) -> smtplib.SMTP:
        # Our own name is given: smtplib would otherwise ask the network for one.
        connection = smtplib.SMTP(
            self._server.host,
            self._server.port,
            timeout=self._server.timeout_s,
            local_hostname=self._server.sender.domain,
        )
        self._connection = connection
        if connection.sock is not None:
            # The end mark is sent by itself, and must not wait for the other side to confirm the content.
            connection.sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        connection.ehlo_or_helo_if_needed()
        if self._server.tls is not None:
            connection.starttls(context=self._server.tls)
            connection.ehlo_or_helo_if_needed()
        if self._server.username:
            log_in(connection, self._server.username, self._server.password)
        return connection

    def _tidy(self, connection: smtplib.SMTP, refused: Result) -> None:
        """Make the connection ready for the next mail, or let it go."""
        try:
            if refused.code != "421" and connection.rset()[0] == 250:
                return
        except (OSError, smtplib.SMTPException):
            pass
        self._drop()

    def _drop(self, *, politely: bool = False) -> None:
        connection, self._connection = self._connection, None
        if connection is None:
            return
        try:
            if politely:
                connection.quit()
        except (OSError, smtplib.SMTPException):
            pass
        finally:
            connection.close()


def _sender(connection: smtplib.SMTP, sender: str) -> Result | None:
    """Say from whom. A no to the sender is our fault, whoever the receiver is: never for good."""
    code, reply = connection.mail(sender)
    refused = answer(Outcome.RETRY, _code(code, reply))
    if code == _CLOSING:
        raise _StaleError(refused)
    return None if code == 250 else refused


def _receiver(connection: smtplib.SMTP, receiver: str) -> Result | None:
    """Say to whom. Answers a refusal, or None when the server wants the content."""
    code, reply = connection.rcpt(receiver)
    if code // 100 != 2:
        return _no(code, reply)
    code, reply = connection.docmd("DATA")
    return None if code == 354 else _no(code, reply)


def _content(connection: smtplib.SMTP, content: bytes) -> None:
    """Send all but the end mark: whatever breaks here, the server can't have taken the mail."""
    lines = content.removesuffix(b"\r\n")
    connection.send(re.sub(rb"(?m)^\.", b"..", lines))


def _end(connection: smtplib.SMTP) -> Result | None:
    """Send the end mark and hear the verdict. From here on a silence may mean yes."""
    connection.send(b"\r\n.\r\n")
    code, reply = connection.getreply()
    return None if code == 250 else _no(code, reply)


def _no(code: int, reply: bytes) -> Result:
    said = _code(code, reply)
    if code >= 500 and code not in _OUR_FAULT:
        return answer(Outcome.FAILED, said)
    return answer(Outcome.RETRY, said)


def _code(code: int, reply: bytes) -> str:
    enhanced = _ENHANCED.match(reply)
    return enhanced[1].decode() if enhanced and str(code)[:1] == enhanced[1][:1].decode() else str(code)


def _greeting(error: smtplib.SMTPResponseException) -> str:
    code, reply = error.smtp_code, error.smtp_error
    if not 400 <= code < 600:
        return "no_connection"
    return _code(code, reply if isinstance(reply, bytes) else reply.encode())
