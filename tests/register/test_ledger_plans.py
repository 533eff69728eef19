"""Whatever is asked of the open messages is found by their small index, also where nothing has counted the rows."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import event, text

from dinadatum.register import tables as t
from dinadatum.register.claiming import claim
from dinadatum.register.database import Database
from dinadatum.register.few_rows import is_missed, is_open
from dinadatum.register.ledger import release_dead, waiting_since
from dinadatum.register.questions import open_attempts
from dinadatum.register.states import OPEN, State
from dinadatum.usecases.lists.looking_back_pages import count_missed
from dinadatum.usecases.lists.overview import standing
from dinadatum.usecases.upkeep.measuring import count_open, read_numbers
from tests.register.registers import NOW, TODAY, Registers, add_messages, add_person, open_register

ROWS = 6_000


@pytest.fixture(scope="module", params=["sqlite", "postgresql18"])
def many_url(request: pytest.FixtureRequest, registers: Registers) -> Iterator[tuple[str, str]]:
    """Give a kind, and the URL of a register to copy: many wait, as many have gone, nothing has counted them."""
    kind, url = request.param, registers.url(request.param)
    database = open_register(url)
    if not database.is_sqlite:
        with database.engine.begin() as connection:
            connection.execute(text("ALTER TABLE message SET (autovacuum_enabled = off)"))
    with database.transaction("test", NOW) as session:
        person_id = add_person(session).id
        add_messages(session, person_id, ROWS)
        add_messages(session, person_id, ROWS, first=ROWS + 1, state=State.ACCEPTED)
    database.close()
    yield kind, url
    registers.drop(kind, url)


@pytest.fixture
def many(many_url: tuple[str, str], registers: Registers) -> Iterator[Database]:
    """Give a register in which many messages wait, as many have gone, and nothing has counted them."""
    kind, template = many_url
    url = registers.copy(kind, template)
    database = open_register(url)
    yield database
    database.close()
    registers.drop(kind, url)


@contextmanager
def plans(database: Database) -> Iterator[list[str]]:
    """Give a list that holds the plan of every question about messages, once the block has ended."""
    asked: list[tuple[str, Any]] = []
    found: list[str] = []

    def note(_c: Any, _cursor: Any, statement: str, values: Any, _context: Any, many: bool) -> None:
        if " message" in statement and statement.startswith(("SELECT", "UPDATE")):
            asked.append((statement, values[0] if many else values))

    event.listen(database.engine, "before_cursor_execute", note)
    yield found
    event.remove(database.engine, "before_cursor_execute", note)
    explain = "EXPLAIN QUERY PLAN" if database.is_sqlite else "EXPLAIN"
    with database.engine.connect() as connection:
        for statement, values in asked:
            plan = connection.exec_driver_sql(f"{explain} {statement}", values)
            found.append(f"{statement}\n" + "\n".join(str(row) for row in plan))


def test_a_claim_reads_no_more_than_it_takes(many: Database) -> None:
    with plans(many) as found, many.transaction("test", NOW) as session:
        claim(session, NOW, NOW, 50, since=NOW - timedelta(hours=9), ordinary=True)
    selects = [plan for plan in found if plan.startswith("SELECT")]
    assert len(selects) >= 2
    for plan in selects:
        assert "ix_message_open" in plan, plan
        assert "TEMP B-TREE" not in plan, plan
        assert "Sort" not in plan, plan
        assert "Seq Scan" not in plan, plan
        if "min(" in plan:  # enters the index where the next priority begins
            assert "priority>?" in plan or "priority > " in plan.partition("Index Cond")[2], plan
    (taking,) = (plan for plan in found if plan.startswith("UPDATE"))
    assert "autoindex_message_1" in taking or "pk_message" in taking, taking


def test_what_is_asked_of_open_messages_never_reads_what_has_gone(many: Database) -> None:
    with plans(many) as found, many.transaction("test", NOW) as session:
        waiting_since(session)
        count_open(session)
        release_dead(session, NOW)
        open_attempts(session, "twilio")
        standing(session, NOW)
        read_numbers(session, NOW)
        count_missed(session, TODAY - timedelta(days=7))
    of_few = [plan for plan in found if t.OPEN_ROWS in plan or t.MISSED_ROWS in plan]
    assert len(of_few) >= 10
    for plan in of_few:
        assert "ix_message_open" in plan or "ix_message_missed" in plan or "ix_message_day" in plan, plan
        assert "Seq Scan on message" not in plan, plan


def test_only_what_the_index_holds_can_be_asked_of_it() -> None:
    with pytest.raises(ValueError, match="accepted"):
        is_open(State.ACCEPTED)
    with pytest.raises(ValueError, match="planned"):
        is_missed(State.PLANNED)


def test_the_words_of_the_index_are_the_open_states() -> None:
    assert {state for state in State if f"'{state.value}'" in t.OPEN_ROWS} == OPEN
