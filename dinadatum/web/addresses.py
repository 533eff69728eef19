"""Addresses in pages. A list has some hundred, and most are a fixed path with a few values in or after it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Any
from urllib.parse import urlencode

from flask import Flask, request
from werkzeug.routing import IntegerConverter, Rule

_AS_THEY_ARE = "!$'()*,/:;?@"
"""What stands unquoted in the values of an address, as in those that Flask makes."""


@dataclass(frozen=True, slots=True)
class _Road:
    """A path. pattern: where each number goes; numbers: their names."""

    pattern: str
    numbers: frozenset[str]


def install(app: Flask) -> None:
    """Give the templates a url_for that makes the same addresses as Flask's, sooner. Called when all pages are in."""
    roads = _roads(app)

    def url_for(endpoint: str, **values: Any) -> str:
        road = roads.get(endpoint)
        given = tuple((name, value) for name, value in values.items() if value is not None)
        if road is None or not _is_plain(road, given):
            return app.url_for(endpoint, **values)
        path = road.pattern.format(**values) if road.numbers else road.pattern
        rest = tuple((name, str(value)) for name, value in given if name not in road.numbers)
        return f"{request.script_root}{path}{_query(rest)}"

    app.jinja_env.globals["url_for"] = url_for


def _roads(app: Flask) -> dict[str, _Road]:
    """Return the path of each endpoint that has one, with nothing but numbers to fill in."""
    found: dict[str, set[_Road | None]] = {}
    for rule in app.url_map.iter_rules():
        found.setdefault(rule.endpoint, set()).add(_road(app, rule))
    only = {endpoint: roads.pop() for endpoint, roads in found.items() if len(roads) == 1}
    return {endpoint: road for endpoint, road in only.items() if road is not None}


def _road(app: Flask, rule: Rule) -> _Road | None:
    pattern = rule.rule
    for name in rule.arguments:
        if f"<int:{name}>" not in pattern or app.url_map.converters["int"] is not IntegerConverter:
            return None
        pattern = pattern.replace(f"<int:{name}>", f"{{{name}}}")
    return _Road(pattern, frozenset(rule.arguments))


def _is_plain(road: _Road, given: tuple[tuple[str, Any], ...]) -> bool:
    numbers = sum(type(value) is int and value >= 0 for name, value in given if name in road.numbers)
    return numbers == len(road.numbers) and all(
        not name.startswith("_") and isinstance(value, str | int) for name, value in given
    )


@lru_cache(maxsize=8192)
def _query(given: tuple[tuple[str, str], ...]) -> str:
    return f"?{urlencode(given, safe=_AS_THEY_ARE)}" if given else ""
