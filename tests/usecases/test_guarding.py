"""The last guards: too many to one number, and a day out of all proportion. Held, said, and let go by a person."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from dinadatum.app import Service
from dinadatum.config import Config, SendingConfig, SmsConfig
from dinadatum.guards import guard_day
from dinadatum.register import tables as t
from dinadatum.register.database import Database
from dinadatum.register.importing.store import mark_made_up
from dinadatum.register.states import State
from dinadatum.usecases.rules import Rules
from dinadatum.usecases.sending.guarding import FEWEST, RECEIPTS_TIMES, Limits, guard, release_day
from notify.values import MessageKind
from tests.register.registers import NOW, TODAY, add_messages, add_person
from tests.usecases.counties import at
from tests.usecases.small_lives import messages, one_person, tasks

NO_JUMP = Limits(per_number=6, per_ombud=12, jump_factor=1000.0)
WIDE = Limits(per_number=100_000, per_ombud=100_000, jump_factor=3.0)
YESTERDAY = TODAY - timedelta(days=1)


def plan(
    database: Database, count: int, day: date = TODAY, *, state: State = State.PLANNED, **values: object
) -> None:
    with database.transaction("test", NOW) as session:
        person = session.query(t.Person).first() or add_person(session)
        first = session.query(t.Message).count() + 1
        for row in add_messages(
            session, person.id, count, first=first, send_at=at(day, 9), day=day, **values
        ):
            row.state = state


def ombud_of(database: Database, people: int, each: int = 2) -> None:
    """Let one number get so many copies about each of some people."""
    with database.transaction("test", NOW) as session:
        for number in range(people):
            ref = f"O-{number}"
            person = add_person(session, ref, mobile=None, mobile_hash=None)
            ombud = t.Ombud(
                person_id=person.id,
                name="Bo Ek",
                name_hash=ref,
                mobile="+46701740650",
                first_day=TODAY,
            )
            session.add(ombud)
            session.flush()
            add_messages(
                session,
                person.id,
                each,
                ref=ref,
                send_at=at(TODAY, 9),
                kind=MessageKind.COPY,
                recipient_key=str(ombud.id),
            )


def states(database: Database) -> dict[State, int]:
    found: dict[State, int] = {}
    for row in messages(database):
        found[row.state] = found.get(row.state, 0) + 1
    return found


class TestPerNumber:
    @pytest.fixture
    def register(self, each_register: Database) -> Database:
        plan(each_register, 10, YESTERDAY, state=State.ACCEPTED)
        return each_register

    def test_six_go_and_the_seventh_waits_for_a_person(self, register: Database) -> None:
        plan(register, 6)
        assert guard(register, NO_JUMP, NOW) == 0
        plan(register, 1)
        assert guard(register, NO_JUMP, NOW) == 1
        assert states(register) == {State.ACCEPTED: 10, State.PLANNED: 6, State.HELD: 1}
        assert [task.kind.value for task in tasks(register)] == ["tell"]
        assert guard(register, NO_JUMP, NOW) == 0

    def test_what_has_gone_today_counts(self, register: Database) -> None:
        plan(register, 5, state=State.DELIVERED)
        plan(register, 3)
        assert guard(register, NO_JUMP, NOW) == 2

    def test_an_ombud_of_many_has_one_number_with_room_for_them_all(self, register: Database) -> None:
        ombud_of(register, 6)
        assert guard(register, NO_JUMP, NOW) == 0
        with register.transaction("test", NOW) as session:
            owner = add_person(session, "O-9", mobile="+46701740650")
            owner.mobile_hash = register.keyring.fingerprint("+46701740650")
            add_messages(session, owner.id, 1, ref="O-9", send_at=at(TODAY, 9))
        assert guard(register, NO_JUMP, NOW) == 1, "the ombud's own message goes to the same number"

    def test_an_ombud_of_one_person_has_no_more_room_than_the_person(self, register: Database) -> None:
        ombud_of(register, 1, each=7)
        assert guard(register, NO_JUMP, NOW) == 1

    def test_what_an_ombud_had_no_room_for_is_asked_about_the_next_morning(self, register: Database) -> None:
        ombud_of(register, 7)
        assert guard(register, NO_JUMP, NOW) == 2
        assert {row.code for row in messages(register) if row.state is State.HELD} == {"per_number"}

    def test_the_most_important_go_first(self, register: Database) -> None:
        plan(register, 6, priority=50)
        plan(register, 1, priority=10)
        guard(register, NO_JUMP, NOW)
        (held,) = (row for row in messages(register) if row.state is State.HELD)
        assert held.priority == 50

    def test_the_safety_net_goes_all_the_same(self, register: Database) -> None:
        plan(register, 6)
        plan(register, 4, kind=MessageKind.SAFETY)
        assert guard(register, NO_JUMP, NOW) == 0

    def test_receipts_have_more_room_but_not_for_ever(self, register: Database) -> None:
        plan(register, 6 * RECEIPTS_TIMES, kind=MessageKind.RECEIPT, state=State.ACCEPTED)
        assert guard(register, NO_JUMP, NOW) == 0
        plan(register, 1, kind=MessageKind.RECEIPT)
        assert guard(register, NO_JUMP, NOW) == 1

    def test_two_people_with_one_number_share_its_room(self, register: Database) -> None:
        plan(register, 4)
        with register.transaction("test", NOW) as session:
            other = add_person(session, "P-2")
            for row in add_messages(session, other.id, 4, ref="P-2", send_at=at(TODAY, 9)):
                assert row.state is State.PLANNED
        assert guard(register, NO_JUMP, NOW) == 2


class TestJump:
    def usual(self, database: Database, count: int, day: date = YESTERDAY) -> None:
        plan(database, count, day, state=State.ACCEPTED)

    def test_more_than_three_usual_days_is_held_and_said(self, each_register: Database) -> None:
        self.usual(each_register, 20)
        plan(each_register, 60)
        assert guard(each_register, WIDE, NOW) == 0
        plan(each_register, 1)
        assert guard(each_register, WIDE, NOW) == 61
        held = [row for row in messages(each_register) if row.state is State.HELD]
        assert {row.code for row in held} == {"jump"}
        assert (
            held[0].reason
            == "61 meddelanden skulle gå i dag. Den största dagen de senaste fyra veckorna var 20."
        )

    def test_few_are_never_held(self, register: Database) -> None:
        plan(register, FEWEST)
        assert guard(register, WIDE, NOW) == 0
        plan(register, 1)
        assert guard(register, WIDE, NOW) == FEWEST + 1

    def test_a_made_up_register_has_no_usual_day_to_begin_with(self, register: Database) -> None:
        with register.transaction("test", NOW) as session:
            mark_made_up(session)
        plan(register, 500)
        assert guard(register, WIDE, NOW) == 0

    def test_a_day_more_than_four_weeks_ago_is_forgotten(self, register: Database) -> None:
        self.usual(register, 60, TODAY - timedelta(days=29))
        plan(register, 60)
        assert guard(register, WIDE, NOW) == 60

    def test_receipts_are_not_held(self, register: Database) -> None:
        plan(register, 60)
        plan(register, 2, kind=MessageKind.RECEIPT)
        assert guard(register, WIDE, NOW) == 60
        assert states(register)[State.PLANNED] == 2

    def test_a_yes_lets_the_day_go_and_holds_for_the_day(self, each_register: Database, rules: Rules) -> None:
        plan(each_register, 60)
        assert guard(each_register, WIDE, NOW) == 60
        with each_register.transaction("test", NOW) as session:
            assert release_day(session, rules, TODAY, TODAY, NOW) == 60
        plan(each_register, 60)
        assert guard(each_register, WIDE, NOW) == 0
        assert states(each_register) == {State.PLANNED: 120}

    def test_a_look_does_not_let_it_go(self, register: Database, rules: Rules, stepper) -> None:
        for number in range(FEWEST + 1):
            one_person(register, TODAY, f"P-{number}")
        stepper.look(TODAY)
        assert guard(register, WIDE, NOW) >= FEWEST + 1
        held = states(register)[State.HELD]
        with register.transaction("test", NOW + timedelta(hours=1)) as session:
            session.query(t.Person).first().hour = at(TODAY, 12).time()
            session.query(t.Person).update({"look_on": TODAY})
        stepper.look(TODAY)
        assert states(register)[State.HELD] == held


class TestSettings:
    @pytest.mark.parametrize(
        ("sending", "sms", "held"),
        [
            (SendingConfig(), "twilio", 61),
            (SendingConfig(per_number_per_day=60, jump_factor=1000), "twilio", 61),
            (SendingConfig(), "outbox", 0),
            (SendingConfig(shadow=True), "twilio", 0),
        ],
    )
    def test_only_real_roads_are_guarded(
        self, register: Database, rules: Rules, sending: SendingConfig, sms: str, held: int
    ) -> None:
        plan(register, 61)
        service = Service(Config(sending=sending, sms=SmsConfig(channel=sms)), register, rules)
        assert guard_day(service, NOW) == held

    def test_the_factor_and_the_limit_are_the_settings(self, register: Database, rules: Rules) -> None:
        plan(register, 55, YESTERDAY, state=State.ACCEPTED)
        plan(register, 61)
        config = Config(sending=SendingConfig(per_number_per_day=60), sms=SmsConfig(channel="twilio"))
        assert guard_day(Service(config, register, rules), NOW) == 1
