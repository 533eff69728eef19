"""The repository as the guards see it."""

from __future__ import annotations

import ast
import shutil
import subprocess
from collections.abc import Iterator
from fnmatch import fnmatch
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]
PACKAGES = ("timeline", "notify", "dinadatum")


@cache
def tracked() -> tuple[Path, ...]:
    """List the files that git has, and where there is no git all that a clone would hold."""
    listed = shutil.which("git") and subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"], cwd=ROOT, capture_output=True
    )
    if listed and listed.returncode == 0:
        return tuple(
            ROOT / name for name in listed.stdout.decode().split("\0") if name and (ROOT / name).is_file()
        )
    return by_walking()


def by_walking() -> tuple[Path, ...]:
    """List what a clone would hold, as the file of what git ignores says: for a machine that has no git."""
    ignored = [".git", *(line.strip("/") for line in (ROOT / ".gitignore").read_text().split())]
    return tuple(
        path
        for path in ROOT.rglob("*")
        if path.is_file()
        and not any(fnmatch(part, words) for part in path.relative_to(ROOT).parts for words in ignored)
    )


def texts() -> Iterator[tuple[str, str]]:
    """Yield each tracked text file: its name in the repository, and its content."""
    for path in tracked():
        content = path.read_bytes()
        if b"\0" not in content[:4096]:
            yield path.relative_to(ROOT).as_posix(), content.decode("utf-8", "replace")


def modules() -> Iterator[tuple[str, ast.Module]]:
    """Yield each module of the product: its name in the repository, and its tree."""
    for package in PACKAGES:
        for path in sorted((ROOT / package).rglob("*.py")):
            yield path.relative_to(ROOT).as_posix(), ast.parse(path.read_text(encoding="utf-8"))
