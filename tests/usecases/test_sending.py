"""Sending: what each answer of a provider leads to, and that nothing goes twice or is lost."""

from __future__ import annotations

import itertools
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from dinadatum.config import Config, SendingConfig, SmsConfig, TwilioConfig
from dinadatum.register import tables as t
from dinadatum.register.database import Database
from dinadatum.register.importing.store import mark_made_up
from dinadatum.register.states import State
from dinadatum.roads import open_channels, rate_limit, real_roads
from dinadatum.usecases.rules import Rules
from dinadatum.usecases.sending.retrying import GAPS, Resend, may_send_again, retry_at
from dinadatum.usecases.sending.send_due import SendReport, send_due
from notify.channels.values import Outcome, Outgoing, Result
from notify.values import MessageKind, Road
from tests.register.registers import NOW, TODAY, add_messages
from tests.usecases.counties import Provider, at, both_roads
from tests.usecases.small_lives import messages, one_person, tasks

YES = Result(Outcome.ACCEPTED, "SM1")
NO = Result(Outcome.FAILED, "SM1", "30006", "Numret finns inte.")
LATER = Result(Outcome.RETRY, code="http_503", meaning="Leverantören är inte tillgänglig just nu.")
UNCLEAR = Result(Outcome.UNKNOWN, code="no_answer", meaning="Meddelandet kan ha gått fram.")


@pytest.fixture
def due(register: Database) -> Database:
    """A register in which one message is due at nine in the morning."""
    plan(register, 1)
    return register


def plan(database: Database, count: int, **values: object) -> int:
    person_id = one_person(database, TODAY)
    with database.transaction("test", NOW) as session:
        add_messages(session, person_id, count, send_at=at(TODAY, 9), **values)
    return person_id


def send(
    database: Database, rules: Rules, provider: Provider, now: datetime = NOW, **more: object
) -> SendReport:
    return send_due(database, rules, both_roads(provider), lambda: now, **more)


def states(database: Database) -> list[State]:
    return [message.state for message in messages(database)]


def test_a_yes_is_accepted_with_its_words_and_the_provider_s_name(
    each_register: Database, rules: Rules, provider: Provider
) -> None:
    plan(each_register, 1)
    report = send(each_register, rules, provider)
    (row,) = messages(each_register)
    (call,) = provider.calls
    assert (row.state, row.provider, row.provider_id, row.attempts) == (
        State.ACCEPTED,
        "twilio",
        "twilio-1",
        1,
    )
    assert (row.text, row.chars, row.parts) == (call.text, len(call.text), 1)
    assert (call.address, call.road, call.ledger_id) == ("+46701740605", Road.SMS, row.id)
    assert "Dina datum" in call.text
    assert (report.accepted, report.roads) == (1, {Road.SMS: 1})
    assert send(each_register, rules, provider).accepted == 0
    assert len(provider.calls) == 1


def test_a_no_is_for_good_and_becomes_a_task(due: Database, rules: Rules, provider: Provider) -> None:
    provider.answers = [NO]
    assert send(due, rules, provider).failed == 1
    (row,) = messages(due)
    assert (row.state, row.code, row.reason) == (State.FAILED, "30006", "Numret finns inte.")
    assert [(task.kind.value, task.why) for task in tasks(due)] == [("unreachable", "Numret finns inte.")]
    send(due, rules, provider, NOW + timedelta(hours=3))
    assert len(provider.calls) == 1


class TestRetry:
    def test_the_gaps_grow_and_nothing_goes_outside_the_hours(
        self, due: Database, rules: Rules, provider: Provider
    ) -> None:
        provider.always = LATER
        tried, now = [], at(TODAY, 9)
        while now < at(TODAY, 23):
            assert send(due, rules, provider, now - timedelta(seconds=1)).waiting == 0, (
                "its time has not come"
            )
            before = len(provider.calls)
            report = send(due, rules, provider, now)
            if len(provider.calls) == before:
                break
            assert report.last_trouble == LATER.meaning
            tried.append(now)
            (row,) = messages(due)
            assert row.retry_at is not None
            now = row.retry_at
        gaps = [later - earlier for earlier, later in itertools.pairwise(tried)]
        assert gaps[: len(GAPS)] == list(GAPS)
        assert set(gaps[len(GAPS) :]) == {GAPS[-1]}
        assert tried[-1] <= at(TODAY, rules.paces.sending.last_hour)
        assert tried[-1] > at(TODAY, rules.paces.sending.last_hour) - GAPS[-1]
        (row,) = messages(due)
        assert (row.state, row.attempts) == (State.WAITING, len(tried))
        assert tasks(due) == []

    def test_what_waited_goes_when_the_provider_is_back(
        self, due: Database, rules: Rules, provider: Provider
    ) -> None:
        provider.answers = [LATER]
        assert send(due, rules, provider).waiting == 1
        assert send(due, rules, provider).accepted == 0, "its time has not come"
        assert send(due, rules, provider, NOW + GAPS[0]).accepted == 1
        assert states(due) == [State.ACCEPTED]

    def test_the_rule_itself(self) -> None:
        assert [retry_at(tries, NOW) - NOW for tries in (0, 1, 2, 5, 6, 99)] == [
            GAPS[0], GAPS[0], GAPS[1], GAPS[4], GAPS[4], GAPS[4],
        ]  # fmt: skip


