"""Text messages through the real Twilio client, against a Twilio of our own on this machine."""

from __future__ import annotations

import logging
import socket
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator

import pytest

from notify.channels.errors import ChannelError, Next, explain
from notify.channels.twilio import TwilioChannel
from notify.channels.values import Outcome, Outgoing
from tests.standins.twilio_standin import ACCOUNT, SENDER, SERVICE, TOKEN, Fault, TwilioStandin

Make = Callable[..., Outgoing]
NUMBER = "+46701740605"


def channel_to(url: str, **changed: object) -> TwilioChannel:
    settings: dict[str, object] = {
        "account_sid": ACCOUNT,
        "auth_token": TOKEN,
        "sender": SENDER,
        "base_url": url,
        "timeout_s": 5.0,
    }
    return TwilioChannel(**(settings | changed))


@pytest.fixture
def channel(twilio: TwilioStandin) -> Iterator[TwilioChannel]:
    made = channel_to(twilio.url)
    yield made
    made.close()


def test_a_text_message_arrives_whole(twilio: TwilioStandin, channel: TwilioChannel, sms: Make) -> None:
    message = sms()
    result = channel.send(message)
    [taken] = twilio.taken
    assert (result.outcome, result.provider_id, result.code) == (Outcome.ACCEPTED, taken.sid, "")
    assert (taken.fields["to"], taken.fields["from"]) == (NUMBER, SENDER)
    assert taken.fields["body"] == message.text
    assert taken.callback == ""


def test_a_messaging_service_stands_for_the_sender(twilio: TwilioStandin, sms: Make) -> None:
    result = channel_to(twilio.url, sender="", messaging_service_sid=SERVICE).send(sms())
    assert result.outcome is Outcome.ACCEPTED
    assert twilio.taken[0].fields["messaging_service_sid"] == SERVICE
    assert twilio.taken[0].fields["from"] is None


def test_an_address_with_a_path_before_the_api_is_kept(sms: Make) -> None:
    seen: list[bytes] = []
    with socket.create_server(("127.0.0.1", 0)) as door:
        url = f"http://127.0.0.1:{door.getsockname()[1]}/via/proxy/"
        answering = _answer_once(door, b"HTTP/1.1 429 No\r\nContent-Length: 0\r\n\r\n", seen)
        result = channel_to(url).send(sms())
        answering.join()
    assert result.outcome is Outcome.RETRY
    assert seen[0].startswith(f"POST /via/proxy/2010-04-01/Accounts/{ACCOUNT}/Messages.json ".encode())


@pytest.mark.parametrize(
    ("public_url", "callback"),
    [
        ("https://datum.example.se", "https://datum.example.se/hooks/twilio/status/L1"),
        ("https://datum.example.se/app/", "https://datum.example.se/app/hooks/twilio/status/L1"),
        ("http://127.0.0.1:8000", "http://127.0.0.1:8000/hooks/twilio/status/L1"),
        ("http://datum.example.se", ""),
        ("ftp://127.0.0.1", ""),
        ("", ""),
    ],
)
def test_receipts_are_asked_for_only_where_they_come_safely(
    twilio: TwilioStandin, sms: Make, public_url: str, callback: str
) -> None:
    channel_to(twilio.url, public_url=public_url).send(sms())
    assert twilio.taken[0].callback == callback


# --- Twilio says no ---


@pytest.mark.parametrize(
    ("code", "outcome", "next_step"),
    [
        (21211, Outcome.FAILED, Next.WRONG_NUMBER),
        (21408, Outcome.RETRY, Next.ALARM),
        (21606, Outcome.RETRY, Next.ALARM),
        (21608, Outcome.RETRY, Next.ALARM),
        (21610, Outcome.FAILED, Next.OPT_OUT),
        (21611, Outcome.RETRY, Next.WAIT),
        (21612, Outcome.FAILED, Next.OTHER_ROAD),
        (21614, Outcome.FAILED, Next.WRONG_NUMBER),
        (20005, Outcome.RETRY, Next.ALARM),
        (20429, Outcome.RETRY, Next.WAIT),
        (20503, Outcome.RETRY, Next.WAIT),
        (63038, Outcome.RETRY, Next.ALARM),
    ],
)
def test_a_no_with_a_code(
    twilio: TwilioStandin, channel: TwilioChannel, sms: Make, *, code: int, outcome: Outcome, next_step: Next
) -> None:
    twilio.refuse(NUMBER, code)
    result = channel.send(sms())
    assert (result.outcome, result.code) == (outcome, str(code))
    assert explain(result.code).next is next_step
    assert result.meaning == explain(str(code)).meaning
    assert twilio.taken == []
    assert len(twilio.calls) == 1


