"""Text messages by Twilio.

In goes a message, out comes what Twilio said, or that we can't know. Never tries twice by itself, never
follows a redirect, and writes nothing to any log: Twilio's own client would write numbers there.
The twilio package is heavy, so it is imported at the first message.
"""

from __future__ import annotations

import re
import threading
from datetime import UTC
from typing import TYPE_CHECKING
from urllib.parse import quote, urlsplit

from notify.channels.asking import Seen
from notify.channels.errors import ChannelError, answer, refusal
from notify.channels.hosts import host_of, is_loopback
from notify.channels.letter import checked_id
from notify.channels.values import Outcome, Outgoing, Result

if TYPE_CHECKING:
    from twilio.rest import Client
    from twilio.rest.api.v2010.account.message import MessageInstance

_E164 = re.compile(r"\+[1-9]\d{6,14}")
_DEFAULT_URL = "https://api.twilio.com"
_MOST = 1000
"""Messages to one number that are read at most; more than a person gets in twenty years."""


class TwilioChannel:
    """Sends text messages through one Twilio account. Safe for threads."""

    name = "twilio"

    def __init__(
        self,
        *,
        account_sid: str,
        auth_token: str,
        sender: str = "",
        messaging_service_sid: str = "",
        public_url: str = "",
        base_url: str = "",
        timeout_s: float = 15.0,
    ) -> None:
        """Take the account, and either a sender or a messaging service.

        public_url: where Twilio reaches us with receipts; used only if it is https or this machine.
        base_url: another address for the API itself, with or without a path before it.
        timeout_s: for the connection, and for each silence after it. Raises ChannelError.
        """
        if not account_sid or not auth_token:
            raise ChannelError(
                "twilio.account_sid eller nyckeln saknas. Så här ser kontot ut: AC och 32 tecken."
            )
        if bool(sender) == bool(messaging_service_sid):
            raise ChannelError(
                "Ange antingen twilio.from eller twilio.messaging_service_sid, och bara en av dem."
            )
        self.host = host_of(base_url or _DEFAULT_URL)
        self._account = (account_sid, auth_token)
        self._from = (
            {"messaging_service_sid": messaging_service_sid} if messaging_service_sid else {"from_": sender}
        )
        self._public_url = public_url.rstrip("/")
        self._base_url = base_url
        self._timeout = timeout_s
        self._client: Client | None = None
        self._lock = threading.Lock()

    def send(self, message: Outgoing) -> Result:
        """Send one text message. An answer that never came is UNKNOWN, for Twilio may have said yes."""
        from notify.channels import twilio_faults

        if not _E164.fullmatch(message.address):
            return refusal("bad_address")
        fields = {**self._from, **self._receipt(message.ledger_id)}
        try:
            made = self._open().messages.create(to=message.address, body=message.text, **fields)
        except Exception as error:  # the wire can break in more ways than can be listed
            return twilio_faults.judge(error)
        return _accepted(made)

    def lookup(self, address: str) -> tuple[Seen, ...] | None:
        """Return every message that Twilio has taken for a number; None if it didn't tell all.

        Neither day nor sender narrows the question: a message that waits at Twilio has no day yet, and what
        isn't in the answer is sent again.
        """
        if not _E164.fullmatch(address):
            return None
        try:
            found = self._open().messages.list(to=address, limit=_MOST + 1, page_size=_MOST)
            seen = tuple(_seen(one) for one in found if one.direction != "outbound-reply")
        except Exception:  # no answer, whatever the reason
            return None
        return seen if len(found) <= _MOST else None

    def fetch(self, provider_id: str) -> Seen | None:
        """Return one message by its SID; None if Twilio didn't tell."""
        try:
            return _seen(self._open().messages(provider_id).fetch())
        except Exception:  # no answer, whatever the reason
            return None

    def close(self) -> None:
        """Let go of kept connections."""
        with self._lock:
            client, self._client = self._client, None
        if client is not None:
            client.http_client.session.close()

    def _open(self) -> Client:
        with self._lock:
            if self._client is None:
                from notify.channels.twilio_wire import client

                self._client = client(*self._account, base_url=self._base_url, timeout_s=self._timeout)
            return self._client

    def _receipt(self, ledger_id: str) -> dict[str, str]:
        """Say where the receipt goes: the address carries the ledger id, so it is known even unsaid."""
        url = urlsplit(self._public_url)
        if url.scheme != "https" and not (url.scheme == "http" and is_loopback(url.hostname or "")):
            return {}
        return {"status_callback": f"{self._public_url}/hooks/twilio/status/{quote(checked_id(ledger_id))}"}


def _accepted(made: MessageInstance) -> Result:
    if not made.sid:
        return answer(Outcome.UNKNOWN, "odd_answer")
    if made.error_code:
        return refusal(str(made.error_code), made.sid)
    return Result(Outcome.ACCEPTED, provider_id=made.sid)


def _seen(told: MessageInstance) -> Seen:
    created = told.date_created
    if not told.sid or created is None:
        raise ValueError("a message of Twilio's needs a SID and a time of creation")
    return Seen(
        provider_id=told.sid,
        created=created if created.tzinfo else created.replace(tzinfo=UTC),
        text=told.body or "",
        parts=int(told.num_segments or 0),
        status=str(told.status or ""),
        code=str(told.error_code or ""),
    )
