"""Reading the text of a law file. Everything that can be wrong in one is said here, in a sentence."""

from __future__ import annotations

import tomllib
from dataclasses import fields
from datetime import date
from typing import Any

from timeline.errors import LawError
from timeline.law import NUMBERS, WORDINGS, Edition, Law, Policy, Rule

_EXAMPLE = (
    'Så här ser en rad ut: [[number]] code = "trial_cap_months", meaning = "…", value = 12, '
    'from = 2026-07-01, paragraph = "36 kap. 9 a § SFB", source = "Lag (2025:1475)".'
)
_TOP = {"source", "read", "number", "wording", "policy", "rule"}


def read_law(text: str) -> Law:
    """Turn the text of a law file into the law. Raises LawError."""
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise LawError(f"Lagfilen är inte TOML: {error}. {_EXAMPLE}") from error
    _no_unknown(data, _TOP, "lagfilen")
    editions = (
        *(_edition(row, "value", _number) for row in _rows(data, "number")),
        *(_edition(row, "use", _wording) for row in _rows(data, "wording")),
    )
    _complete(editions)
    return Law(editions, _rules(data), _policy(data), _text(data, "source", "lagfilen"))


def _rows(data: dict[str, Any], name: str) -> list[dict[str, Any]]:
    rows = data.get(name, [])
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise LawError(f"'{name}' i lagfilen ska vara en lista av tabeller. {_EXAMPLE}")
    return rows


def _edition(row: dict[str, Any], key: str, check: Any) -> Edition:
    where = f"raden {row.get('code', '(utan code)')!r}"
    _no_unknown(row, {"code", "meaning", key, "from", "paragraph", "source"}, where)
    begins = row.get("from")
    if type(begins) is not date:
        raise LawError(f"{where} har from = {begins!r}; en dag väntades, till exempel 2026-07-01. {_EXAMPLE}")
    if begins.day != 1:
        raise LawError(f"{where} börjar {begins}; lagen räknas i hela månader, så dagen ska vara den 1:a.")
    code = _text(row, "code", where)
    return Edition(
        code,
        _text(row, "meaning", where),
        check(code, row.get(key), where),
        begins,
        _text(row, "paragraph", where),
        _text(row, "source", where),
    )


def _number(code: str, value: object, where: str) -> int:
    if code not in NUMBERS:
        raise LawError(f"{where} är inget känt tal. De kända är: {', '.join(sorted(NUMBERS))}.")
    if type(value) is not int or value < 1:
        raise LawError(f"{where} har value = {value!r}; ett heltal från 1 väntades. {_EXAMPLE}")
    return value


def _wording(code: str, value: object, where: str) -> str:
    known = WORDINGS.get(code)
    if known is None:
        raise LawError(f"{where} är ingen känd lydelse. De kända är: {', '.join(sorted(WORDINGS))}.")
    if not isinstance(value, str) or value not in known:
        raise LawError(f"{where} har use = {value!r}; något av {', '.join(sorted(known))} väntades.")
    return value


def _complete(editions: tuple[Edition, ...]) -> None:
    seen = [(e.code, e.begins) for e in editions]
    doubled = {key for key in seen if seen.count(key) > 1}
    if doubled:
        code, begins = min(doubled)
        raise LawError(f"{code!r} har två rader som börjar {begins}; en rad för varje dag väntades.")
    missing = (NUMBERS | set(WORDINGS)) - {code for code, _ in seen}
    if missing:
        raise LawError(f"Lagfilen saknar {', '.join(sorted(missing))}. {_EXAMPLE}")


def _rules(data: dict[str, Any]) -> tuple[Rule, ...]:
    return tuple(_rule(row) for row in _rows(data, "rule"))


def _rule(row: dict[str, Any]) -> Rule:
    where = f"regeln {row.get('code', '(utan code)')!r}"
    _no_unknown(row, {"code", "name", "paragraph", "certain", "uncertain"}, where)
    certain = row.get("certain")
    if type(certain) is not bool:
        raise LawError(f"{where} har certain = {certain!r}; true eller false väntades.")
    return Rule(
        _text(row, "code", where),
        _text(row, "name", where),
        _text(row, "paragraph", where),
        certain,
        str(row.get("uncertain", "")),
    )


def _policy(data: dict[str, Any]) -> Policy:
    table = data.get("policy", {})
    known = {f.name for f in fields(Policy)}
    if not isinstance(table, dict):
        raise LawError("[policy] i lagfilen ska vara en tabell, till exempel: doctor_months = 8")
    _no_unknown(table, known, "[policy]")
    for name, value in table.items():
        if type(value) is not int or value < 0:
            raise LawError(
                f"[policy] {name} = {value!r}; ett antal månader väntades, till exempel {name} = 8"
            )
    return Policy(**table)


def _text(row: dict[str, Any], key: str, where: str) -> str:
    value = row.get(key)
    if not isinstance(value, str) or not value:
        raise LawError(f"{where} saknar texten {key!r}. {_EXAMPLE}")
    return value


def _no_unknown(row: dict[str, Any], known: set[str], where: str) -> None:
    unknown = sorted(set(row) - known)
    if unknown:
        raise LawError(
            f"{where} har {unknown[0]!r}, som inte finns. De som finns: {', '.join(sorted(known))}."
        )
