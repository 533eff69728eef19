"""A migrated register of each kind, and a folder to read in."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from dinadatum.register.database import Database
from dinadatum.usecases.intake.import_files import ImportOrder, ImportReport, import_files
from tests.register.registers import Registers, open_register

TODAY = date(2026, 11, 21)
NOW = datetime(2026, 11, 21, 9, 0, tzinfo=UTC)


@pytest.fixture
def register(registers: Registers) -> Iterator[Database]:
    """Give an empty register on SQLite."""
    yield from _opened(registers, "sqlite")


@pytest.fixture(params=["sqlite", "postgresql18"])
def each_register(request: pytest.FixtureRequest, registers: Registers) -> Iterator[Database]:
    """Give an empty register; the test runs on SQLite and on PostgreSQL 18."""
    yield from _opened(registers, request.param)


def _opened(registers: Registers, kind: str) -> Iterator[Database]:
    url = registers.url(kind)
    database = open_register(url)
    yield database
    database.close()
    registers.drop(kind, url)


class Folder:
    """A folder of import files."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def write(self, name: str, text: str, encoding: str = "utf-8") -> Path:
        """Write a file."""
        path = self.path / name
        path.write_bytes(text.encode(encoding))
        return path

    def read(self, name: str) -> str:
        """Read a file that was given back."""
        return (self.path / name).read_bytes().decode("utf-8-sig")

    def take_in(self, database: Database, name: str = "", **options: object) -> ImportReport:
        """Read the folder, or one file of it, in."""
        values = {"today": TODAY, "now": NOW, "actor": "anna"} | options
        return import_files(database, ImportOrder(path=self.path / name, **values))


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    """Give an empty folder."""
    path = tmp_path / "in"
    path.mkdir()
    return Folder(path)
