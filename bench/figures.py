"""Measures the whole product on the made-up county: time, memory, start-up."""

from __future__ import annotations

import os
import re
import signal
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import time as time_of_day
from pathlib import Path

from bench.places import DAY, NAMES, SQLITE, settings
from dinadatum import clock
from dinadatum.app import initialise, open_service
from dinadatum.config import Config
from dinadatum.madeup import write_county
from dinadatum.roads import open_channels
from dinadatum.usecases.intake.import_files import ImportOrder, import_files
from dinadatum.usecases.looks.daily_look import look
from dinadatum.usecases.looks.derived import refresh_touched
from dinadatum.usecases.sending.send_due import send_due
from dinadatum.usecases.staff import accounts
from dinadatum.usecases.staff.viewers import Role
from dinadatum.web.app import make_app
from tests.standins.databases import Databases

ROOT = Path(__file__).parents[1]
NOW = clock.opening(DAY)
PAGES = 50


@dataclass(frozen=True, slots=True)
class Figure:
    """One measurement. goal: below it is good, or above it where more is better; None: no goal is set."""

    what: str
    where: str
    value: float
    unit: str
    goal: float | None = None

    def row(self) -> tuple[str, str, str, str, str]:
        digits = 0 if self.value >= 100 else 2
        goal = "" if self.goal is None else f"< {self.goal:g} {self.unit}"
        reached = "" if self.goal is None else ("ja" if self.value < self.goal else "nej")
        return (self.what, self.where, f"{self.value:.{digits}f} {self.unit}", goal, reached)


HEADS = ("vad", "var", "mätt", "mål", "nått")


def of_county(folder: Path, databases: Databases, kind: str) -> Iterator[Figure]:
    """Measure a day of the county on a kind of database."""
    name, url = NAMES[kind], databases.create(kind)
    folder.mkdir()
    config = settings(folder, url)
    write_county("sormland", folder / "county", seed=1, day=DAY)
    initialise(config)
    with open_service(config) as service, open_channels(config, service.database) as channels:
        started = time.perf_counter()
        report = import_files(service.database, ImportOrder(folder / "county", DAY, NOW, "bench"))
        refresh_touched(service.database, service.rules, report.touched, "bench", NOW)
        yield Figure("Läsa in länet", name, time.perf_counter() - started, "s", 10)
        first = _seconds(lambda: look(service.database, service.rules, DAY, NOW))
        yield Figure("Dagens genomgång", name, first, "s", 3)
        again = _seconds(lambda: look(service.database, service.rules, DAY, NOW))
        yield Figure("Genomgången en gång till", name, again, "s")
        closes = clock.instant(DAY, time_of_day(service.rules.paces.sending.last_hour))
        started = time.perf_counter()
        sent = send_due(service.database, service.rules, channels, lambda: NOW, until=closes)
        spent = time.perf_counter() - started
        yield Figure(f"Skicka {sent.accepted} till utkorgen", name, sent.accepted / spent, "per s")
        yield from _first_page(config, name)
    databases.drop(kind, url)


def _first_page(config: Config, name: str) -> Iterator[Figure]:
    with open_service(config) as service:
        with service.database.transaction("bench", NOW) as session:
            accounts.create(
                session, username="bench", password=_PASSWORD, role=Role.TEAM_LEADER, now=NOW, unit=""
            )
        client = make_app(service, lambda: NOW).test_client()
        page = client.get("/logga-in").get_data(as_text=True)
        token = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', page)
        form = {"username": "bench", "password": _PASSWORD, "csrf_token": token[1] if token else ""}
        answer = client.post("/logga-in", data=form)
        if answer.status_code not in (302, 303):
            raise RuntimeError(f"the log-in answered {answer.status_code}")
        address = client.get("/").headers.get("Location", "/")

        def visit() -> None:
            if client.get(address).status_code != 200:
                raise RuntimeError(f"{address} didn't answer with a page")

        visit()
        times = sorted(_seconds(visit) * 1000 for _ in range(PAGES))
        yield Figure(f"Första sidan, median av {PAGES}", name, statistics.median(times), "ms", 100)
        yield Figure("Första sidan, 95 av 100 under", name, times[int(PAGES * 0.95) - 1], "ms", 100)


_PASSWORD = "fyra ord som mäter fart"


def of_commands(runs: int) -> Iterator[Figure]:
    """Measure what starting costs. Medians."""
    python = sys.executable
    shown = _median(lambda: _run([python, "-m", "dinadatum", "--help"]), runs)
    yield Figure("dinadatum --help", "", shown, "s", 0.4)
    empty = _median(lambda: _run([python, "-c", "pass"]), runs)
    whole = _median(lambda: _run([python, "-c", "import timeline"]), runs)
    yield Figure("import timeline", "", (whole - empty) * 1000, "ms", 50)


def of_service(folder: Path) -> Iterator[Figure]:
    """Measure a second start, and the memory of the service while it serves."""
    folder.mkdir()
    environment = _elsewhere(folder)
    day = ["--day", DAY.isoformat()]
    command = [sys.executable, "-m", "dinadatum", "run"]
    _run([*command, "--made-up", "--once", *day], folder, environment)
    if (ROOT / ".venv").is_dir():
        again = _seconds(lambda: _run([str(ROOT / "do"), "run", "--once", *day], ROOT, environment))
        yield Figure("./do run --once, andra gången", NAMES[SQLITE], again, "s", 3)
    with _running(command, folder, environment):
        yield Figure("Minne, tjänsten i gång", NAMES[SQLITE], _memory(), "MB", 200)


def _elsewhere(folder: Path) -> dict[str, str]:
    """Give an environment in which everything is kept in the folder, whatever folder a command starts in."""
    return {
        **os.environ,
        "PYTHONPATH": str(ROOT),
        "DINADATUM_DATABASE_URL": f"sqlite:///{folder}/dinadatum.sqlite",
        "DINADATUM_KEYS_FILE": str(folder / "dinadatum.keys"),
        "DINADATUM_OUTBOX_FOLDER": str(folder / "outbox"),
        "DINADATUM_WEB_PORT": "0",
    }


_pids: list[int] = []


@contextmanager
def _running(command: list[str], folder: Path, environment: dict[str, str]) -> Iterator[None]:
    with subprocess.Popen(
        command, cwd=folder, env=environment, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    ) as service:
        _pids.append(service.pid)
        try:
            assert service.stdout is not None
            address = next(match[0] for line in service.stdout if (match := re.search(r"http://\S+", line)))
            _run([sys.executable, "-c", _VISIT, address])
            yield
        finally:
            _pids.clear()
            service.send_signal(signal.SIGTERM)
            service.communicate(timeout=30)


_VISIT = """
import sys, urllib.request
opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
for _ in range(20):
    opener.open(sys.argv[1] + "logga-in").read()
"""


def _memory() -> float:
    """Give the memory that the service really holds, in MB."""
    status = Path(f"/proc/{_pids[0]}/status").read_text()
    found = re.search(r"VmRSS:\s+(\d+) kB", status)
    assert found is not None
    return int(found[1]) / 1024


def _run(command: list[str], folder: Path = ROOT, environment: dict[str, str] | None = None) -> None:
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise RuntimeError(f"{command} ended with {done.returncode}: {done.stderr[-2000:]}")


def _seconds(work: Callable[[], object]) -> float:
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def _median(work: Callable[[], object], runs: int) -> float:
    return statistics.median(_seconds(work) for _ in range(runs))
