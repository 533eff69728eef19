"""A real sender is killed, again and again: nothing is doubled, nothing is lost, whatever it was doing."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections import Counter
from pathlib import Path

from dinadatum.register import crypto
from dinadatum.register.database import Database
from dinadatum.register.states import State
from dinadatum.usecases.sending.send_due import Point
from tests.register.registers import KEYS, NOW, TODAY, add_messages
from tests.usecases.counties import at
from tests.usecases.small_lives import messages, one_person

ROOT = Path(__file__).parents[2]
KILLS, COUNT = len(Point), 300
PATIENCE_S = 120
"""Never waited for: only where a test is about to fail."""

SENDER = """
import sys
from pathlib import Path
from datetime import datetime
from dinadatum.app import read_rules
from dinadatum.config import Config
from dinadatum.register import crypto
from dinadatum.register.database import Database
from dinadatum.usecases.sending.send_due import send_due
from notify.channels.outbox import OutboxChannel
from notify.values import Road

url, folder, now = sys.argv[1], Path(sys.argv[2]), datetime.fromisoformat(sys.argv[3])
database = Database(url, crypto.parse(sys.stdin.read(), "test"))
channels = {Road.SMS: OutboxChannel(folder, Road.SMS)}
rules = read_rules(Config())
def say(point):
    print(point.value, flush=True)
send_due(database, rules, channels, lambda: now, watch=say, alone=True)
print("done", flush=True)
"""


def start(database: Database, outbox: Path) -> subprocess.Popen[str]:
    url = database.engine.url.render_as_string(hide_password=False)
    sender = subprocess.Popen(
        [sys.executable, "-c", SENDER, url, str(outbox), NOW.isoformat()],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert sender.stdin is not None
    sender.stdin.write(crypto.dump(KEYS))
    sender.stdin.close()
    return sender


def test_nothing_is_doubled_and_nothing_is_lost(register: Database, tmp_path: Path) -> None:
    person_id = one_person(register, TODAY)
    with register.transaction("test", NOW) as session:
        add_messages(session, person_id, COUNT, send_at=at(TODAY, 9))
    outbox = tmp_path / "outbox"
    killed_at: Counter[str] = Counter()
    for number in range(KILLS):
        sender = start(register, outbox)
        assert sender.stdout is not None
        # Each is killed at another point than the one before, so that every point has its turn.
        point = list(Point)[number % len(Point)]
        while (said := sender.stdout.readline().strip()) != point:
            assert said, f"it ended before it came to {point}"
        os.kill(sender.pid, signal.SIGKILL)
        sender.wait(timeout=PATIENCE_S)
        killed_at[said] += 1
    assert set(killed_at) == {point.value for point in Point}
    last = start(register, outbox)
    assert last.stdout is not None
    assert last.stdout.read().split("\n")[-2] == "done"
    assert last.wait(timeout=PATIENCE_S) == 0
    rows = messages(register)
    assert {row.state for row in rows} == {State.ACCEPTED}
    files = [path.name for path in outbox.glob("*/*.txt")]
    ids = Counter(name.split("-")[1] for name in files)
    assert set(ids) == {row.id for row in rows}
    assert set(ids.values()) == {1}
    assert len(files) == COUNT
