"""Months in which aktivitetsersättning was received: covered by a decision and not fully at rest (R8)."""

from __future__ import annotations

from dataclasses import dataclass

from timeline.coverage import Coverage, Span
from timeline.law import Law


@dataclass(frozen=True, slots=True)
class Received:
    """Covered spans (extensions and three-month periods included), and the spans fully at rest."""

    spans: tuple[Span, ...]
    rests: tuple[Span, ...]

    def months_before(self, month: int) -> int:
        """Count the received months that end right before the month."""
        return month - self.run_start(month)

    def run_start(self, month: int) -> int:
        """Return the first month of the unbroken run that ends right before the month, or the month itself."""
        start = _reach_back(self.spans, month)
        for a, b in self.rests:
            if a < month and b > start:
                start = min(b, month)
        return start


def _reach_back(spans: tuple[Span, ...], month: int) -> int:
    """Follow spans without a gap backwards from the month. Spans may lie in any order."""
    start = month
    while True:
        reached = min((a for a, b in spans if a < start <= b), default=start)
        if reached == start:
            return start
        start = reached


def dormant_earliest_start(cover: Coverage, received: Received, law: Law) -> int | None:
    """Return the first month that can be vilande, counted in the last unbroken run. 36 kap. 10 § SFB."""
    if not cover.runs:
        return None
    start = received.run_start(max(b for _, b in received.spans))
    return start + law.number("dormancy_received_months", start)
