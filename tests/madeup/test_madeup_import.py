"""The files of a made-up county go into a register whole, twice, and mark it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from dinadatum.madeup import write_county
from dinadatum.register.crypto import new_keyring
from dinadatum.register.database import Database
from dinadatum.register.migrating import migrate
from dinadatum.usecases.intake.import_files import ImportOrder, import_files

TODAY = date(2026, 11, 21)


@pytest.mark.parametrize("name", ["sormland", "orebro"])
def test_every_row_goes_in_and_again_changes_nothing(
    name: str, tmp_path: Path, empty_database: Callable[[str], str]
) -> None:
    database = Database(empty_database("sqlite"), new_keyring())
    migrate(database.engine)
    write_county(name, tmp_path / name, seed=1, day=TODAY)
    order = ImportOrder(tmp_path / name, TODAY, datetime(2026, 11, 21, 9, tzinfo=UTC), "anna")
    first, again = import_files(database, order), import_files(database, order)
    database.close()
    assert first.errors == again.errors == ()
    assert first.made_up
    lines = {path.stem: path.read_text("utf-8").count("\n") - 1 for path in (tmp_path / name).glob("*.csv")}
    assert {file: count.new for file, count in first.counts.items()} == lines
    assert {file: count.unchanged for file, count in again.counts.items()} == lines
