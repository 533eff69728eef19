"""What the files of the repository may and may not hold."""

from __future__ import annotations

import re

from tests.guards.tree import ROOT, by_walking, texts, tracked

# The patterns are put together here, so that this file doesn't hold what it looks for.
_SLASH = chr(47)
HOSTS = re.compile(
    "|".join(
        re.escape(part)
        for part in (
            "pypi" + ".org", "python" + "hosted.org", "registry." + "npmjs", "conda." + "anaconda", "index" + "-url",
        )
    )
)  # fmt: skip
PATHS = re.compile(
    rf"(?<![\w.}}~-]){_SLASH}(?:"
    + "|".join(("ho" + "me", "ro" + "ot", "Us" + "ers", "wo" + "rk", "mn" + "t"))
    + rf"){_SLASH}\w"
)
NUMBER = re.compile(r"(?<![\d.-])(?:\+46|0)7[02369][\s-]?(?:\d[\s-]?){7}(?!\d)")


def found(pattern: re.Pattern[str]) -> list[str]:
    return [
        f"{name}:{number}: {line.strip()[:80]}"
        for name, text in texts()
        for number, line in enumerate(text.splitlines(), start=1)
        if pattern.search(line)
    ]


def test_the_guards_see_the_files() -> None:
    names = {path.relative_to(ROOT).as_posix() for path in tracked()}
    assert {"pyproject.toml", "do", "requirements.lock", "dinadatum/cli.py"} <= names


def test_without_git_the_guards_see_the_same_files() -> None:
    assert set(tracked()) <= set(by_walking())


def test_no_file_names_a_package_registry() -> None:
    assert found(HOSTS) == []
    assert HOSTS.search("https:" + _SLASH * 2 + "pypi" + ".org")


def test_no_file_holds_a_path_of_one_machine() -> None:
    assert found(PATHS) == []
    assert PATHS.search("in " + _SLASH + "ho" + "me" + _SLASH + "anna")


def test_every_telephone_number_is_from_the_series_for_fiction() -> None:
    """070-1740605 to 070-1740699: no number in the repository can ring."""
    wrong = []
    for name, text in texts():
        for match in NUMBER.finditer(text):
            digits = re.sub(r"\D", "", match[0]).removeprefix("46").lstrip("0")
            if not 701740605 <= int(digits) <= 701740699:
                wrong.append(f"{name}: {match[0]}")
    assert wrong == []


def test_the_locks_are_hashed_and_without_addresses() -> None:
    for name in ("requirements.lock", "requirements-dev.lock"):
        text = (ROOT / name).read_text(encoding="utf-8")
        assert "--hash=sha256:" in text
        assert ":" + _SLASH * 2 not in text
        packages = re.findall(r"^([a-zA-Z0-9_.-]+)(?:\[.*\])?==", text, re.MULTILINE)
        assert len(packages) > 20
        assert text.count("--hash=") >= len(packages)


def test_alembic_s_folder_is_no_package() -> None:
    """An __init__.py there would hide the library."""
    assert not (ROOT / "alembic" / "__init__.py").exists()
