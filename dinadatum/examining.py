"""The doctor: looks at everything a start leans on, and says what to mend. Changes nothing and sends nothing."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path

from dinadatum import clock, settings_file
from dinadatum.app import open_database, read_rules
from dinadatum.calendars import known_until
from dinadatum.config import Config
from dinadatum.errors import ConfigError, DinaDatumError
from dinadatum.files import why
from dinadatum.mailbox import check_login
from dinadatum.register import crypto
from dinadatum.register.audit import last_noted
from dinadatum.register.database import MADE_UP, Database
from dinadatum.register.migrating import NEWEST, present_version, version_trouble
from dinadatum.roads import open_channels, real_roads
from dinadatum.usecases.upkeep.alarms import find_alarms
from dinadatum.usecases.upkeep.measuring import read_numbers
from notify.errors import NotifyError
from notify.gallery_check import check_gallery
from notify.templates import TextError
from timeline.errors import TimelineError

ENOUGH_HOLIDAYS = timedelta(days=366)


@dataclass(frozen=True, slots=True)
class Check:
    """One thing looked at. said: how it is, or what is wrong and how to mend it."""

    name: str
    fine: bool
    said: str


def examine(config_file: Path | None) -> list[Check]:
    """Look at settings, keys, database, channels, clock, texts and holidays, in that order.

    What can't be looked at because something before it is broken is left out.
    """
    try:
        settings = settings_file.load(settings_file.find(config_file))
    except DinaDatumError as error:
        return [Check("inställningar", fine=False, said=str(error))]
    source = str(settings.source) if settings.source else "inbyggda standardvärden"
    return [Check("inställningar", fine=True, said=source), *_said_once(_checks(settings))]


def _said_once(checks: Iterator[Check]) -> Iterator[Check]:
    """Let a trouble that stops several checks be told by the first of them; the others name that one."""
    first: dict[str, str] = {}
    for check in checks:
        earlier = check.name if check.fine else first.setdefault(check.said, check.name)
        yield check if earlier == check.name else replace(check, said=f"gick inte att pröva, se {earlier}")


def _checks(settings: Config) -> Iterator[Check]:
    yield _try("nycklar", lambda: _keys(settings))
    yield _try("databas", lambda: _database(settings))
    yield _try("tabeller", lambda: _tables(settings))
    yield _try("nycklarna passar", lambda: _keys_fit(settings))
    yield _try("kanaler", lambda: _channels(settings))
    yield _try("utkorg", lambda: _outbox(settings))
    yield _try("svar med mejl", lambda: _mailbox(settings))
    yield _try("klocka", lambda: _clock(settings))
    yield _try("lag, takter, texter", lambda: _rules(settings))
    yield _try("helgdagar", _holidays)
    yield _try("larm", lambda: _alarms(settings))


def _try(name: str, look: Callable[[], str]) -> Check:
    try:
        return Check(name, fine=True, said=look())
    except (DinaDatumError, NotifyError, TextError, TimelineError, OSError) as error:
        return Check(name, fine=False, said=str(error))


def _keys(settings: Config) -> str:
    count = len(crypto.read(Path(settings.keys.file)).encryption)
    return f"{count} nyckel" if count == 1 else f"{count} nycklar, den första krypterar"


def _database(settings: Config) -> str:
    database = Database(settings.database.url, crypto.new_keyring())
    try:
        present_version(database.engine)
        return database.engine.url.render_as_string(hide_password=True)
    finally:
        database.close()


def _tables(settings: Config) -> str:
    database = Database(settings.database.url, crypto.new_keyring())
    try:
        present = present_version(database.engine)
    finally:
        database.close()
    trouble = version_trouble(present)
    if trouble is not None:
        raise DinaDatumError(trouble)
    return f"version {NEWEST}"


def _keys_fit(settings: Config) -> str:
    with open_database(settings):
        return "ja"


def _channels(settings: Config) -> str:
    with open_database(settings) as database, open_channels(settings, database):
        made_up = database.meta(MADE_UP) is not None
    real, notes = ", ".join(real_roads(settings)), []
    if settings.sending.shadow:
        notes.append("skuggläge")
    if real and settings.sending.guest_list:
        notes.append(f"bara till gästlistan, {len(settings.sending.guest_list)} mottagare")
    if made_up:
        notes.append("registret är påhittat: inget når riktiga mottagare")
    where = real or f"inga riktiga, allt hamnar i mappen {settings.outbox.folder}"
    return f"{where} ({'; '.join(notes)})" if notes else where


def _outbox(settings: Config) -> str:
    """Say where what isn't sent ends up, once something can be written there or in the folder that will hold it."""
    folder = Path(settings.outbox.folder)
    nearest = next(place for place in (folder.absolute(), *folder.absolute().parents) if place.exists())
    try:
        with tempfile.TemporaryFile(dir=nearest):
            return settings.outbox.folder
    except OSError as error:
        raise ConfigError(
            f"[outbox] folder: {nearest.name or nearest} {why(error)}. Inget kan läggas där."
        ) from error


def _mailbox(settings: Config) -> str:
    """Say whether replies by mail are read, and that what a log-in takes is there. Nobody is called."""
    if not settings.imap.host:
        return "läses inte, och mejlen säger det"
    check_login(settings.imap)
    return settings.imap.host


def _clock(settings: Config) -> str:
    now = clock.now()
    with open_database(settings) as database, database.reading() as session:
        latest = last_noted(session)
    if latest is not None and latest > now + timedelta(minutes=5):
        raise DinaDatumError(
            f"Klockan är {now:%Y-%m-%d %H:%M} UTC, men registret ändrades {latest:%Y-%m-%d %H:%M} UTC. "
            "Ställ klockan rätt."
        )
    return f"{now.astimezone(clock.ZONE):%Y-%m-%d %H:%M} svensk tid"


def _rules(settings: Config) -> str:
    rules = read_rules(settings)
    breaches = check_gallery(rules.gallery)
    if breaches:
        raise DinaDatumError(f"{len(breaches)} texter bryter mot reglerna: dinadatum texts check")
    return f"{len(rules.gallery.templates)} texter, lydelse {rules.edition or 'den som gäller'}"


def _alarms(settings: Config) -> str:
    """Say what is wrong with the running of the service. One that has never run isn't broken by that."""
    with open_database(settings) as database, database.reading() as session:
        numbers = read_numbers(session, clock.now())
    if not numbers.beats:
        return "tjänsten har inte varit i gång än: dinadatum run"
    alarms = find_alarms(numbers)
    if alarms:
        raise DinaDatumError(" ".join(alarm.text for alarm in alarms))
    return "inga"


def _holidays() -> str:
    until, today = known_until(), clock.local_day(clock.now())
    if until < today + ENOUGH_HOLIDAYS:
        raise DinaDatumError(f"Helgdagarna är kända till {until}. Uppdatera paketet holidays.")
    return f"kända till {date.isoformat(until)}"
