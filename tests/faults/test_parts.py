"""The parts of the service as real processes: they start, stop, follow one another, and never double."""

from __future__ import annotations

import os
import queue
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.request import urlopen

import pytest

from dinadatum.register import crypto
from dinadatum.register.database import Database
from dinadatum.register.states import State
from tests.register.registers import KEYS, TODAY, Registers, open_register
from tests.standins.twilio_standin import ACCOUNT, SENDER, TOKEN, TwilioStandin
from tests.usecases.small_lives import messages, one_person

ROOT = Path(__file__).parents[2]
PATIENCE_S = 90
"""Never waited for: only where a test is about to fail."""
ELECTED = "Den här processen gör dagens genomgång."
FIRST_NUMBER, COUNT = 5, 40


@pytest.fixture(params=["sqlite", "postgresql18"])
def database(request: pytest.FixtureRequest, registers: Registers) -> Iterator[Database]:
    url = registers.url(request.param)
    opened = open_register(url)
    yield opened
    opened.close()
    registers.drop(request.param, url)


@pytest.fixture
def environment(database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    monkeypatch.chdir(tmp_path)
    return {
        "PATH": os.environ.get("PATH", ""),
        "PYTHONPATH": str(ROOT),
        "PYTHONUNBUFFERED": "1",
        "LC_ALL": "C.UTF-8",
        "DINADATUM_KEYS": crypto.dump(KEYS),
        "DINADATUM_DATABASE_URL": database.engine.url.render_as_string(hide_password=False),
        "DINADATUM_WEB_PORT": "0",
    }


@dataclass(frozen=True, slots=True)
class Part:
    """A process, and the lines that it says as they come."""

    process: subprocess.Popen[str]
    lines: queue.Queue[tuple[subprocess.Popen[str], str]]

    def wait_for(self, wanted: str) -> str:
        """Wait until it says something, and give the line."""
        while True:
            _, line = self.lines.get(timeout=PATIENCE_S)
            if wanted in line:
                return line

    def stop(self, by: signal.Signals) -> None:
        self.process.send_signal(by)
        self.wait_for("Stoppad. Inget är förlorat")
        assert self.process.wait(PATIENCE_S) == 0
        assert self.process.stderr is not None
        assert "Traceback" not in self.process.stderr.read()


@contextmanager
def started(
    environment: dict[str, str],
    *arguments: str,
    lines: queue.Queue[tuple[subprocess.Popen[str], str]] | None = None,
) -> Iterator[Part]:
    process = subprocess.Popen(
        [sys.executable, "-m", "dinadatum", *arguments],
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    part = Part(process, queue.Queue() if lines is None else lines)
    reader = threading.Thread(target=_read, args=(part,), daemon=True)
    reader.start()
    try:
        yield part
    finally:
        if process.poll() is None:
            process.kill()
        process.wait()
        reader.join()
        for pipe in (process.stdout, process.stderr):
            assert pipe is not None
            pipe.close()


def _read(part: Part) -> None:
    assert part.process.stdout is not None
    for line in part.process.stdout:
        part.lines.put((part.process, line))


def next_elected(said: queue.Queue[tuple[subprocess.Popen[str], str]]) -> subprocess.Popen[str]:
    while True:
        process, line = said.get(timeout=PATIENCE_S)
        if ELECTED in line:
            return process


class TestParts:
    def test_each_part_starts_and_stops_by_itself(
        self, environment: dict[str, str], database: Database
    ) -> None:
        by = signal.SIGTERM if database.is_sqlite else signal.SIGINT
        with (
            started(environment, "web") as web,
            started(environment, "scheduler") as scheduler,
            started(environment, "sender") as sender,
        ):
            address = web.wait_for("Sidorna finns på").split()[-1]
            sender.wait_for("Avsändaren är i gång.")
            scheduler.wait_for(ELECTED)
            with urlopen(f"{address}health", timeout=20) as answer:
                assert answer.status == 200
            for part in (web, scheduler, sender):
                part.stop(by)

    def test_when_the_elected_one_stops_another_is_elected(self, environment: dict[str, str]) -> None:
        said: queue.Queue[tuple[subprocess.Popen[str], str]] = queue.Queue()
        with (
            started(environment, "scheduler", lines=said) as one,
            started(environment, "scheduler", lines=said) as two,
        ):
            first = next_elected(said)
            first.send_signal(signal.SIGTERM)
            assert {first, next_elected(said)} == {one.process, two.process}


def test_when_the_elected_one_is_killed_the_server_gives_the_lock_to_another(
    environment: dict[str, str], database: Database
) -> None:
    if database.is_sqlite:
        pytest.skip("a lease lasts a minute on the real clock: tests/register/test_election.py moves its own")
    said: queue.Queue[tuple[subprocess.Popen[str], str]] = queue.Queue()
    with (
        started(environment, "scheduler", lines=said) as one,
        started(environment, "scheduler", lines=said) as two,
    ):
        first = next_elected(said)
        first.kill()
        assert {first, next_elected(said)} == {one.process, two.process}


def test_two_services_started_by_mistake_double_nothing(
    environment: dict[str, str], database: Database
) -> None:
    for number in range(FIRST_NUMBER, FIRST_NUMBER + COUNT):
        one_person(database, TODAY, f"P-{number}", mobile=f"+467017406{number:02}")
    with TwilioStandin() as twilio:
        services = environment | {
            "DINADATUM_SMS_CHANNEL": "twilio",
            "DINADATUM_TWILIO_BASE_URL": twilio.url,
            "DINADATUM_TWILIO_ACCOUNT_SID": ACCOUNT,
            "DINADATUM_TWILIO_FROM": SENDER,
            "DINADATUM_SENDING_PER_SECOND": "50",
            "TWILIO_AUTH_TOKEN": TOKEN,
        }
        order = ("run", "--once", "--day", TODAY.isoformat())
        with started(services, *order) as one, started(services, *order) as two:
            for service in (one, two):
                assert service.process.wait(PATIENCE_S) == 0, service.process.stderr.read()
        taken = [
            message
            for number in range(FIRST_NUMBER, FIRST_NUMBER + COUNT)
            for message in twilio.to(f"+467017406{number:02}")
        ]
    rows = [row for row in messages(database) if row.state is not State.SKIPPED]
    assert {row.state for row in rows} == {State.ACCEPTED}
    assert sorted(row.provider_id for row in rows) == sorted(message.sid for message in taken)
    assert len(rows) >= COUNT
