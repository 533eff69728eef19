"""dinadatum texts: the table of checks, the gallery as data and as a page."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import html5lib
import pytest

from dinadatum.cli_state import Refused, UsageError
from dinadatum.cli_texts import texts_app
from dinadatum.template_files import TextFileError
from notify.templates import TEMPLATES_FOLDER


def run(*arguments: str) -> None:
    texts_app(list(arguments), standalone_mode=False)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for part in ("sms", "mail"):
        shutil.copytree(TEMPLATES_FOLDER / part, tmp_path / part)
    return tmp_path


def change(folder: Path, text_id: str, old: str, new: str) -> None:
    path = folder / "sms" / "diskret" / f"{text_id}.txt"
    before = path.read_text(encoding="utf-8")
    assert old in before
    path.write_text(before.replace(old, new), encoding="utf-8")


def test_check_prints_every_text_and_finds_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    run("check")
    printed = capsys.readouterr().out
    assert "0 brutna regler." in printed
    assert "M05" in printed
    assert "E3" in printed


def test_check_refuses_a_broken_text_and_names_the_rule(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    change(folder, "M05", "Du kan ansöka i dag.", "Du måste ansöka i dag!")
    with pytest.raises(Refused) as refused:
        run("check", "--folder", str(folder))
    assert refused.value.exit_code == 3
    printed = capsys.readouterr().out
    assert "M05: regel 16. «måste» beordrar." in printed
    assert "M05: regel 14. Inget utropstecken." in printed


def test_a_text_that_has_grown_too_long_is_refused(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    change(folder, "M05", "Du kan ansöka i dag.", "Du kan ansöka i dag.\nDet går bra.")
    with pytest.raises(Refused):
        run("check", "--folder", str(folder))
    assert "M05: regel 23." in capsys.readouterr().out


def test_a_file_of_no_use_is_an_error_in_words(folder: Path) -> None:
    change(folder, "M05", "{kontakt}", "{handläggare}")
    with pytest.raises(TextFileError, match=r"M05\.txt: \{handläggare\} är ingen känd lucka"):
        run("check", "--folder", str(folder))
    (folder / "sms" / "diskret" / "M05.txt").write_bytes("åäö".encode("latin-1"))
    with pytest.raises(TextFileError, match="UTF-8"):
        run("check", "--folder", str(folder))


def test_show_as_data_has_the_agreed_form(capsys: pytest.CaptureFixture[str]) -> None:
    run("show", "--json")
    rows = json.loads(capsys.readouterr().out)
    keys = {
        "id",
        "channel",
        "wording",
        "urgency",
        "example",
        "longest",
        "chars_example",
        "chars_longest",
        "parts",
        "lix",
    }
    assert all(set(row) == keys for row in rows)
    assert len({row["id"] for row in rows}) == len(rows) > 120
    assert all(
        row["chars_example"] == len(row["example"]) for row in rows
    )  # no letter of the gallery counts two


def test_show_one_text(capsys: pytest.CaptureFixture[str]) -> None:
    run("show", "m32")
    printed = capsys.readouterr().out
    assert "Du fick fel sms av oss i dag." in printed
    with pytest.raises(UsageError, match="M03"):
        run("show", "M999")


def test_the_page_can_be_given_to_a_reference_group(tmp_path: Path) -> None:
    page = tmp_path / "texter.html"
    run("show", "--html", str(page))
    text = page.read_text(encoding="utf-8")
    html5lib.HTMLParser(strict=True).parse(text)
    assert text.count("<article ") > 120
    assert "<script" not in text