class TestUnknown:
    """A call that may have reached its provider."""

    @pytest.mark.parametrize(
        ("channel", "kind", "again"),
        [
            ("outbox", MessageKind.ORDINARY, True),
            ("outbox", MessageKind.COPY, True),
            ("smtp", MessageKind.SAFETY, True),
            ("smtp", MessageKind.ORDINARY, False),
            ("twilio", MessageKind.SAFETY, False),
            ("twilio", MessageKind.ORDINARY, False),
        ],
    )
    def test_only_what_can_t_be_doubled_or_must_not_be_lost_goes_again(
        self, register: Database, rules: Rules, channel: str, kind: MessageKind, again: bool
    ) -> None:
        plan(register, 1, kind=kind)
        provider = Provider(channel)
        provider.answers = [UNCLEAR]
        report = send(register, rules, provider)
        assert may_send_again(channel, kind) is again
        assert states(register) == [State.WAITING if again else State.UNKNOWN]
        asks_first = channel == "twilio"
        assert [task.kind.value for task in tasks(register)] == (
            [] if again or asks_first else ["send_unknown"]
        )
        assert (report.waiting, report.unknown) == ((1, 0) if again else (0, 1))
        send(register, rules, provider, NOW + timedelta(hours=1))
        assert len(provider.calls) == (2 if again else 1)
        assert [task.kind.value for task in tasks(register)] == ([] if again else ["send_unknown"])

    @pytest.mark.parametrize(
        ("resend", "kind", "again"),
        [
            (Resend.ALL, MessageKind.ORDINARY, True),
            (Resend.ALL, MessageKind.SAFETY, True),
            (Resend.NONE, MessageKind.SAFETY, False),
            (Resend.SAFETY, MessageKind.ORDINARY, False),
        ],
    )
    def test_which_mails_go_again_is_a_setting(
        self, register: Database, rules: Rules, resend: Resend, kind: MessageKind, again: bool
    ) -> None:
        plan(register, 1, kind=kind)
        provider = Provider("smtp")
        provider.answers = [UNCLEAR]
        send(register, rules, provider, resend=resend)
        send(register, rules, provider, NOW + timedelta(hours=1), resend=resend)
        assert len(provider.calls) == (2 if again else 1)
        assert len(tasks(register)) == (0 if again else 1)

    @pytest.mark.parametrize("resend", [Resend.NONE, Resend.ALL])
    def test_a_sender_that_died_in_a_mail_obeys_the_setting_too(
        self, due: Database, rules: Rules, resend: Resend
    ) -> None:
        class Dies(Provider):
            def send(self, message: object) -> Result:
                raise KeyboardInterrupt

        with pytest.raises(KeyboardInterrupt):
            send(due, rules, Dies("smtp"))
        provider = Provider("smtp")
        send(due, rules, provider, NOW + timedelta(minutes=6), resend=resend)
        assert len(provider.calls) == (1 if resend is Resend.ALL else 0)
        assert len(tasks(due)) == (0 if resend is Resend.ALL else 1)

    @pytest.mark.parametrize(("channel", "becomes"), [("twilio", State.UNKNOWN), ("outbox", State.ACCEPTED)])
    def test_a_sender_that_died_in_the_call(
        self, due: Database, rules: Rules, channel: str, becomes: State
    ) -> None:
        class Dies(Provider):
            def send(self, message: object) -> Result:
                raise KeyboardInterrupt

        with pytest.raises(KeyboardInterrupt):
            send(due, rules, Dies(channel))
        assert states(due) == [State.SENDING]
        provider = Provider(channel)
        send(due, rules, provider, NOW + timedelta(minutes=1))
        assert (states(due), provider.calls) == ([State.SENDING], []), "it may still be at work"
        send(due, rules, provider, NOW + timedelta(minutes=6))
        assert states(due) == [becomes]
        assert len(provider.calls) == (1 if becomes is State.ACCEPTED else 0)
        send(due, rules, provider, NOW + timedelta(minutes=90))
        assert states(due) == [becomes]
        assert len(tasks(due)) == (0 if becomes is State.ACCEPTED else 1)


def test_whoever_thinks_they_are_alone_leaves_the_work_of_others(
    each_register: Database, rules: Rules, provider: Provider
) -> None:
    plan(each_register, 1)
    other = Provider()

    class Interrupted(Provider):
        """In the middle of its call another sender begins, who thinks that there is no other."""

        def send(self, message: Outgoing) -> Result:
            send(each_register, rules, other, alone=True)
            return super().send(message)

    assert send(each_register, rules, Interrupted()).accepted == 1
    assert (states(each_register), other.calls) == ([State.ACCEPTED], [])
    with each_register.transaction("test", NOW) as session:
        session.scalars(select(t.Message)).one().state = State.CLAIMED
    assert send(each_register, rules, provider).accepted == 0, "it may be another's"
    assert send(each_register, rules, provider, alone=True).accepted == 1, "now nobody else is sending"


