"""Reads the settings: one TOML file, overridden by the environment.

DINADATUM_<SECTION>_<KEY> overrides a key.
"""

from __future__ import annotations

import difflib
import math
import os
import tomllib
from collections.abc import Mapping
from dataclasses import fields, replace
from datetime import date
from pathlib import Path
from typing import Any

from dinadatum.config import SECTIONS, Config, WebConfig, key_of
from dinadatum.errors import ConfigError
from dinadatum.files import why
from dinadatum.setting_shapes import check_shape

DEFAULT_FILE = "config.toml"
PREFIX = "DINADATUM_"
FILE_VARIABLE = "DINADATUM_CONFIG"
LIST_SEPARATOR = ","
OTHERS = ("CONFIG", "KEYS")
"""Variables of ours that are no settings, without the prefix."""


def find(given: Path | None, environment: Mapping[str, str] = os.environ) -> Path | None:
    """Return the config file: the one given, the environment's, ./config.toml, or None.

    Raises ConfigError if a file that was named isn't there.
    """
    named = given or (Path(environment[FILE_VARIABLE]) if environment.get(FILE_VARIABLE) else None)
    if named is not None and not named.is_file():
        raise ConfigError(f"Det finns ingen fil {named}. Kontrollera --config och {FILE_VARIABLE}.")
    default = Path(DEFAULT_FILE)
    return named or (default if default.is_file() else None)


def load(path: Path | None, environment: Mapping[str, str] = os.environ) -> Config:
    """Read the settings from a file and the environment; raises ConfigError naming section and key."""
    data = {} if path is None else _read(path)
    for name in data:
        if name not in SECTIONS:
            raise ConfigError(f"[{name}] finns inte i inställningarna.{_nearest(name, SECTIONS)}")
    sections = {
        name: _section(name, kind, data.get(name, {}), environment) for name, kind in SECTIONS.items()
    }
    _refuse_slips(environment, sections)
    return Config(**{**sections, "web": _reachable(sections["web"])}, source=path)


def _refuse_slips(environment: Mapping[str, str], sections: Mapping[str, Any]) -> None:
    """Refuse a variable that looks like a setting and isn't: a misspelt shadow mode would send for real.

    What a setting names as the holder of a secret may be called anything.
    """
    keys = [(name, setting) for name, kind in SECTIONS.items() for setting in fields(kind)]
    known = [*OTHERS, *(f"{name}_{key_of(setting)}".upper() for name, setting in keys)]
    secrets = {getattr(sections[name], s.name) for name, s in keys if s.name.endswith("_env")}
    for variable in environment.keys() - secrets:
        name = variable.removeprefix(PREFIX)
        if name == variable or name in known:
            continue
        section = name.partition("_")[0].lower() in SECTIONS
        if section or difflib.get_close_matches(name, known, n=1, cutoff=0.8):
            nearest = _nearest(variable, [PREFIX + one for one in known])
            raise ConfigError(f"Miljövariabeln {variable} är ingen inställning.{nearest}")


def _reachable(web: WebConfig) -> WebConfig:
    """Let the address follow a port that was chosen, where no address was: links must lead somewhere."""
    if web.port in (0, WebConfig().port) or web.public_url != WebConfig().public_url:
        return web
    return replace(web, public_url=f"http://127.0.0.1:{web.port}")


