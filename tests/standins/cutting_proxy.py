"""A proxy between the service and its database that cuts connections, at once or in the middle of an answer."""

from __future__ import annotations

import contextlib
import random
import socket
import struct
import threading
from typing import Self

_RESET = struct.pack("ii", 1, 0)
"""SO_LINGER that ends a connection by a reset, as a machine that is gone does."""


class CuttingProxy:
    """Listens on a free port and passes everything on. Use it as a context manager."""

    def __init__(self, port: int, *, seed: int = 0) -> None:
        """Take the port of the server on this machine."""
        self._server = port
        self._random = random.Random(seed)
        self._listening = socket.create_server(("127.0.0.1", 0))
        self.port = int(self._listening.getsockname()[1])
        self._pairs: list[tuple[socket.socket, socket.socket]] = []
        self._lock = threading.Lock()
        self._least, self._most = 0, 0
        self.cuts = 0

    def __enter__(self) -> Self:
        threading.Thread(target=self._accept, daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self._listening.close()
        self.cut_all()

    def cut_after(self, least: int, most: int) -> None:
        """From now on cut each new connection when so many bytes have gone by. 0, 0: never."""
        self._least, self._most = least, most

    def cut_all(self) -> None:
        """Cut every connection there is."""
        with self._lock:
            pairs, self._pairs = self._pairs, []
        for pair in pairs:
            self._cut(pair)

    def _accept(self) -> None:
        while True:
            try:
                client, _ = self._listening.accept()
                server = socket.create_connection(("127.0.0.1", self._server))
            except OSError:
                if self._listening.fileno() < 0:
                    return
                client.close()  # the server is away: whoever called hears it at once
                continue
            for end in (client, server):
                end.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            pair = (client, server)
            with self._lock:
                self._pairs.append(pair)
            left = [self._random.randint(self._least, self._most)] if self._most else None
            for source, target in (pair, pair[::-1]):
                threading.Thread(target=self._pass_on, args=(source, target, pair, left), daemon=True).start()

    def _pass_on(
        self,
        source: socket.socket,
        target: socket.socket,
        pair: tuple[socket.socket, socket.socket],
        left: list[int] | None,
    ) -> None:
        with contextlib.suppress(OSError):
            while chunk := source.recv(65536):
                if left is not None:
                    left[0] -= len(chunk)
                    if left[0] < 0:  # a part of it still comes through
                        target.sendall(chunk[: max(len(chunk) + left[0], 0)])
                        self.cuts += 1
                        self._cut(pair)
                        return
                target.sendall(chunk)
        for end in pair:
            with contextlib.suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)

    def _cut(self, pair: tuple[socket.socket, socket.socket]) -> None:
        for end in pair:
            with contextlib.suppress(OSError):
                end.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _RESET)
                end.shutdown(socket.SHUT_RDWR)
                end.close()
