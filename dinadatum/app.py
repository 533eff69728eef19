"""The one place where everything is put together: settings, keys, database, rules, channels."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from dinadatum import clock
from dinadatum.calendars import red_days
from dinadatum.config import Config
from dinadatum.errors import ConfigError, RegisterError
from dinadatum.register import crypto
from dinadatum.register.database import Database
from dinadatum.register.locking import Hold, holding
from dinadatum.register.migrating import NEWEST, migrate, present_version, version_trouble
from dinadatum.template_files import open_gallery
from dinadatum.usecases.lists.name_search import fill_words
from dinadatum.usecases.rules import Rules
from notify.calendar import Calendar
from notify.errors import NotifyError
from notify.paces import PACES_FILE, Paces, load_paces
from notify.templates import Gallery
from timeline import LAW_FILE, load_law
from timeline.errors import TimelineError


@dataclass(frozen=True, slots=True)
class Service:
    """A service ready to work."""

    config: Config
    database: Database
    rules: Rules


def read_rules(config: Config) -> Rules:
    """Read the law, the paces and the texts; raises an error that names the file and the fault."""
    law_text, paces_text = _read(LAW_FILE), _read(_paces_file(config))
    try:
        law, paces = load_law(law_text), load_paces(paces_text)
    except TimelineError as error:
        raise ConfigError(f"Lagens tabell {LAW_FILE.name} går inte att använda: {error}") from error
    except NotifyError as error:
        raise ConfigError(f"Takterna i {_paces_file(config)} går inte att använda: {error}") from error
    gallery = open_gallery()
    _check_sheet(paces, gallery)
    red = red_days()
    return Rules(
        law=law,
        edition=date.fromisoformat(config.law.edition) if config.law.edition else None,
        red_days=red,
        paces=paces,
        calendar=Calendar(red, paces.sending.quiet),
        gallery=gallery,
        sources=(law_text, paces_text),
        replies_by_mail=bool(config.imap.host),
    )


def _check_sheet(paces: Paces, gallery: Gallery) -> None:
    """Refuse paces and texts that don't agree on which texts lean on Mitt blad."""
    leaning = {template.id for template in gallery.templates.values() if template.sheet}
    if leaning != set(paces.sheet.templates):
        found = ", ".join(sorted(leaning ^ set(paces.sheet.templates)))
        raise ConfigError(
            f"[sheet] templates i takterna och «sheet: yes» i texterna ska nämna samma texter. Skiljer: {found}."
        )


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError(f"{path} går inte att läsa som UTF-8. Spara om filen.") from error


def initialise(config: Config) -> bool:
    """Make what is missing: key file, database, tables. Returns whether the database is new.

    Of two that are started at the same time, one makes it all and the other waits for that. Raises KeyFileError
    when a database is there but its keys aren't: new keys could never read it.
    """
    unread = Database(config.database.url, crypto.new_keyring())
    try:
        with holding(unread, "starting", Hold.ALONE):
            return _make_missing(config, unread)
    finally:
        unread.close()


def _make_missing(config: Config, unread: Database) -> bool:
    path = Path(config.keys.file)
    present = present_version(unread.engine)
    fresh = present is None
    if present is not None and present > NEWEST:
        raise RegisterError(str(version_trouble(present)))
    if fresh and not path.exists() and crypto.from_environment() is None:
        crypto.write(path, crypto.new_keyring())
    database = Database(config.database.url, crypto.read(path))
    try:
        if present_version(database.engine) != NEWEST:
            migrate(database.engine)
        database.check_keys()
        fill_words(database, clock.now())
    finally:
        database.close()
    return fresh


@contextmanager
def open_database(config: Config) -> Iterator[Database]:
    """Open the database with its keys; raises RegisterError if it isn't made or is of another version."""
    database = Database(config.database.url, crypto.read(Path(config.keys.file)))
    try:
        trouble = version_trouble(present_version(database.engine))
        if trouble is not None:
            raise RegisterError(trouble)
        database.check_keys()
        yield database
    finally:
        database.close()


@contextmanager
def open_service(config: Config) -> Iterator[Service]:
    """Open the service; closes the database at the end."""
    with open_database(config) as database:
        yield Service(config, database, read_rules(config))


def _paces_file(config: Config) -> Path:
    path = Path(config.paces.file) if config.paces.file else PACES_FILE
    if not path.is_file():
        raise ConfigError(f"[paces] file är {path}, och där finns ingen fil.")
    return path
