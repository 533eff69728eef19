"""The ledger's states: what may follow what, and that nothing else ever happens to a row."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from sqlalchemy import func, select

from dinadatum.register import tables as t
from dinadatum.register.database import Database
from dinadatum.register.ledger import (
    ATTEMPT_LASTS,
    CLAIM_LASTS,
    Attempt,
    Entry,
    accept,
    begin_attempts,
    move,
    release_dead,
    waiting_since,
    write_entries,
    write_tasks,
)
from dinadatum.register.states import MOVES, OPEN, REACHED, SWEDISH, State
from notify.values import TaskIntent, TaskKind, Wording
from tests.register.registers import NOW, add_messages, add_person, intent

ENDS = {State.DELIVERED, State.FAILED, State.SKIPPED, State.CANCELLED}


def test_every_state_has_its_moves_and_its_words() -> None:
    assert set(MOVES) == set(State) == set(SWEDISH)
    assert {state for state, targets in MOVES.items() if not targets} == ENDS
    assert set(State) - ENDS - {State.ACCEPTED} == OPEN


def test_what_may_have_reached_somebody_is_never_planned_anew() -> None:
    before_the_call = {State.PLANNED, State.HELD, State.CLAIMED, State.SKIPPED, State.CANCELLED}
    for state in REACHED:
        assert not MOVES[state] & before_the_call


def test_only_the_moves_of_the_table_touch_a_row(register: Database) -> None:
    """Every pair of states, both databases: a move that isn't listed touches no row."""
    with register.transaction("test", NOW) as session:
        person = add_person(session)
        rows = {}
        for number, state in enumerate(State):
            rows[state] = [
                message.id
                for message in add_messages(session, person.id, len(State), state=state, first=100 * number)
            ]
    moved, held = {}, {}
    for column, target in enumerate(State):
        for source in State:
            with register.transaction("test", NOW) as session:
                moved[source, target] = move(session, [rows[source][column]], target, reason="flyttad")
                row = session.get_one(t.Message, rows[source][column])
                held[source, target] = (row.state, row.reason)
    allowed = {(source, target) for source, targets in MOVES.items() for target in targets}
    assert {pair for pair, count in moved.items() if count} == allowed
    for (source, target), now in held.items():
        assert now == ((target, "flyttad") if (source, target) in allowed else (source, ""))


def test_the_same_intents_again_are_the_same_rows(register: Database) -> None:
    entries = [intent(number) for number in (1, 2, 3)]
    with register.transaction("test", NOW) as session:
        person_id = add_person(session).id
        first = write_entries(session, [Entry(person_id, made, NOW) for made in entries[:2]], NOW)
        again = write_entries(session, [Entry(person_id, made, NOW) for made in entries], NOW)
    assert first == {made.identity for made in entries[:2]}
    assert again == {entries[2].identity}
    with register.reading() as session:
        assert session.scalar(select(func.count(t.Message.id))) == 3


def test_the_same_tasks_again_are_the_same_rows(register: Database) -> None:
    task = TaskIntent("P-1|ring", "P-1", TaskKind.TAKE_OVER, date(2026, 12, 1), "Ring.")
    with register.transaction("test", NOW) as session:
        person_id = add_person(session).id
        assert write_tasks(session, [(person_id, task)], NOW) == 1
        assert write_tasks(session, [(person_id, task)], NOW) == 0
        assert write_tasks(session, [], NOW) == 0


def attempt(ledger_id: str) -> Attempt:
    return Attempt(ledger_id, "outbox", Wording.PING, "", "Hej", 3, 1)


def test_an_attempt_is_on_record_with_its_words_before_the_call(register: Database) -> None:
    with register.transaction("test", NOW) as session:
        person_id = add_person(session).id
        claimed, planned = add_messages(session, person_id, 2)
        move(session, [claimed.id], State.CLAIMED, claimed_at=NOW)
    with register.transaction("test", NOW) as session:
        going = begin_attempts(session, [attempt(claimed.id), attempt(planned.id)], NOW)
    assert going == {claimed.id}
    with register.reading() as session:
        row = session.get_one(t.Message, claimed.id)
        assert (row.state, row.text, row.attempts, row.attempt_at) == (State.SENDING, "Hej", 1, NOW)
        other = session.get_one(t.Message, planned.id)
        assert (other.state, other.text, other.attempts) == (State.PLANNED, None, 0)
    with register.transaction("test", NOW) as session:
        assert begin_attempts(session, [attempt(claimed.id)], NOW) == frozenset(), "not twice"
        accept(session, [(claimed.id, "SM1"), (planned.id, "SM2")], NOW)
    with register.reading() as session:
        row = session.get_one(t.Message, claimed.id)
        assert (row.state, row.provider_id, row.settled_at) == (State.ACCEPTED, "SM1", NOW)
        assert session.get_one(t.Message, planned.id).state is State.PLANNED


@pytest.mark.parametrize(
    ("state", "column", "lasts", "becomes"),
    [
        (State.CLAIMED, "claimed_at", CLAIM_LASTS, State.PLANNED),
        (State.SENDING, "attempt_at", ATTEMPT_LASTS, State.UNKNOWN),
    ],
)
def test_what_a_dead_sender_left_is_taken_back_when_it_is_old(
    register: Database, state: State, column: str, lasts: timedelta, becomes: State
) -> None:
    with register.transaction("test", NOW) as session:
        person_id = add_person(session).id
        old, young = add_messages(session, person_id, 2, state=state)
        setattr(old, column, NOW - lasts - timedelta(seconds=1))
        setattr(young, column, NOW - lasts)
    with register.transaction("test", NOW) as session:
        back, lost = release_dead(session, NOW)
    assert (back, lost) == ((1, []) if becomes is State.PLANNED else (0, [old.id]))
    with register.reading() as session:
        assert session.get_one(t.Message, old.id).state is becomes
        assert session.get_one(t.Message, young.id).state is state
    with register.transaction("test", NOW) as session:
        release_dead(session, NOW, alone=True)
        assert session.get_one(t.Message, young.id).state is becomes


def test_how_long_something_has_waited_is_known(register: Database) -> None:
    with register.transaction("test", NOW) as session:
        person_id = add_person(session).id
        assert waiting_since(session) is None
        add_messages(session, person_id, 1, send_at=NOW)
        add_messages(session, person_id, 1, first=2, send_at=NOW - timedelta(hours=3), state=State.WAITING)
        add_messages(session, person_id, 1, first=3, send_at=NOW - timedelta(days=3), state=State.ACCEPTED)
        assert waiting_since(session) == NOW - timedelta(hours=3)
