"""Every list query steps into an index, whatever is chosen: nothing reads a whole table. On both databases."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import event, insert, text
from sqlalchemy.orm import Session

from dinadatum.register import tables as t
from dinadatum.register.database import Database
from dinadatum.register.migrating import migrate
from dinadatum.usecases.cases import tasks
from dinadatum.usecases.lists import expiries, overview
from dinadatum.usecases.lists.expiry_filters import Risk, Selection, Sort, selection
from dinadatum.usecases.staff.viewers import Role, Viewer
from notify.values import TaskKind
from tests.register.registers import KEYS, NOW
from tests.standins.databases import Databases
from tests.web.conftest import TODAY

UNITS, PEOPLE = 100, 6_000
UNIT = "7"
ONE_UNIT = Viewer(1, "h7", Role.CASEWORKER, frozenset({UNIT}), 7, "h7", "")
EVERY_UNIT = Viewer(2, "lena", Role.TEAM_LEADER, None, 7, "h7", "")
_SAME_PERSON: dict[str, Any] = {
    "birth_date": date(2000, 5, 17), "known_since": TODAY, "municipality": "K1", "classification": "F84",
}  # fmt: skip
_SAME_END: dict[str, Any] = {"what": "decision", "kind": "", "extent": 100, "step": "1"}
LARGE = ("person", "expiry", "task")
WHY = "Ring och fråga hur det går. " * 20
WHOLE = re.compile(rf"(?:Seq Scan on|SCAN) ({'|'.join(LARGE)})\b(?! USING (?:COVERING )?INDEX)")
EVERYBODYS = re.compile(r"SEARCH (task USING INDEX ix_task_done_at_day|message USING INDEX ix_message_day)\b")
"""Steps through the open tasks or today's messages of all people: an index, and yet the whole table."""
Read = Callable[[Session], object]


def _page(**values: Any) -> Read:
    def read(session: Session) -> object:
        plain = selection(TODAY, 90, units=values.pop("units", frozenset({UNIT})))
        fields = {name: getattr(plain, name) for name in plain.__slots__}
        chosen = Selection(**{**fields, "together": True, **values})
        return expiries.page(session, chosen), expiries.counts_per_month(session, chosen)

    return read


READS: dict[str, Read] = {
    "expiries": _page(),
    "expiries by reference": _page(sort=Sort.REF),
    "expiries by municipality": _page(sort=Sort.MUNICIPALITY, open_to=ONE_UNIT),
    "expiries at risk": _page(risk=Risk.GAP),
    "expiries of one handläggare": _page(caseworker="h7"),
    "expiries of every unit": _page(units=None),
    "municipalities": lambda session: expiries.municipalities(session, ONE_UNIT),
    "municipalities of every unit": lambda session: expiries.municipalities(session, EVERY_UNIT),
    "classifications": lambda session: expiries.classifications(session, ONE_UNIT),
    "classifications of every unit": lambda session: expiries.classifications(session, EVERY_UNIT),
    "own tasks": lambda session: tasks.open_tasks(session, ONE_UNIT, TODAY, mine=True),
    "own tasks, counted": lambda session: tasks.count_tasks(session, ONE_UNIT, TODAY, mine=True),
    "today's messages": lambda session: overview.going_today(session, ONE_UNIT, TODAY, mine=True),
    "tasks of a unit": lambda session: tasks.open_tasks(session, ONE_UNIT, TODAY),
    "tasks of a unit, counted": lambda session: tasks.count_tasks(session, ONE_UNIT, TODAY),
    "today's messages of a unit": lambda session: overview.going_today(session, ONE_UNIT, TODAY),
    "promises": lambda session: tasks.promised_tasks(session, ONE_UNIT),
}


@pytest.fixture(scope="module", params=["sqlite", "postgresql18"])
def register(request: pytest.FixtureRequest, databases: Databases) -> Iterator[Database]:
    """A register with some thousand people: with fewer, reading all of a table is the quickest way."""
    url = databases.create(request.param)
    database = Database(url, KEYS)
    migrate(database.engine)
    with database.transaction("prov", NOW) as session:
        _fill(session)
    if not database.is_sqlite:  # PostgreSQL counts its rows by itself in operation, SQLite doesn't
        with database.engine.begin() as connection:
            connection.execute(text("ANALYZE"))
    yield database
    database.close()
    databases.drop(request.param, url)


@pytest.mark.parametrize("name", READS)
def test_no_list_reads_a_whole_table(register: Database, name: str) -> None:
    with register.reading() as session:
        with _asked(register) as asked:
            READS[name](session)
        assert asked
        for statement, values in asked:
            plan = _plan(register, session, statement, values)
            assert not WHOLE.search(plan), f"{statement}\n{plan}"
            assert not EVERYBODYS.search(plan), f"{statement}\n{plan}"


def _fill(session: Session) -> None:
    """Put in people of a hundred units, each with a handläggare, an end and a task."""
    workers = [
        {"id": n, "username": f"h{n}", "name": "A", "sms_name": "A", "unit": str(n), "first_day": TODAY}
        for n in range(1, UNITS + 1)
    ]
    session.execute(insert(t.Caseworker), workers)
    people = [{"id": n, "ref": f"P-{n}", "unit": str(1 + n % UNITS), **_SAME_PERSON} for n in range(PEOPLE)]
    session.execute(insert(t.Person), [{**each, "caseworker_id": 1 + each["id"] % UNITS} for each in people])
    ends = [
        {"person_id": n, "ref": f"P-{n}", "day": TODAY + timedelta(days=n % 700), "unit": str(1 + n % UNITS),
         "municipality": f"K{n % 20}", "caseworker": f"h{1 + n % UNITS}", **_SAME_END}
        for n in range(PEOPLE)
    ]  # fmt: skip
    session.execute(insert(t.Expiry), ends)
    todo = [
        {
            "identity": str(n),
            "person_id": n,
            "kind": TaskKind.CALL,
            "day": TODAY,
            "why": WHY,
            "created_at": NOW,
        }
        for n in range(PEOPLE)
    ]
    session.execute(insert(t.Task), todo)


def _plan(register: Database, session: Session, statement: str, values: Any) -> str:
    explain = "EXPLAIN QUERY PLAN" if register.is_sqlite else "EXPLAIN"
    rows = session.connection().exec_driver_sql(f"{explain} {statement}", values)
    return "\n".join(str(row) for row in rows)


@contextmanager
def _asked(register: Database) -> Iterator[list[tuple[str, Any]]]:
    asked: list[tuple[str, Any]] = []

    def note(_c: Any, _cursor: Any, statement: str, values: Any, _context: Any, _many: object) -> None:
        asked.append((statement, values))

    event.listen(register.engine, "before_cursor_execute", note)
    yield asked
    event.remove(register.engine, "before_cursor_execute", note)
