"""dinadatum replies read: what it prints, how it ends, and what it says of a file that can't be read."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from dinadatum.cli_replies import replies_app
from dinadatum.cli_state import Refused, UsageError

GIVEN = Path(__file__).parent / "replies" / "given.json"


def run(*arguments: str) -> None:
    replies_app(args=["read", *arguments], standalone_mode=False)


def write(folder: Path, content: object) -> str:
    file = folder / "svar.json"
    file.write_text(content if isinstance(content, str) else json.dumps(content), encoding="utf-8")
    return str(file)


def test_file_that_is_read_as_it_says_ends_well(capsys: pytest.CaptureFixture[str]) -> None:
    run(str(GIVEN))
    assert capsys.readouterr().out == "60 svar, 60 lästa rätt, 0 lästa på annat sätt.\n"


def test_row_that_is_read_otherwise_is_shown_and_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = [
        {"text": "klar", "expects": None, "class": "KLAR"},
        {"text": "stopp", "expects": None, "class": "HJÄLP"},
    ]
    with pytest.raises(Refused):
        run(write(tmp_path, rows))
    lines = capsys.readouterr().out.splitlines()
    assert lines[1].split() == ["2", "stopp", "HJÄLP", "STOPP"]
    assert "HJÄLP får aldrig läsas som STOPP" in lines[-2]
    assert lines[-1] == "2 svar, 1 lästa rätt, 1 lästa på annat sätt."


def test_json_holds_every_row_and_the_confusions(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run(write(tmp_path, [{"text": "klra", "expects": None, "class": "KLAR"}]), "--json")
    assert json.loads(capsys.readouterr().out) == {
        "rows": [{"row": 1, "text": "klra", "expects": "", "class": "KLAR", "got": "KLAR", "certain": False}],
        "confusions": [{"class": "KLAR", "got": "KLAR", "count": 1}],
        "count": 1,
        "differ": 0,
    }


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("[{", "rad 1, tecken 3: det är inte JSON"),
        ({"text": "klar"}, "är ingen lista"),
        (["klar"], "svar nummer 1: fick 'klar'"),
        ([{"text": 4, "class": "KLAR"}], "svar nummer 1: fick"),
        ([{"text": "klar", "class": "FÄRDIG"}], "«class» är 'FÄRDIG', väntade något av OK, KLAR"),
        ([{"text": "klar", "class": None}], "«class» är None"),
        (
            [{"text": "klar", "expects": "TID", "class": "KLAR"}],
            "«expects» är 'TID', väntade null, JANEJ eller DAG",
        ),
        ("[" * 100000, "nästlad"),
    ],
)
def test_bad_file_is_told_what_is_wrong(tmp_path: Path, content: object, said: str) -> None:
    with pytest.raises(UsageError, match=r".") as raised:
        run(write(tmp_path, content))
    assert said in str(raised.value)


def test_file_that_is_not_there_or_not_text(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="finns inte"):
        run(str(tmp_path / "saknas.json"))
    (tmp_path / "latin.json").write_bytes(b'[{"text": "hj\xe4lp"}]')
    with pytest.raises(UsageError, match="UTF-8"):
        run(str(tmp_path / "latin.json"))
