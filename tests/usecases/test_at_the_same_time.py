"""Two work on the same people in the same moment: nobody gets an error, and nothing is written twice or over.

One has begun, in a transaction that is open; another begins, and has to wait; then the first one goes on.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor, wait
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import select, text, update
from sqlalchemy.orm import Session

from dinadatum import clock
from dinadatum.errors import RegisterError
from dinadatum.register import tables as t
from dinadatum.register.cases import load_cases
from dinadatum.register.database import Database
from dinadatum.register.locking import hold_people
from dinadatum.register.putting import put_meta
from dinadatum.register.states import State
from dinadatum.usecases.cases import by_hand, task_changes
from dinadatum.usecases.cases.handing_over import HandoverOrder
from dinadatum.usecases.cases.handover_preview import hand_over
from dinadatum.usecases.changing.keeping import Change, Moved, Taken, keep, write
from dinadatum.usecases.changing.subjects import SUBJECTS
from dinadatum.usecases.intake.quick_ticks import read_ticks, save_ticks
from dinadatum.usecases.lists import calendar_feed
from dinadatum.usecases.looks.daily_look import look
from dinadatum.usecases.looks.derived import refresh_people, refresh_touched
from dinadatum.usecases.looks.following import FOLLOWS
from dinadatum.usecases.looks.promising import take_turn
from dinadatum.usecases.looks.second_round import second_round
from dinadatum.usecases.looks.unsent import Unsent
from dinadatum.usecases.replies.storing_replies import Received, store_reply
from dinadatum.usecases.replies.take_reply import read_waiting_replies
from dinadatum.usecases.replies.tying import tie
from dinadatum.usecases.rules import Rules
from dinadatum.usecases.sending.guarding import release_day
from dinadatum.usecases.sending.send_due import Point, send_due
from dinadatum.usecases.sending.taking_over import take_over_now
from dinadatum.usecases.staff.accounts import AccountError, create
from dinadatum.usecases.staff.viewers import Role, Viewer
from dinadatum.usecases.upkeep.forgetting import forget_texts
from dinadatum.usecases.upkeep.rotating import rotate_all
from notify.values import Road, StepKind, TaskKind
from tests.register.registers import add_caseworker, add_messages, intent
from tests.usecases.counties import Provider, at, both_roads
from tests.usecases.small_lives import one_person

DAY = date(2026, 11, 24)
NOW = clock.opening(DAY)
SOON_S = 0.3
LEADER = Viewer(1, "lena", Role.TEAM_LEADER, None, None, "", "stamp")


@dataclass
class Meeting:
    """What is open, and what another does meanwhile: the answer is there when this is over."""

    session: Session
    other: Future[Any]


@contextmanager
def meeting(
    database: Database, other: Callable[[], object], first: Callable[[Session], object]
) -> Iterator[Meeting]:
    with ThreadPoolExecutor(1) as pool:
        with database.transaction("test", NOW) as session:
            session.connection()  # SQLite holds nothing before it has begun
            first(session)
            begun = pool.submit(other)
            wait([begun], timeout=SOON_S)
            yield Meeting(session, begun)
        begun.exception(timeout=20)


def a_step(person_id: int, day: date = DAY) -> Change:
    return Change(SUBJECTS["steg"], person_id, None, 0, {"kind": StepKind.BOOKED, "day": day})


def get_person(database: Database, person_id: int) -> t.Person:
    with database.reading() as session:
        return session.get_one(t.Person, person_id)


def test_of_two_who_save_the_same_form_the_second_is_told_so(each_register: Database, rules: Rules) -> None:
    person = one_person(each_register, DAY)

    def other() -> None:
        keep(each_register, rules, a_step(person), "lena", today=DAY, now=NOW)

    with meeting(each_register, other, lambda session: write(session, a_step(person), NOW)) as both:
        pass
    assert isinstance(both.other.exception(), Taken)


def test_what_was_taken_back_once_is_not_taken_back_again(each_register: Database, rules: Rules) -> None:
    person = one_person(each_register, DAY)
    with each_register.transaction("test", NOW) as session:
        step = write(session, a_step(person), NOW)
    again = Change(SUBJECTS["steg"], person, step.id, 1, {"kind": StepKind.VISIT, "day": DAY}, again=True)
    with pytest.raises(Moved):
        keep(each_register, rules, again, "lena", today=DAY, now=NOW)


def test_a_form_and_whoever_holds_the_person_never_wait_for_each_other(
    each_register: Database, rules: Rules
) -> None:
    person = one_person(each_register, DAY)

    def other() -> int | None:
        return keep(each_register, rules, a_step(person), "lena", today=DAY, now=NOW)

    with meeting(each_register, other, lambda session: hold_people(session, [person])) as both:
        both.session.add(t.Step(person_id=person, kind=StepKind.BOOKED, day=DAY))
    assert isinstance(both.other.exception(), Taken)


def test_a_row_that_has_come_since_it_was_read_is_not_saved_twice(
    each_register: Database, rules: Rules
) -> None:
    person = one_person(each_register, DAY)
    with each_register.reading() as session:
        ticks = read_ticks(session, LEADER, f"P-1;bokat;{DAY}", DAY)
    assert not ticks[0].known
    keep(each_register, rules, a_step(person), "lena", today=DAY, now=NOW)
    with each_register.transaction("lena", NOW) as session:
        assert save_ticks(session, rules, ticks, DAY) == 0


def a_task(database: Database, person_id: int) -> int:
    with database.transaction("test", NOW) as session:
        task = t.Task(
            identity="T|sheet", person_id=person_id, kind=TaskKind.GIVE_SHEET, day=DAY, why="", created_at=NOW
        )
        session.add(task)
        session.flush()
        return task.id


@pytest.mark.parametrize("done", [False, True])
def test_a_task_and_a_look_never_wait_for_each_other(
    each_register: Database, rules: Rules, *, done: bool
) -> None:
    person = one_person(each_register, DAY)
    task_id = a_task(each_register, person)
    if done:
        with each_register.transaction("lena", NOW) as session:
            assert task_changes.tick_off(session, rules, LEADER, task_id, "", NOW)

    def other() -> object:
        with each_register.transaction("lena", NOW) as session:
            if done:
                return task_changes.undo(session, LEADER, task_id, NOW)
            return task_changes.tick_off(session, rules, LEADER, task_id, "", NOW)

    with meeting(each_register, other, lambda session: hold_people(session, [person])) as both:
        both.session.execute(update(t.Task).where(t.Task.id == task_id).values(note="sett"))
    assert both.other.result() is not None


def test_lists_never_hold_a_row_twice(each_register: Database, rules: Rules) -> None:
    person = one_person(each_register, DAY)

    def first(session: Session) -> None:
        hold_people(session, [person])
        refresh_people(session, [person], rules)

    with meeting(
        each_register, lambda: refresh_touched(each_register, rules, [person], "import", NOW), first
    ) as both:
        pass
    both.other.result()
    with each_register.reading() as session:
        rows = session.execute(select(t.Expiry.what, t.Expiry.day)).all()
    assert rows
    assert len(rows) == len(set(rows))


def test_a_new_key_never_brings_back_what_somebody_wrote_over(each_register: Database) -> None:
    person = one_person(
        each_register, DAY, mobile="+46701740605", first_name=None
    )  # the number is turned first
    query = update(t.Person).where(t.Person.id == person).values(mobile="+46701740606")
    with meeting(
        each_register,
        lambda: rotate_all(each_register, "nycklar", NOW),
        lambda session: session.execute(query),
    ) as both:
        pass
    both.other.result()
    assert get_person(each_register, person).mobile == "+46701740606"


def test_two_may_say_yes_to_a_day_at_once(each_register: Database, rules: Rules) -> None:
    def yes(session: Session) -> int:
        return release_day(session, rules, DAY, DAY, NOW)

    def other() -> int:
        with each_register.transaction("lena", NOW) as session:
            return yes(session)

    with meeting(each_register, other, yes) as both:
        pass
    assert both.other.result() == 0


def test_two_may_note_the_same_of_the_register_at_once(each_register: Database) -> None:
    def other() -> None:
        with each_register.transaction("lena", NOW) as session:
            put_meta(session, "said", "second")

    with meeting(each_register, other, lambda session: put_meta(session, "said", "first")) as both:
        pass
    both.other.result()
    assert each_register.meta("said") == "second"


def an_account(session: Session, username: str = "lena") -> int:
    return create(
        session, username=username, password="en lång mening utan mål", role=Role.TEAM_LEADER, now=NOW
    )


def test_two_who_make_an_account_of_the_same_name_get_one(each_register: Database) -> None:
    def other() -> int:
        with each_register.transaction("test", NOW) as session:
            return an_account(session)

    with meeting(each_register, other, an_account) as both:
        pass
    assert isinstance(both.other.exception(), AccountError)


def test_an_address_that_is_made_twice_at_once_is_the_last_one(each_register: Database) -> None:
    with each_register.transaction("test", NOW) as session:
        viewer = Viewer(an_account(session), "lena", Role.TEAM_LEADER, None, None, "", "stamp")

    def make(session: Session) -> str:
        return calendar_feed.new_token(session, each_register.keyring, viewer)

    def other() -> str:
        with each_register.transaction("lena", NOW) as session:
            return make(session)

    with meeting(each_register, other, make) as both:
        pass
    with each_register.reading() as session:
        assert calendar_feed.owner(session, each_register.keyring, both.other.result()) is not None


def test_whoever_ties_a_reply_and_whoever_reads_it_never_wait_for_each_other(
    each_register: Database, rules: Rules
) -> None:
    person = one_person(each_register, DAY)
    store_reply(each_register, Received(Road.SMS, "+46701740690", "KLAR", "SM-1", NOW), NOW)
    assert read_waiting_replies(each_register, rules, NOW) == 1
    with each_register.reading() as session:
        reply_id = session.scalars(select(t.Reply.id)).one()

    def other() -> bool:
        return tie(each_register, rules, reply_id, person, who="lena", receipt=False, now=NOW)

    with meeting(each_register, other, take_turn) as both:
        both.session.execute(select(t.Reply.id).with_for_update())
    assert both.other.result()


def test_the_second_round_and_a_look_never_wait_for_each_other(each_register: Database, rules: Rules) -> None:
    person, yesterday = one_person(each_register, DAY), DAY - timedelta(days=1)
    with each_register.transaction("test", NOW) as session:
        add_messages(session, person, identity=f"{FOLLOWS}1|ombud", day=yesterday)

    with meeting(each_register, lambda: second_round(each_register, rules, NOW), take_turn) as both:
        both.session.execute(update(t.Message).values(reason="sett"))
    both.other.result()


def test_a_handover_and_an_import_never_wait_for_each_other(each_register: Database, rules: Rules) -> None:
    first, second = one_person(each_register, DAY, "P-2"), one_person(each_register, DAY, "P-1")
    with each_register.transaction("test", NOW) as session:
        add_caseworker(session, "amir", name="Amir Ask", sms_name="Amir")
    order = HandoverOrder("sara", "amir", DAY + timedelta(days=20), DAY + timedelta(days=22))

    def other() -> tuple[str, ...]:
        with each_register.transaction("lena", NOW) as session:
            return hand_over(session, rules, order, DAY, NOW)

    with meeting(each_register, other, lambda session: hold_people(session, [first])) as both:
        hold_people(both.session, [second])
    assert both.other.result() == ("P-1", "P-2")


def test_new_rules_and_an_import_never_wait_for_each_other(each_register: Database, rules: Rules) -> None:
    far = DAY + timedelta(days=30)
    first, second = one_person(each_register, DAY, "P-1"), one_person(each_register, DAY, "P-2")
    with each_register.transaction("test", NOW) as session:
        session.execute(update(t.Person).values(look_on=far))
        session.execute(update(t.Person).where(t.Person.id == first).values(look_on=far + timedelta(days=1)))

    with meeting(
        each_register,
        lambda: look(each_register, rules, DAY, NOW),
        lambda session: hold_people(session, [first]),
    ) as both:
        hold_people(both.session, [second])
    assert both.other.result().people == 2


def test_a_look_leaves_what_a_sender_has_taken_as_it_is(each_register: Database) -> None:
    person = one_person(each_register, DAY)
    with each_register.transaction("test", NOW) as session:
        (message,) = add_messages(session, person)
        settled = Unsent()
        settled.send_today(message, intent(1, template="M05", road=Road.EMAIL))
        taken = update(t.Message).values(state=State.CLAIMED, claimed_at=NOW)
        session.execute(taken, execution_options={"synchronize_session": False})
        settled.write(session)
    with each_register.reading() as session:
        (row,) = session.scalars(select(t.Message))
        assert (row.state, row.road, row.template) == (State.CLAIMED, Road.SMS, "M03")


def test_nothing_is_written_by_hand_to_somebody_who_has_just_said_no(
    each_register: Database, rules: Rules
) -> None:
    person = one_person(each_register, DAY)
    with each_register.reading() as session:
        row = next(load_cases(session, [person]))
    with each_register.transaction("svar", NOW) as session:
        session.get_one(t.Person, person).stopped_on = DAY
    draft = by_hand.Draft("Hej. Jag ringer dig i morgon. Det räcker att läsa.")
    with each_register.transaction("lena", NOW) as session:
        made = by_hand.write(session, rules, row, draft, keyring=each_register.keyring, who="lena", now=NOW)
    assert made is None


def test_work_that_waited_in_a_ring_is_done_again(postgres_register: Database) -> None:
    first, second = (one_person(postgres_register, DAY, ref) for ref in ("P-1", "P-2"))
    has_second, tries = threading.Event(), list[int]()

    def touch(session: Session, person_id: int, patience: str) -> None:
        """Whoever looks for a ring finds it and is taken back: the other one has more patience."""
        session.connection().exec_driver_sql(f"SET LOCAL deadlock_timeout = '{patience}'")
        session.execute(update(t.Person).where(t.Person.id == person_id).values(unit="5065"))

    def backwards(session: Session) -> None:
        tries.append(len(tries))
        touch(session, second, "50ms")
        has_second.set()
        time.sleep(SOON_S)
        touch(session, first, "50ms")

    with meeting(
        postgres_register,
        lambda: postgres_register.do("test", NOW, backwards),
        lambda session: touch(session, first, "30s"),
    ) as both:
        assert has_second.wait(20)
        touch(both.session, second, "30s")
    both.other.result()
    assert tries == [0, 1]


def test_what_a_dead_sender_left_is_taken_back_past_what_somebody_holds(postgres_register: Database) -> None:
    person, long_ago = one_person(postgres_register, DAY), NOW - timedelta(hours=1)
    with postgres_register.transaction("test", NOW) as session:
        held, free = (row.id for row in add_messages(session, person, 2, state=State.CLAIMED))
        session.execute(update(t.Message).values(claimed_at=long_ago))

    def hold(session: Session) -> None:
        session.execute(update(t.Message).where(t.Message.id == held).values(reason="sett"))

    with meeting(postgres_register, lambda: take_over_now(postgres_register, "test", NOW), hold) as both:
        assert both.other.result(timeout=20) == 0
    with postgres_register.reading() as session:
        states = {row.id: row.state for row in session.scalars(select(t.Message))}
    assert states == {held: State.CLAIMED, free: State.PLANNED}
    take_over_now(postgres_register, "test", NOW)
    with postgres_register.reading() as session:
        assert set(session.scalars(select(t.Message.state))) == {State.PLANNED}


def test_what_is_forgotten_is_held_in_the_order_of_a_new_key(
    postgres_register: Database, rules: Rules
) -> None:
    person, old = one_person(postgres_register, DAY), DAY - timedelta(days=100)
    with postgres_register.transaction("test", NOW) as session:
        rows = add_messages(session, person, 3, state=State.DELIVERED, day=old, key_date="number")
        first, *_, last = (row.id for row in rows)
    for ledger_id in (last, first):  # so that the last one lies before the first one in the table
        with postgres_register.transaction("test", NOW) as session:
            session.get_one(t.Message, ledger_id).text = "Hej"

    def forget() -> int:
        with postgres_register.transaction("test", NOW) as session:
            for way in ("indexscan", "bitmapscan"):  # whatever way the database finds them
                session.execute(text(f"SET LOCAL enable_{way} = off"))
            return forget_texts(session, rules.paces.answer, DAY)

    def touch(session: Session, ledger_id: str) -> None:
        session.execute(update(t.Message).where(t.Message.id == ledger_id).values(reason="sett"))

    with meeting(postgres_register, forget, lambda session: touch(session, first)) as both:
        both.session.connection().exec_driver_sql("SET LOCAL deadlock_timeout = '30s'")
        touch(both.session, last)
    assert both.other.result() == 2


def wait_for_one_who_waits(database: Database) -> None:
    here = "datname = current_database() AND wait_event_type = 'Lock'"
    waiting = text(f"SELECT count(*) FROM pg_stat_activity WHERE {here}")
    for _ in range(1000):
        with database.reading() as session:
            if session.scalar(waiting):
                return
        time.sleep(0.02)


def test_a_sender_that_waited_in_a_ring_writes_again(postgres_register: Database, rules: Rules) -> None:
    person = one_person(postgres_register, DAY)
    with postgres_register.transaction("test", NOW) as session:
        first, middle, last = (row.id for row in add_messages(session, person, 3))
    claimed, held, provider = threading.Event(), threading.Event(), Provider("outbox")

    def watch(point: Point) -> None:
        if point is Point.AFTER_CLAIM and not held.is_set():
            claimed.set()
            assert held.wait(20)

    def touch(session: Session, ledger_id: str) -> None:
        """The sender looks for a ring sooner, finds it and is taken back."""
        session.connection().exec_driver_sql("SET LOCAL deadlock_timeout = '30s'")
        session.execute(update(t.Message).where(t.Message.id == ledger_id).values(reason="sett"))

    with meeting(
        postgres_register,
        lambda: send_due(postgres_register, rules, both_roads(provider), lambda: at(DAY, 11), watch=watch),
        lambda _: None,
    ) as both:
        assert claimed.wait(20)
        touch(both.session, middle)
        held.set()
        wait_for_one_who_waits(postgres_register)
        for ledger_id in (first, last):  # the sender has come to one of them
            touch(both.session, ledger_id)
    assert both.other.result().accepted == len(provider.accepted) == 3


def test_other_trouble_is_not_tried_again(each_register: Database) -> None:
    tries: list[int] = []

    def stumble(session: Session) -> None:
        tries.append(len(tries))
        session.add(t.Meta(key="key_check", value="one more"))
        session.flush()

    with pytest.raises(RegisterError):
        each_register.do("test", NOW, stumble)
    assert tries == [0]


@pytest.fixture
def postgres_register(copies: Callable[..., Database]) -> Database:
    return copies("postgresql18")
