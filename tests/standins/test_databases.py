"""The databases that tests are given are real, fresh and their own."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from sqlalchemy import create_engine, text

from tests.standins.databases import Databases


def _run(url: str, *statements: str) -> list[object]:
    engine = create_engine(url)
    try:
        with engine.begin() as connection:
            results = [connection.execute(text(statement)) for statement in statements]
            return list(results[-1].scalars()) if results[-1].returns_rows else []
    finally:
        engine.dispose()


@pytest.mark.parametrize("round_", [1, 2])
def test_every_test_gets_an_empty_database(any_database_url: str, round_: int) -> None:
    assert _run(
        any_database_url, "CREATE TABLE t (x TEXT)", f"INSERT INTO t VALUES ('å{round_}')", "SELECT x FROM t"
    ) == [f"å{round_}"]


@pytest.mark.parametrize(("kind", "starts"), [("postgresql18", "18"), ("postgresql16", "16")])
def test_the_server_is_of_the_version_asked_for(
    empty_database: Callable[[str], str], kind: str, starts: str
) -> None:
    assert str(_run(empty_database(kind), "SHOW server_version")[0]).startswith(starts)


@pytest.mark.parametrize("kind", ["sqlite", "postgresql18"])
def test_a_database_can_be_copied(databases: Databases, kind: str) -> None:
    first = databases.create(kind)
    _run(first, "CREATE TABLE t (x TEXT)", "INSERT INTO t VALUES ('å')")
    second = databases.create(kind, template=first)
    _run(first, "DELETE FROM t")
    assert _run(second, "SELECT x FROM t") == ["å"]
    databases.drop(kind, first)
    databases.drop(kind, second)
