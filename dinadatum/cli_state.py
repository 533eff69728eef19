"""What the commands share: the config file that was asked for, days as options, and ways to print."""

from __future__ import annotations

import getpass
import json
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

from dinadatum import clock, settings_file
from dinadatum.config import Config
from dinadatum.errors import DinaDatumError
from dinadatum.files import why

if TYPE_CHECKING:
    from dinadatum.app import Service

REFUSED = 3
ROADS = {"sms": "sms", "email": "mejl", "letter": "brev", "task": "uppgift"}
"""The Swedish for each road, by its value."""
RECIPIENTS = {"person": "personen", "ombud": "ombud", "caseworker": "handläggare"}
"""The Swedish for whom a message is to, by its value."""


class Refused(Exception):  # noqa: N818  # an outcome, not an error
    """Ends a command whose answer is no: rows refused, a check that doesn't hold."""

    exit_code = REFUSED


class UsageError(DinaDatumError):
    """The command was asked in a way that can't be followed."""

    exit_code = 2


@dataclass(slots=True)
class State:
    """What the line said before the command."""

    config_file: Path | None = None

    def load(self) -> Config:
        """Read the settings."""
        return settings_file.load(settings_file.find(self.config_file))


STATE = State()


@contextmanager
def service() -> Iterator[Service]:
    """Open the service that the settings describe."""
    from dinadatum.app import open_service

    with open_service(STATE.load()) as opened:
        yield opened


def read_day(text: str | None) -> date:
    """Return the day of an option, or today; raises UsageError."""
    if text is None:
        return clock.local_day(clock.now())
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise UsageError(f"«{text}» är ingen dag. Skriv som 2026-11-24.") from error


def read_list(file: Path, form: str) -> list[Any]:
    """Read a list from a file of JSON. form: a sentence that says how the file is to look. Raises UsageError."""
    try:
        content = json.loads(file.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise UsageError(f"{file} {why(error)}.") from error
    except UnicodeDecodeError as error:
        raise UsageError(f"{file} är inte sparad som UTF-8. Spara om den med den kodningen.") from error
    except json.JSONDecodeError as error:
        raise UsageError(
            f"{file}, rad {error.lineno}, tecken {error.colno}: det är inte JSON. {form}"
        ) from error
    except RecursionError as error:
        raise UsageError(f"{file} är för djupt nästlad. {form}") from error
    if not isinstance(content, list):
        raise UsageError(f"{file} är ingen lista. {form}")
    return content


def actor() -> str:
    """Return who runs the command, for the log."""
    try:
        return f"kommando:{getpass.getuser()}"[:60]
    except (OSError, KeyError):
        return "kommando"


def say(text: str = "") -> None:
    """Print a line."""
    typer.echo(text)


def how_many(count: int, one: str, more: str) -> str:
    """Return a number with its word: 1 ärende, 2 ärenden."""
    return f"{count} {one if count == 1 else more}"


def print_json(value: Any) -> None:
    """Print a value as JSON; days as ISO."""
    json.dump(value, sys.stdout, ensure_ascii=False, indent=1, default=_plain)
    sys.stdout.write("\n")


def print_table(headings: Sequence[str], rows: Iterable[Sequence[object]], *, empty: str) -> None:
    """Print a table, or the sentence if there are no rows."""
    from rich.console import Console
    from rich.table import Table

    table = Table(box=None, header_style="bold", pad_edge=False)
    for heading in headings:
        table.add_column(heading, overflow="fold")
    for row in rows:
        table.add_row(*("" if cell is None else str(cell) for cell in row))
    if table.row_count == 0:
        say(empty)
        return
    console = Console(highlight=False, markup=False)
    if not console.is_terminal:
        console.width = 160
    console.print(table)


def _plain(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"{type(value).__name__} has no JSON form")
