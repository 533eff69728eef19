"""Reads what stands after the question mark of an address: a value, or a sentence about what is wrong."""

from __future__ import annotations

from datetime import date

from flask import request

from dinadatum.usecases.lists.expiries import Cursor


def text(name: str) -> str:
    """Return a value without spaces around it, or an empty text."""
    return request.args.get(name, "").strip()


def choice(name: str, choices: dict[str, str], errors: dict[str, str], default: str) -> str:
    """Return one of the choices. Anything else is the default, and a sentence in errors."""
    value = text(name)
    if not value:
        return default
    if value in choices:
        return value
    errors[name] = f"«{value[:40]}» finns inte att välja. Välj ett av alternativen."
    return default


def cursor(name: str) -> Cursor | None:
    """Return where a page begins ("2027-01-31_512_Trosa"), or None for the first page."""
    day, _, rest = text(name).partition("_")
    number, _, word = rest.partition("_")
    try:
        return Cursor(date.fromisoformat(day), int(number), word)
    except ValueError:
        return None


def cursor_text(after: Cursor | None) -> str:
    """Return how a place in the list is written in an address."""
    if after is None:
        return ""
    place = f"{after.day.isoformat()}_{after.id}"
    return f"{place}_{after.text}" if after.text else place


def day(text: str) -> date | None:
    """Read a day written as 2027-01-31, or None."""
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        return None
