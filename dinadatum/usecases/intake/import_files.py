"""Read a register in from files: good rows in one transaction, bad rows back to whoever sent them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path

from dinadatum.files import why
from dinadatum.register.database import Database
from dinadatum.register.importing.checks import Batch, check
from dinadatum.register.importing.desk import Counts, Desk, Progress
from dinadatum.register.importing.errors import ImportingError, RowError
from dinadatum.register.importing.files import Sheet
from dinadatum.register.importing.parsing import read_row
from dinadatum.register.importing.rejected import contents, give_back, listed
from dinadatum.register.importing.rows import Row
from dinadatum.register.importing.source import Source, read_source
from dinadatum.register.importing.store import (
    has_people,
    is_made_up,
    known_to,
    mark_made_up,
    store,
    take_turn,
)

_EVERY = 200
"""Rows between two calls of the progress callback."""


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What became of the files. errors: every one, in the order of files and rows.

    counts: by file name without its ending. rejected: the files of bad rows that were written. touched:
    ids of people about whom something is new. made_up: whether the register holds made-up people afterwards.
    rejects: the same files of bad rows by name, where the order asks for them. unread: files and sheets with
    other names, which nobody looked into.
    """

    counts: Mapping[str, Counts]
    errors: tuple[RowError, ...] = ()
    rejected: tuple[Path, ...] = ()
    touched: frozenset[int] = field(default=frozenset())
    made_up: bool = False
    dry_run: bool = False
    rejects: Mapping[str, bytes] = field(default_factory=dict, repr=False)
    unread: tuple[str, ...] = ()

    @property
    def clean(self) -> bool:
        """Tell whether every row of every file went in."""
        return not self.errors


@dataclass(frozen=True, slots=True)
class ImportOrder:
    """What to read in, for whom, and when. rejected_to: folder for bad rows; None: where the files lie.

    keep_rejects: the report holds the bad rows too, also of a dry run.
    """

    path: Path
    today: date
    now: datetime
    actor: str
    rejected_to: Path | None = None
    dry_run: bool = False
    keep_rejects: bool = False


def import_files(database: Database, order: ImportOrder, progress: Progress | None = None) -> ImportReport:
    """Read in a folder, a CSV file or a workbook; bad rows never stop good ones.

    Raises ImportingError, with nothing changed, when there is nothing to read in, when bad rows can't be
    written back, or when made-up people would be mixed with real ones.
    """
    tell = progress or _silent
    source = read_source(order.path)
    read = tuple(_read(sheet, order.today, tell) for sheet in source.sheets)
    with database.transaction(order.actor, order.now) as session:
        take_turn(session, read)
        _refuse_mixing(source, people=has_people(session), made_up=is_made_up(session))
        batches = check(read, known_to(session, database.keyring, read))
        stored = store(Desk(session, database.keyring, order.today, tell), batches)
        if source.made_up:
            mark_made_up(session)
        session.flush()
        report = ImportReport(
            counts=stored.counts,
            errors=(*source.problems, *listed(batches)),
            rejected=() if order.dry_run else _give_back(batches, order.rejected_to or source.folder),
            touched=stored.touched,
            made_up=is_made_up(session),
            dry_run=order.dry_run,
            rejects=contents(batches) if order.keep_rejects else {},
            unread=source.unread,
        )
        if order.dry_run:
            session.rollback()
    return report


def _read(sheet: Sheet, today: date, tell: Progress) -> Batch:
    """Read every row of a file into a value or its errors."""
    rows: list[Row] = []
    errors: list[RowError] = []
    total = len(sheet.rows)
    for number, raw in enumerate(sheet.rows if sheet.problem is None else (), start=1):
        read = read_row(sheet, raw, today)
        if isinstance(read, tuple):
            errors.extend(read)
        else:
            rows.append(read)
        if number % _EVERY == 0 or number == total:
            tell(f"Läser {sheet.file}", number, total)
    return Batch(sheet, tuple(rows), tuple(errors))


def _refuse_mixing(source: Source, *, people: bool, made_up: bool) -> None:
    if source.made_up and people and not made_up:
        raise ImportingError(
            f"{source.folder.name} har påhittade personer, och registret har riktiga. Då skulle inga "
            "meddelanden gå till någon. Läs in de påhittade i ett tomt register ([database] url)."
        )


def _give_back(batches: tuple[Batch, ...], folder: Path) -> tuple[Path, ...]:
    try:
        return give_back(batches, folder)
    except OSError as error:
        raise ImportingError(
            "De rader som inte går in kan inte skrivas: "
            f"{folder.name} {why(error)}. Inget är ändrat. Gör plats, eller välj en annan mapp."
        ) from error


def _silent(_doing: str, _done: int, _total: int) -> None:
    """Tell nobody."""
