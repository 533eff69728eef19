"""Draws curves as SVG, by hand: axes from zero, a line for each series, its name at its end."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path

WIDTH, HEIGHT, LEFT, RIGHT, TOP, BOTTOM = 720, 400, 70, 170, 50, 60
COLOURS = ("#a34100", "#00529b", "#3b7a00", "#5b3a8c")
STEPS = 4


@dataclass(frozen=True, slots=True)
class Curve:
    """A named series of (x, y)."""

    name: str
    points: tuple[tuple[float, float], ...]


def draw(path: Path, title: str, across: str, up: str, curves: Sequence[Curve]) -> None:
    """Write a picture of the curves."""
    shown = [Curve(curve.name, tuple(sorted(set(curve.points)))) for curve in curves if curve.points]
    widest = _round_up(max(x for curve in shown for x, _ in curve.points))
    highest = _round_up(max(y for curve in shown for _, y in curve.points))

    def place(x: float, y: float) -> tuple[float, float]:
        inner_width, inner_height = WIDTH - LEFT - RIGHT, HEIGHT - TOP - BOTTOM
        return LEFT + inner_width * x / widest, HEIGHT - BOTTOM - inner_height * y / highest

    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" role="img"',
        f' aria-label="{escape(title)}" font-family="sans-serif" font-size="13" fill="#222">',
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="#fff"/>',
        f'<text x="{LEFT}" y="26" font-size="17">{escape(title)}</text>',
        f'<text x="{(LEFT + WIDTH - RIGHT) / 2}" y="{HEIGHT - 14}" text-anchor="middle">{escape(across)}</text>',
        f'<text x="{LEFT - 8}" y="{TOP - 10}" text-anchor="end">{escape(up)}</text>',
    ]
    for step in range(STEPS + 1):
        x, y = widest * step / STEPS, highest * step / STEPS
        (left, level), (right, _), (under, floor) = place(0, y), place(widest, y), place(x, 0)
        parts += [
            f'<path d="M{left:.1f} {level:.1f}H{right:.1f}" stroke="#ddd"/>',
            f'<text x="{left - 8:.1f}" y="{level + 4:.1f}" text-anchor="end">{_number(y)}</text>',
            f'<text x="{under:.1f}" y="{floor + 20:.1f}" text-anchor="middle">{_number(x)}</text>',
        ]
    for curve, colour in zip(shown, COLOURS, strict=False):
        spots = [place(x, y) for x, y in curve.points]
        line = " ".join(f"{x:.1f},{y:.1f}" for x, y in spots)
        last_x, last_y = spots[-1]
        parts.append(f'<polyline points="{line}" fill="none" stroke="{colour}" stroke-width="2.5"/>')
        parts += [f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3.5" fill="{colour}"/>' for x, y in spots]
        parts.append(
            f'<text x="{last_x + 10:.1f}" y="{last_y + 4:.1f}" fill="{colour}">{escape(curve.name)}</text>'
        )
    path.write_text("\n".join([*parts, "</svg>\n"]), encoding="utf-8")


def _round_up(value: float) -> float:
    size: float = 10 ** math.floor(math.log10(value))
    return next(size * step for step in (1, 2, 4, 5, 8, 10) if size * step >= value)


def _number(value: float) -> str:
    if value >= 1000:
        return f"{value:,.0f}".replace(",", "\u00a0")
    return f"{value:g}".replace(".", ",")