def test_a_wrong_key_waits_and_is_worth_an_alarm(twilio: TwilioStandin, sms: Make) -> None:
    result = channel_to(twilio.url, auth_token="wrong").send(sms())
    assert (result.outcome, result.code) == (Outcome.RETRY, "20003")
    assert explain(result.code).next is Next.ALARM


@pytest.mark.parametrize(("text", "code"), [("", "21602"), ("x" * 1601, "21617")])
def test_a_text_that_twilio_does_not_take(
    twilio: TwilioStandin, channel: TwilioChannel, sms: Make, text: str, code: str
) -> None:
    result = channel.send(sms(text=text))
    assert (result.outcome, result.code) == (Outcome.FAILED, code)
    assert twilio.taken == []


# --- the wire breaks ---


@pytest.mark.parametrize(
    ("fault", "outcome", "code"),
    [
        (Fault.ERROR_500, Outcome.UNKNOWN, "20500"),
        (Fault.ERROR_500_AFTER, Outcome.UNKNOWN, "20500"),
        (Fault.ERROR_503, Outcome.RETRY, "20503"),
        (Fault.TOO_MANY, Outcome.RETRY, "20429"),
        (Fault.CLOSE_AFTER, Outcome.UNKNOWN, "no_answer"),
        (Fault.CLOSE_MID_BODY, Outcome.UNKNOWN, "no_answer"),
        (Fault.GARBAGE_AFTER, Outcome.UNKNOWN, "odd_answer"),
        (Fault.HANG_AFTER, Outcome.UNKNOWN, "no_answer"),
        (Fault.HANG_BEFORE, Outcome.UNKNOWN, "no_answer"),
    ],
)
def test_a_fault_and_the_message_after_it(
    twilio: TwilioStandin, sms: Make, *, fault: Fault, outcome: Outcome, code: str
) -> None:
    impatient = channel_to(twilio.url, timeout_s=0.5)
    twilio.next(fault)
    result = impatient.send(sms(ledger_id="L1"))
    assert (result.outcome, result.code) == (outcome, code)
    assert len(twilio.calls) == 1, "one message, one call"
    assert impatient.send(sms(ledger_id="L2")).outcome is Outcome.ACCEPTED


def test_what_may_have_arrived_did_arrive(twilio: TwilioStandin, sms: Make) -> None:
    impatient = channel_to(twilio.url, timeout_s=0.5)
    for fault in (Fault.HANG_AFTER, Fault.ERROR_500_AFTER, Fault.CLOSE_AFTER, Fault.CLOSE_MID_BODY):
        twilio.next(fault)
        impatient.send(sms())
    assert len(twilio.to(NUMBER)) == 4


def test_nobody_listens(sms: Make) -> None:
    with socket.create_server(("127.0.0.1", 0)) as gone:
        port = gone.getsockname()[1]
    result = channel_to(f"http://127.0.0.1:{port}").send(sms())
    assert (result.outcome, result.code) == (Outcome.RETRY, "no_connection")


def test_no_room_to_connect_in_time(sms: Make) -> None:
    """A full queue at the door: the connection itself is what never comes."""
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        door.listen(0)
        address = door.getsockname()
        waiting = [socket.socket() for _ in range(4)]
        for one in waiting:
            one.setblocking(False)
            one.connect_ex(address)
        result = channel_to(f"http://127.0.0.1:{address[1]}", timeout_s=0.3).send(sms())
        for one in waiting:
            one.close()
    assert (result.outcome, result.code) == (Outcome.RETRY, "no_connection")


def test_a_server_that_does_not_speak_tls(twilio: TwilioStandin, sms: Make) -> None:
    result = channel_to(twilio.url.replace("http://", "https://")).send(sms())
    assert (result.outcome, result.code) == (Outcome.RETRY, "tls")
    assert twilio.taken == []


