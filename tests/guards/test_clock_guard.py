"""Only dinadatum/clock.py reads the clock; a test of the future needs no other one."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from tests.guards.tree import modules

CLOCK = "dinadatum/clock.py"
READS = {"today", "now", "utcnow"}
TIME = {"time", "time_ns", "localtime", "gmtime", "ctime", "strftime"}
WAITS = {"sleep"}
MAY_WAIT = {"dinadatum/roads.py"}
"""The pause between two calls to a provider."""


def breaches(name: str, tree: ast.Module) -> Iterator[str]:
    """Find calls of date.today(), datetime.now() and the like, however they were imported."""
    names = dict(_imported(tree))
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call):
            continue
        called = _full_name(node.func, names)
        owner, _, attribute = called.rpartition(".")
        if (owner in ("datetime.date", "datetime.datetime") and attribute in READS) or (
            owner == "time" and (attribute in TIME or (attribute in WAITS and name not in MAY_WAIT))
        ):
            yield f"{name}:{node.lineno} {called}"


def _imported(tree: ast.Module) -> Iterator[tuple[str, str]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield alias.asname or alias.name, alias.name
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            for alias in node.names:
                yield alias.asname or alias.name, f"{node.module}.{alias.name}"


def _full_name(node: ast.expr, names: dict[str, str]) -> str:
    parts = []
    while isinstance(node, ast.Attribute):
        parts.append(node.attr)
        node = node.value
    if not isinstance(node, ast.Name):
        return ""
    return ".".join([names.get(node.id, ""), *reversed(parts)])


def test_nothing_but_the_clock_reads_the_clock() -> None:
    found = [breach for name, tree in modules() if name != CLOCK for breach in breaches(name, tree)]
    assert found == []


def test_the_guard_sees_every_way_to_read_it() -> None:
    source = """
import datetime, time
import datetime as d
from datetime import date, datetime as moment
from time import sleep, time as tick
date.today(); moment.now(); moment.now(tz=None); moment.utcnow()
datetime.date.today(); d.datetime.now(); time.time(); tick(); time.sleep(1); sleep(1)
date.fromisoformat("2026-01-01"); moment.combine(date, x); clock.now(); time.monotonic()
"""
    assert len(list(breaches("x.py", ast.parse(source)))) == 10
    assert list(breaches(CLOCK, ast.parse("from datetime import datetime\ndatetime.now()")))
