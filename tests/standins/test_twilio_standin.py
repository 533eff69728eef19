"""The Twilio of our own agrees with Twilio's description, and with Twilio's own client."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import requests
from jsonschema import Draft202012Validator
from twilio.base.exceptions import TwilioRestException
from twilio.request_validator import RequestValidator
from twilio.rest import Client
from werkzeug.serving import WSGIRequestHandler, make_server
from werkzeug.wrappers import Request, Response

from notify.channels.twilio_wire import client as client_to
from tests.standins.twilio_refusals import REFUSALS, refusal
from tests.standins.twilio_schema import extract, schema, validator
from tests.standins.twilio_standin import ACCOUNT, SENDER, TOKEN, TwilioStandin

NUMBER, OTHER = "+46701740605", "+46701740606"
FULL = [
    path
    for path in [Path(__file__).parents[3] / "shared" / "twilio" / "twilio_api_v2010.json"]
    if path.is_file()
]


@pytest.fixture
def standin() -> Iterator[TwilioStandin]:
    now = datetime(2027, 3, 2, 9, 0, tzinfo=UTC)
    ticks = iter(now + timedelta(minutes=n) for n in range(1000))
    with TwilioStandin(clock=lambda: next(ticks)) as running:
        yield running


@pytest.fixture
def client(standin: TwilioStandin) -> Client:
    return client_to(ACCOUNT, TOKEN, base_url=standin.url, timeout_s=5)


@pytest.mark.parametrize("full", FULL, ids=lambda path: path.name)
def test_our_part_is_that_of_twilios_description(full: Path) -> None:
    assert extract(json.loads(full.read_text(encoding="utf-8"))) == schema()


@pytest.mark.parametrize("part", ["create", "update", "list", "message"])
def test_our_part_is_a_valid_schema(part: str) -> None:
    Draft202012Validator.check_schema(validator(part).schema)


def test_the_client_can_create_fetch_redact_list_and_delete(standin: TwilioStandin, client: Client) -> None:
    made = client.messages.create(
        to=NUMBER, from_=SENDER, body="Hej å", status_callback="http://127.0.0.1:1/x"
    )
    assert (made.status, made.num_segments, made.body) == ("queued", "1", "Hej å")
    assert client.messages(made.sid).fetch().to == NUMBER
    assert client.messages(made.sid).update(body="").body == ""
    assert [message.sid for message in client.messages.list()] == [made.sid]
    assert client.messages(made.sid).delete() is True
    assert client.messages.list() == []
    with pytest.raises(TwilioRestException) as gone:
        client.messages(made.sid).fetch()
    assert (gone.value.status, gone.value.code) == (404, 20404)
    assert standin.violations == []


def test_the_list_is_filtered_and_goes_over_many_pages(standin: TwilioStandin, client: Client) -> None:
    for number in (NUMBER, OTHER, NUMBER, NUMBER):
        client.messages.create(to=number, from_=SENDER, body="x")
    found = list(client.messages.stream(to=NUMBER, page_size=1))
    assert [message.to for message in found] == [NUMBER] * 3
    later = datetime(2027, 3, 2, 9, 2, tzinfo=UTC)
    assert len(client.messages.list(date_sent_after=later)) == 2
    assert len(client.messages.list(date_sent_before=later, to=NUMBER)) == 2
    assert standin.violations == []


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"Body": "x", "From": SENDER}, 21604),
        ({"To": "nonsens", "Body": "x", "From": SENDER}, 21211),
        ({"To": NUMBER, "Body": "x"}, 21603),
        ({"To": NUMBER, "Body": "x", "From": OTHER}, 21606),
        ({"To": NUMBER, "From": SENDER}, 21602),
        ({"To": NUMBER, "From": SENDER, "Body": "x" * 1601}, 21617),
        ({"To": NUMBER, "From": SENDER, "Body": "x", "StatusCallback": "nonsens"}, 21609),
    ],
)
def test_a_wrong_call_gets_twilios_own_refusal(
    standin: TwilioStandin, fields: dict[str, str], code: int
) -> None:
    url = f"{standin.url}/2010-04-01/Accounts/{ACCOUNT}/Messages.json"
    answered = requests.post(url, data=fields, auth=(ACCOUNT, TOKEN), timeout=5)
    assert (answered.status_code, answered.json()) == refusal(code)
    assert answered.json()["more_info"].endswith(str(code))


def test_a_call_that_goes_against_the_description_is_noted(standin: TwilioStandin) -> None:
    url = f"{standin.url}/2010-04-01/Accounts/{ACCOUNT}/Messages.json"
    fields = {"To": NUMBER, "From": SENDER, "Body": "x", "AddressRetention": "nonsens", "Nonsens": "1"}
    requests.post(url, data=fields, auth=(ACCOUNT, TOKEN), timeout=5)
    assert any("Nonsens" in noted for noted in standin.violations)
    assert any("retain" in noted for noted in standin.violations)


def test_an_answer_of_our_own_that_goes_against_the_description_is_noted(
    standin: TwilioStandin, client: Client
) -> None:
    made = client.messages.create(to=NUMBER, from_=SENDER, body="x")
    standin.taken[0].fields |= {"status": "nonsens", "date_sent": "igår"}
    del standin.taken[0].fields["price"]
    requests.get(f"{standin.url}{made.uri}", auth=(ACCOUNT, TOKEN), timeout=5)
    assert any("nonsens" in noted for noted in standin.violations)
    assert any("igår" in noted for noted in standin.violations)
    assert any("price" in noted for noted in standin.violations)


@pytest.mark.parametrize("login", [None, (ACCOUNT, "wrong"), ("AC" + "9" * 32, TOKEN)])
def test_nobody_comes_in_without_the_key(standin: TwilioStandin, login: tuple[str, str] | None) -> None:
    url = f"{standin.url}/2010-04-01/Accounts/{ACCOUNT}/Messages.json"
    answered = requests.get(url, auth=login, timeout=5)
    assert (answered.status_code, answered.json()["code"]) == (401, 20003)


@pytest.mark.parametrize("code", sorted(REFUSALS))
def test_a_refusal_has_twilios_shape(code: int) -> None:
    status, body = refusal(code)
    assert body.keys() == {"code", "message", "more_info", "status"}
    assert body["status"] == status >= 400


def test_receipts_are_signed_and_tell_what_twilio_tells(standin: TwilioStandin, client: Client) -> None:
    heard: list[tuple[str, dict[str, str], str]] = []

    def hook(environ: dict[str, object], start_response: object) -> object:
        request = Request(environ)
        heard.append((request.url, request.form.to_dict(), request.headers["X-Twilio-Signature"]))
        return Response(status=204)(environ, start_response)

    class Silent(WSGIRequestHandler):
        def log(self, *_: object) -> None: ...

    import threading

    server = make_server("127.0.0.1", 0, hook, request_handler=Silent)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        url = f"http://127.0.0.1:{server.port}/hooks/twilio/status/L1"
        client.messages.create(to=NUMBER, from_=SENDER, body="x", status_callback=url)
        assert standin.report(standin.taken[0], "undelivered", 30003).status_code == 204
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
    [(called, said, signature)] = heard
    assert called == url
    assert (said["MessageStatus"], said["ErrorCode"], said["MessageSid"]) == (
        "undelivered",
        "30003",
        standin.taken[0].sid,
    )
    assert RequestValidator(TOKEN).validate(url, said, signature)
    assert not RequestValidator(TOKEN).validate(url, said | {"MessageStatus": "delivered"}, signature)
    assert client.messages(standin.taken[0].sid).fetch().error_code == 30003
    assert standin.violations == []