@pytest.mark.parametrize(
    ("status", "outcome", "code"),
    [
        (b"307 Moved", Outcome.RETRY, "http_307"),
        (b"400 No", Outcome.RETRY, "http_400"),
        (b"404 No", Outcome.RETRY, "http_404"),
        (b"429 No", Outcome.RETRY, "http_429"),
        (b"502 No", Outcome.UNKNOWN, "http_502"),
        (b"503 No", Outcome.RETRY, "http_503"),
        (b"504 No", Outcome.UNKNOWN, "http_504"),
    ],
)
def test_an_answer_from_something_that_is_not_twilio(
    sms: Make, *, status: bytes, outcome: Outcome, code: str
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as door:
        body = b"<html>proxy</html>"
        head = b"HTTP/1.1 %s\r\nLocation: /elsewhere\r\nContent-Length: %d\r\n\r\n" % (status, len(body))
        answering = _answer_once(door, head + body, [])
        result = channel_to(f"http://127.0.0.1:{door.getsockname()[1]}").send(sms())
        answering.join()
    assert (result.outcome, result.code) == (outcome, code)
    assert result.meaning != explain("no-such-code").meaning


# --- privacy and care ---


@pytest.mark.parametrize(
    "address", ["", "070-1740605", "0701740605", "+46", "+46 701740605", "whatsapp:+46701740605"]
)
def test_a_number_that_is_none_never_reaches_twilio(
    twilio: TwilioStandin, channel: TwilioChannel, sms: Make, address: str
) -> None:
    result = channel.send(sms(address=address))
    assert (result.outcome, result.code) == (Outcome.FAILED, "bad_address")
    assert twilio.calls == []


def test_no_number_and_no_text_in_any_log_or_answer(
    twilio: TwilioStandin, channel: TwilioChannel, sms: Make, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    message = sms(text="hemligheten")
    results = [channel.send(message)]
    for code in (21211, 21610):
        twilio.refuse(NUMBER, code)
        results.append(channel.send(message))
    written = caplog.text + repr(results) + repr(message)
    assert "701740605" not in written
    assert "hemligheten" not in written
    assert TOKEN not in written


def test_a_proxy_in_the_environment_gets_nothing_that_is_for_this_machine(
    twilio: TwilioStandin, channel: TwilioChannel, sms: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("http_proxy", "HTTP_PROXY", "all_proxy"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    monkeypatch.delenv("no_proxy", raising=False)
    monkeypatch.delenv("NO_PROXY", raising=False)
    assert channel.send(sms()).outcome is Outcome.ACCEPTED


def test_threads_send_side_by_side(twilio: TwilioStandin, channel: TwilioChannel, sms: Make) -> None:
    outcomes: list[Outcome] = []

    def send(start: int) -> None:
        outcomes.extend(channel.send(sms(ledger_id=f"L{start}-{n}")).outcome for n in range(5))

    threads = [threading.Thread(target=send, args=(start,)) for start in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert outcomes == [Outcome.ACCEPTED] * 20
    assert len({taken.sid for taken in twilio.taken}) == 20


def test_the_heavy_package_is_imported_at_the_first_message() -> None:
    code = (
        "import sys\nfrom notify.channels.twilio import TwilioChannel\n"
        "TwilioChannel(account_sid='AC', auth_token='x', sender='+46701740699')\n"
        "print([name for name in ('twilio', 'requests') if name in sys.modules])"
    )
    seen = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert seen.stdout.strip() == "[]"


@pytest.mark.parametrize(
    "changed",
    [{"auth_token": ""}, {"account_sid": ""}, {"sender": ""}, {"messaging_service_sid": SERVICE}],
)
def test_a_channel_put_together_wrongly_is_refused_at_the_start(changed: dict[str, object]) -> None:
    with pytest.raises(ChannelError):
        channel_to("http://127.0.0.1:9", **changed)


def _answer_once(door: socket.socket, answer: bytes, seen: list[bytes]) -> threading.Thread:
    def serve() -> None:
        connection, _ = door.accept()
        with connection, connection.makefile("rb") as reader:
            lines = list(iter(reader.readline, b"\r\n"))
            length = next(int(line[15:]) for line in lines if line.lower().startswith(b"content-length:"))
            reader.read(length)
            seen.append(lines[0])
            connection.sendall(answer)

    thread = threading.Thread(target=serve, daemon=True)
    thread.start()
    return thread
