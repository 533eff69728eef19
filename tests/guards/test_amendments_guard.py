"""Every amendment to the plan of messages (docs/tillagg.md) has a test that is named after it."""

from __future__ import annotations

import ast
import re
from functools import cache
from pathlib import Path

import pytest

TESTS = Path(__file__).resolve().parents[1]
LIST = TESTS.parent / "docs" / "tillagg.md"
NAME = re.compile(r"test_amendment_(\d\d)_[a-z]")
AMENDMENTS = [
    int(number) for number in re.findall(r"^(\d+)\. ", LIST.read_text(encoding="utf-8"), re.MULTILINE)
]


@cache
def named(folder: Path) -> tuple[tuple[int, str], ...]:
    """Return the number and the name of each test that is named after an amendment."""
    texts = (path.read_text(encoding="utf-8") for path in sorted(folder.rglob("test_*.py")))
    return tuple(
        (int(found[1]), node.name)
        for text in texts
        if "test_amendment_" in text
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.FunctionDef) and (found := NAME.match(node.name))
    )


@pytest.mark.parametrize("number", AMENDMENTS, ids=lambda number: f"{number:02}")
def test_each_amendment_has_a_test_of_its_name(number: int) -> None:
    assert [name for found, name in named(TESTS) if found == number]


def test_the_list_is_whole() -> None:
    assert list(range(1, 40)) == AMENDMENTS


def test_no_test_is_named_after_an_amendment_that_is_none() -> None:
    assert {number for number, _ in named(TESTS)} == set(AMENDMENTS)


def test_a_name_without_a_test_is_not_counted(tmp_path: Path) -> None:
    (tmp_path / "test_one.py").write_text(
        '"""test_amendment_01_in_words."""\n\n\ndef test_amendment_02_is_one() -> None: ...\n',
        encoding="utf-8",
    )
    assert named(tmp_path) == ((2, "test_amendment_02_is_one"),)
