"""What the law makes of the facts of one life: key dates of aktivitetsersättning, and why.

Pure: no I/O, no clock.
"""

from typing import TYPE_CHECKING, Any

from timeline.derive import Timeline, derive
from timeline.explain import explain
from timeline.facts import (
    Application,
    Benefit,
    Decision,
    Dormancy,
    EndedBy,
    Facts,
    FollowUp,
    FollowUpKind,
    Kind,
    Reason,
    StudyTrial,
)
from timeline.keydate import Finding, KeyDate
from timeline.law import LAW_FILE, Law, load_law
from timeline.workday import payment_day

if TYPE_CHECKING:
    from timeline.changing import what_if
    from timeline.moves import Move

__all__ = [
    "LAW_FILE",
    "Application",
    "Benefit",
    "Decision",
    "Dormancy",
    "EndedBy",
    "Facts",
    "Finding",
    "FollowUp",
    "FollowUpKind",
    "KeyDate",
    "Kind",
    "Law",
    "Move",
    "Reason",
    "StudyTrial",
    "Timeline",
    "derive",
    "explain",
    "load_law",
    "payment_day",
    "what_if",
]

# Not needed to derive a timeline: brought in by whoever asks for it.
_LATER = {"what_if": "timeline.changing", "Move": "timeline.moves"}


def __getattr__(name: str) -> Any:
    if name not in _LATER:
        raise AttributeError(f"module 'timeline' has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(_LATER[name]), name)
