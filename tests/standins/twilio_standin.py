"""A Twilio of our own: keeps what it is sent, checks what it is asked, and breaks on demand.

Every request is checked against Twilio's description of its API, and so is every answer of its own:
what doesn't hold is noted in `violations`, which a test expects to be empty.
"""

from __future__ import annotations

import itertools
import json
import re
import socket
import threading
from collections import deque
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from email.utils import format_datetime
from enum import StrEnum
from typing import Any, Self
from urllib.parse import urlencode, urlsplit

import requests
from twilio.request_validator import RequestValidator
from werkzeug.serving import WSGIRequestHandler, make_server
from werkzeug.wrappers import Request, Response

from tests.standins.twilio_message import ACCOUNT, Taken, matches, take
from tests.standins.twilio_refusals import refusal
from tests.standins.twilio_schema import schema, validator

__all__ = ["ACCOUNT", "SENDER", "SERVICE", "TOKEN", "Fault", "Taken", "TwilioStandin"]

TOKEN = "made-up-token"
SENDER = "+46701740699"
SERVICE = "MG" + "0" * 31 + "2"

_PATH = re.compile(r"/2010-04-01/Accounts/(?P<account>[^/]+)/Messages(?:/(?P<sid>[^/]+))?\.json")
_NUMBER = re.compile(r"\+[1-9]\d{6,14}")


class Fault(StrEnum):
    """What goes wrong with one call to create a message."""

    HANG_BEFORE = "hangs, and never takes the message"
    HANG_AFTER = "takes the message, then never answers"
    ERROR_500_AFTER = "takes the message, then answers 500"
    ERROR_500 = "answers 500 and takes nothing"
    ERROR_503 = "answers 503 and takes nothing"
    TOO_MANY = "answers 429 and takes nothing"
    CLOSE_AFTER = "takes the message, then closes without a word"
    CLOSE_MID_BODY = "takes the message, then closes in the middle of the answer"
    GARBAGE_AFTER = "takes the message, then answers something that isn't JSON"


_TAKES_NOTHING = {Fault.ERROR_500: 20500, Fault.ERROR_503: 20503, Fault.TOO_MANY: 20429}


