"""A register as large as is asked for: a made-up county that has lived some days, copied inside the database.

Each copy has handläggare of its own, and four copies share their units. Secrets are copied as they stand,
encrypted. The words by which names are found are drawn anew, some common and most rare.
"""

from __future__ import annotations

import itertools
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import (
    Column,
    ColumnElement,
    Integer,
    MetaData,
    String,
    Table,
    case,
    cast,
    func,
    insert,
    literal,
    select,
    text,
)
from sqlalchemy.orm import Session

from bench.living import live
from bench.places import settings
from dinadatum import clock
from dinadatum.app import Service, initialise, open_service
from dinadatum.config import Config
from dinadatum.madeup import write_county
from dinadatum.register import name_words
from dinadatum.register.states import REACHED
from dinadatum.register.tables import Base, Caseworker, Decision, Message, Person, Reply
from dinadatum.usecases.intake.import_files import ImportOrder, import_files
from dinadatum.usecases.lists.counting import count_day
from dinadatum.usecases.looks.derived import refresh_touched
from notify.replies.values import ReplyClass

LIVED = 7
OLDER = 4
"""So many times is each message in the ledger once more, a quarter of a year older each time."""
SHARING = 4
NOT_COPIED = frozenset({"person_word", "import_mark", "tick_row"})
FIRST_NAMES, LAST_NAMES = 300, 2_000
SYLLABLES = (
    "al",
    "be",
    "da",
    "el",
    "fi",
    "gun",
    "ha",
    "in",
    "jo",
    "ka",
    "li",
    "ma",
    "no",
    "os",
    "pe",
    "ro",
    "su",
)

_own = MetaData()
_numbers = Table("bench_number", _own, Column("n", Integer, primary_key=True))
_words = Table("bench_word", _own, Column("n", Integer, primary_key=True), Column("hash", String(64)))


def fill(folder: Path, url: str, decisions: int, day: date) -> Config:
    """Make a register of at least so many decisions, as it stands on a day when the look has been done."""
    config = settings(folder, url)
    initialise(config)
    write_county("sormland", folder / "county", seed=1, day=day)
    with open_service(config) as service:
        first = day - timedelta(days=LIVED)
        now = clock.opening(first)
        report = import_files(service.database, ImportOrder(folder / "county", first, now, "bench"))
        refresh_touched(service.database, service.rules, report.touched, "bench", now)
        live(service, config, first, LIVED + 1)
        with service.database.transaction("bench", clock.opening(day)) as session:
            _remember(session)
            _copy(session, service, decisions)
        if not service.database.is_sqlite:  # SQLite has no statistics in operation either
            with service.database.engine.begin() as connection:
                connection.execute(text("ANALYZE"))
        count_day(service.database, day, clock.opening(day))
    return config


def words() -> list[str]:
    """Return the made-up words of names: the first ones are given names, and the first of each are common."""
    made = ("".join(parts) for parts in itertools.product(SYLLABLES, repeat=3))
    return list(itertools.islice(made, FIRST_NAMES + LAST_NAMES))


def _remember(session: Session) -> None:
    """Give the county a past: the same messages in quarters gone by, and replies to them."""
    table = Base.metadata.tables["message"]
    rows = [dict(row) for row in session.execute(select(table).where(table.c.state.in_(REACHED))).mappings()]
    older = []
    for back, row in itertools.product(range(1, OLDER + 1), rows):
        ago = timedelta(days=91 * back)
        moved = {name: row[name] - ago for name in ("day", "send_at", "key_date_day", "created_at")}
        older.append(
            {**row, **moved, "id": f"{row['id'][:20]}.{back}", "identity": f"{row['identity']}.{back}"}
        )
    session.execute(insert(Message), older)
    said = itertools.cycle((ReplyClass.KLAR, ReplyClass.OK, ReplyClass.JA, ReplyClass.KLAR, ReplyClass.PAUS))
    session.execute(
        insert(Reply),
        [
            {
                "person_id": row["person_id"],
                "road": row["road"],
                "provider_id": f"bench-{number}",
                "sender_hash": "",
                "received_at": row["send_at"],
                "text": "klar",
                "read_as": word.value,
                "read_at": row["send_at"],
            }
            for number, (row, word) in enumerate(zip(older, said, strict=False))
            if number % 3
        ],
    )


