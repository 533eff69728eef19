"""The few shapes that the picture is made of. The same shapes become SVG and PDF."""

from __future__ import annotations

from dataclasses import dataclass

from dinadatum.picture.looks import Tone

Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle with round corners. x, y: its upper left corner. dashed: its edge is a dashed line."""

    x: float
    y: float
    width: float
    height: float
    radius: float = 0
    fill: Tone | None = None
    edge: Tone | None = None
    thick: float = 0
    dashed: bool = False


@dataclass(frozen=True, slots=True)
class Dot:
    """A circle. radius: to the outside of its edge's middle."""

    x: float
    y: float
    radius: float
    fill: Tone | None = None
    edge: Tone | None = None
    thick: float = 0


@dataclass(frozen=True, slots=True)
class Path:
    """Straight lines from point to point."""

    points: tuple[Point, ...]
    closed: bool = False
    fill: Tone | None = None
    edge: Tone | None = None
    thick: float = 0


@dataclass(frozen=True, slots=True)
class Words:
    """A line of text. x, y: where its base line starts, or has its middle."""

    x: float
    y: float
    text: str
    size: float
    tone: Tone = Tone.INK
    bold: bool = False
    middle: bool = False


Shape = Box | Dot | Path | Words


@dataclass(frozen=True, slots=True)
class Scene:
    """Everything to draw, the lowest first. y grows downwards."""

    width: float
    height: float
    shapes: tuple[Shape, ...]
