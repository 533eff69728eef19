"""Column types: instants in UTC, words of an enumeration, texts that only the keys can read."""

from __future__ import annotations

from datetime import UTC, datetime, time
from enum import StrEnum
from typing import Any

from sqlalchemy import DateTime, Dialect, Enum, String, Text
from sqlalchemy.types import TypeDecorator

from dinadatum.register.crypto import Keyring


class Instant(TypeDecorator[datetime]):
    """An aware instant. Stored in UTC without zone, so that SQLite and PostgreSQL compare alike."""

    impl = DateTime
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Turn an aware instant into naive UTC; raises ValueError for a naive one."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"an instant needs a zone, got {value.isoformat()}")
        return value.astimezone(UTC).replace(tzinfo=None)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Give the zone back."""
        return None if value is None else value.replace(tzinfo=UTC)


class Secret(TypeDecorator[str]):
    """A text encrypted at rest. The keyring rides on the engine's dialect (see database.py)."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        """Encrypt."""
        return None if value is None else _keyring(dialect).encrypt(value)

    def process_result_value(self, value: str | None, dialect: Dialect) -> str | None:
        """Decrypt; raises KeyFileError if the keys don't fit."""
        return None if value is None else _keyring(dialect).decrypt(value)


class Clock(TypeDecorator[time]):
    """A time of day as "10.30" would be said: hours and minutes."""

    impl = String(5)
    cache_ok = True

    def process_bind_param(self, value: time | None, dialect: Dialect) -> str | None:
        """Write as HH:MM."""
        return None if value is None else value.strftime("%H:%M")

    def process_result_value(self, value: str | None, dialect: Dialect) -> time | None:
        """Read HH:MM."""
        return None if value is None else time.fromisoformat(value)


def word(enumeration: type[StrEnum]) -> Enum:
    """Return a column type that stores the value of an enumeration's member as text."""

    def values(members: Any) -> list[str]:
        return [member.value for member in members]

    return Enum(enumeration, native_enum=False, create_constraint=False, length=30, values_callable=values)


def _keyring(dialect: Dialect) -> Keyring:
    keyring: Keyring = dialect.keyring  # type: ignore[attr-defined]  # put there by Database
    return keyring
