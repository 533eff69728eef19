"""Months in which aktivitetsersättning was received: covered by a decision and not fully at rest (R8)."""

from __future__ import annotations

from dataclasses import dataclass

from timeline.coverage import Coverage, Span, holding
from timeline.law import Law


@dataclass(frozen=True, slots=True)
class Received:
    """runs: unbroken runs of covered months, extensions and three-month periods included, in order.

    rests: spans fully at rest.
    """

    runs: tuple[Span, ...]
    rests: tuple[Span, ...]

    def months_before(self, month: int) -> int:
        """Count the received months that end right before the month."""
        return month - self.run_start(month)

    def run_start(self, month: int) -> int:
        """Return the first month of the unbroken run that leads up to the month, or the month itself."""
        run = holding(self.runs, month - 1)
        start = run[0] if run else month
        for a, b in self.rests:
            if a < month and b > start:
                start = min(b, month)
        return start


def dormant_earliest_start(cover: Coverage, received: Received, law: Law) -> int | None:
    """Return the first month that can be vilande, counted in the last unbroken run. 36 kap. 10 § SFB."""
    if not cover.runs:
        return None
    start = received.run_start(received.runs[-1][1])
    return start + law.number("dormancy_received_months", start)
