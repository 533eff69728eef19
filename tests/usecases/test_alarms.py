"""Alarms: what each number leads to, the moment before and the moment after; who is told, and how often."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time, timedelta

import pytest

from dinadatum import clock
from dinadatum.register import tables as t
from dinadatum.register.database import Database
from dinadatum.register.heartbeats import beat
from dinadatum.register.states import RESTORED, State
from dinadatum.usecases.sending.held import JUMP
from dinadatum.usecases.upkeep.alarms import FEWEST, LATE, PERIODS, Numbers, find_alarms
from dinadatum.usecases.upkeep.measuring import read_numbers
from dinadatum.usecases.upkeep.telling_alarms import tell_alarms
from notify.channels.values import Outcome, Result
from tests.register.registers import NOW, TODAY, add_messages, add_person
from tests.usecases.counties import Provider, at
from tests.usecases.small_lives import one_person

OPERATOR = "drift@example.se"
SECOND = timedelta(seconds=1)


def well(now: datetime = NOW) -> Numbers:
    """The numbers of a service that is as it should be."""
    beats = dict.fromkeys(("clock", "send"), now)
    return Numbers(now=now, has_people=True, looked_on=clock.local_day(now), beats=beats)


def codes(numbers: Numbers) -> list[str]:
    return [alarm.code for alarm in find_alarms(numbers)]


class TestPure:
    def test_a_service_that_is_well_has_none(self) -> None:
        assert find_alarms(well()) == []

    def test_nothing_runs_for_a_register_without_people(self) -> None:
        assert find_alarms(Numbers(now=NOW)) == []

    @pytest.mark.parametrize("job", sorted(PERIODS))
    def test_a_job_shows_within_its_period(self, job: str) -> None:
        silent = NOW - PERIODS[job]
        assert codes(replace(well(), beats=well().beats | {job: silent})) == []
        (alarm,) = find_alarms(replace(well(), beats=well().beats | {job: silent - SECOND}))
        assert (alarm.code, alarm.since) == (f"{job}_silent", silent - SECOND)
        never = {other: NOW for other in PERIODS if other != job}
        assert codes(replace(well(), beats=never)) == [f"{job}_silent"]

    @pytest.mark.parametrize(
        ("looked_on", "at_", "late"),
        [
            (TODAY, time(12), False),
            (TODAY - timedelta(days=1), time(5, 59), False),
            (TODAY - timedelta(days=1), time(6), True),
            (None, time(6), True),
            (TODAY + timedelta(days=400), time(6), True),
        ],
    )
    def test_the_look_is_late_from_six(self, looked_on: date | None, at_: time, late: bool) -> None:
        now = clock.instant(TODAY, at_)
        assert codes(replace(well(now), looked_on=looked_on)) == (["look_late"] if late else [])

    def test_expected_some_and_sent_none(self) -> None:
        waited = replace(well(), expected=3, first_expected=NOW - LATE - SECOND)
        (alarm,) = find_alarms(waited)
        assert (alarm.code, alarm.since) == ("none_sent", NOW - LATE - SECOND)
        assert alarm.text == "3 meddelanden skulle ha gått i dag, men inget har gått."
        assert codes(replace(waited, sent=1)) == []
        assert codes(replace(waited, first_expected=NOW - LATE)) == []

    def test_failures_are_told_when_many_and_a_good_part(self) -> None:
        assert codes(replace(well(), failed=FEWEST - 1)) == []
        assert codes(replace(well(), failed=FEWEST, delivered=9 * FEWEST)) == ["failed"]
        assert codes(replace(well(), failed=FEWEST, delivered=9 * FEWEST + 1)) == []

    def test_no_receipts_at_all(self) -> None:
        assert codes(replace(well(), silent=FEWEST)) == ["no_receipts"]
        assert codes(replace(well(), silent=FEWEST, delivered=1)) == []

    def test_what_is_held_says_how_to_let_it_go(self) -> None:
        (alarm,) = find_alarms(replace(well(), held_day=TODAY, held_back=120))
        assert "120 hålls" in alarm.text
        assert f"dinadatum release --day {TODAY}" in alarm.text


def ids_of(database: Database, count: int, state: State, **values: object) -> None:
    with database.transaction("test", NOW) as session:
        person = session.query(t.Person).first()
        first = session.query(t.Message).count() + 1
        for row in add_messages(session, person.id, count, send_at=at(TODAY, 9), first=first):
            row.state = state
            row.created_at = at(TODAY, 7)
            for name, value in values.items():
                setattr(row, name, value)


class TestMeasured:
    def test_the_numbers_are_those_of_the_ledger(self, each_register: Database) -> None:
        one_person(each_register, TODAY)
        now = at(TODAY, 12)
        with each_register.transaction("test", NOW) as session:
            beat(session, "look", NOW, TODAY.isoformat())
            beat(session, "send", now, "")
            session.add(
                t.Reply(
                    road="sms",
                    provider_id="SM9",
                    sender_hash="x",
                    received_at=at(TODAY, 9),
                    text="Hej",
                    sender=None,
                )
            )
        ids_of(each_register, 2, State.PLANNED)
        ids_of(each_register, 1, State.UNKNOWN, attempt_at=at(TODAY, 10))
        ids_of(each_register, 3, State.FAILED, settled_at=at(TODAY, 10), code="20003")
        ids_of(each_register, 4, State.DELIVERED, settled_at=at(TODAY, 10))
        ids_of(each_register, 5, State.ACCEPTED, settled_at=at(TODAY, 5), provider="twilio")
        ids_of(each_register, 6, State.HELD, code=JUMP)
        ids_of(each_register, 7, State.HELD, code=RESTORED)
        with each_register.reading() as session:
            numbers = read_numbers(session, now)
        assert (numbers.expected, numbers.sent, numbers.first_expected) == (15, 13, at(TODAY, 9))
        assert (numbers.late, numbers.late_since) == (2, at(TODAY, 9))
        assert (numbers.unknown, numbers.unknown_since) == (1, at(TODAY, 10))
        assert (numbers.failed, numbers.delivered, numbers.silent) == (3, 4, 5)
        assert (numbers.held_day, numbers.held_back, numbers.restored) == (TODAY, 6, 7)
        assert (numbers.unread, numbers.unread_since) == (1, at(TODAY, 9))
        assert set(numbers.troubles) == {"20003"}
        assert (numbers.looked_on, numbers.has_people) == (TODAY, True)
        assert "provider_20003" in codes(numbers)

    def test_an_empty_register_is_well(self, register: Database) -> None:
        with register.reading() as session:
            assert find_alarms(read_numbers(session, NOW)) == []


class TestTold:
    @pytest.fixture
    def ill(self, each_register: Database) -> Database:
        """A register with a person, for whom no job has ever run."""
        with each_register.transaction("test", NOW) as session:
            add_person(session)
        return each_register

    def test_each_alarm_is_told_once_a_day(self, ill: Database, provider: Provider) -> None:
        assert {alarm.code for alarm in self.tell(ill, provider)} == {
            "look_late",
            "clock_silent",
            "send_silent",
        }
        assert self.tell(ill, provider, NOW + timedelta(hours=1)) == []
        (mail,) = provider.calls
        assert (mail.address, mail.subject) == (OPERATOR, "Dina datum: 3 larm")
        assert "Dagens genomgång är inte gjord" in mail.text
        assert len(self.tell(ill, provider, NOW + timedelta(days=1))) == 3

    def test_a_new_alarm_is_told_the_same_day(self, ill: Database, provider: Provider) -> None:
        self.tell(ill, provider)
        ids_of(ill, 1, State.UNKNOWN, attempt_at=NOW - 2 * LATE)
        assert [alarm.code for alarm in self.tell(ill, provider)] == ["unknown"]

    def test_a_mail_that_could_not_go_is_tried_again(self, ill: Database, provider: Provider) -> None:
        provider.answers = [Result(Outcome.RETRY, code="no_connection")]
        assert self.tell(ill, provider) == []
        assert len(self.tell(ill, provider)) == 3
        assert len(provider.calls) == 2

    @staticmethod
    def tell(database: Database, provider: Provider, now: datetime = NOW) -> list[object]:
        return list(tell_alarms(database, provider, OPERATOR, now))
