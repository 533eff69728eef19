"""A folder instead of a provider: every message is one readable file.

In goes a message, out comes a file and an answer. Never sends anything to anybody.
"""

from __future__ import annotations

import errno
import os
import re
import threading
from datetime import tzinfo
from pathlib import Path
from zoneinfo import ZoneInfo

from notify.channels.errors import refusal
from notify.channels.letter import BadAddressError, Sender, checked_id, compose, one_line
from notify.channels.values import Outcome, Outgoing, Result
from notify.values import Road

_STOCKHOLM = ZoneInfo("Europe/Stockholm")
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)


class OutboxChannel:
    """Writes FOLDER/YYYY-MM-DD/HHMM-<ledger id>-<road>.txt, or .eml for mail. Local day and time.

    The same ledger id written again replaces its first file, whatever the hour: there are never two.
    Only the owner can read the files. May be used by many threads and processes at once.
    """

    name = "outbox"

    def __init__(
        self,
        folder: Path,
        kind: Road,
        *,
        zone: tzinfo = _STOCKHOLM,
        sender: str = "Dina datum <post@example.se>",
    ) -> None:
        """Take the folder, which is made at the first message, and the kind of message: SMS or EMAIL."""
        self._folder = folder
        self._kind = kind
        self._zone = zone
        self._sender = Sender.parse(sender)
        self._days: dict[Path, _Day] = {}
        self._lock = threading.Lock()

    def send(self, message: Outgoing) -> Result:
        """Write the message. A full disk or a folder that can't be written in answers RETRY."""
        try:
            content = self._content(message)
        except BadAddressError:
            return refusal("bad_address")
        try:
            path = self._path(message)
            _write(path, content)
        except OSError as error:
            return refusal("disk_full" if error.errno in _FULL else "folder")
        return Result(Outcome.ACCEPTED, provider_id=path.relative_to(self._folder).as_posix())

    def close(self) -> None:
        """Do nothing: no file is left open."""

    def _content(self, message: Outgoing) -> bytes:
        if self._kind is Road.EMAIL:
            return _mail(message, self._sender)
        head = "".join(f"{one_line(key)}: {one_line(value)}\n" for key, value in message.head)
        return f"{head}\n{message.text}".encode()

    def _path(self, message: Outgoing) -> Path:
        suffix = ".eml" if self._kind is Road.EMAIL else ".txt"
        name = f"{checked_id(message.ledger_id)}-{self._kind.value}{suffix}"
        written = self._written(name)
        if written is not None:
            return written
        local = message.at.astimezone(self._zone)
        return self._folder / f"{local:%Y-%m-%d}" / f"{local:%H%M}-{name}"

    def _written(self, name: str) -> Path | None:
        """Find the file that an earlier try left, in this process or another."""
        with self._lock:
            folders = _day_folders(self._folder)
            latest = max((changed for _, changed in folders), default=0)
            for folder, changed in folders:
                day = self._days.setdefault(folder, _Day(folder))
                found = day.find(name, changed, settled=changed < latest)
                if found is not None:
                    return found
        return None


class _Day:
    """What lies in one day's folder; read again only when the folder has changed.

    A disk's clock stands still for some thousandths of a second: what is read in the same moment as the last change
    may not be all of that moment, so it is remembered only when something later has been seen.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._changed = -1
        self._names: dict[str, str] = {}

    def find(self, name: str, changed: int, *, settled: bool) -> Path | None:
        """Find a message's file. changed: when the folder was. settled: nothing more can come of that moment."""
        if changed != self._changed:
            files = (entry.name for entry in os.scandir(self._folder))
            self._names = {file[5:]: file for file in files if file[:4].isdigit()}
            self._changed = changed if settled else -1
        return self._folder / self._names[name] if name in self._names else None


def _day_folders(folder: Path) -> list[tuple[Path, int]]:
    """List the folders of days, the last day first, with when each was changed."""
    try:
        days = [entry for entry in os.scandir(folder) if _DAY.fullmatch(entry.name)]
        return sorted(((Path(entry.path), entry.stat().st_mtime_ns) for entry in days), reverse=True)
    except FileNotFoundError:
        return []


def _mail(message: Outgoing, sender: Sender) -> bytes:
    mail = compose(message, sender, readable=True)
    for key, value in message.head:
        mail[f"X-Dinadatum-{re.sub(r'[^A-Za-z0-9]+', '-', key).title()}"] = one_line(value)
    return mail.as_bytes()


def _write(path: Path, content: bytes) -> None:
    """Put the whole content in place, on disk, or nothing at all."""
    _make_private(path.parent.parent)
    _make_private(path.parent)
    part = path.with_name(f".{path.name}.part")
    try:
        _write_private(part, content)
        part.replace(path)
    except OSError:
        part.unlink(missing_ok=True)
        raise
    _settle(path.parent)


def _make_private(folder: Path) -> None:
    if not folder.is_dir():
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        _settle(folder.parent)


def _write_private(path: Path, content: bytes) -> None:
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def _settle(folder: Path) -> None:
    """Make a new name last through a power cut."""
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
