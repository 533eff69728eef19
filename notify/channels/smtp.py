"""A mail server as a road out: STARTTLS, log-in, one kept connection, and honest answers.

In goes a message, out comes what the server said, or how far we came. Never tries twice by itself.
"""

from __future__ import annotations

import re
import smtplib
import socket
import ssl
import threading
from email.message import EmailMessage
from email.policy import SMTP

from notify.channels.errors import ChannelError, answer, refusal
from notify.channels.hosts import is_loopback
from notify.channels.letter import BadAddressError, Sender, compose, usable
from notify.channels.smtp_login import LoginError, log_in
from notify.channels.values import Outcome, Outgoing, Result

_ENHANCED = re.compile(rb"\s*([245]\.\d{1,3}\.\d{1,3})\b")
# These say that we are at fault, not the address: the message waits until the operator has mended it.
_OUR_FAULT = frozenset({421, 454, 530, 534, 535, 538})


class SmtpChannel:
    """Sends mail through one server. Safe for threads: they take turns at the one connection."""

    name = "smtp"

    def __init__(
        self,
        *,
        host: str,
        sender: str,
        port: int = 587,
        starttls: bool = True,
        username: str = "",
        password: str = "",
        ca_file: str = "",
        timeout_s: float = 20.0,
    ) -> None:
        """Take where and as whom. sender: "Dina datum <post@example.se>" or a bare address.

        ca_file: certificates to trust besides the machine's own. Raises ChannelError where a password
        would cross a network in the clear, or where sender is no address.
        """
        if username and not starttls and not is_loopback(host):
            raise ChannelError(
                "smtp.starttls är av, men smtp.username är satt. Lösenordet skulle gå i klartext."
            )
        self.host = host
        self._sender = Sender.parse(sender)
        self._port = port
        self._login = (username, password)
        self._timeout = timeout_s
        self._tls = ssl.create_default_context() if starttls else None
        if self._tls and ca_file:
            self._tls.load_verify_locations(ca_file)
        self._connection: smtplib.SMTP | None = None
        self._lock = threading.Lock()

    def send(self, message: Outgoing) -> Result:
        """Send one mail, over the kept connection where it still lives."""
        try:
            mail = compose(message, self._sender)
            receiver = usable(message.address)
        except BadAddressError:
            return refusal("bad_address")
        if not receiver.isascii():
            return refusal("5.6.7")
        with self._lock:
            return self._deliver(mail, receiver)

    def close(self) -> None:
        """Say goodbye to the server, if it is there."""
        with self._lock:
            self._drop(politely=True)

    def _deliver(self, mail: EmailMessage, receiver: str) -> Result:
        try:
            connection = self._alive()
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
        return self._converse(connection, mail, receiver)

    def _converse(self, connection: smtplib.SMTP, mail: EmailMessage, receiver: str) -> Result:
        ended = False
        try:
            refused = _envelope(connection, self._sender.address, receiver)
            if refused is None:
                _content(connection, mail.as_bytes(policy=SMTP))
                ended = True
                refused = _end(connection)
        except (OSError, smtplib.SMTPException):
            self._drop()
            return answer(Outcome.UNKNOWN, "no_answer") if ended else answer(Outcome.RETRY, "no_connection")
        if refused is not None:
            self._tidy(connection, refused)
            return refused
        return Result(Outcome.ACCEPTED, provider_id=str(mail["Message-ID"]))

    def _alive(self) -> smtplib.SMTP:
        if self._connection is not None:
            try:
                if self._connection.noop()[0] == 250:
                    return self._connection
            except (OSError, smtplib.SMTPException):
                pass
            self._drop()
        self._connection = self._open()
        return self._connection

    def _open(self) -> smtplib.SMTP:
        # Our own name is given: smtplib would otherwise ask the network for one.
        connection = smtplib.SMTP(
            self.host, self._port, timeout=self._timeout, local_hostname=self._sender.domain
        )
        self._connection = connection
        if connection.sock is not None:
            # The end mark is sent by itself, and must not wait for the other side to confirm the content.
            connection.sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        connection.ehlo_or_helo_if_needed()
        if self._tls is not None:
            connection.starttls(context=self._tls)
            connection.ehlo_or_helo_if_needed()
        if self._login[0]:
            log_in(connection, *self._login)
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


def _envelope(connection: smtplib.SMTP, sender: str, receiver: str) -> Result | None:
    """Say from whom and to whom. Answers a refusal, or None when the server wants the content."""
    code, reply = connection.mail(sender)
    if code != 250:
        # A no to the sender is our fault, whoever the receiver is: never for good.
        return answer(Outcome.RETRY, _code(code, reply))
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