def _read(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except UnicodeDecodeError as error:
        raise ConfigError(f"{path} är inte sparad som UTF-8. Spara om den med den kodningen.") from error
    except OSError as error:
        raise ConfigError(f"{path} {why(error)}.") from error
    except tomllib.TOMLDecodeError as error:
        raise ConfigError(f"{path} går inte att läsa: {error}. Jämför med config.example.toml.") from error


def _section(name: str, kind: type[Any], data: Any, environment: Mapping[str, str]) -> Any:
    if not isinstance(data, dict):
        raise ConfigError(f"{name} ska vara ett avsnitt, skrivet [{name}] på en egen rad.")
    settings = {key_of(setting): setting for setting in fields(kind)}
    for key in data:
        if key not in settings:
            raise ConfigError(f"[{name}] {key} finns inte i inställningarna.{_nearest(key, settings)}")
    values = {}
    for key, setting in settings.items():
        variable = f"DINADATUM_{name}_{key}".upper()
        where, came = (
            (variable, environment[variable]) if variable in environment else (f"[{name}] {key}", None)
        )
        if came is not None:
            values[setting.name] = _checked(where, _from_text(where, came, str(setting.type)), setting)
        elif key in data:
            values[setting.name] = _checked(where, data[key], setting)
    return kind(**values)


def _from_text(where: str, text: str, kind: str) -> Any:
    if kind == "bool":
        if text.lower() not in ("true", "false"):
            raise ConfigError(f"{where} är «{text}». Det som väntas är true eller false.")
        return text.lower() == "true"
    if kind in ("int", "float"):
        try:
            return float(text) if kind == "float" else int(text)
        except ValueError as error:
            raise ConfigError(f"{where} är «{text}». Det som väntas är ett tal, till exempel 10.") from error
    if kind.startswith("tuple"):
        return [part.strip() for part in text.split(LIST_SEPARATOR) if part.strip()]
    return text


def _checked(where: str, value: Any, setting: Any) -> Any:
    kind, rules = str(setting.type), setting.metadata
    if kind == "float" and isinstance(value, int) and not isinstance(value, bool):
        value = float(value)
    if kind.startswith("tuple"):
        if not isinstance(value, list) or not all(isinstance(part, str) for part in value):
            raise ConfigError(f'{where} ska vara en lista med text, till exempel ["+46701740605"].')
        for part in value:
            check_shape(f"I {where}: en av dem", part, rules["shape"])
        return tuple(value)
    if type(value).__name__ != kind:
        came = str(value) if isinstance(value, date) else repr(value)
        raise ConfigError(f"{where} är {came}. Det som väntas är {_SHAPES[kind]}.")
    if "choices" in rules and value not in rules["choices"]:
        *others, last = rules["choices"]
        choices = f"{', '.join(others)} eller {last}"
        raise ConfigError(
            f"{where} är «{value}». Det som går är {choices}.{_nearest(value, rules['choices'], '')}"
        )
    if "least" in rules:
        _check_size(where, value, rules["least"], rules.get("most"))
    if rules.get("day") and value:
        _check_day(where, value)
    if "shape" in rules:
        check_shape(where, value, rules["shape"])
    return value


_SHAPES = {
    "str": 'text inom citattecken, till exempel "text"',
    "int": "ett helt tal, till exempel 10",
    "float": "ett tal, till exempel 10",
    "bool": "true eller false",
}


def _check_size(where: str, value: float, least: float, most: float | None) -> None:
    if not math.isfinite(value):
        raise ConfigError(f"{where} är {value}. Det som väntas är ett vanligt tal, minst {least}.")
    if value < least:
        raise ConfigError(f"{where} är {value}. Det ska vara minst {least}.")
    if most is not None and value > most:
        raise ConfigError(f"{where} är {value}. Det ska vara högst {most}.")


def _check_day(where: str, value: str) -> None:
    try:
        date.fromisoformat(value)
    except ValueError as error:
        raise ConfigError(
            f"{where} är «{value}». Det som väntas är en dag, till exempel 2026-06-30."
        ) from error


def _nearest(name: str, known: Any, otherwise: str | None = None) -> str:
    """Name the one that was likely meant; otherwise: what to say if none is like it, or None for all of them."""
    close = difflib.get_close_matches(name, list(known), n=1, cutoff=0.5)
    if close:
        return f" Menade du {close[0]}?"
    said = f"Det som finns är {', '.join(known)}." if otherwise is None else otherwise
    return f" {said}" if said else ""
