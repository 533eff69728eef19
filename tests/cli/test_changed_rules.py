"""A changed pace file or another edition of the law is seen by the very next look, without a word to anybody."""

from __future__ import annotations

from pathlib import Path

from notify.paces import PACES_FILE
from tests.cli.conftest import Command

DAY = "2026-11-24"
EVERYBODY, NOBODY = "2 personer har gåtts igenom", "0 personer har gåtts igenom"


def test_the_next_look_sees_a_changed_file_of_paces_and_another_edition(
    filled: Command, workplace: Path
) -> None:
    paces, config = workplace / "takter.toml", workplace / "config.toml"
    words = PACES_FILE.read_text(encoding="utf-8")
    paces.write_text(words, encoding="utf-8")
    config.write_text('[paces]\nfile = "takter.toml"\n', encoding="utf-8")
    assert EVERYBODY in filled("look", "--day", DAY).out
    assert NOBODY in filled("look", "--day", DAY).out

    assert "birthday_days = 2 " in words
    paces.write_text(words.replace("birthday_days = 2 ", "birthday_days = 3 "), encoding="utf-8")
    assert EVERYBODY in filled("look", "--day", DAY).out
    assert NOBODY in filled("look", "--day", DAY).out

    with config.open("a", encoding="utf-8") as file:
        file.write('[law]\nedition = "2026-07-01"\n')
    assert EVERYBODY in filled("look", "--day", DAY).out
    assert NOBODY in filled("look", "--day", DAY).out
