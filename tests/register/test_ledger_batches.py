"""Many rows in one statement, and one alone: the same values, and only what may still be moved."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor, wait
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select, text, update

from dinadatum.register import tables as t
from dinadatum.register.batches import KEY, insert_new, update_each
from dinadatum.register.claiming import claim
from dinadatum.register.database import Database
from dinadatum.register.ledger import accept
from dinadatum.register.states import State, sources
from notify.values import Road, Wording
from tests.register.registers import NOW, TODAY, add_messages, add_person, open_register

SOON_S, PATIENCE_S = 0.3, 20
LATER = NOW + timedelta(hours=3, microseconds=17)
NEW: dict[str, Any] = {
    "road": Road.EMAIL,
    "wording": Wording.PING,
    "day": TODAY + timedelta(days=1),
    "send_at": LATER,
    "retry_at": None,
    "why": "Ett % och ett 'citat', \\ och \u2028 å 🙂 {}",
    "priority": 7,
    "text": "Hej! 100 % säkert",
    "subject": None,
    "chars": None,
}


def plan(database: Database, count: int, **values: Any) -> list[str]:
    with database.transaction("test", NOW) as session:
        rows = add_messages(session, add_person(session).id, count, **values)
        for row in rows:
            row.retry_at, row.subject, row.chars = NOW, "Ämne", 3
        return [row.id for row in rows]


def read(database: Database, ids: list[str]) -> list[t.Message]:
    with database.reading() as session:
        found = {row.id: row for row in session.scalars(select(t.Message).where(t.Message.id.in_(ids)))}
    return [found[each] for each in ids]


@pytest.mark.parametrize("count", [1, 2, 5])
def test_every_kind_of_value_is_read_back_as_it_was_written(register: Database, count: int) -> None:
    ids = plan(register, count)
    rows = [NEW | {KEY: each, "priority": number} for number, each in enumerate(ids)]
    same = {"ask_at": LATER, "asks": 2, "state": State.WAITING, "claimed_at": None}
    with register.transaction("test", NOW) as session:
        assert update_each(session, t.Message, rows, same=same) == set(ids)
    for number, row in enumerate(read(register, ids)):
        given = NEW | same | {"priority": number}
        assert {name: getattr(row, name) for name in given} == given


@pytest.mark.parametrize("count", [2, 3])
def test_none_beside_a_value_is_none(register: Database, count: int) -> None:
    ids = plan(register, count)
    values = [None, LATER, None][:count]
    rows = [{KEY: each, "retry_at": at, "text": at and "Hej"} for each, at in zip(ids, values, strict=True)]
    with register.transaction("test", NOW) as session:
        update_each(session, t.Message, rows)
    assert [(row.retry_at, row.text) for row in read(register, ids)] == [(at, at and "Hej") for at in values]


@pytest.mark.parametrize("count", [1, 3])
def test_what_has_been_moved_since_is_left_and_is_not_among_the_answers(
    register: Database, count: int
) -> None:
    ids = plan(register, count)
    moved, rest = ids[0], ids[1:]
    with register.transaction("test", NOW) as session:
        session.execute(update(t.Message).where(t.Message.id == moved).values(state=State.CANCELLED))
    with register.transaction("test", NOW) as session:
        rows = [{KEY: each, "priority": 1} for each in [*ids, "nobody"][:count]]
        assert update_each(session, t.Message, rows, sources(State.CLAIMED)) == set(rest)
    assert [row.priority for row in read(register, ids)] == [50, *(1 for _ in rest)]


def test_nothing_is_nothing(register: Database) -> None:
    with register.transaction("test", NOW) as session:
        assert update_each(session, t.Message, [], same={"priority": 1}) == frozenset()
        assert insert_new(session, t.Message, []) == frozenset()
        assert accept(session, [], NOW) == frozenset()
        assert claim(session, NOW, NOW, 0, since=NOW, ordinary=True) == []


def test_of_two_of_the_same_identity_the_first_is_written(register: Database) -> None:
    with register.transaction("test", NOW) as session:
        one = {"identity": "T|1", "person_id": add_person(session).id, "day": TODAY, "created_at": NOW}
        rows = [one | {"kind": "lead", "why": why} for why in ("första", "andra")]
        rows.append(rows[0] | {"identity": "T|2"})
        assert insert_new(session, t.Task, rows) == {"T|1", "T|2"}
        assert insert_new(session, t.Task, rows) == frozenset()
    with register.reading() as session:
        found = session.execute(select(t.Task.identity, t.Task.why).order_by(t.Task.identity)).all()
    assert [tuple(row) for row in found] == [("T|1", "första"), ("T|2", "första")]


@pytest.fixture
def postgres(register_url: Callable[[str], str]) -> Iterator[Database]:
    """Give a register where several write at once; SQLite has one writer at a time."""
    database = open_register(register_url("postgresql18"))
    yield database
    database.close()


@contextmanager
def meanwhile(database: Database, query: Any, other: Any) -> Iterator[Any]:
    """Hold what a query touches while another works; it goes on when the block ends."""
    with ThreadPoolExecutor(1) as pool:
        with database.transaction("test", NOW) as session:
            session.execute(query, execution_options={"synchronize_session": False})
            begun = pool.submit(other)
            wait([begun], timeout=SOON_S)
            yield begun
        begun.exception(timeout=PATIENCE_S)


def test_whoever_waited_sees_what_the_other_did(postgres: Database) -> None:
    """Rows that were moved are left; rows that were only touched get their own values, and no other's."""
    ids = plan(postgres, 4)

    def write() -> frozenset[str]:
        rows = [{KEY: each, "priority": number} for number, each in enumerate(ids)]
        with postgres.transaction("test", NOW) as session:
            return update_each(session, t.Message, rows, sources(State.CLAIMED), same={"asks": 9})

    moved = update(t.Message).where(t.Message.id == ids[1])
    touched = update(t.Message).where(t.Message.id == ids[2])
    with meanwhile(postgres, moved.values(state=State.CANCELLED), write) as begun:
        assert not begun.done()
    assert begun.result() == {ids[0], ids[2], ids[3]}
    with postgres.transaction("test", NOW) as session:
        session.execute(update(t.Message).values(state=State.PLANNED))
    with meanwhile(postgres, touched.values(reason="sett"), write) as begun:
        assert not begun.done()
    assert begun.result() == set(ids)
    assert [(row.priority, row.asks) for row in read(postgres, ids)] == [(n, 9) for n in range(4)]
    assert read(postgres, ids)[2].reason == "sett"


