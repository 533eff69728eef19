"""Questions about the few messages that small indexes hold, so that what has been sent is never read for them.

The words stand in full: neither database can tell from a bound value that a row must be in a partial index. And
PostgreSQL, where nothing has counted the rows of late, would take any full index on the state before it.
"""

from __future__ import annotations

from sqlalchemy import ColumnElement, and_, literal_column

from dinadatum.register.states import OPEN, State
from dinadatum.register.tables import MISSED_ROWS, OPEN_ROWS

MISSED = (State.SKIPPED, State.FAILED)


def is_open(*states: State) -> ColumnElement[bool]:
    """Make the condition that a message is in one of some open states; none given: in any. ValueError if not open."""
    return _held_by(OPEN_ROWS, OPEN, states)


def is_missed(*states: State) -> ColumnElement[bool]:
    """Make the condition that a message was skipped, or failed for good; states: only the one. ValueError if other."""
    return _held_by(MISSED_ROWS, frozenset(MISSED), states)


def _held_by(rows: str, most: frozenset[State], states: tuple[State, ...]) -> ColumnElement[bool]:
    if others := sorted(set(states) - most):
        raise ValueError(f"{', '.join(others)} is not in the index of {', '.join(sorted(most))}.")
    all_of_them: ColumnElement[bool] = literal_column(f"({rows})")
    if not states:
        return all_of_them
    words = ", ".join(f"'{state.value}'" for state in states)
    chosen: ColumnElement[bool] = literal_column(
        f"message.state = {words}" if len(states) == 1 else f"message.state IN ({words})"
    )
    return and_(all_of_them, chosen)
