"""A provider that counts what it took, and kills the sender that is calling."""

from __future__ import annotations

import contextlib
import logging
import os
import random
import re
import signal
import time
from collections import Counter
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import unquote, urlsplit

from flask import Flask
from twilio.request_validator import RequestValidator
from werkzeug.wrappers import Request, Response

from bench.sender import Death
from tests.standins.twilio_standin import TOKEN, Fault, Taken, TwilioStandin

_SENDER = re.compile(r"^/sender/(?P<number>\d+)(?P<rest>/.*)$")


@dataclass(slots=True)
class Aim:
    """At which of its calls a sender is killed. process 0: not known yet."""

    death: Death
    nth: int
    process: int = 0


BEFORE = "before"
RECEIPTS = ((BEFORE,), (), ("delivered",), ("delivered", "delivered"), ("delivered", "sent", "queued"))
"""What may be told of a message, in order: before the answer, never, once, twice, backwards."""


class CountingProvider(TwilioStandin):
    """The Twilio of the tests. The path before its own names the sender, so that it can be killed mid call.

    hooks: the service's own pages, which receipts are sent to, signed. None: nobody hears.
    """

    def __init__(self, seed: int = 0) -> None:
        super().__init__(clock=self.now)
        self.hooks: Flask | None = None
        self.receipts: Counter[int] = Counter()
        self._waiting: list[tuple[Taken, str]] = []
        self._chance = random.Random(seed)
        self._began = (datetime.now(UTC), time.monotonic())
        logging.getLogger("werkzeug").setLevel(logging.CRITICAL + 1)  # a killed caller is no error here
        self.aims: dict[int, Aim] = {}

    def begin(self, start: datetime) -> None:
        """Set the clock by the senders': what was made when is told by it."""
        self._began = (start, time.monotonic())

    def now(self) -> datetime:
        """Return the instant by the senders' clock."""
        start, began = self._began
        return start + timedelta(seconds=time.monotonic() - began)

    def base_url(self, number: int) -> str:
        """Give the address for a sender by its number."""
        return f"{self.url}/sender/{number}"

    def taken_ids(self) -> Counter[str]:
        """Count how many times each ledger id was accepted."""
        return Counter(unquote(taken.callback.rpartition("/")[2]) for taken in self.taken)

    def tell_receipts(self) -> None:
        """Send the receipts of what has been taken so far, in whatever order they were drawn."""
        waiting, self._waiting = self._waiting, []
        for taken, status in waiting:
            self._tell(taken, status)

    def _tell(self, taken: Taken, status: str) -> None:
        if self.hooks is not None:
            self.receipts[self.report(taken, status).status_code] += 1

    def call_back(self, url: str, said: dict[str, str]) -> Any:
        """Hand a signed call to the service's pages, without a wire."""
        assert self.hooks is not None
        signature = RequestValidator(TOKEN).compute_signature(url, said)
        return self.hooks.test_client().post(
            urlsplit(url).path, data=said, headers={"X-Twilio-Signature": signature}
        )

    def _break(self, fault: Fault | None, taken: Taken, request: Request) -> Response:
        drawn = self._chance.choice(RECEIPTS)
        if drawn == (BEFORE,):
            self._tell(taken, "delivered")
        else:
            self._waiting += [(taken, status) for status in drawn]
        return super()._break(fault, taken, request)

    def _answer(self, environ: dict[str, Any], start_response: Any) -> Any:
        found = _SENDER.match(environ["PATH_INFO"])
        if found is None:
            return super()._answer(environ, start_response)
        environ["PATH_INFO"] = found["rest"]
        aim = self.aims.get(int(found["number"]))
        if aim is None or environ["REQUEST_METHOD"] != "POST":
            return super()._answer(environ, start_response)
        aim.nth -= 1
        if aim.nth == 0 and aim.death is Death.CALL_ARRIVED:
            # Gone before it was taken: nothing is answered, nothing is counted.
            _kill(aim)
            start_response("500 KILLED", [])  # to nobody
            return []
        answered = super()._answer(environ, start_response)
        if aim.nth == 0:
            _kill(aim)
        return answered


def _kill(aim: Aim) -> None:
    while aim.process == 0:  # the parent is about to write down who it started
        time.sleep(0.001)
    with contextlib.suppress(ProcessLookupError):
        os.kill(aim.process, signal.SIGKILL)
