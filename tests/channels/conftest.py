"""Messages to send, and servers to send them to."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from notify.channels.values import Outgoing
from notify.values import Road
from tests.standins.smtp_server import MailServer
from tests.standins.twilio_standin import TwilioStandin

TEXT = "Hej! Ditt beslut slutar 30 september. Ring din läkare nu. Å, ä och ö ska vara kvar."


@pytest.fixture
def sms() -> Callable[..., Outgoing]:
    """Give a function that makes a text message; what is not given is ordinary."""

    def make(address: str = "+46701740605", text: str = TEXT, ledger_id: str = "L1") -> Outgoing:
        return Outgoing(ledger_id, Road.SMS, address, "", text, datetime(2027, 3, 2, 9, 30, tzinfo=UTC))

    return make


@pytest.fixture
def mail() -> Callable[..., Outgoing]:
    """Give a function that makes a mail; what is not given is ordinary."""

    def make(
        address: str = "asa@example.se",
        text: str = TEXT,
        ledger_id: str = "L1",
        subject: str = "Påminnelse",
        html: str = "",
    ) -> Outgoing:
        at = datetime(2027, 3, 2, 9, 30, tzinfo=UTC)
        return Outgoing(ledger_id, Road.EMAIL, address, subject, text, at, html=html)

    return make


@pytest.fixture
def mail_server(tmp_path: Path) -> Iterator[MailServer]:
    """Run a mail server with STARTTLS and log-in."""
    with MailServer(tmp_path) as server:
        yield server


@pytest.fixture
def twilio() -> Iterator[TwilioStandin]:
    """Run a Twilio of our own; the test fails if anything went against Twilio's description."""
    with TwilioStandin() as standin:
        yield standin
    assert standin.violations == []
