"""No made-up person's number can ring, and a guest list is a guest list: no connection is even tried."""

from __future__ import annotations

import socket
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from notify.channels.guard import GuardedChannel
from notify.channels.smtp import SmtpChannel
from notify.channels.twilio import TwilioChannel
from notify.channels.values import Outcome, Outgoing
from tests.standins.twilio_standin import ACCOUNT, SENDER, TOKEN, TwilioStandin

Make = Callable[..., Outgoing]


@pytest.fixture
def tried(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[Any]]:
    """Note every connection and name look-up that anything tries, and let none of them out."""
    seen: list[Any] = []

    def stop(*args: Any, **_: Any) -> None:
        seen.append(args)
        raise ConnectionRefusedError

    for name in ("connect", "connect_ex"):
        monkeypatch.setattr(socket.socket, name, stop)
    for name in ("create_connection", "getaddrinfo", "gethostbyname"):
        monkeypatch.setattr(socket, name, stop)
    return seen


def real_twilio() -> TwilioChannel:
    return TwilioChannel(account_sid=ACCOUNT, auth_token=TOKEN, sender=SENDER)


def real_smtp() -> SmtpChannel:
    return SmtpChannel(host="mail.example.se", sender="post@example.se")


def test_a_made_up_register_never_reaches_twilio(tried: list[Any], sms: Make) -> None:
    inner = real_twilio()
    result = GuardedChannel(inner, made_up=True, host=inner.host).send(sms())
    assert (result.outcome, result.code) == (Outcome.FAILED, "made_up")
    assert "påhittat" in result.meaning
    assert tried == []


def test_a_made_up_register_never_reaches_a_mail_server(tried: list[Any], mail: Make) -> None:
    inner = real_smtp()
    result = GuardedChannel(inner, made_up=True, host=inner.host).send(mail())
    assert (result.outcome, result.code) == (Outcome.FAILED, "made_up")
    assert tried == []


def test_without_the_gate_the_same_message_would_have_gone(tried: list[Any], sms: Make, mail: Make) -> None:
    """The proof that the tests above look in the right place."""
    assert real_twilio().send(sms()).outcome is Outcome.RETRY
    assert len(tried) > 0
    tried.clear()
    assert real_smtp().send(mail()).outcome is Outcome.RETRY
    assert len(tried) > 0


@pytest.mark.parametrize("written", ["+46701740605", "070-174 06 05", "0701740605", "0046 70 174 06 05"])
def test_a_guest_may_be_reached_from_a_made_up_register(tried: list[Any], sms: Make, written: str) -> None:
    inner = real_twilio()
    guarded = GuardedChannel(inner, made_up=True, host=inner.host, guest_list=[written])
    assert guarded.send(sms()).code == "no_connection"
    assert len(tried) > 0
    tried.clear()
    assert guarded.send(sms(address="+46701740606")).code == "made_up"
    assert tried == []


def test_a_guest_may_be_named_by_mail_address(tried: list[Any], mail: Make) -> None:
    inner = real_smtp()
    guarded = GuardedChannel(inner, made_up=True, host=inner.host, guest_list=["Asa@Example.se"])
    assert guarded.send(mail()).code == "no_connection"
    assert len(tried) > 0


@pytest.mark.parametrize("host", ["127.0.0.1", "127.8.9.1", "::1", "[::1]", "localhost"])
def test_a_made_up_register_may_use_this_machine(twilio: TwilioStandin, sms: Make, host: str) -> None:
    inner = TwilioChannel(account_sid=ACCOUNT, auth_token=TOKEN, sender=SENDER, base_url=twilio.url)
    assert GuardedChannel(inner, made_up=True, host=host).send(sms()).outcome is Outcome.ACCEPTED


@pytest.mark.parametrize(
    "host",
    [
        "",
        "127.0.0.1.example.se",
        "localhost.example.se",
        "0.0.0.0",
        "10.0.0.1",
        "api.twilio.com",
        "2130706433",
    ],
)
def test_other_hosts_are_not_this_machine(tried: list[Any], sms: Make, host: str) -> None:
    assert GuardedChannel(real_twilio(), made_up=True, host=host).send(sms()).code == "made_up"
    assert tried == []


@pytest.mark.parametrize(
    ("base_url", "host"),
    [
        ("", "api.twilio.com"),
        ("http://127.0.0.1:8080/x", "127.0.0.1"),
        ("http://127.0.0.1@example.se/", "example.se"),
        ("http://[::1]:8080", "::1"),
    ],
)
def test_a_channel_says_where_it_leads(base_url: str, host: str) -> None:
    assert TwilioChannel(account_sid=ACCOUNT, auth_token=TOKEN, sender=SENDER, base_url=base_url).host == host


def test_a_guest_list_limits_a_real_register(tried: list[Any], sms: Make) -> None:
    inner = real_twilio()
    guarded = GuardedChannel(inner, made_up=False, host=inner.host, guest_list=["+46701740606"])
    result = guarded.send(sms())
    assert (result.outcome, result.code) == (Outcome.FAILED, "not_guest")
    assert tried == []


@pytest.mark.parametrize("made_up", [False, True])
def test_a_guest_list_holds_on_this_machine_too(tried: list[Any], sms: Make, *, made_up: bool) -> None:
    """A mail server here passes mails on to anybody."""
    inner = real_twilio()
    guarded = GuardedChannel(inner, made_up=made_up, host="127.0.0.1", guest_list=["+46701740606"])
    assert guarded.send(sms()).code == "not_guest"
    assert tried == []


def test_a_real_register_without_a_guest_list_sends(tried: list[Any], sms: Make) -> None:
    inner = real_twilio()
    assert GuardedChannel(inner, made_up=False, host=inner.host).send(sms()).code == "no_connection"
    assert len(tried) > 0