def _copy(session: Session, service: Service, decisions: int) -> None:
    """Copy everybody, with all that is theirs, until there are so many decisions; and give them names."""
    known = session.scalar(select(func.count(Decision.id))) or 1
    copies = max(0, -(-decisions // known) - 1)
    _own.create_all(session.connection())
    session.execute(insert(_numbers), [{"n": number} for number in range(1, copies + 1)] or [{"n": 0}])
    steps = (_highest(session, Person.id) + 1, _highest(session, Caseworker.id) + 1)
    for table in _tables():
        if copies:
            _copy_rows(session, table, steps)
    hashes = [name_words.word_hash(service.database.keyring, word) for word in words()]
    session.execute(insert(_words), [{"n": number, "hash": each} for number, each in enumerate(hashes)])
    _name(session)
    _own.drop_all(session.connection())


def _highest(session: Session, column: Any) -> int:
    highest: int = session.scalar(select(func.max(column))) or 0
    return highest


def _tables() -> list[Table]:
    firsts = [Base.metadata.tables["caseworker"], Base.metadata.tables["person"]]
    owned = [table for table in Base.metadata.sorted_tables if "person_id" in table.c]
    return [*firsts, *(table for table in owned if table.name not in NOT_COPIED)]


def _copy_rows(session: Session, table: Table, steps: tuple[int, int]) -> None:
    """Copy the rows of a table for every number at once, in the database itself."""
    values = {
        column.name: _value(table, column, steps)
        for column in table.c
        if column.name != "id" or table.name in ("person", "caseworker", "message")
    }
    every = table.join(_numbers, literal(1) == 1)
    rows = select(*(value.label(name) for name, value in values.items())).select_from(every)
    session.execute(insert(table).from_select(list(values), rows))


def _value(table: Table, column: Any, steps: tuple[int, int]) -> ColumnElement[Any]:
    n, (people, workers) = _numbers.c.n, steps
    name, numbered = column.name, literal("-") + cast(n, String)
    if name == "person_id" or (name == "id" and table.name == "person"):
        return column + n * people  # type: ignore[no-any-return]
    if name in ("caseworker_id", "stand_in_id") or (name == "id" and table.name == "caseworker"):
        return column + n * workers  # type: ignore[no-any-return]
    if name == "id" or name.endswith("_hash"):
        return func.substr(column, 1, 24) + numbered
    if name in ("ref", "identity", "username", "provider_id"):
        return column + numbered  # type: ignore[no-any-return]
    if name == "caseworker":
        return case((column == "", ""), else_=column + numbered)
    if name == "unit":
        return case((column == "", ""), else_=column + literal(" ") + cast(n // SHARING, String))
    if name == "message_id" or (table.name == "audit" and name == "detail"):
        return literal(None)
    return column  # type: ignore[no-any-return]


def _name(session: Session) -> None:
    """Give everybody a given name and a surname, as words to be found by; small numbers are common."""
    session.execute(text("DELETE FROM person_word"))
    drawn = "(({0} * 7919 % 1000) * ({0} * 104729 % 997) / 997) * {1} / 1000"
    for count, offset, own in (
        (FIRST_NAMES, 0, "person.id"),
        (LAST_NAMES, FIRST_NAMES, "(person.id + 17) / 3"),
    ):
        number = drawn.format(f"CAST({own} AS BIGINT)", count)
        session.execute(
            text(
                "INSERT INTO person_word (person_id, hash) SELECT person.id, bench_word.hash "
                f"FROM person JOIN bench_word ON bench_word.n = {offset} + {number}"
            )
        )
