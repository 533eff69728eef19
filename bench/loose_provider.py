"""Providers in memory that keep what they took, and go wrong. Twilio's own client talks to the one for SMS."""

from __future__ import annotations

import json
import threading
from collections import Counter, defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from email.utils import format_datetime
from io import BytesIO
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, unquote, urlsplit

from requests import PreparedRequest, Response
from requests.adapters import BaseAdapter
from requests.exceptions import ChunkedEncodingError, ConnectionError, ReadTimeout  # noqa: A004

from bench.luck import Died, Luck, Moment, Trouble
from notify.channels.errors import answer
from notify.channels.twilio import TwilioChannel
from notify.channels.values import Outcome, Outgoing, Result
from tests.standins.twilio_message import ACCOUNT
from tests.standins.twilio_refusals import refusal
from tests.standins.twilio_standin import SENDER, TOKEN

if TYPE_CHECKING:
    from twilio.rest import Client

HERE = "http://127.0.0.1:9"
"""Where Twilio is said to be. Nothing is ever sent there: the adapter below stands in the way."""
SILENCE = timedelta(seconds=15)

Receive = Callable[[str, str, str], None]
"""Takes a receipt: ledger id, the provider's id, status."""


@dataclass(slots=True)
class Kept:
    """A message that was taken."""

    sid: str
    ledger_id: str
    to: str
    body: str
    created: datetime
    status: str = "queued"


class LooseTwilio(BaseAdapter):
    """Twilio, as Twilio's own client sees it. receive: takes receipts, at once or later."""

    def __init__(self, luck: Luck, moment: Moment, receive: Receive) -> None:
        super().__init__()
        self._luck, self._moment, self._receive = luck, moment, receive
        self.kept: list[Kept] = []
        self._by_sid: dict[str, Kept] = {}
        self._by_number: dict[str, list[Kept]] = defaultdict(list)
        self._receipts: list[tuple[Kept, str]] = []
        self._lock = threading.Lock()

    def taken_ids(self) -> Counter[str]:
        """Count how many times each ledger id was accepted."""
        return Counter(kept.ledger_id for kept in self.kept)

    def find(self, sid: str) -> Kept | None:
        """Return a message by its id."""
        return self._by_sid.get(sid)

    def tell(self) -> None:
        """Send the receipts of what has been taken so far."""
        with self._lock:
            waiting, self._receipts = self._receipts, []
        for kept, status in waiting:
            self._receive(kept.ledger_id, kept.sid, status)

    def send(self, request: PreparedRequest, *_: Any, **__: Any) -> Response:
        """Answer one call, or break."""
        if request.method == "POST":
            return self._create(request)
        if self._luck.hits(Trouble.NO_ANSWER):
            raise ReadTimeout
        url = urlsplit(str(request.url))
        name = url.path.rpartition("/")[2].removesuffix(".json")
        if name != "Messages":
            kept = self._by_sid.get(name)
            return _answer(request, *((200, _told(kept)) if kept else refusal(20404)))
        number = parse_qs(url.query)["To"][0]
        found = [_told(kept) for kept in reversed(self._by_number[number])]
        return _answer(request, 200, {"messages": found, "next_page_uri": None, "uri": url.path})

    def close(self) -> None:
        """Let go of nothing."""

    def _create(self, request: PreparedRequest) -> Response:
        luck = self._luck
        luck.die(Trouble.DIES_CALL_ARRIVED)
        refused = luck.one_of(Trouble.TOO_MANY, Trouble.ERROR_503, Trouble.HANGS)
        if refused is Trouble.HANGS:
            self._moment.wait(SILENCE)
            raise ReadTimeout
        if refused is not None:
            return _answer(request, *refusal(20429 if refused is Trouble.TOO_MANY else 20503))
        kept = self._take({key: values[0] for key, values in parse_qs(str(request.body)).items()})
        luck.die(Trouble.DIES_CALL_TAKEN)
        broken = luck.one_of(
            Trouble.TIMEOUT_AFTER, Trouble.ERROR_500_AFTER, Trouble.CLOSED_MID_BODY, Trouble.CLOSED_AFTER
        )
        if broken is Trouble.TIMEOUT_AFTER:
            self._moment.wait(SILENCE)
            raise ReadTimeout
        if broken is Trouble.CLOSED_MID_BODY:
            raise ChunkedEncodingError("the connection was closed in the middle of the answer")
        if broken is Trouble.CLOSED_AFTER:
            raise ConnectionError("the connection was closed without an answer")
        return _answer(request, *(refusal(20500) if broken else (201, _told(kept))))

    def _take(self, form: dict[str, str]) -> Kept:
        ledger_id = unquote(form["StatusCallback"].rpartition("/")[2])
        with self._lock:
            sid = f"SM{len(self.kept) + 1:032x}"
            kept = Kept(sid, ledger_id, form["To"], form["Body"], self._moment.now())
            self.kept.append(kept)
            self._by_sid[kept.sid] = kept
            self._by_number[kept.to].append(kept)
        self._plan_receipts(kept)
        return kept

    def _plan_receipts(self, kept: Kept) -> None:
        drawn = self._luck.one_of(Trouble.NEVER, Trouble.BEFORE_ANSWER, Trouble.TWICE, Trouble.OUT_OF_ORDER)
        told = {
            Trouble.NEVER: (),
            Trouble.BEFORE_ANSWER: (),
            Trouble.TWICE: ("delivered", "delivered"),
            Trouble.OUT_OF_ORDER: ("delivered", "sent", "queued"),
        }
        with self._lock:
            kept.status = "delivered"
            statuses = told[drawn] if drawn else ("delivered",)
            self._receipts += [(kept, status) for status in statuses]
        if drawn is Trouble.BEFORE_ANSWER:
            self._receive(kept.ledger_id, kept.sid, "delivered")


