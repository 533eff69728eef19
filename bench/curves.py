"""Draws curves as SVG, by hand: panels side by side, axes from zero, a line for each series, its name beside it."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path

PANEL, HEIGHT, LEFT, TOP, BOTTOM, GAP = 300, 380, 64, 92, 62, 84
EDGE = 34
"""Room to the right of the last panel: its last number is wider than a step."""
COLOURS = ("#a34100", "#00529b", "#3b7a00", "#5b3a8c")
STEPS = 4
APART = 17
"""Between two names, in height."""


@dataclass(frozen=True, slots=True)
class Curve:
    """A named series of (x, y)."""

    name: str
    points: tuple[tuple[float, float], ...]


@dataclass(frozen=True, slots=True)
class Panel:
    """Curves under a heading, with a scale of their own. goal: (x, y) that is to be stayed below, and its name."""

    heading: str
    curves: tuple[Curve, ...]
    goal: tuple[float, float, str] | None = None


@dataclass(frozen=True, slots=True)
class _Scale:
    left: float
    widest: float
    highest: float

    def place(self, x: float, y: float) -> tuple[float, float]:
        inner = HEIGHT - TOP - BOTTOM
        return self.left + PANEL * x / self.widest, HEIGHT - BOTTOM - inner * y / self.highest


def draw(path: Path, title: str, across: str, up: str, panels: Sequence[Panel]) -> None:
    """Write a picture of the panels. across and up: what is counted along the axes."""
    shown = [panel for panel in panels if any(curve.points for curve in panel.curves)]
    width = LEFT + len(shown) * PANEL + (len(shown) - 1) * GAP + EDGE
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {HEIGHT}" role="img"',
        f' aria-label="{escape(title)}" font-family="sans-serif" font-size="13" fill="#222">',
        f'<rect width="{width}" height="{HEIGHT}" fill="#fff"/>',
        f'<text x="{LEFT}" y="28" font-size="18">{escape(title)}</text>',
    ]
    for number, panel in enumerate(shown):
        parts += _panel(panel, LEFT + number * (PANEL + GAP), across, up, number)
    path.write_text("\n".join([*parts, "</svg>\n"]), encoding="utf-8")


def _panel(panel: Panel, left: float, across: str, up: str, number: int) -> Iterator[str]:
    curves = [Curve(c.name, tuple(sorted(set(c.points)))) for c in panel.curves if c.points]
    points = [point for curve in curves for point in curve.points]
    points += [panel.goal[:2]] if panel.goal else []
    scale = _Scale(left, _round_up(max(x for x, _ in points)), _round_up(max(y for _, y in points)))
    yield f'<text x="{left}" y="58" font-weight="bold">{escape(panel.heading)}</text>'
    yield f'<text x="{left}" y="{TOP - 12}" fill="#555">{escape(up)}</text>'
    yield (
        f'<text x="{left + PANEL / 2}" y="{HEIGHT - 14}" text-anchor="middle" fill="#555">'
        f"{escape(across)}</text>"
    )
    yield from _axes(scale)
    if panel.goal:
        yield from _goal(scale, panel.goal)
    beside = [scale.place(*curve.points[-1])[1] - 10 for curve in curves]
    for n, curve in enumerate(curves):
        colour = COLOURS[(number + n) % len(COLOURS)]
        level = _free(beside[n], beside[:n])
        beside[n] = level
        yield from _curve(curve, scale, colour, level if len(curves) > 1 else None)


def _axes(scale: _Scale) -> Iterator[str]:
    for step in range(STEPS + 1):
        x, y = scale.widest * step / STEPS, scale.highest * step / STEPS
        (left, level), (right, _), (under, floor) = (
            scale.place(0, y),
            scale.place(scale.widest, y),
            scale.place(x, 0),
        )
        yield f'<path d="M{left:.1f} {level:.1f}H{right:.1f}" stroke="{"#ddd" if step else "#767676"}"/>'
        yield f'<text x="{left - 8:.1f}" y="{level + 4:.1f}" text-anchor="end">{_number(y)}</text>'
        yield f'<text x="{under:.1f}" y="{floor + 20:.1f}" text-anchor="middle">{_number(x)}</text>'


def _goal(scale: _Scale, goal: tuple[float, float, str]) -> Iterator[str]:
    (left, level), (right, _) = scale.place(0, goal[1]), scale.place(scale.widest, goal[1])
    yield f'<path d="M{left:.1f} {level:.1f}H{right:.1f}" stroke="#222" stroke-dasharray="5 4"/>'
    yield f'<text x="{left + 6:.1f}" y="{level + 17:.1f}">{escape(goal[2])}</text>'


def _curve(curve: Curve, scale: _Scale, colour: str, level: float | None) -> Iterator[str]:
    spots = [scale.place(x, y) for x, y in curve.points]
    line = " ".join(f"{x:.1f},{y:.1f}" for x, y in spots)
    yield f'<polyline points="{line}" fill="none" stroke="{colour}" stroke-width="2.5"/>'
    yield from (f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3.5" fill="{colour}"/>' for x, y in spots)
    if level is not None:
        x = spots[-1][0]
        yield f'<text x="{x:.1f}" y="{level:.1f}" text-anchor="end" fill="{colour}">{escape(curve.name)}</text>'


def _free(level: float, taken: Sequence[float]) -> float:
    """Move a name up until it is clear of those that are there."""
    while any(abs(level - other) < APART for other in taken):
        level -= 1
    return level


def _round_up(value: float) -> float:
    size: float = 10 ** math.floor(math.log10(value))
    return next(size * step for step in (1, 2, 4, 6, 8, 10) if size * step >= value)


def _number(value: float) -> str:
    if value >= 1000:
        return f"{value:,.0f}".replace(",", "\u00a0")
    return f"{value:g}".replace(".", ",")
