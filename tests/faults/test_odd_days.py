"""The service lives through both changes of the clock, a leap day and a New Year: the hours, the looks, what waits."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from functools import partial

import pytest
from sqlalchemy import select

from dinadatum import clock
from dinadatum.app import Service, read_rules
from dinadatum.config import Config
from dinadatum.register import tables as t
from dinadatum.register.database import Database
from dinadatum.register.election import LEASE, Election
from dinadatum.register.ledger import ATTEMPT_LASTS
from dinadatum.register.states import State
from dinadatum.scheduler import Clockwork
from dinadatum.usecases.replies.storing_replies import Received
from dinadatum.usecases.replies.take_reply import take_reply
from dinadatum.usecases.sending.pacing import UNPACED
from dinadatum.usecases.sending.take_receipt import take_receipt
from notify.channels.values import Outcome, Outgoing, Result
from notify.values import MessageKind, Road
from tests.register.registers import Registers, add_messages, open_register
from tests.usecases.counties import Provider, both_roads
from tests.usecases.small_lives import messages, one_person

SPRING, AUTUMN = date(2027, 3, 28), date(2027, 10, 31)
LEAP, NEW_YEAR = date(2028, 2, 29), date(2028, 1, 1)
TICKS = (time(0, 30), time(2, 30), time(4, 59), time(5), time(8, 59), time(9), time(10, 30), time(17), time(17, 1),
         time(23, 30))  # fmt: skip
DAY = timedelta(days=1)
PLANNED = date(2027, 9, 30)
"""The key date of what the tests themselves put in the ledger."""
NUMBER = "+46701740605"


@dataclass
class Hands:
    """The clock of the whole program, moved by hand."""

    at: datetime

    def now(self) -> datetime:
        return self.at


class Stamping(Provider):
    """Notes the time of each call."""

    def __init__(self, hands: Hands) -> None:
        super().__init__()
        self._hands = hands
        self.times: list[datetime] = []

    def send(self, message: Outgoing) -> Result:
        self.times.append(self._hands.at)
        return super().send(message)


@dataclass
class House:
    """A service whose clock and whose provider are the test's."""

    database: Database
    hands: Hands
    provider: Stamping
    looks: list[datetime] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.rules = read_rules(Config())
        service = Service(Config(), self.database, self.rules)
        self.clockwork = Clockwork(service, both_roads(self.provider), UNPACED)

    def live(self, first: date, last: date) -> None:
        """Tick at some times of each day, as the clockwork would, on a night with two half past two at both."""
        for number in range((last - first).days + 1):
            day = first + number * DAY
            moments = {clock.instant(day, at) for at in TICKS}
            moments |= {clock.instant(day, time(1, 30)) + timedelta(hours=2)}
            for self.hands.at in sorted(moments):
                before = self._looked()
                self.clockwork.look_if_due()
                if self._looked() != before:
                    self.looks.append(self.hands.at)
                self.clockwork.send()

    def _looked(self) -> str:
        with self.database.reading() as session:
            beat = session.get(t.Heartbeat, "look")
            return "" if beat is None else beat.said


@pytest.fixture(params=["sqlite", "postgresql18"])
def database(request: pytest.FixtureRequest, registers: Registers) -> Iterator[Database]:
    url = registers.url(request.param)
    opened = open_register(url)
    yield opened
    opened.close()
    registers.drop(request.param, url)


@pytest.fixture
def register(registers: Registers) -> Iterator[Database]:
    """Give an empty register on SQLite: these tests are about time, not about the database."""
    url = registers.url()
    opened = open_register(url)
    yield opened
    opened.close()
    registers.drop("sqlite", url)


@pytest.fixture
def house(register: Database, monkeypatch: pytest.MonkeyPatch) -> House:
    hands = Hands(datetime(2027, 1, 1, tzinfo=UTC))
    monkeypatch.setattr(clock, "now", hands.now)
    made = House(register, hands, Stamping(hands))
    hands.at = datetime(2027, 1, 1, 9, tzinfo=UTC)
    made.clockwork.look_if_due()  # the first look of all asks about everybody
    return made


def plan(database: Database, day: date, hours: list[time], kind: MessageKind, first: int) -> int:
    """Put messages of a day in the ledger for somebody whom no look asks about."""
    person_id = one_person(database, day, f"P-{day}-{kind}", look_on=None, mobile=NUMBER)
    with database.transaction("test", clock.opening(day)) as session:
        for number, hour in enumerate(hours, start=first):
            values = {"day": day, "kind": kind, "last_useful_day": day, "ref": f"P-{day}-{kind}"}
            add_messages(session, person_id, 1, first=number, send_at=clock.instant(day, hour), **values)
    return len(hours)


def of_id(database: Database, ledger_id: str) -> t.Message:
    return next(row for row in messages(database) if row.id == ledger_id)


