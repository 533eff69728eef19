"""Reads a TOML table into a frozen value by the types of its fields, and gathers every fault in Swedish."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, fields, is_dataclass
from difflib import get_close_matches
from typing import Any, get_args, get_origin, get_type_hints

from notify.errors import NotifyError
from notify.leads import Lead, read_lead

MONTH_DAY = re.compile(r"(\d\d)-(\d\d)")


@dataclass(slots=True)
class Faults:
    """What is wrong with a file, gathered so that all is shown at once."""

    found: list[str]

    def add(self, where: str, what: str) -> None:
        """Note a fault at a place such as "lugnt.step_1"."""
        self.found.append(f"{where}: {what}.")


def read_table(cls: type[Any], table: object, where: str, faults: Faults) -> Any:
    """Read a table into a dataclass; give None, with the faults noted, where it can't be read."""
    if not isinstance(table, dict):
        faults.add(where, f"fick {table!r}, väntade en tabell med rader som namn = värde")
        return None
    hints = get_type_hints(cls)
    wanted = [f.name for f in fields(cls) if f.init]
    _unknown_keys(table, wanted, where, faults)
    values = {}
    for name in wanted:
        place = f"{where}.{name}" if where else name
        if name not in table:
            faults.add(place, f"saknas; skriv till exempel {name} = {_example(hints[name])}")
            continue
        values[name] = _read(hints[name], table[name], place, faults)
    return cls(**values) if len(values) == len(wanted) and None not in values.values() else None


def _unknown_keys(table: dict[str, object], wanted: list[str], where: str, faults: Faults) -> None:
    for key in table.keys() - set(wanted):
        near = get_close_matches(key, wanted, 1)
        hint = f'; menade du "{near[0]}"' if near else f"; kända namn är {', '.join(wanted)}"
        faults.add(f"{where}.{key}" if where else key, f"namnet är okänt{hint}")


def _read(kind: Any, value: object, where: str, faults: Faults) -> Any:
    if isinstance(kind, type) and is_dataclass(kind) and kind is not Lead:
        return read_table(kind, value, where, faults)
    if get_origin(kind) is tuple and get_args(kind)[-1] is Ellipsis:
        return _read_list(get_args(kind)[0], value, where, faults)
    try:
        return READERS[kind](value)
    except NotifyError as error:
        faults.add(where, str(error))
        return None


def _read_list(kind: Any, value: object, where: str, faults: Faults) -> tuple[Any, ...] | None:
    if not isinstance(value, list):
        faults.add(where, f"fick {value!r}, väntade en lista, till exempel [{_example(kind)}]")
        return None
    items = tuple(_read(kind, item, f"{where}[{n}]", faults) for n, item in enumerate(value, 1))
    return None if None in items else items


def _whole(value: object) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= 999:
        raise NotifyError(f"fick {value!r}, väntade ett helt tal från 0 till 999, till exempel 2")
    return value


def _yes_no(value: object) -> bool:
    if not isinstance(value, bool):
        raise NotifyError(f"fick {value!r}, väntade true (ja) eller false (nej)")
    return value


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise NotifyError(f'fick {value!r}, väntade en text inom citattecken, till exempel "M03"')
    return value


def _lead(value: object) -> Lead:
    if not isinstance(value, str):
        raise NotifyError(
            f'fick {value!r}, väntade ett antal månader eller dagar, till exempel "8 m" eller "28 d"'
        )
    return read_lead(value)


def _month_day(value: object) -> tuple[int, int]:
    found = MONTH_DAY.fullmatch(value) if isinstance(value, str) else None
    if not found or not (1 <= int(found[1]) <= 12 and 1 <= int(found[2]) <= 31):
        raise NotifyError(f'fick {value!r}, väntade månad och dag, till exempel "12-20"')
    return int(found[1]), int(found[2])


def _names(value: object) -> dict[str, str]:
    if not isinstance(value, dict) or not all(isinstance(v, str) for v in value.values()):
        raise NotifyError(f'fick {value!r}, väntade par av texter, till exempel {{ M34 = "M70" }}')
    return value


READERS: dict[Any, Callable[[object], Any]] = {
    int: _whole,
    bool: _yes_no,
    str: _text,
    Lead: _lead,
    tuple[int, int]: _month_day,
    dict[str, str]: _names,
}
EXAMPLES: dict[Any, str] = {
    int: "2",
    bool: "true",
    str: '"M03"',
    Lead: '"28 d"',
    tuple[int, int]: '"12-20"',
    dict[str, str]: '{ M34 = "M70" }',
}


def _example(kind: Any) -> str:
    if get_origin(kind) is tuple and get_args(kind)[-1] is Ellipsis:
        return f"[{_example(get_args(kind)[0])}]"
    return EXAMPLES.get(kind, "{ ... }")
