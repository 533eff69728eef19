"""Who may enter which room, and what a start may import."""

from __future__ import annotations

import ast
import json
import subprocess
import sys
import tomllib

import pytest

from tests.guards.tree import PACKAGES, ROOT, modules

HEAVY = {
    *("twilio", "flask", "sqlalchemy", "alembic", "rich", "holidays", "babel", "phonenumbers", "psycopg"),
    *("apscheduler", "jinja2", "cryptography", "openpyxl", "argon2"),
}
STORES_AND_SENDS = {
    *("sqlalchemy", "flask", "twilio", "alembic", "dinadatum", "smtplib", "socket", "logging"),
    *("structlog", "requests"),
}


def roots(tree: ast.Module) -> set[str]:
    """Name the packages that a module imports, anywhere in it."""
    found: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found.update(alias.name.split(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            found.add(node.module.split(".")[0])
    return found


def taken_from(tree: ast.Module, *packages: str) -> set[str]:
    """Name what a module takes from some packages, or from inside of them."""
    return {
        alias.name
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and node.module
        for alias in node.names
        if any(f"{node.module}.{alias.name}.".startswith(f"{package}.") for package in packages)
    }


def test_the_pure_rooms_neither_store_nor_send_nor_log() -> None:
    found = {
        name: roots(tree) & STORES_AND_SENDS
        for name, tree in modules()
        if name.startswith(("timeline/", "notify/")) and not name.startswith("notify/channels/")
    }
    assert {name: bad for name, bad in found.items() if bad} == {}


def test_timeline_needs_the_standard_library_and_dateutil_alone() -> None:
    allowed = {*sys.stdlib_module_names, "dateutil", "timeline"}
    found = {name: roots(tree) - allowed for name, tree in modules() if name.startswith("timeline/")}
    assert {name: bad for name, bad in found.items() if bad} == {}


def test_questions_to_the_database_are_asked_by_the_register_and_the_use_cases_alone() -> None:
    """Pages and commands may carry a session to a use case, and no more."""
    found = {
        name: asked
        for name, tree in modules()
        if name.startswith("dinadatum/")
        and not name.startswith(("dinadatum/register/", "dinadatum/usecases/"))
        if (asked := taken_from(tree, "sqlalchemy", "dinadatum.register.tables") - {"Session"})
    }
    assert found == {}


def test_the_directions_between_the_rooms_hold() -> None:
    """The contracts stand in pyproject.toml; import-linter reads them."""
    checked = subprocess.run(
        [sys.executable, "-c", "from importlinter.cli import lint_imports_command as lint; lint()"],
        cwd=ROOT,
        capture_output=True,
        text=True,
    )
    assert checked.returncode == 0, checked.stdout + checked.stderr
    assert ", 0 broken" in checked.stdout


def test_the_contracts_name_every_room() -> None:
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"]
    assert set(settings["root_packages"]) == set(PACKAGES)
    (application,) = [contract for contract in settings["contracts"] if contract["type"] == "layers"]
    assert application["exhaustive"]  # so that no new module of the application is left out
    place = {
        room.strip(): number
        for number, layer in enumerate(application["layers"])
        for room in layer.split("|")
    }
    assert place["cli"] < place["web"] == place["scheduler"] < place["usecases"] < place["register"]


@pytest.mark.parametrize("module", ["dinadatum.cli", "timeline", "notify.due"])
def test_a_start_imports_nothing_heavy(module: str) -> None:
    """The command line is there in an instant: what is heavy is imported when it is used."""
    prepare = "; import dinadatum.cli as c; c._prepare()" if module == "dinadatum.cli" else ""
    code = f"import sys, json, {module}{prepare}; print(json.dumps(sorted(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    imported = {name.split(".")[0] for name in json.loads(done.stdout)}
    assert imported & HEAVY == set()
    assert module.split(".")[0] in imported