@pytest.mark.parametrize("odd", [SPRING, AUTUMN, LEAP, NEW_YEAR], ids=str)
def test_each_day_has_one_look_and_its_own_sending_hours(house: House, odd: date) -> None:
    days = [odd - DAY, odd, odd + DAY]
    expected = sum(
        plan(house.database, day, [time(9), time(10, 30), time(17)], MessageKind.ORDINARY, 1)
        + plan(house.database, day, [time(0, 30), time(2, 30), time(23, 30)], MessageKind.RECEIPT, 10)
        for day in days
    )
    house.live(days[0], days[-1])
    assert [(clock.local_day(at), clock.local_time(at)) for at in house.looks] == [
        (day, time(5)) for day in days
    ]
    rows = [row for row in messages(house.database) if row.key_date_day == PLANNED]
    assert len(rows) == expected
    assert {row.state for row in rows} == {State.ACCEPTED}
    assert len({call.ledger_id for call in house.provider.calls}) == len(house.provider.calls) == expected
    went = {call.ledger_id: at for call, at in zip(house.provider.calls, house.provider.times, strict=True)}
    for row in rows:
        assert went[row.id] == row.send_at, "at the first tick from its time on"
        assert clock.local_day(went[row.id]) == row.day
        if row.kind is MessageKind.ORDINARY:
            assert time(9) <= clock.local_time(went[row.id]) <= time(17)


def test_what_is_said_twice_in_the_hour_that_comes_twice_is_answered_twice(house: House) -> None:
    """Half past two is two instants that night: both replies are kept, and each has its own receipt."""
    hashed = house.database.keyring.fingerprint(NUMBER)
    one_person(house.database, AUTUMN, mobile=NUMBER, mobile_hash=hashed)
    house.hands.at = clock.instant(AUTUMN, time(2, 30))
    for number in (1, 2):
        now = house.hands.at
        came = Received(Road.SMS, NUMBER, "HJÄLP", f"SM-{number}", now)
        assert take_reply(house.database, house.rules, came, now) is not None
        assert take_reply(house.database, house.rules, came, now) is None, "the same call again"
        house.clockwork.send()
        assert clock.local_time(now) == time(2, 30)
        house.hands.at += timedelta(hours=1)
    with house.database.reading() as session:
        replies = list(session.scalars(select(t.Reply).order_by(t.Reply.id)))
    assert replies[1].received_at - replies[0].received_at == timedelta(hours=1)
    assert len(house.provider.accepted) >= 1
    assert len({call.ledger_id for call in house.provider.calls}) == len(house.provider.calls)


@pytest.mark.parametrize("odd", [SPRING, AUTUMN], ids=str)
def test_an_attempt_is_respected_for_its_minutes_whatever_the_clock_on_the_wall_says(
    house: House, odd: date
) -> None:
    """A sender dies one minute before the change. Five real minutes later it is unclear, and not before."""
    change = datetime(odd.year, odd.month, odd.day, 1, 0, tzinfo=UTC)
    person_id = one_person(house.database, odd, look_on=None, mobile=NUMBER)
    died = change - timedelta(minutes=1)
    with house.database.transaction("test", died) as session:
        (row,) = add_messages(session, person_id, 1, day=odd, send_at=died)
        row.state, row.attempt_at, row.attempts, row.provider = State.SENDING, died, 1, "twilio"
    for passed, state in (
        (ATTEMPT_LASTS, State.SENDING),
        (ATTEMPT_LASTS + timedelta(minutes=1), State.UNKNOWN),
    ):
        house.hands.at = died + passed
        house.clockwork.send()
        assert of_id(house.database, row.id).state is state
    taken = partial(take_receipt, house.database, row.id, "SM-1", "delivered", "")
    assert taken(house.hands.at)
    assert not taken(house.hands.at + timedelta(hours=1)), "the same receipt an hour later moves nothing"
    assert of_id(house.database, row.id).state is State.DELIVERED


@pytest.mark.parametrize("odd", [SPRING, AUTUMN, LEAP, NEW_YEAR], ids=str)
def test_a_lease_lasts_a_minute_over_every_midnight_and_change(database: Database, odd: date) -> None:
    one, two = Election(database, "look"), Election(database, "look")
    for moment in (clock.instant(odd, time(0)), datetime(odd.year, odd.month, odd.day, 1, 0, tzinfo=UTC)):
        start = moment - LEASE / 2
        assert one.hold(start)
        assert not two.hold(start + LEASE / 2)
        assert one.hold(start + LEASE - timedelta(seconds=1))
        one.give_up(start + LEASE)
        assert two.hold(start + LEASE)
        two.give_up(start + LEASE)


def test_a_message_refused_on_new_year_s_eve_goes_on_the_first_open_day_or_says_why(house: House) -> None:
    """The provider is away on the last day of the old year, and back in the new one."""
    eve = NEW_YEAR - DAY
    plan(house.database, eve, [time(10, 30)], MessageKind.ORDINARY, 1)
    house.provider.always = Result(Outcome.RETRY, code="20503", meaning="Leverantören är upptagen.")
    house.live(eve, eve)
    house.provider.always = None
    house.live(NEW_YEAR, NEW_YEAR + 2 * DAY)
    (row,) = [row for row in messages(house.database) if row.key_date_day == PLANNED]
    assert row.state in (State.SKIPPED, State.ACCEPTED, State.CANCELLED)
    assert row.state is State.ACCEPTED or row.reason
    went = [call.ledger_id for call in house.provider.accepted]
    assert went.count(row.id) == (row.state is State.ACCEPTED)