def test_a_claim_passes_by_what_somebody_is_at_work_on(postgres: Database) -> None:
    ids = plan(postgres, 3)

    def take() -> list[str]:
        with postgres.transaction("test", NOW) as session:
            found = claim(session, NOW, NOW, 9, since=NOW - timedelta(hours=9), ordinary=True)
            return [message.id for message in found]

    held = update(t.Message).where(t.Message.id == ids[1]).values(priority=1, why="Nytt skäl")
    with meanwhile(postgres, held, take) as begun:
        assert begun.result(timeout=PATIENCE_S) == [ids[0], ids[2]]
    assert take() == [ids[1]]
    assert read(postgres, ids)[1].why == "Nytt skäl"


def test_two_who_write_the_same_rows_the_other_way_round_never_wait_in_a_ring(postgres: Database) -> None:
    ids = plan(postgres, 2000)[::10]  # so many that each is looked up by its key
    begin, errors = threading.Barrier(2), list[BaseException]()

    def write(order: list[str]) -> None:
        begin.wait()
        try:
            for number in range(15):
                with postgres.transaction("test", NOW) as session:
                    update_each(session, t.Message, [{KEY: each, "priority": number} for each in order])
        except BaseException as error:
            errors.append(error)

    threads = [threading.Thread(target=write, args=(order,)) for order in (ids, ids[::-1])]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not errors


def test_what_is_prepared_outlives_a_new_column_and_a_new_index(postgres: Database) -> None:
    """A statement is prepared when it has been asked some times: a migration elsewhere must not break it."""
    ids = plan(postgres, 2)

    def write(number: int) -> None:
        for some in (ids, ids[:1]):
            with postgres.transaction("test", NOW) as session:
                rows = [{KEY: each, "priority": number} for each in some]
                assert update_each(session, t.Message, rows) == set(some)
                claim(session, NOW, NOW, 2, since=LATER, ordinary=True)

    for number in range(8):
        write(number)
    with postgres.engine.begin() as connection:
        connection.execute(text("ALTER TABLE message ADD COLUMN later INTEGER"))
        connection.execute(text("CREATE INDEX ix_message_later ON message (later)"))
    write(9)
    assert [row.priority for row in read(postgres, ids)] == [9, 9]
