"""Throw-away databases and registers for measuring."""

from __future__ import annotations

import csv
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

from dinadatum import clock
from dinadatum.app import initialise, open_service
from dinadatum.config import Config, DatabaseConfig, KeysConfig, OutboxConfig
from dinadatum.madeup import write_county
from dinadatum.usecases.intake.import_files import ImportOrder, import_files
from dinadatum.usecases.looks.daily_look import look
from dinadatum.usecases.looks.derived import refresh_touched
from tests.standins.databases import Databases
from tests.standins.postgres import stop_servers

DAY = date(2026, 11, 24)
"""A Tuesday, on which the made-up county has plenty to be told."""
SQLITE = "sqlite"
POSTGRESQL = "postgresql18"
NAMES = {SQLITE: "SQLite", POSTGRESQL: "PostgreSQL"}


@contextmanager
def throw_away() -> Iterator[tuple[Path, Databases]]:
    """Give a folder, and databases of both kinds that are gone afterwards."""
    folder = Path(tempfile.mkdtemp(prefix="dinadatum-bench-"))
    folder.chmod(0o755)  # the database server may run as another user
    try:
        yield folder, Databases(folder, os.getpid(), folder)
    finally:
        stop_servers(folder)
        shutil.rmtree(folder, ignore_errors=True)


def settings(folder: Path, url: str) -> Config:
    """Give settings under which everything stays in a folder."""
    return Config(
        database=DatabaseConfig(url),
        keys=KeysConfig(str(folder / "keys")),
        outbox=OutboxConfig(str(folder / "outbox")),
    )


def fill(config: Config, files: Path) -> None:
    """Read files into a fresh register, and do the day's look."""
    initialise(config)
    with open_service(config) as service:
        now = clock.opening(DAY)
        report = import_files(service.database, ImportOrder(files, DAY, now, "bench"))
        if not report.clean:
            raise RuntimeError(f"the made-up county was refused: {report.errors[0]}")
        refresh_touched(service.database, service.rules, report.touched, "bench", now)
        look(service.database, service.rules, DAY, now)


def write_part_of_county(folder: Path, *, texted: int, mailed: int) -> Path:
    """Write a county of so many who have a mobile, and so many who have only mail. Returns the folder."""
    whole, part = folder / "county", folder / "part"
    write_county("sormland", whole, seed=1, day=DAY)
    shutil.copytree(whole, part)
    with (part / "personer.csv").open(encoding="utf-8-sig", newline="") as file:
        people = list(csv.DictReader(file, delimiter=_separator(part / "personer.csv")))
    wanted = {row["referens"] for row in [row for row in people if row["mobil"]][:texted]}
    wanted |= {row["referens"] for row in [row for row in people if not row["mobil"]][:mailed]}
    keep_people(part, wanted)
    return part


def references(folder: Path) -> list[str]:
    """Return the references of the people in a folder of files, in order."""
    path = folder / "personer.csv"
    with path.open(encoding="utf-8-sig", newline="") as file:
        return [row["referens"] for row in csv.DictReader(file, delimiter=_separator(path))]


def keep_people(folder: Path, wanted: set[str]) -> None:
    """Take all rows of everybody else out of a folder of files."""
    for path in folder.glob("*.csv"):
        _keep(path, wanted)


def _keep(path: Path, wanted: set[str]) -> None:
    separator = _separator(path)
    with path.open(encoding="utf-8-sig", newline="") as file:
        reader = csv.DictReader(file, delimiter=separator)
        names, rows = reader.fieldnames or [], list(reader)
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.DictWriter(file, names, delimiter=separator)
        writer.writeheader()
        writer.writerows(row for row in rows if row.get("referens", "") in wanted or "referens" not in row)


def _separator(path: Path) -> str:
    first = path.read_text(encoding="utf-8-sig").partition("\n")[0]
    return ";" if ";" in first else ","
