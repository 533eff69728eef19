"""The colours of the picture: light, dark, and black on white for print. None is red, none stands alone."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum
from types import MappingProxyType


class Look(StrEnum):
    """What the picture is drawn for."""

    LIGHT = "light"
    DARK = "dark"
    PRINT = "print"


class Tone(StrEnum):
    """What a colour is for. PAPER lies beneath everything, NOW beneath the row of today."""

    INK = "ink"
    SOFT = "soft"
    RING = "ring"
    DOT = "dot"
    GOOD = "good"
    FLAG = "flag"
    NOW = "now"
    PAPER = "paper"


_LIGHT = {
    Tone.INK: "#1a1a1a",
    Tone.SOFT: "#595959",
    Tone.RING: "#767676",
    Tone.DOT: "#0b5394",
    Tone.GOOD: "#1e6b3a",
    Tone.FLAG: "#5b2a86",
    Tone.NOW: "#eaf1fa",
    Tone.PAPER: "#ffffff",
}
_DARK = {
    Tone.INK: "#f2f2f2",
    Tone.SOFT: "#bdbdbd",
    Tone.RING: "#9e9e9e",
    Tone.DOT: "#8ab4f8",
    Tone.GOOD: "#81c995",
    Tone.FLAG: "#d7aefb",
    Tone.NOW: "#1e2a3a",
    Tone.PAPER: "#1d2125",
}
_PRINT = dict.fromkeys(Tone, "#000000") | {Tone.NOW: "#ffffff", Tone.PAPER: "#ffffff"}

COLOURS = MappingProxyType({Look.LIGHT: _LIGHT, Look.DARK: _DARK, Look.PRINT: _PRINT})

_SYSTEM = {Tone.NOW: "Canvas", Tone.PAPER: "Canvas"}


def stylesheet() -> str:
    """Write the rules a page needs: dark by the reader's choice, and the system's own colours at high contrast.

    An element has its light colour as an attribute, which any rule of a style sheet wins over. A picture
    drawn for print stays black.
    """
    dark = _rules(lambda tone: _DARK[tone], "  ")
    system = _rules(lambda tone: _SYSTEM.get(tone, "CanvasText"), "  ")
    return (
        ".tid-svg { display: block; width: 100%; max-width: 26rem; height: auto; }\n"
        f"@media (prefers-color-scheme: dark) {{\n{dark}}}\n"
        "@media (forced-colors: active) {\n  .tid-svg, .tid-svg * { forced-color-adjust: none; }\n"
        f"{system}}}\n"
    )


def _rules(colour: Callable[[Tone], str], indent: str) -> str:
    lines = []
    for tone in Tone:
        value = colour(tone)
        lines.append(f"{indent}.tid-svg:not(.tid-print) .f-{tone} {{ fill: {value}; }}\n")
        lines.append(f"{indent}.tid-svg:not(.tid-print) .s-{tone} {{ stroke: {value}; }}\n")
    return "".join(lines)
