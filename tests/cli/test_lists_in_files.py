"""Files of JSON that commands read: each tells what is wrong with one, and how it is to look."""

from __future__ import annotations

from pathlib import Path

import pytest

from dinadatum.cli_state import UsageError, read_list

FORM = "Så här: [1, 2]"


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"[1,\n 2", "rad 2, tecken 3: det är inte JSON. Så här: [1, 2]"),
        (b'{"a": 1}', "är ingen lista. Så här: [1, 2]"),
        (b"[" * 100_000, "är för djupt nästlad. Så här: [1, 2]"),
        ("[«å»]".encode("latin-1"), "är inte sparad som UTF-8. Spara om den med den kodningen."),
    ],
)
def test_what_is_wrong_is_told(tmp_path: Path, content: bytes, said: str) -> None:
    file = tmp_path / "lista.json"
    file.write_bytes(content)
    with pytest.raises(UsageError) as raised:
        read_list(file, FORM)
    assert str(raised.value).endswith(said)


def test_a_file_that_is_not_there_is_told_by_name(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"lista\.json finns inte\."):
        read_list(tmp_path / "lista.json", FORM)


def test_the_mark_that_excel_puts_first_is_no_matter(tmp_path: Path) -> None:
    (tmp_path / "lista.json").write_text("[1, 2]", encoding="utf-8-sig")
    assert read_list(tmp_path / "lista.json", FORM) == [1, 2]
