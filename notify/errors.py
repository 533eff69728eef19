"""What the core of notify raises."""

from __future__ import annotations


class NotifyError(Exception):
    """The root: says what came, what was expected, and an example of the right form."""
