"""Claiming: what goes first, what must wait, and never one row to two senders."""

from __future__ import annotations

import subprocess
import sys
import threading
from collections import Counter
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import event, func, select, text

from dinadatum.register import crypto
from dinadatum.register import tables as t
from dinadatum.register.claiming import claim
from dinadatum.register.database import Database
from dinadatum.register.states import State
from notify.values import MessageKind
from tests.register.registers import KEYS, NOW, add_messages, add_person

DAY_BEGINS = NOW - timedelta(hours=9)
ROOT = Path(__file__).parents[2]


def claimed(
    database: Database, moment: datetime = NOW, *, limit: int = 50, now: datetime = NOW, ordinary: bool = True
) -> list[str]:
    with database.transaction("test", now) as session:
        return [row.step for row in claim(session, moment, now, limit, since=DAY_BEGINS, ordinary=ordinary)]


def test_the_most_important_go_first_then_the_oldest(register: Database) -> None:
    with register.transaction("test", NOW) as session:
        person_id = add_person(session).id
        add_messages(session, person_id, 1, first=1, priority=50, send_at=NOW)
        add_messages(session, person_id, 1, first=2, priority=50, send_at=NOW - timedelta(hours=1))
        add_messages(session, person_id, 1, first=3, priority=10, send_at=NOW)
        add_messages(session, person_id, 1, first=4, priority=90, send_at=NOW - timedelta(hours=2))
    assert claimed(register, limit=3) == ["step1.3", "step1.2", "step1.1"]
    assert claimed(register) == ["step1.4"]
    assert claimed(register) == []
    with register.reading() as session:
        rows = session.execute(select(t.Message.state, t.Message.claimed_at)).all()
        assert {tuple(row) for row in rows} == {(State.CLAIMED, NOW)}


def test_only_what_is_of_today_and_whose_time_has_come(register: Database) -> None:
    with register.transaction("test", NOW) as session:
        person_id = add_person(session).id
        for number, at in enumerate(
            (DAY_BEGINS - timedelta(seconds=1), DAY_BEGINS, NOW, NOW + timedelta(seconds=1)), start=1
        ):
            add_messages(session, person_id, 1, first=number, send_at=at)
    assert sorted(claimed(register)) == ["step1.2", "step1.3"]


def test_what_waits_for_another_try_waits_for_its_time(register: Database) -> None:
    with register.transaction("test", NOW) as session:
        person_id = add_person(session).id
        soon, late, yesterday = add_messages(session, person_id, 3, state=State.WAITING)
        soon.retry_at, late.retry_at, yesterday.retry_at = NOW, NOW + timedelta(seconds=1), NOW
        yesterday.send_at = DAY_BEGINS - timedelta(hours=12)
    assert claimed(register) == ["step1.1"]


def test_outside_the_hours_only_receipts_go(register: Database) -> None:
    with register.transaction("test", NOW) as session:
        person_id = add_person(session).id
        for number, kind in enumerate(MessageKind, start=1):
            add_messages(session, person_id, 1, first=number, kind=kind, step=kind.value)
    assert claimed(register, ordinary=False) == ["receipt"]
    assert sorted(claimed(register)) == ["copy", "ordinary", "safety"]


def test_no_two_threads_get_the_same_row(register: Database) -> None:
    with register.transaction("test", NOW) as session:
        add_messages(session, add_person(session).id, 60)
    got: Counter[str] = Counter()
    begin = threading.Barrier(4)

    def take() -> None:
        begin.wait()
        while batch := claimed(register, limit=7):
            got.update(batch)

    threads = [threading.Thread(target=take) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(got) == 60
    assert set(got.values()) == {1}


PATIENCE_S = 120
"""Never waited for: only where a test is about to fail."""
TAKE = """
import sys
from datetime import datetime, timedelta
from dinadatum.register import crypto
from dinadatum.register.claiming import claim
from dinadatum.register.database import Database
database = Database(sys.argv[1], crypto.parse(sys.stdin.read(), "test"))
now = datetime.fromisoformat(sys.argv[2])
while True:
    with database.transaction("test", now) as session:
        batch = claim(session, now, now, 5, since=now - timedelta(hours=9), ordinary=True)
        print(*(row.step for row in batch), flush=True)
    if not batch:
        break
"""


def test_no_two_processes_get_the_same_row(register: Database) -> None:
    with register.transaction("test", NOW) as session:
        add_messages(session, add_person(session).id, 60)
    url = register.engine.url.render_as_string(hide_password=False)
    takers = [
        subprocess.Popen(
            [sys.executable, "-c", TAKE, url, NOW.isoformat()],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        for _ in range(2)
    ]
    for taker in takers:
        assert taker.stdin is not None
        taker.stdin.write(crypto.dump(KEYS))
        taker.stdin.close()
    got: Counter[str] = Counter()
    for taker in takers:
        assert taker.stdout is not None
        got.update(taker.stdout.read().split())
        assert taker.wait(timeout=PATIENCE_S) == 0
    assert len(got) == 60
    assert set(got.values()) == {1}
    with register.reading() as session:
        query = select(func.count(t.Message.id)).where(t.Message.state == State.CLAIMED)
        assert session.scalar(query) == 60


def test_what_is_ready_is_found_by_its_own_index(register: Database) -> None:
    """However many rows there are: a claim must not read, nor sort, all that is due."""
    asked: list[tuple[str, Any]] = []

    def note(_c: Any, _cursor: Any, statement: str, values: Any, _context: Any, _many: object) -> None:
        if statement.startswith("SELECT"):
            asked.append((statement, values))

    postgres = not register.is_sqlite
    with register.transaction("test", NOW) as session:
        person_id = add_person(session).id
        for number in range(8):
            add_messages(session, person_id, 50, first=1 + 50 * number, priority=10 * number)
        session.execute(text("ANALYZE"))
        if postgres:
            for way in ("seqscan", "bitmapscan", "sort"):  # cheaper while there are a few hundred rows
                session.execute(text(f"SET LOCAL enable_{way} = off"))
        event.listen(register.engine, "before_cursor_execute", note)
        assert len(claim(session, NOW, NOW, 70, since=DAY_BEGINS, ordinary=True)) == 70
        event.remove(register.engine, "before_cursor_execute", note)
        assert len(asked) == 2 * 3, "two priorities, and of each what is planned and what waits"
        for statement, values in asked[1:2] if postgres else asked:  # any index will do for no rows
            explain = f"{'EXPLAIN' if postgres else 'EXPLAIN QUERY PLAN'} {statement}"
            plan = "\n".join(map(str, session.connection().exec_driver_sql(explain, values)))
            assert "ix_message_open" in plan, plan
            assert "TEMP B-TREE" not in plan, plan
            assert "Sort " not in plan, plan
