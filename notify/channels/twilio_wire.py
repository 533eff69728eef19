"""Twilio's own client, made quiet, impatient and movable to another address. Imports the heavy package."""

from __future__ import annotations

import logging
from typing import Any
from urllib.parse import urlsplit, urlunsplit

from requests import Session
from requests.adapters import HTTPAdapter
from twilio.http.http_client import TwilioHttpClient
from twilio.http.response import Response
from twilio.rest import Client

from notify.channels.hosts import host_of, is_loopback


def client(account_sid: str, auth_token: str, *, base_url: str, timeout_s: float) -> Client:
    """Make a client. base_url: empty for Twilio's own address."""
    wire = _Wire(base_url, timeout_s)
    return Client(account_sid, auth_token, http_client=wire)


class _Wire(TwilioHttpClient):  # type: ignore[misc]
    """Twilio's HTTP client with the address swapped, no retries and no log."""

    def __init__(self, base_url: str, timeout_s: float) -> None:
        silent = logging.Logger("twilio", level=logging.CRITICAL + 1)  # kept out of the tree
        super().__init__(timeout=timeout_s, logger=silent)
        self._base = urlsplit(base_url) if base_url else None
        self.session = Session()
        for scheme in ("http://", "https://"):
            self.session.mount(scheme, HTTPAdapter(max_retries=0))
        if is_loopback(host_of(base_url)):
            # A proxy named in the environment must not carry what was meant for this machine.
            self.session.trust_env = False

    def request(self, method: str, url: str, *args: Any, **kwargs: Any) -> Response:
        return super().request(method, self._moved(url), *args, **kwargs)

    def _moved(self, url: str) -> str:
        if self._base is None:
            return url
        path = urlsplit(url)
        return urlunsplit(
            (self._base.scheme, self._base.netloc, self._base.path.rstrip("/") + path.path, path.query, "")
        )
