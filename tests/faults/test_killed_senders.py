"""A short torture: real senders, killed for real, on both databases. The long one is ./do torture."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from bench.accounts import Books, examine
from bench.places import POSTGRESQL, SQLITE, fill, settings, write_part_of_county
from bench.rounds import Round, play
from bench.sender import Death
from tests.standins.databases import Databases

ROUNDS = (
    (SQLITE, Death.AFTER_ATTEMPT, 2),
    (SQLITE, Death.CALL_TAKEN, 1),
    (POSTGRESQL, Death.CALL_ARRIVED, 3),
    (POSTGRESQL, Death.AFTER_ANSWER, 2),
)


@pytest.fixture(scope="module")
def registers(databases: Databases, tmp_path_factory: pytest.TempPathFactory) -> dict[str, tuple[str, str]]:
    """Give the URL and the keys of a register with a day's messages, of each kind."""
    made = {}
    for kind in (SQLITE, POSTGRESQL):
        folder = tmp_path_factory.mktemp(kind)
        config = settings(folder, databases.create(kind))
        fill(config, write_part_of_county(folder, texted=16, mailed=4))
        made[kind] = (config.database.url, Path(config.keys.file).read_text(encoding="utf-8"))
    return made


@pytest.mark.parametrize(("kind", "death", "senders"), ROUNDS)
def test_kill_loses_and_doubles_nothing(
    kind: str,
    death: Death,
    senders: int,
    registers: dict[str, tuple[str, str]],
    databases: Databases,
    tmp_path: Path,
) -> None:
    template, keys = registers[kind]
    url = databases.create(kind, template)
    played = play(Round(url, keys, tmp_path / "round", death, senders, seed=5, dying=1))
    books, messages = examine(url, keys, tmp_path / "round" / "outbox", played.taken)
    databases.drop(kind, url)
    assert played.kills >= 1
    assert played.receipts > 0, "the pages have heard of some of what was taken"
    assert (books.lost, books.doubled) == (0, 0)
    assert books.unknown == 0, "what nobody knew has been asked about"
    assert books.sent + books.said == messages
    assert messages > 5


def test_books_see_what_is_lost_and_what_is_doubled(
    registers: dict[str, tuple[str, str]], databases: Databases, tmp_path: Path
) -> None:
    """The count itself must be able to fail: nothing was sent, and two were sent that the ledger hasn't sent."""
    template, keys = registers[SQLITE]
    url = databases.create(SQLITE, template)
    nothing, messages = examine(url, keys, tmp_path, Counter())
    assert nothing.lost == messages - nothing.said
    elsewhere, _ = examine(url, keys, tmp_path, Counter({"of nobody": 2}))
    databases.drop(SQLITE, url)
    assert elsewhere == nothing + Books(doubled=2)
