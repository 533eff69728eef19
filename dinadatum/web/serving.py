"""Serves the pages with waitress, in a thread of its own, and stops when it is told."""

from __future__ import annotations

import contextlib
import errno
import gc
import logging
import socket
import sys
import threading
from types import TracebackType
from typing import TYPE_CHECKING, Any

from waitress import wasyncore  # type: ignore[import-untyped]
from waitress.server import create_server  # type: ignore[import-untyped]

from dinadatum.errors import DinaDatumError

if TYPE_CHECKING:
    from flask import Flask

THREADS = 8
STOP_SECONDS = 10
TURN_SECONDS = 0.0005
"""So long a thread works before another may: a page waits for the database some tens of times, and would else wait
as many times for a large export to take a pause."""
HIGHEST_PORT = 65535
_QUEUE_LOG = "waitress.queue"
"""Says for every request that has to wait a moment that it does, thousands of times on a busy morning."""
LARGEST_BODY = 64 * 1024 * 1024
"""Files that are read in may be large. What is more than a form may hold, the page itself refuses."""


class ServingError(DinaDatumError):
    """The pages can't be served at this address."""


class Server:
    """The pages at an address. port is the real one, also where 0 (any free one) was asked for."""

    def __init__(self, app: Flask, host: str, port: int) -> None:
        """Take the address; raises ServingError if it is taken or not this machine's."""
        taken = _listen(host, port)
        logging.getLogger(_QUEUE_LOG).setLevel(logging.ERROR)
        self.host, self.port = host, int(taken.getsockname()[1])
        self._sockets: dict[int, Any] = {}
        self._server: Any = create_server(
            app,
            map=self._sockets,
            sockets=[taken],
            threads=THREADS,
            ident=None,
            connection_limit=500,
            channel_timeout=60,
            max_request_body_size=LARGEST_BODY,
            # Nobody trusts what a proxy writes; that it wrote is how /metrics knows that one is between.
            clear_untrusted_proxy_headers=False,
        )
        self._thread = threading.Thread(target=self._server.run, name="pages", daemon=True)

    @property
    def address(self) -> str:
        """Return the address of the first page."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"http://{host}:{self.port}/"

    def start(self) -> None:
        """Begin to serve, in a thread of its own."""
        sys.setswitchinterval(TURN_SECONDS)
        gc.freeze()  # what is there now stays: it needn't be gone through for every few pages
        self._thread.start()

    def stop(self) -> None:
        """Stop: no new requests, those under way are finished. May be called from any thread, and twice."""
        if not self._thread.is_alive():
            self._close()
            return
        with contextlib.suppress(OSError):  # its loop was awake, and has stopped and closed it meanwhile
            self._server.trigger.pull_trigger(self._close)
        self._thread.join(STOP_SECONDS)

    def __enter__(self) -> Server:
        """Start."""
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Stop."""
        self.stop()

    def _close(self) -> None:
        """End the server's own loop, which lasts as long as it has sockets; runs in its thread."""
        self._server.accepting = False
        self._server.task_dispatcher.shutdown(cancel_pending=True, timeout=STOP_SECONDS / 2)
        wasyncore.close_all(self._sockets, ignore_all=True)


def serve(app: Flask, host: str, port: int) -> Server:
    """Return a server of the pages that has its address and waits for start()."""
    return Server(app, host, port)


def _listen(host: str, port: int) -> socket.socket:
    if not 0 <= port <= HIGHEST_PORT:
        raise ServingError(f"[web] port är {port}. Det som går är 0 till {HIGHEST_PORT}, till exempel 8000.")
    try:
        family, kind, proto, _, address = socket.getaddrinfo(
            host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )[0]
    except (socket.gaierror, UnicodeError) as error:
        raise ServingError(
            f"[web] host är «{host}», och det är ingen adress på den här maskinen. Exempel: 127.0.0.1."
        ) from error
    taken = socket.socket(family, kind, proto)
    try:
        taken.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        taken.bind(address)
        taken.listen(128)
    except OSError as error:
        with contextlib.suppress(OSError):
            taken.close()
        raise ServingError(_why_not(host, port, error)) from error
    return taken


def _why_not(host: str, port: int, error: OSError) -> str:
    number = error.errno
    if number == errno.EADDRINUSE:
        return (
            f"Port {port} på {host} används redan, kanske av ett annat Dina datum. "
            "Stäng det, eller välj en annan port med [web] port (0 tar en ledig)."
        )
    if number == errno.EACCES:
        return f"Port {port} får inte användas av den här användaren. Välj en över 1023, till exempel 8000."
    if number == errno.EADDRNOTAVAIL:
        return f"[web] host är «{host}», och den här maskinen har inte den adressen. Exempel: 127.0.0.1."
    return f"Sidorna kan inte visas på {host}, port {port}. Kontrollera [web] host och port."
