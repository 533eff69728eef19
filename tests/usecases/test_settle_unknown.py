"""A call whose answer never came: the provider is asked, and what it says decides. Nothing goes twice."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta

import pytest

from dinadatum.register import tables as t
from dinadatum.register.database import Database
from dinadatum.register.questions import take_questions
from dinadatum.register.states import State
from dinadatum.usecases.rules import Rules
from dinadatum.usecases.sending.retrying import (
    ASK_FIRST,
    ASK_GAPS,
    NO_ANSWER_FOR,
    RECEIPT_GAPS,
    RECEIPT_WITHIN,
)
from dinadatum.usecases.sending.send_due import SendReport, send_due
from dinadatum.usecases.sending.take_receipt import take_receipt
from notify.channels.asking import SURELY_ABSENT
from notify.channels.twilio import TwilioChannel
from notify.values import Road
from tests.register.registers import NOW, TODAY, add_messages
from tests.standins.twilio_standin import ACCOUNT, SENDER, TOKEN, Fault, TwilioStandin
from tests.usecases.counties import at
from tests.usecases.small_lives import change, messages, one_person, tasks

MINUTE = timedelta(minutes=1)
NUMBER = "+46701740605"
TAKEN = [Fault.CLOSE_AFTER, Fault.ERROR_500_AFTER, Fault.CLOSE_MID_BODY, Fault.GARBAGE_AFTER]


class Desk:
    """A register, and a Twilio of our own whose clock is the test's."""

    def __init__(
        self, database: Database, rules: Rules, twilio: TwilioStandin, channel: TwilioChannel
    ) -> None:
        self.database, self.rules, self.twilio, self.channel = database, rules, twilio, channel
        self.now = NOW

    def send(self, after: timedelta = timedelta(0)) -> SendReport:
        """Play a round of sending, so long after the first."""
        self.now = NOW + after
        return send_due(self.database, self.rules, {Road.SMS: self.channel}, lambda: self.now)

    def row(self) -> t.Message:
        (row,) = messages(self.database)
        return row

    def taken(self) -> int:
        return len(self.twilio.taken)


@pytest.fixture(params=["sqlite", "postgresql18"])
def desk(request: pytest.FixtureRequest, copies: Callable[..., Database], rules: Rules) -> Iterator[Desk]:
    """Give a register with one message that is due."""
    yield from open_desk(copies(request.param), rules)


@pytest.fixture
def small_desk(copies: Callable[..., Database], rules: Rules) -> Iterator[Desk]:
    """Give the same on SQLite alone."""
    yield from open_desk(copies(), rules)


def open_desk(database: Database, rules: Rules) -> Iterator[Desk]:
    person_id = one_person(database, TODAY)
    with database.transaction("test", NOW) as session:
        add_messages(session, person_id, send_at=at(TODAY, 9))
    clock: list[Desk] = []
    with TwilioStandin(clock=lambda: clock[0].now) as twilio:
        channel = TwilioChannel(
            account_sid=ACCOUNT,
            auth_token=TOKEN,
            sender=SENDER,
            base_url=twilio.url,
            public_url="http://127.0.0.1:8000",
            timeout_s=2.0,
        )
        clock.append(Desk(database, rules, twilio, channel))
        yield clock[0]
        channel.close()
        assert twilio.violations == []


@pytest.mark.parametrize("fault", TAKEN)
def test_what_was_taken_is_found_and_never_sent_again(small_desk: Desk, fault: Fault) -> None:
    small_desk.twilio.next(fault)
    assert small_desk.send().unknown == 1
    assert small_desk.send(ASK_FIRST - timedelta(seconds=1)).found == 0, "its receipt may come by itself"
    report = small_desk.send(ASK_FIRST)
    assert (report.found, report.accepted, report.unknown) == (1, 1, 0)
    row = small_desk.row()
    assert (row.state, row.provider_id) == (State.ACCEPTED, small_desk.twilio.taken[0].sid)
    small_desk.send(timedelta(hours=3))
    assert small_desk.taken() == 1
    assert tasks(small_desk.database) == []


