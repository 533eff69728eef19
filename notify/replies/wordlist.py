"""Lets a list of words stand in the code as it is read: words with spaces between."""

from __future__ import annotations


def words(text: str) -> frozenset[str]:
    """Make a set of the words in a text."""
    return frozenset(text.split())