def test_a_whole_day_s_work_leaves_the_rest_of_the_day_nothing(
    due: Database, rules: Rules, provider: Provider
) -> None:
    with due.transaction("test", NOW) as session:
        add_messages(session, 1, 1, first=2, send_at=at(TODAY, 16, 30))
        add_messages(session, 1, 1, first=3, send_at=at(TODAY + timedelta(days=1), 9))
    assert send(due, rules, provider, at(TODAY, 6), until=at(TODAY, 17)).accepted == 2
    assert sorted(states(due)) == [State.ACCEPTED, State.ACCEPTED, State.PLANNED]


def test_outside_the_hours_nothing_ordinary_goes(due: Database, rules: Rules, provider: Provider) -> None:
    for hour in (8, 18, 23):
        assert send(due, rules, provider, at(TODAY, hour)).accepted == 0
    assert send(due, rules, provider, at(TODAY, 17)).accepted == 1


def test_a_stop_leaves_the_rest_planned(register: Database, rules: Rules) -> None:
    plan(register, 5)
    provider = Provider()
    report = send(register, rules, provider, stop=lambda: len(provider.calls) >= 2)
    assert report.accepted == 2
    assert sorted(states(register)) == [State.ACCEPTED] * 2 + [State.PLANNED] * 3
    assert send(register, rules, provider).accepted == 3
    assert len({call.ledger_id for call in provider.calls}) == 5


class TestHeld:
    """What can't go until somebody has done something."""

    def test_a_text_that_does_not_fit_is_never_cut_and_never_sent(
        self, register: Database, rules: Rules, provider: Provider
    ) -> None:
        person_id = one_person(register, TODAY)
        with register.transaction("test", NOW) as session:
            session.scalars(select(t.Caseworker)).one().sms_name = "X" * 140
            add_messages(session, person_id, send_at=at(TODAY, 9), template="M27")
        assert send(register, rules, provider).held == 1
        (row,) = messages(register)
        assert (row.state, row.text, provider.calls) == (State.HELD, None, [])
        assert row.reason
        assert [task.kind.value for task in tasks(register)] == ["text_does_not_fit"]

    def test_without_a_valid_caseworker_what_names_one_is_held(
        self, register: Database, rules: Rules, provider: Provider
    ) -> None:
        person_id = one_person(register, TODAY)
        with register.transaction("test", NOW) as session:
            session.scalars(select(t.Caseworker)).one().last_day = TODAY - timedelta(days=1)
            add_messages(session, person_id, send_at=at(TODAY, 9), template="M27")
        send(register, rules, provider)
        assert (states(register), provider.calls) == ([State.HELD], [])
        assert [task.kind.value for task in tasks(register)] == ["no_caseworker"]

    def test_one_that_can_t_be_made_stops_no_other(
        self, register: Database, rules: Rules, provider: Provider
    ) -> None:
        person_id = one_person(register, TODAY)
        with register.transaction("test", NOW) as session:
            add_messages(session, person_id, 1, send_at=at(TODAY, 9), priority=1, template="FINNS-INTE")
            add_messages(session, person_id, 2, first=2, send_at=at(TODAY, 9))
        report = send(register, rules, provider)
        assert (report.held, report.accepted) == (1, 2)

    def test_a_road_that_is_off_is_said(self, due: Database, rules: Rules) -> None:
        report = send_due(due, rules, {}, lambda: NOW)
        assert report.held == 1
        assert messages(due)[0].reason == "Vägen är inte påslagen."


class TestRoads:
    """Which way out the settings open."""

    def test_a_made_up_register_never_reaches_a_real_provider(
        self, due: Database, rules: Rules, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        with due.transaction("test", NOW) as session:
            mark_made_up(session)
        monkeypatch.setenv("TWILIO_AUTH_TOKEN", "x" * 32)
        config = replace(
            Config(),
            sms=SmsConfig("twilio"),
            twilio=TwilioConfig(
                account_sid=f"AC{'0' * 32}", sender="+46701740699", base_url="https://twilio.example"
            ),
        )
        assert real_roads(config) == ["sms"]
        with open_channels(config, due) as channels:
            report = send_due(due, rules, channels, lambda: NOW)
        (row,) = messages(due)
        assert (report.failed, row.state, row.code) == (1, State.FAILED, "made_up")

    def test_in_shadow_everything_ends_in_the_folder(
        self, due: Database, rules: Rules, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.chdir(tmp_path)
        config = replace(Config(), sms=SmsConfig("twilio"), sending=SendingConfig(shadow=True))
        assert real_roads(config) == []
        with open_channels(config, due) as channels:
            assert send_due(due, rules, channels, lambda: NOW).accepted == 1
        (file,) = tmp_path.glob("outbox/*/*.txt")
        assert "to: +46701740605" in file.read_text(encoding="utf-8")
        assert rate_limit(config).try_turn() == 0
