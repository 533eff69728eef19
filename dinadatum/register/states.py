"""The states of a message and the moves between them, as data. What isn't listed can't happen."""

from __future__ import annotations

from enum import StrEnum


class State(StrEnum):
    """Where a message stands."""

    PLANNED = "planned"
    HELD = "held"
    CLAIMED = "claimed"
    SENDING = "sending"
    WAITING = "waiting"
    UNKNOWN = "unknown"
    ACCEPTED = "accepted"
    DELIVERED = "delivered"
    FAILED = "failed"
    SKIPPED = "skipped"
    CANCELLED = "cancelled"


MOVES: dict[State, frozenset[State]] = {
    State.PLANNED: frozenset({State.CLAIMED, State.HELD, State.SKIPPED, State.CANCELLED}),
    # To unknown: a restored register doesn't know what went after its copy was made.
    State.HELD: frozenset({State.PLANNED, State.SKIPPED, State.CANCELLED, State.UNKNOWN}),
    State.CLAIMED: frozenset({State.SENDING, State.PLANNED, State.HELD, State.SKIPPED, State.CANCELLED}),
    State.SENDING: frozenset(
        {State.ACCEPTED, State.DELIVERED, State.FAILED, State.WAITING, State.UNKNOWN},
    ),
    State.WAITING: frozenset({State.CLAIMED, State.HELD, State.SKIPPED, State.CANCELLED}),
    State.UNKNOWN: frozenset({State.ACCEPTED, State.DELIVERED, State.FAILED, State.WAITING}),
    State.ACCEPTED: frozenset({State.DELIVERED, State.FAILED}),
    State.DELIVERED: frozenset(),
    State.FAILED: frozenset(),
    State.SKIPPED: frozenset(),
    State.CANCELLED: frozenset(),
}

SWEDISH = {
    State.PLANNED: "ska skickas",
    State.HELD: "väntar på en människa",
    State.CLAIMED: "på väg ut",
    State.SENDING: "skickas nu",
    State.WAITING: "försöker igen",
    State.UNKNOWN: "oklart om det kom fram",
    State.ACCEPTED: "skickat",
    State.DELIVERED: "levererat",
    State.FAILED: "kom inte fram",
    State.SKIPPED: "skickades inte",
    State.CANCELLED: "behövdes inte längre",
}

OPEN = frozenset({State.PLANNED, State.HELD, State.CLAIMED, State.SENDING, State.WAITING, State.UNKNOWN})
"""States from which something may still happen."""

REACHED = frozenset({State.SENDING, State.UNKNOWN, State.ACCEPTED, State.DELIVERED})
"""States in which the message reached, or may have reached, its receiver."""

RESTORED = "restored"
"""The code of what is held after a restore: it may have gone, and nobody knows before somebody has asked."""


def sources(target: State) -> frozenset[State]:
    """Return the states from which a message may move to the target."""
    return frozenset(state for state, targets in MOVES.items() if target in targets)
