"""The date engine against OpenFisca-core: lives per second on the same people, in the same run.

Ours: the full timeline of a life (decisions, vilande, prövotid, findings, every key date with rule and
paragraph). OpenFisca: one simulation per person, one variable, 24 months, in a venv made for the run from
bench/requirements-openfisca.lock and thrown away. Runs are paired and alternated, and last about as long;
medians are shown. Seconds are of processor time, so that a busy machine slows neither side.

python -m bench.law
"""

from __future__ import annotations

import json
import random
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from bench.tables import show
from timeline import (
    LAW_FILE,
    Decision,
    Dormancy,
    Facts,
    Kind,
    Law,
    Reason,
    StudyTrial,
    derive,
    explain,
    load_law,
)
from timeline.months import first, last, month_of

HERE = Path(__file__).parent
LOCK = HERE / "requirements-openfisca.lock"
LIVES, OPENFISCA_LIVES, PAIRS = 8_000, 400, 9
GOAL_RATE, GOAL_RATIO = 8_000, 15


@dataclass(frozen=True, slots=True)
class Measured:
    """Lives per second. explained: with every date's steps put into words. ratio: ours to OpenFisca's."""

    ours: float
    explained: float
    openfisca: float
    dates: float
    ratio: float


def main() -> None:
    """Measure and print."""
    lives, law = made_up_lives(LIVES), load_law(LAW_FILE.read_text(encoding="utf-8"))
    with tempfile.TemporaryDirectory(prefix="dinadatum-openfisca-") as folder:
        print("Making a venv for OpenFisca-core ...", file=sys.stderr)
        measured = _measure(lives, law, _make_venv(Path(folder)))
    _print(measured)


def made_up_lives(number: int, seed: int = 1) -> list[Facts]:
    """Draw lives like a county's: one to three decisions, some vilande, some prövotid, some slips."""
    chance = random.Random(seed)
    return [_life(chance) for _ in range(number)]


def _life(chance: random.Random) -> Facts:
    birth = date(1997, 1, 1) + timedelta(days=chance.randrange(11 * 365))
    kind = Kind.EXTENDED_SCHOOLING if chance.random() < 0.17 else Kind.REDUCED_CAPACITY
    month = (birth.year + 19) * 12 + 6 + chance.randrange(72)
    decisions = []
    for _ in range(chance.choice((1, 1, 2, 2, 3))):
        months = chance.choice((12, 18, 24, 36, 37))
        extent = 100 if chance.random() < 0.95 else 50
        decisions.append(Decision(kind, extent, first(month), last(month + months - 1)))
        month += months + (chance.random() < 0.1)
        kind = Kind.REDUCED_CAPACITY
    start = month_of(decisions[0].start)
    dormancies, trials = [], []
    if chance.random() < 0.1:
        begin, months = start + 12 + chance.randrange(12), chance.randrange(1, 26)
        dormancies.append(Dormancy(chance.choice(list(Reason)), 100, first(begin), last(begin + months - 1)))
    if chance.random() < 0.1:
        begin, months = start + 12 + chance.randrange(12), chance.randrange(1, 9)
        trials.append(StudyTrial(first(begin), last(begin + months - 1)))
    return Facts(birth, tuple(decisions), tuple(dormancies), tuple(trials))


def _measure(lives: Sequence[Facts], law: Law, python: Path) -> Measured:
    births = [facts.birth_date.isoformat() for facts in lives[:OPENFISCA_LIVES]]
    ours, explained, theirs = [], [], []
    dates = sum(len(derive(facts, law).key_dates) for facts in lives) / len(lives)
    for _ in range(PAIRS):
        ours.append(_rate(lives, law))
        theirs.append(_openfisca_rate(births, python))
        explained.append(_explained_rate(lives[: len(lives) // 10], law))
    ratio = statistics.median(a / b for a, b in zip(ours, theirs, strict=True))
    middle = statistics.median
    return Measured(middle(ours), middle(explained), middle(theirs), dates, ratio)


def _rate(lives: Sequence[Facts], law: Law) -> float:
    start = time.process_time()
    for facts in lives:
        _ = derive(facts, law).key_dates  # they are collected when they are asked for
    return len(lives) / (time.process_time() - start)


def _explained_rate(lives: Sequence[Facts], law: Law) -> float:
    start = time.process_time()
    for facts in lives:
        timeline = derive(facts, law)
        for key_date in timeline.key_dates:
            explain(key_date, timeline)
    return len(lives) / (time.process_time() - start)


def _openfisca_rate(births: Sequence[str], python: Path) -> float:
    command = [python, HERE / "openfisca_lives.py"]
    done = subprocess.run(command, input=json.dumps(births), capture_output=True, text=True, check=True)
    return float(json.loads(done.stdout.splitlines()[-1])["rate"])


def _make_venv(folder: Path) -> Path:
    subprocess.run([sys.executable, "-m", "venv", folder], check=True)
    python, uv = folder / "bin" / "python", Path(sys.executable).with_name("uv")
    install = [str(python), "-m", "pip", "install"]
    if uv.exists():
        install = [str(uv), "pip", "install", "--python", str(python)]
    subprocess.run([*install, "-q", "--require-hashes", "-r", str(LOCK)], check=True)
    return python


def _print(measured: Measured) -> None:
    show(
        "The date engine, one core",
        ("work", "lives per second", "goal"),
        [
            ("full timeline", round(measured.ours), f"{GOAL_RATE}"),
            ("full timeline, every date explained in words", round(measured.explained), "-"),
            ("OpenFisca-core, one simulation per person, 24 months", round(measured.openfisca), "-"),
            ("ratio of the first to OpenFisca-core", f"{measured.ratio:.1f}", f"{GOAL_RATIO}"),
            ("key dates in a life", f"{measured.dates:.1f}", "-"),
        ],
    )


if __name__ == "__main__":
    main()
