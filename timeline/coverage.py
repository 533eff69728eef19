"""Months that decisions cover, as half-open spans of month numbers, and the unbroken runs they make."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from timeline.facts import Decision, Facts, Kind
from timeline.months import month_of

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Coverage:
    """The decisions of a life in order of start, and the months they cover.

    Decisions that end before they start cover nothing. runs: all kinds; reduced_runs: nedsatt arbetsförmåga.
    """

    decisions: tuple[Decision, ...]
    rows: tuple[tuple[int, int, Decision], ...]
    runs: tuple[Span, ...]
    reduced_runs: tuple[Span, ...]


def coverage(facts: Facts) -> Coverage:
    """Put the decisions in order and join those without a gap between them."""
    ordered = facts.decisions
    if len(ordered) > 1:
        ordered = tuple(sorted(ordered, key=decision_order))
    rows = [(month_of(d.start), month_of(d.end) + 1, d) for d in ordered if d.end >= d.start]
    runs = join([(a, b) for a, b, _ in rows])
    reduced = [(a, b) for a, b, d in rows if d.kind is Kind.REDUCED_CAPACITY]
    return Coverage(ordered, tuple(rows), runs, runs if len(reduced) == len(rows) else join(reduced))


def decision_order(decision: Decision) -> tuple[object, ...]:
    """Return what puts decisions in order: start, then everything else, so that row order never matters."""
    return (decision.start, decision.end, decision.kind, decision.extent, str(decision.decided or ""))


def join(spans: Sequence[Span]) -> tuple[Span, ...]:
    """Join spans that meet or overlap. Wants them in order of start."""
    if len(spans) < 2:
        return tuple(spans)
    joined: list[Span] = []
    for a, b in spans:
        if joined and a <= joined[-1][1]:
            if b > joined[-1][1]:
                joined[-1] = (joined[-1][0], b)
        else:
            joined.append((a, b))
    return tuple(joined)


def holding(runs: Iterable[Span], month: int) -> Span | None:
    """Return the span that the month lies in, or None."""
    for span in runs:
        if span[0] <= month < span[1]:
            return span
    return None
