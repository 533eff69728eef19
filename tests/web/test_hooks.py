"""Twilio calls us: only with the right signature and account, kept once, answered at once."""

from __future__ import annotations

import pytest
from sqlalchemy import select
from twilio.request_validator import RequestValidator

from dinadatum.app import Service
from dinadatum.config import Config, DatabaseConfig, TwilioConfig, WebConfig
from dinadatum.register import tables as t
from dinadatum.register.states import State
from dinadatum.usecases.replies.storing_replies import LONGEST
from dinadatum.usecases.replies.take_reply import read_waiting_replies
from dinadatum.web.app import make_app
from tests.web.conftest import NOW, Site

TOKEN = "a token made up for the tests"
ACCOUNT = "AC" + "1" * 32
PUBLIC = "https://dinadatum.example"
SMS = "/hooks/twilio/sms"


@pytest.fixture
def called(site: Site, monkeypatch: pytest.MonkeyPatch) -> Site:
    """The pages behind a proxy that ends https, with an account at Twilio."""
    monkeypatch.setenv("TWILIO_AUTH_TOKEN", TOKEN)
    config = Config(
        database=DatabaseConfig(site.service.config.database.url),
        web=WebConfig(public_url=PUBLIC),
        twilio=TwilioConfig(account_sid=ACCOUNT),
    )
    service = Service(config, site.service.database, site.service.rules)
    return Site(service, site.clock, make_app(service, site.clock))


def fields(**given: str) -> dict[str, str]:
    usual = {
        "MessageSid": "SM" + "2" * 32,
        "AccountSid": ACCOUNT,
        "From": "+46701740605",
        "To": "+46701740698",
        "Body": "Klart nu, åäö",
    }
    return usual | given


def signature(path: str, sent: dict[str, str], *, public: str = PUBLIC, token: str = TOKEN) -> str:
    return str(RequestValidator(token).compute_signature(public + path, sent))


def call(site: Site, sent: dict[str, str], *, path: str = SMS, signed: str | None = None, **headers: str):
    mark = signature(path, sent) if signed is None else signed
    return site.app.test_client().post(
        path,
        data=sent,
        headers={"X-Twilio-Signature": mark, **{k.replace("_", "-"): v for k, v in headers.items()}},
    )


def kept(site: Site) -> list[t.Reply]:
    with site.service.database.reading() as session:
        return list(session.scalars(select(t.Reply).where(t.Reply.provider_id == fields()["MessageSid"])))


def test_a_reply_is_kept_as_it_came_and_answered_with_empty_twiml(called: Site) -> None:
    answer = call(called, fields())
    assert (answer.status_code, answer.mimetype) == (200, "text/xml")
    assert answer.get_data(as_text=True).endswith("<Response/>")
    [reply] = kept(called)
    assert (reply.text, reply.sender, reply.received_at) == ("Klart nu, åäö", "+46701740605", NOW)


def test_it_holds_behind_a_proxy_whatever_the_proxy_says_of_itself(called: Site) -> None:
    answer = call(
        called, fields(), X_Forwarded_Proto="https", X_Forwarded_Host="other.example", Host="127.0.0.1:8000"
    )
    assert answer.status_code == 200
    assert len(kept(called)) == 1


@pytest.mark.parametrize(
    "wrong", ["no signature", "another token", "another address", "a changed field", "another account"]
)
def test_a_call_that_twilio_did_not_make_for_us_is_refused(called: Site, wrong: str) -> None:
    sent = fields(**({"AccountSid": "AC" + "9" * 32} if wrong == "another account" else {}))
    signed = {
        "no signature": "",
        "another token": signature(SMS, sent, token="somebody else's"),
        "another address": signature(SMS, sent, public="http://127.0.0.1:8000"),
        "a changed field": signature(SMS, sent | {"Body": "STOPP"}),
        "another account": signature(SMS, sent),
    }[wrong]
    assert call(called, sent, signed=signed).status_code == 403
    assert kept(called) == []


def test_a_call_that_is_played_again_changes_nothing(called: Site) -> None:
    for _ in range(3):
        assert call(called, fields()).status_code == 200
    assert len(kept(called)) == 1


def test_without_an_account_at_twilio_every_call_is_refused(site: Site) -> None:
    assert call(site, fields()).status_code == 403


@pytest.mark.parametrize("missing", ["MessageSid", "From"])
def test_a_call_without_what_it_needs_is_refused(called: Site, missing: str) -> None:
    sent = {name: value for name, value in fields().items() if name != missing}
    assert call(called, sent).status_code == 400


def test_twilios_own_opt_out_is_the_same_as_stopp(called: Site) -> None:
    with called.service.database.transaction("test", NOW) as session:
        person = session.scalar(select(t.Person).where(t.Person.ref == "W-1"))
        assert person is not None
        person.mobile_hash = called.service.database.keyring.fingerprint("+46701740605")
    call(called, fields(Body="STOP", OptOutType="STOP"))
    assert read_waiting_replies(called.service.database, called.service.rules, NOW) >= 1
    with called.service.database.reading() as session:
        person = session.scalar(select(t.Person).where(t.Person.ref == "W-1"))
        assert person is not None
        assert person.stopped_on == NOW.date()


def test_what_came_is_answered_before_it_is_read(called: Site) -> None:
    assert call(called, fields(Body="hjälp " * 5000)).status_code == 200
    [reply] = kept(called)
    assert (reply.read_at, reply.read_as, reply.person_id) == (None, "", None)
    assert reply.text == ("hjälp " * 5000)[:LONGEST]
    assert read_waiting_replies(called.service.database, called.service.rules, NOW) >= 1
    [reply] = kept(called)
    assert reply.read_at is not None


def test_a_receipt_from_twilio_moves_the_message_on(called: Site) -> None:
    with called.service.database.transaction("test", NOW) as session:
        message = session.scalars(select(t.Message)).first()
        assert message is not None
        message.state, message.provider_id = State.ACCEPTED, "SM" + "3" * 32
    sent = {"MessageSid": message.provider_id, "AccountSid": ACCOUNT, "MessageStatus": "delivered"}
    path = f"/hooks/twilio/status/{message.id}"
    assert call(called, sent, path=path).status_code == 204
    assert call(called, sent, path=path).status_code == 204, "twice is no trouble"
    with called.service.database.reading() as session:
        assert session.get_one(t.Message, message.id).state is State.DELIVERED
    assert call(called, sent, path=path, signed="").status_code == 403
