"""The rules whose words changed, one function per wording. law.toml says which one reads which month.

Study dormancy, 36 kap. 12 and 15 b §§ SFB. Until 2026-06-30 studies always rest the whole benefit, and
the whole of it is lengthened; from 2026-07-01 (lag 2025:1475) both follow the extent of the studies.
"""

from __future__ import annotations

from collections.abc import Callable


def whole_benefit(_level: int, extent: int) -> int:
    """Return how much must rest for studies by the wording to 2026-06-30: all of the benefit."""
    return extent


def extent_of_studies(level: int, _extent: int) -> int:
    """Return how much must rest for studies by the wording from 2026-07-01: as much as the studies take."""
    return level


STUDY_DORMANCY: dict[str, Callable[[int, int], int]] = {
    "whole_benefit": whole_benefit,
    "extent_of_studies": extent_of_studies,
}