def test_what_was_never_taken_goes_when_that_is_sure(desk: Desk) -> None:
    desk.twilio.next(Fault.ERROR_500)
    desk.send()
    assert desk.row().state is State.UNKNOWN
    for after in (MINUTE, 2 * MINUTE, SURELY_ABSENT - timedelta(seconds=1)):
        desk.send(after)
        assert (desk.row().state, desk.taken()) == (State.UNKNOWN, 0)
    report = desk.send(SURELY_ABSENT)
    assert (report.accepted, report.found) == (1, 0)
    assert (desk.row().state, desk.row().attempts, desk.taken()) == (State.ACCEPTED, 2, 1)


def test_a_sender_that_died_in_the_call_is_asked_about(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    send = desk.channel.send

    def dies_after(message: object) -> object:
        send(message)
        raise KeyboardInterrupt

    monkeypatch.setattr(desk.channel, "send", dies_after)
    with pytest.raises(KeyboardInterrupt):
        desk.send()
    monkeypatch.undo()
    assert desk.row().state is State.SENDING
    desk.send(6 * MINUTE)
    assert (desk.row().state, desk.taken()) == (State.ACCEPTED, 1)


def test_the_number_of_the_attempt_is_asked_about_though_it_has_changed(small_desk: Desk) -> None:
    small_desk.twilio.next(Fault.CLOSE_AFTER)
    small_desk.send()
    change(small_desk.database, 1, TODAY, mobile="+46701740606")
    small_desk.send(6 * MINUTE)
    assert (small_desk.row().state, small_desk.taken()) == (State.ACCEPTED, 1)


def test_words_that_are_not_kept_are_no_obstacle(small_desk: Desk) -> None:
    small_desk.twilio.next(Fault.CLOSE_AFTER)
    small_desk.send()
    small_desk.twilio.taken[0].fields["body"] = ""
    small_desk.send(MINUTE)
    assert (small_desk.row().state, small_desk.taken()) == (State.ACCEPTED, 1)


def test_what_could_be_two_things_becomes_a_task_and_is_never_sent(small_desk: Desk) -> None:
    small_desk.twilio.next(Fault.ERROR_500)
    small_desk.send()
    small_desk.channel._open().messages.create(to=NUMBER, from_=SENDER, body="Hej från ett annat system")
    after = MINUTE
    for gap in ASK_GAPS:
        small_desk.send(after)
        assert tasks(small_desk.database) == []
        after += gap
    small_desk.send(after)
    assert [task.kind.value for task in tasks(small_desk.database)] == ["send_unknown"]
    small_desk.twilio.taken.clear()
    small_desk.send(after + timedelta(hours=2))
    assert (small_desk.row().state, small_desk.taken()) == (State.UNKNOWN, 0), (
        "somebody may have rung already"
    )


class TestNoAnswer:
    def test_a_provider_that_is_away_is_asked_again_and_nothing_is_sent(self, small_desk: Desk) -> None:
        small_desk.twilio.next(Fault.CLOSE_AFTER)
        small_desk.send()
        away = TwilioChannel(
            account_sid=ACCOUNT, auth_token="fel", sender=SENDER, base_url=small_desk.twilio.url
        )
        there, small_desk.channel = small_desk.channel, away
        for minutes in (1, 10, 20):
            assert small_desk.send(minutes * MINUTE).unknown == 1
        assert tasks(small_desk.database) == []
        small_desk.channel = there
        assert small_desk.send(30 * MINUTE).found == 1
        assert small_desk.taken() == 1

    def test_after_an_hour_somebody_is_asked_instead_and_a_receipt_answers(self, small_desk: Desk) -> None:
        small_desk.twilio.next(Fault.CLOSE_AFTER)
        small_desk.send()
        small_desk.channel = TwilioChannel(
            account_sid=ACCOUNT, auth_token="fel", sender=SENDER, base_url=small_desk.twilio.url
        )
        small_desk.send(NO_ANSWER_FOR)
        (task,) = tasks(small_desk.database)
        assert (task.kind.value, task.done_at) == ("send_unknown", None)
        sid, late = small_desk.twilio.taken[0].sid, NOW + timedelta(hours=2)
        assert take_receipt(small_desk.database, small_desk.row().id, sid, "delivered", "", late)
        (task,) = tasks(small_desk.database)
        assert (small_desk.row().state, task.done_at) == (State.DELIVERED, late)


class TestReceipts:
    """The ledger id is in the receipt's own address, so a receipt settles what no list can."""

    @pytest.mark.parametrize("status", ["queued", "sending", "sent"])
    def test_any_receipt_settles_an_unknown(self, small_desk: Desk, status: str) -> None:
        small_desk.twilio.next(Fault.CLOSE_AFTER)
        small_desk.send()
        taken = small_desk.twilio.taken[0]
        ledger_id = taken.callback.rpartition("/")[2]
        assert take_receipt(small_desk.database, ledger_id, taken.sid, status, "", NOW)
        assert (small_desk.row().state, small_desk.row().provider_id) == (State.ACCEPTED, taken.sid)
        assert not take_receipt(small_desk.database, ledger_id, taken.sid, status, "", NOW)
        assert take_receipt(small_desk.database, ledger_id, taken.sid, "delivered", "", NOW)
        assert not take_receipt(small_desk.database, ledger_id, taken.sid, "sent", "", NOW), "never backwards"

    @pytest.mark.parametrize(
        ("status", "code", "becomes"),
        [("delivered", None, State.DELIVERED), ("undelivered", 30006, State.FAILED)],
    )
    def test_one_that_never_came_is_fetched(
        self, desk: Desk, status: str, code: int | None, becomes: State
    ) -> None:
        desk.send()
        desk.twilio.taken[0].fields |= {"status": status, "error_code": code}
        desk.send(RECEIPT_WITHIN - MINUTE)
        assert desk.row().state is State.ACCEPTED
        desk.send(RECEIPT_WITHIN)
        assert (desk.row().state, desk.row().code) == (becomes, str(code or ""))
        assert len(tasks(desk.database)) == (1 if becomes is State.FAILED else 0)

    def test_one_without_an_end_is_asked_about_a_few_times_and_stays_a_yes(self, small_desk: Desk) -> None:
        small_desk.send()
        after = RECEIPT_WITHIN
        for gap in (*RECEIPT_GAPS, timedelta(days=9), timedelta(days=9)):
            small_desk.send(after)
            after += gap
        fetched = [path for method, path in small_desk.twilio.calls if method == "GET"]
        assert len(fetched) == 1 + len(RECEIPT_GAPS)
        assert (small_desk.row().state, small_desk.row().ask_at) == (State.ACCEPTED, None)


def test_two_senders_never_ask_about_the_same_row_at_once(desk: Desk) -> None:
    desk.twilio.next(Fault.CLOSE_AFTER)
    desk.send()
    due = NOW + ASK_FIRST

    def take(now: datetime) -> int:
        with desk.database.transaction("test", now) as session:
            return len(take_questions(session, State.UNKNOWN, now, 10))

    assert [take(due), take(due), take(due + 2 * MINUTE)] == [1, 0, 1]


def test_an_answer_about_an_older_attempt_moves_nothing(small_desk: Desk) -> None:
    """A process that slept with an answer in its hand must not decide over the attempt that came after."""
    from dinadatum.register.ledger import move_attempt

    small_desk.twilio.next(Fault.ERROR_500, Fault.CLOSE_AFTER)
    small_desk.send()
    small_desk.send(SURELY_ABSENT)
    row = small_desk.row()
    assert (row.state, row.attempts) == (State.UNKNOWN, 2)
    with small_desk.database.transaction("test", NOW) as session:
        assert not move_attempt(session, row.id, 1, State.WAITING)
        assert move_attempt(session, row.id, 2, State.WAITING)
