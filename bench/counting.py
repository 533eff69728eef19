"""A provider that counts what it took, and kills the sender that is calling."""

from __future__ import annotations

import contextlib
import logging
import os
import re
import signal
import time
from collections import Counter
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import unquote

from bench.sender import Death
from tests.standins.twilio_standin import TwilioStandin

_SENDER = re.compile(r"^/sender/(?P<number>\d+)(?P<rest>/.*)$")


@dataclass(slots=True)
class Aim:
    """At which of its calls a sender is killed. process 0: not known yet."""

    death: Death
    nth: int
    process: int = 0


class CountingProvider(TwilioStandin):
    """The Twilio of the tests. The path before its own names the sender, so that it can be killed mid call."""

    def __init__(self) -> None:
        super().__init__(clock=self._time)
        self._began = (datetime.now(UTC), time.monotonic())
        logging.getLogger("werkzeug").setLevel(logging.CRITICAL + 1)  # a killed caller is no error here
        self.aims: dict[int, Aim] = {}

    def begin(self, start: datetime) -> None:
        """Set the clock by the senders': what was made when is told by it."""
        self._began = (start, time.monotonic())

    def _time(self) -> datetime:
        start, began = self._began
        return start + timedelta(seconds=time.monotonic() - began)

    def base_url(self, number: int) -> str:
        """Give the address for a sender by its number."""
        return f"{self.url}/sender/{number}"

    def taken_ids(self) -> Counter[str]:
        """Count how many times each ledger id was accepted."""
        return Counter(unquote(taken.callback.rpartition("/")[2]) for taken in self.taken)

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
