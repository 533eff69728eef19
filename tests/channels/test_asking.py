"""What a provider's list says of a message whose answer never came, and how Twilio is asked for it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta

import pytest

from notify.channels.asking import NEARBY, SAME_WORDS_WITHIN, SURELY_ABSENT, Question, Seen, Verdict, judge
from notify.channels.guard import GuardedChannel
from notify.channels.smtp import SmtpChannel
from notify.channels.twilio import TwilioChannel
from notify.channels.values import Outcome, Outgoing
from tests.standins.twilio_standin import ACCOUNT, SENDER, TOKEN, Fault, TwilioStandin

Make = Callable[..., Outgoing]
AT = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
LATE = AT + SURELY_ABSENT
WORDS = "Hej Åsa! Ring Sara."
NUMBER, OTHER = "+46701740605", "+46701740606"


def seen(sid: str = "SM1", text: str = WORDS, after: timedelta = timedelta(0), parts: int = 1) -> Seen:
    return Seen(sid, AT + after, text, parts, "queued")


def asked(twins: int = 0, neighbours: int = 0) -> Question:
    return Question(AT, WORDS, 1, twins, neighbours)


def verdict(*listed: Seen, recorded: tuple[str, ...] = (), now: datetime = LATE, **others: int) -> str:
    found, which = judge(asked(**others), listed, recorded, now)
    return f"{found} {which.provider_id}" if which else found.value


class TestJudge:
    def test_our_own_words_are_ours(self) -> None:
        assert verdict(seen("SM7")) == "there SM7"
        assert verdict(seen("SM7"), now=AT + timedelta(seconds=1)) == "there SM7"
        assert verdict(seen("SM7", after=-SAME_WORDS_WITHIN)) == "there SM7"

    def test_nothing_there_is_no_before_five_minutes_and_absent_after(self) -> None:
        assert verdict(now=LATE - timedelta(seconds=1)) == "too soon"
        assert verdict() == "absent"

    def test_what_the_ledger_has_already_is_another(self) -> None:
        assert verdict(seen("SM7"), recorded=("SM7",)) == "absent"
        assert verdict(seen("SM8"), seen("SM7"), recorded=("SM7",)) == "there SM8"

    def test_the_same_words_from_yesterday_are_another(self) -> None:
        assert verdict(seen(after=-SAME_WORDS_WITHIN - timedelta(seconds=1))) == "absent"

    def test_other_words_to_the_number_are_never_decided_by_a_machine(self) -> None:
        assert verdict(seen(text="Hej Kim!")) == "unclear"
        assert verdict(seen(text="Hej Kim!", after=-NEARBY)) == "unclear"
        assert verdict(seen(text="Hej Kim!", after=-NEARBY - timedelta(seconds=1))) == "absent"
        assert verdict(seen("SM1"), seen("SM2", text="Hej Kim!")) == "there SM1"

    def test_twins_need_one_message_each(self) -> None:
        assert verdict(seen("SM1"), twins=1) == "unclear"
        assert verdict(seen("SM2"), seen("SM1"), twins=1) == "there SM1"
        assert verdict(twins=1) == "absent"

    def test_without_words_only_the_only_one_can_be_ours(self) -> None:
        assert verdict(seen("SM7", text="")) == "there SM7"
        assert verdict(seen("SM7", text="", parts=0)) == "there SM7"
        assert verdict(seen("SM7", text="", parts=2)) == "unclear"
        assert verdict(seen("SM7", text=""), seen("SM8", text="")) == "unclear"
        assert verdict(seen("SM7", text=""), neighbours=1) == "unclear"
        assert verdict(seen("SM7", text=""), twins=1) == "unclear"
        assert verdict(seen("SM7", text=""), seen("SM8", text=""), recorded=("SM8",)) == "there SM7"


@pytest.fixture
def channel(twilio: TwilioStandin) -> Iterator[TwilioChannel]:
    made = to(twilio.url)
    yield made
    made.close()


def to(url: str, timeout_s: float = 5.0) -> TwilioChannel:
    return TwilioChannel(
        account_sid=ACCOUNT, auth_token=TOKEN, sender=SENDER, base_url=url, timeout_s=timeout_s
    )


class TestTwilio:
    @pytest.mark.parametrize(
        "fault", [Fault.CLOSE_AFTER, Fault.ERROR_500_AFTER, Fault.CLOSE_MID_BODY, Fault.GARBAGE_AFTER]
    )
    def test_what_it_took_without_a_clear_answer_is_found(
        self, twilio: TwilioStandin, channel: TwilioChannel, sms: Make, fault: Fault
    ) -> None:
        twilio.next(fault)
        assert channel.send(sms()).outcome is Outcome.UNKNOWN
        listed = channel.lookup(NUMBER)
        assert listed is not None
        question = Question(datetime.now(UTC), sms().text, 1)
        found, which = judge(question, listed, (), datetime.now(UTC))
        assert (found, which and which.provider_id) == (Verdict.THERE, twilio.taken[0].sid)

    def test_what_it_never_took_is_not_there(
        self, twilio: TwilioStandin, channel: TwilioChannel, sms: Make
    ) -> None:
        twilio.next(Fault.ERROR_500)
        assert channel.send(sms()).outcome is Outcome.UNKNOWN
        channel.send(sms(address=OTHER))
        assert channel.lookup(NUMBER) == ()

    def test_a_redacted_message_has_no_words(
        self, twilio: TwilioStandin, channel: TwilioChannel, sms: Make
    ) -> None:
        channel.send(sms())
        twilio.taken[0].fields["body"] = ""
        listed = channel.lookup(NUMBER)
        assert listed is not None
        assert [(one.text, one.parts) for one in listed] == [("", 1)]

    def test_one_message_is_told_by_its_name(
        self, twilio: TwilioStandin, channel: TwilioChannel, sms: Make
    ) -> None:
        sid = channel.send(sms()).provider_id
        twilio.taken[0].fields |= {"status": "undelivered", "error_code": 30006}
        told = channel.fetch(sid)
        assert told is not None
        assert (told.status, told.code) == ("undelivered", "30006")
        assert channel.fetch("SM" + "f" * 32) is None

    def test_no_answer_is_no_absence(self) -> None:
        gone = to("http://127.0.0.1:9", timeout_s=1.0)
        assert gone.lookup(NUMBER) is None
        assert gone.fetch("SM1") is None
        assert gone.lookup("inget nummer") is None

    def test_a_wrong_login_is_no_absence(self, twilio: TwilioStandin) -> None:
        stranger = TwilioChannel(account_sid=ACCOUNT, auth_token="fel", sender=SENDER, base_url=twilio.url)
        assert stranger.lookup(NUMBER) is None

    def test_more_than_can_be_read_is_no_absence(
        self, twilio: TwilioStandin, channel: TwilioChannel, sms: Make, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("notify.channels.twilio._MOST", 2)
        for expected in (1, 2):
            channel.send(sms())
            assert len(channel.lookup(NUMBER) or ()) == expected
        channel.send(sms())
        assert channel.lookup(NUMBER) is None


class TestGate:
    def test_a_made_up_register_asks_nobody_about_its_numbers(self, sms: Make) -> None:
        gate = GuardedChannel(to("https://twilio.example"), made_up=True, host="twilio.example")
        assert gate.lookup(NUMBER) is None

    def test_the_gate_lets_questions_through(
        self, twilio: TwilioStandin, channel: TwilioChannel, sms: Make
    ) -> None:
        gate = GuardedChannel(channel, made_up=True, host="127.0.0.1")
        sid = gate.send(sms()).provider_id
        assert [one.provider_id for one in gate.lookup(NUMBER) or ()] == [sid]
        told = gate.fetch(sid)
        assert told is not None
        assert told.provider_id == sid

    def test_a_mail_server_can_not_be_asked(self) -> None:
        mail = SmtpChannel(host="127.0.0.1", sender="post@example.se", starttls=False)
        gate = GuardedChannel(mail, made_up=False, host="127.0.0.1")
        assert (gate.lookup(NUMBER), gate.fetch("x")) == (None, None)
