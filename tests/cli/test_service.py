"""The running service: starts, answers, is stopped, and goes on where it was."""

from __future__ import annotations

import os
import re
import select
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.request import urlopen

import pytest

from tests.cli.conftest import Command

ROOT = Path(__file__).parents[2]
PATIENCE_S = 90
"""Never waited for: only where the test is about to fail."""


def environment(port: int) -> dict[str, str]:
    return {
        "PATH": os.environ.get("PATH", ""),
        "PYTHONPATH": str(ROOT),
        "PYTHONUNBUFFERED": "1",
        "LC_ALL": "C.UTF-8",
        "DINADATUM_WEB_PORT": str(port),
    }


@contextmanager
def running(port: int = 0) -> Iterator[tuple[subprocess.Popen[str], str, list[str]]]:
    """Start the service here; give the process, the address it printed, and the lines before that."""
    process = subprocess.Popen(
        [sys.executable, "-m", "dinadatum", "run"],
        env=environment(port),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        lines = list(_until_address(process))
        yield process, lines[-1].split()[-1], lines
    finally:
        if process.poll() is None:
            process.kill()
        process.communicate()


def _until_address(process: subprocess.Popen[str]) -> Iterator[str]:
    assert process.stdout is not None
    ends = time.monotonic() + PATIENCE_S
    while time.monotonic() < ends:
        readable, _, _ = select.select([process.stdout], [], [], 1)
        line = process.stdout.readline() if readable else None
        if line:
            yield line.rstrip("\n")
            if line.startswith("Sidorna finns på"):
                return
        elif line == "":
            break
    process.kill()
    raise AssertionError(f"no address: {process.communicate()}")


@pytest.fixture
def outbox(workplace: Path) -> Path:
    return workplace / "outbox"


def test_starts_answers_stops_and_sends_nothing_twice(filled: Command, outbox: Path) -> None:
    with running() as (process, address, lines):
        assert re.fullmatch(r"http://127\.0\.0\.1:\d+/", address)
        assert any("personer               2" in line for line in lines)
        with urlopen(f"{address}health", timeout=20) as answer:
            assert answer.status == 200
        with urlopen(address, timeout=20) as answer:
            assert "Logga in" in answer.read().decode()
        process.send_signal(signal.SIGINT)
        said, trouble = process.communicate(timeout=PATIENCE_S)
        assert process.returncode == 0
        assert "Stoppad. Inget är förlorat" in said
        assert "Traceback" not in trouble
    sent = {path: path.read_bytes() for path in outbox.glob("*/*")}
    with running() as (process, _, lines):
        process.send_signal(signal.SIGTERM)
        process.communicate(timeout=PATIENCE_S)
        assert process.returncode == 0
    assert any("skickade nu            0" in line for line in lines)
    assert {path: path.read_bytes() for path in outbox.glob("*/*")} == sent


def test_a_port_in_use_is_said_before_anything_is_done(filled: Command, outbox: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        done = subprocess.run(
            [sys.executable, "-m", "dinadatum", "run"],
            env=environment(port),
            capture_output=True,
            text=True,
            timeout=PATIENCE_S,
        )
    assert done.returncode == 1
    assert f"Port {port} på 127.0.0.1 används redan" in done.stderr
    assert "Traceback" not in done.stderr
    assert not outbox.exists()
