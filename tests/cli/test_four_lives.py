"""docs/fyra-liv.md is what the commands say of examples/fyra-liv, to the letter.

With DINADATUM_WRITE_DOCS=1 the page is written anew instead.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from datetime import date
from itertools import groupby
from pathlib import Path
from typing import Any

from notify.words import weekday
from tests.cli.conftest import Command

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "fyra-liv.md"
EXAMPLE = ROOT / "examples" / "fyra-liv"
WRITE = "DINADATUM_WRITE_DOCS" in os.environ
LIVES = {
    "ALVA": "Alva, takten LUGNT. Tisdagar klockan 10",
    "ELIAS": "Elias, takten LAGOM. Onsdagar klockan 13, hans mamma är ombud",
    "NOOR": "Noor, takten OFTA. Tisdagar och torsdagar klockan 15, tar paus i två veckor och ansöker sent",
    "HUGO": "Hugo, takten VIKTIGT. Svarar aldrig",
}
TO = {"person": "personen", "ombud": "ombudet", "caseworker": "**uppgift till handläggaren**"}
HEAD = """# Fyra liv

Fyra påhittade personer med ett beslut till och med 30 september 2027, en i varje takt. Allt här är vad programmet
säger, ord för ord; ett test jämför. Gör om det själv i en tom mapp:

```sh
dinadatum init
dinadatum import EXEMPEL                  # mappen examples/fyra-liv
dinadatum simulate --from 2026-11-23 --to 2028-03-01 --replies EXEMPEL/svar.json
```

`svar.json` är vad de svarar (KLAR, paus) och vad handläggaren skriver in (ansökan har kommit in, svaret har kommit).
Annars svarar ingen. Frågan om numret är kvar (M36) är med, för den kommer också.
"""


def test_the_page_of_four_lives_is_what_the_commands_say(command: Command) -> None:
    command("init")
    taken = command("import", EXAMPLE)
    assert taken.code == 0, taken.out
    played = command(
        "simulate", "--from", "2026-11-23", "--to", "2028-03-01", "--replies", EXAMPLE / "svar.json", "--json"
    ).data
    page = _page(played)
    if WRITE:
        PAGE.write_text(page, encoding="utf-8")
    assert page == PAGE.read_text(encoding="utf-8")


def _page(played: list[dict[str, Any]]) -> str:
    ordered = sorted(played, key=lambda row: row["person"])
    by_person = {ref: list(rows) for ref, rows in groupby(ordered, key=lambda row: row["person"])}
    return "\n".join([HEAD, *(_life(title, by_person[ref]) for ref, title in LIVES.items())])


def _life(title: str, rows: Iterable[dict[str, Any]]) -> str:
    lines = [f"## {title}", "", "| dag | till | text | ord |", "|---|---|---|---|"]
    return "\n".join([*lines, *map(_line, rows), ""])


def _line(row: dict[str, Any]) -> str:
    day = date.fromisoformat(row["day"])
    words = row["text"].removeprefix("Dina datum:\n").replace("\n", " ")
    name = "" if row["recipient"] == "caseworker" else row["template"]
    return f"| {weekday(day)} {day} | {TO[row['recipient']]} | {name} | {words} |"
