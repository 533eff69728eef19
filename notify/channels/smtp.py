"""A mail server as a road out: STARTTLS, log-in, kept connections, and honest answers.

In goes a message, out comes what the server said, or how far we came. Never tries twice by itself.
"""

from __future__ import annotations

import ssl
import threading

from notify.channels.errors import ChannelError, refusal
from notify.channels.hosts import is_loopback
from notify.channels.letter import BadAddressError, Sender, compose, usable
from notify.channels.smtp_line import Line, Server
from notify.channels.values import Outgoing, Result


class SmtpChannel:
    """Sends mail through one server. Safe for threads: each has a connection, as far as they suffice."""

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
        connections: int = 1,
    ) -> None:
        """Take where and as whom. sender: "Dina datum <post@example.se>" or a bare address.

        ca_file: certificates to trust besides the machine's own. connections: how many there may be at once.
        Raises ChannelError where a password would cross a network in the clear, or where sender is no address.
        """
        if username and not starttls and not is_loopback(host):
            raise ChannelError(
                "smtp.starttls är av, men smtp.username är satt. Lösenordet skulle gå i klartext."
            )
        self.host = host
        self._sender = Sender.parse(sender)
        tls = ssl.create_default_context() if starttls else None
        if tls and ca_file:
            tls.load_verify_locations(ca_file)
        self._server = Server(host, port, self._sender, tls, username, password, timeout_s)
        self._size = connections
        self._room = threading.Semaphore(connections)
        self._idle: list[Line] = []

    def send(self, message: Outgoing) -> Result:
        """Send one mail, over a kept connection where one still lives."""
        try:
            mail = compose(message, self._sender)
            receiver = usable(message.address)
        except BadAddressError:
            return refusal("bad_address")
        if not receiver.isascii():
            return refusal("5.6.7")
        with self._room:
            try:
                line = self._idle.pop()
            except IndexError:
                line = Line(self._server)
            try:
                return line.deliver(mail, receiver)
            finally:
                self._idle.append(line)

    def close(self) -> None:
        """Wait for what is under way, and say goodbye to the server, if it is there."""
        for _ in range(self._size):
            self._room.acquire()
        try:
            while self._idle:
                self._idle.pop().close()
        finally:
            self._room.release(self._size)