class InMemoryTwilio(TwilioChannel):
    """The product's own channel to Twilio, with the last step of its way taken out. dies: told of a death."""

    def __init__(self, provider: LooseTwilio, dies: Callable[[], None]) -> None:
        super().__init__(account_sid=ACCOUNT, auth_token=TOKEN, sender=SENDER, public_url=HERE, base_url=HERE)
        self._provider, self._dies = provider, dies

    def send(self, message: Outgoing) -> Result:
        """Send one message, or die."""
        try:
            return super().send(message)
        except Died:
            self._dies()
            raise

    def _open(self) -> Client:
        fresh = self._client is None
        client = super()._open()
        if fresh:
            client.http_client.session.mount(HERE, self._provider)
        return client


class LooseMail:
    """A mail server that keeps what it took by its Message-ID, which is the ledger id."""

    def __init__(self, luck: Luck) -> None:
        self._luck = luck
        self.copies: Counter[str] = Counter()

    def send(self, message: Outgoing) -> Result:
        """Take one mail, or break. Breaks are as at the end of DATA."""
        luck = self._luck
        luck.die(Trouble.DIES_CALL_ARRIVED)
        if luck.one_of(Trouble.TOO_MANY, Trouble.ERROR_503):
            return answer(Outcome.RETRY, "no_connection")
        if luck.hits(Trouble.HANGS):
            return answer(Outcome.UNKNOWN, "no_answer")
        self.copies[message.ledger_id] += 1
        luck.die(Trouble.DIES_CALL_TAKEN)
        if luck.one_of(Trouble.TIMEOUT_AFTER, Trouble.CLOSED_AFTER):
            return answer(Outcome.UNKNOWN, "no_answer")
        return Result(Outcome.ACCEPTED, provider_id=message.ledger_id)


class MortalMail:
    """One sender's way to the mail server. dies: told of a death."""

    name = "smtp"

    def __init__(self, server: LooseMail, dies: Callable[[], None]) -> None:
        self._server, self._dies = server, dies

    def send(self, message: Outgoing) -> Result:
        """Send one mail, or die."""
        try:
            return self._server.send(message)
        except Died:
            self._dies()
            raise

    def close(self) -> None:
        """Let go of nothing."""


def _told(kept: Kept) -> dict[str, object]:
    made = format_datetime(kept.created)
    return {
        "account_sid": ACCOUNT,
        "body": kept.body,
        "date_created": made,
        "date_sent": made,
        "date_updated": made,
        "direction": "outbound-api",
        "error_code": None,
        "num_segments": "0",
        "sid": kept.sid,
        "status": kept.status,
        "to": kept.to,
    }


def _answer(request: PreparedRequest, status: int, body: dict[str, object]) -> Response:
    response = Response()
    response.status_code, response.request, response.url = status, request, str(request.url)
    response.headers["Content-Type"] = "application/json"
    response.encoding, response.raw = "utf-8", BytesIO(json.dumps(body).encode())
    return response