class TwilioStandin:
    """The server. Use it as a context manager; `url` is what base_url should be."""

    def __init__(self, clock: Callable[[], datetime] = lambda: datetime.now(UTC)) -> None:
        self._clock = clock
        self.taken: list[Taken] = []
        self.calls: list[tuple[str, str]] = []
        self.violations: list[str] = []
        self.refused: dict[str, int] = {}
        self._faults: deque[Fault] = deque()
        self._numbers = itertools.count(1)
        self._lock = threading.Lock()
        self._ending = threading.Event()
        self._checks = {part: validator(part) for part in ("create", "update", "list", "message")}
        self._schema = schema()
        self._server = make_server("127.0.0.1", 0, self._answer, threaded=True, request_handler=_Silent)
        self._server.daemon_threads = True
        self._thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.02})

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._ending.set()
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._server.port}"

    def next(self, *faults: Fault) -> None:
        """Let the next calls to create a message go wrong, one fault each."""
        self._faults.extend(faults)

    def refuse(self, number: str, code: int) -> None:
        """Say no to every message to or from a number, with one of Twilio's codes."""
        self.refused[number] = code

    def to(self, number: str) -> list[Taken]:
        """Give the messages taken for a number."""
        return [taken for taken in self.taken if taken.fields["to"] == number]

    def report(self, taken: Taken, status: str, error_code: int | None = None) -> requests.Response:
        """Move a message to a status and send the signed receipt, as Twilio would."""
        with self._lock:
            taken.history.append(status)
            taken.fields |= {"status": status, "error_code": error_code}
            if status in ("sent", "delivered") and taken.fields["date_sent"] is None:
                taken.fields["date_sent"] = format_datetime(self._clock())
        said = {
            "AccountSid": ACCOUNT,
            "ApiVersion": "2010-04-01",
            "From": taken.fields["from"] or SENDER,
            "MessageSid": taken.sid,
            "MessageStatus": status,
            "SmsSid": taken.sid,
            "SmsStatus": status,
            "To": taken.fields["to"],
        }
        if error_code is not None:
            said["ErrorCode"] = str(error_code)
        return self.call_back(taken.callback, said)

    def call_back(self, url: str, said: dict[str, str]) -> requests.Response:
        """Post signed fields to a webhook: a receipt, or a message that somebody sent us."""
        signature = RequestValidator(TOKEN).compute_signature(url, said)
        with requests.Session() as session:
            session.trust_env = False
            return session.post(url, data=said, headers={"X-Twilio-Signature": signature}, timeout=10)

    # --- answering ---

    def _answer(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        request = Request(environ)
        self.calls.append((request.method, request.path))
        try:
            response = self._route(request)
        except _Refused as no:
            response = _json(*refusal(no.code))
        except _Closed:
            environ["werkzeug.socket"].shutdown(socket.SHUT_RDWR)
            return []
        return response(environ, start_response)

    def _route(self, request: Request) -> Response:
        found = _PATH.fullmatch(request.path)
        if found is None:
            raise _Refused(20404)
        self._check_login(request, found["account"])
        if found["sid"] is None:
            return self._listed(request) if request.method == "GET" else self._create(request)
        taken = self._find(found["sid"])
        if request.method == "GET":
            return _json(200, self._told(taken))
        if request.method == "POST":
            return self._update(request, taken)
        if request.method == "DELETE":
            with self._lock:
                self.taken.remove(taken)
            return Response(status=204)
        raise _Refused(20004)

    def _check_login(self, request: Request, account: str) -> None:
        login = request.authorization
        if login is None or login.username != ACCOUNT or login.password != TOKEN:
            raise _Refused(20003)
        if account != ACCOUNT:
            raise _Refused(20404)

    def _find(self, sid: str) -> Taken:
        for taken in self.taken:
            if taken.sid == sid:
                return taken
        raise _Refused(20404)

    def _create(self, request: Request) -> Response:
        fault = self._faults.popleft() if self._faults else None
        if fault is Fault.HANG_BEFORE:
            self._hang()
        if fault in _TAKES_NOTHING:
            raise _Refused(_TAKES_NOTHING[fault])
        with self._lock:
            taken = self._take(self._form(request, "create"))
        return self._break(fault, taken, request)

    def _break(self, fault: Fault | None, taken: Taken, request: Request) -> Response:
        if fault is Fault.HANG_AFTER:
            self._hang()
        if fault is Fault.CLOSE_AFTER:
            raise _Closed
        if fault is Fault.ERROR_500_AFTER:
            raise _Refused(20500)
        if fault is Fault.GARBAGE_AFTER:
            return Response("<html>Bad gateway</html>", status=201, mimetype="text/html")
        if fault is Fault.CLOSE_MID_BODY:
            half = json.dumps(taken.fields).encode()
            wire = request.environ["werkzeug.socket"]
            wire.sendall(b"HTTP/1.1 201 CREATED\r\nContent-Length: %d\r\n\r\n" % len(half) + half[:40])
            raise _Closed
        return _json(201, self._told(taken))

    def _hang(self) -> None:
        self._ending.wait()
        raise _Closed

    def _take(self, form: dict[str, Any]) -> Taken:
        self._check_message(form)
        taken = take(form, number=next(self._numbers), now=self._clock())
        self.taken.append(taken)
        return taken

    def _check_message(self, form: dict[str, Any]) -> None:
        """Refuse what Twilio refuses, with Twilio's code for it."""
        sender = form.get("MessagingServiceSid") or form.get("From")
        callback = urlsplit(form.get("StatusCallback", "https://example.com"))
        rules = (
            (21604, not form.get("To")),
            (21211, not _NUMBER.fullmatch(form.get("To", ""))),
            (21603, not sender),
            (21606, sender not in (SENDER, SERVICE)),
            (21602, not form.get("Body")),
            (21617, len(form.get("Body", "")) > 1600),
            (21609, callback.scheme not in ("http", "https") or not callback.hostname),
        )
        for code, broken in rules:
            if broken:
                raise _Refused(code)
        for number in (form["To"], sender):
            if number in self.refused:
                raise _Refused(self.refused[number])

    def _update(self, request: Request, taken: Taken) -> Response:
        form = self._form(request, "update")
        with self._lock:
            if form.get("Body") == "":
                taken.fields["body"] = ""
            if form.get("Status") == "canceled":
                taken.fields["status"] = "canceled"
        return _json(200, self._told(taken))

    def _listed(self, request: Request) -> Response:
        query = request.args
        for name in query:
            if name not in self._schema["query"]:
                self.violations.append(f"unknown query {name}")
        size = min(int(query.get("PageSize", "50")), 1000)
        page = int(query.get("Page", "0"))
        found = [taken for taken in reversed(self.taken) if matches(taken, query)]
        shown = found[page * size : (page + 1) * size]

        def address(number: int) -> str:
            wanted = {**{key: query[key] for key in query}, "PageSize": size, "Page": number}
            return f"{request.path}?{urlencode(wanted)}"

        body = {
            "end": page * size + max(len(shown) - 1, 0),
            "first_page_uri": address(0),
            "messages": [self._told(taken) for taken in shown],
            "next_page_uri": address(page + 1) if len(found) > (page + 1) * size else None,
            "page": page,
            "page_size": size,
            "previous_page_uri": address(page - 1) if page else None,
            "start": page * size,
            "uri": address(page),
        }
        self._note("list", body)
        return _json(200, body)

    def _form(self, request: Request, part: str) -> dict[str, Any]:
        """Read a form with the types that Twilio's description gives its fields, and check it."""
        properties = self._schema[part]["properties"]
        form = {
            name: _typed(values, properties.get(name, {}))
            for name, values in request.form.to_dict(flat=False).items()
        }
        for name in form.keys() - properties.keys():
            self.violations.append(f"{part}: unknown field {name}")
        if form.get("To"):  # a missing receiver has a code of its own
            self._note(part, form)
        return form

    def _told(self, taken: Taken) -> dict[str, Any]:
        """Give a message as Twilio tells it, with every field that Twilio has."""
        missing = self._schema["components"]["schemas"]["api.v2010.account.message"]["properties"].keys()
        if missing - taken.fields.keys():
            self.violations.append(f"answer without {sorted(missing - taken.fields.keys())}")
        self._note("message", taken.fields)
        return taken.fields

    def _note(self, part: str, value: dict[str, Any]) -> None:
        self.violations += [f"{part}: {error.message}" for error in self._checks[part].iter_errors(value)]


class _Silent(WSGIRequestHandler):
    def log(self, *_: object) -> None:
        """Write nothing: a test's own words should be seen."""


class _Refused(Exception):  # noqa: N818 - a no of Twilio's, not an error of ours
    def __init__(self, code: int) -> None:
        super().__init__(code)
        self.code = code


class _Closed(Exception):  # noqa: N818
    """The connection goes away without an answer."""


def _json(status: int, body: dict[str, Any]) -> Response:
    return Response(json.dumps(body), status=status, mimetype="application/json")


def _typed(values: list[str], wanted: dict[str, Any]) -> Any:
    kind = wanted.get("type")
    if kind == "array":
        return values
    value = values[-1]
    if kind in ("integer", "number"):
        return float(value) if kind == "number" else int(value)
    if kind == "boolean":
        return {"true": True, "false": False}.get(value.casefold(), value)
    return value
