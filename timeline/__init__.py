"""What the law makes of the facts of one life: key dates of aktivitetsersättning, and why.

Pure: no I/O, no clock.
"""

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
    "Reason",
    "StudyTrial",
    "Timeline",
    "derive",
    "explain",
    "load_law",
    "payment_day",
]
