"""How fast calls to a provider may follow each other, as sending sees it."""

from __future__ import annotations

from typing import Protocol


class Pace(Protocol):
    """Gives calls their turns. One for the whole process, however many threads call."""

    def try_turn(self) -> float:
        """Take a turn, if one has come: returns 0. Otherwise returns the seconds until one comes."""
        ...

    def wait(self) -> None:
        """Wait for a turn and take it."""
        ...


class Unpaced:
    """No limit at all."""

    def try_turn(self) -> float:
        """Take a turn."""
        return 0.0

    def wait(self) -> None:
        """Wait for nothing."""


UNPACED = Unpaced()
