"""What a round of sending did."""

from __future__ import annotations

from dataclasses import dataclass, field

from notify.values import Road


@dataclass(slots=True)
class SendReport:
    """Counts of a round. roads: accepted ones by road. last_trouble: the last Swedish sentence of a no.

    found: accepted ones that were unknown until their provider was asked.
    """

    accepted: int = 0
    failed: int = 0
    waiting: int = 0
    unknown: int = 0
    held: int = 0
    found: int = 0
    roads: dict[Road, int] = field(default_factory=dict)
    last_trouble: str = ""

    def add_accepted(self, road: Road) -> None:
        """Count one that got a yes."""
        self.accepted += 1
        self.roads[road] = self.roads.get(road, 0) + 1

    def add(self, other: SendReport) -> None:
        """Add what another sender did at the same time."""
        for name in ("accepted", "failed", "waiting", "unknown", "held", "found"):
            setattr(self, name, getattr(self, name) + getattr(other, name))
        for road, count in other.roads.items():
            self.roads[road] = self.roads.get(road, 0) + count
        self.last_trouble = other.last_trouble or self.last_trouble
