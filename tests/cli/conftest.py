"""A command line in a working folder of its own."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from bench.places import write_part_of_county
from dinadatum import cli, madeup

DAY = "2026-11-24"


@dataclass(frozen=True, slots=True)
class Said:
    """What a command answered."""

    code: int
    out: str
    err: str

    @property
    def data(self) -> Any:
        return json.loads(self.out)


Command = Callable[..., Said]


@pytest.fixture
def workplace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Stand in an empty folder, with none of the product's variables set."""
    for name in [name for name in os.environ if name.startswith("DINADATUM_")]:
        monkeypatch.delenv(name)
    folder = tmp_path / "arbete"
    folder.mkdir()
    monkeypatch.chdir(folder)
    return folder


@pytest.fixture
def command(workplace: Path, capsys: pytest.CaptureFixture[str]) -> Command:
    """Give a function that runs one command as a terminal would; never does it print a trace."""

    def run(*arguments: str) -> Said:
        capsys.readouterr()
        code = cli.run([str(argument) for argument in arguments])
        printed = capsys.readouterr()
        assert "Traceback" not in printed.out + printed.err
        return Said(code, printed.out, printed.err)

    return run


FILES = {
    "handlaggare.csv": (
        "användare;namn;smsnamn;telefon;epost;enhet;från;till\n"
    "sara;Sara Ek;Sara;070-1740699;;5065;2024-01-01;\n"
    ),
    "personer.csv": (
        "referens;födelsedatum;förnamn;mobil;takt;enhet;handläggare;samtycke;blad\n"
        "A-1;2000-05-17;Åsa;070-1740605;lagom;5065;sara;ja;2026-01-02\n"
        "A-2;1998-02-01;Bo;070-1740606;ofta;5070;sara;ja;2026-01-02\n"
    ),
    "beslut.csv": (
        "referens;slag;omfattning;från;till\nA-1;nedsatt;100;2025-06-01;2027-05-31\nA-2;nedsatt;50;2025-01-01;2027-01-31\n"
    ),
    "vilande.csv": "referens;skäl;nivå;från;till;beslutat\nA-2;arbete;50;2024-01-01;2024-06-30;\n",
}  # fmt: skip


@pytest.fixture
def files(workplace: Path) -> Path:
    """Two people in a folder of import files; one rests before there is a decision."""
    return write_files(workplace / "in")


def write_files(folder: Path) -> Path:
    folder.mkdir()
    for name, text in FILES.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder


@pytest.fixture(scope="session")
def ready(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A working folder with a register that has the two people in it, to copy from."""
    folder = tmp_path_factory.mktemp("ready")
    write_files(folder / "in")
    before = Path.cwd()
    os.chdir(folder)
    try:
        assert cli.run(["init"]) == 0
        assert cli.run(["import", "in"]) == 0
    finally:
        os.chdir(before)
    return folder


@pytest.fixture
def few_people(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a county that is drawn have twenty people: where it is drawn is shown, not how many they are."""

    def write_few(_name: str, folder: Path, seed: int, day: date) -> None:
        del seed, day
        few = write_part_of_county(tmp_path / "few", texted=16, mailed=4)
        shutil.copytree(few, folder, dirs_exist_ok=True)

    monkeypatch.setattr(madeup, "write_county", write_few)


@pytest.fixture
def filled(command: Command, workplace: Path, ready: Path) -> Command:
    """Give the command line of a register with the two people in it."""
    shutil.copytree(ready, workplace, dirs_exist_ok=True)
    return command
