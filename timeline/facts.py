"""The facts of one life that the law is applied to.

All days are inclusive. Nothing here is checked: a register can hold contradictory
facts, and the engine answers them with findings, never with an exception.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time
from enum import StrEnum


class Kind(StrEnum):
    """Kind of decision: nedsatt arbetsförmåga (33:7) or förlängd skolgång (33:8)."""

    REDUCED_CAPACITY = "reduced_capacity"
    EXTENDED_SCHOOLING = "extended_schooling"


class Reason(StrEnum):
    """Why the benefit is vilande (36:10-13)."""

    WORK = "work"
    STUDY = "study"


class EndedBy(StrEnum):
    """Who ended a vilande period early: the person (36:16) or Försäkringskassan (36:17)."""

    REQUEST = "request"
    FK = "fk"


class Benefit(StrEnum):
    """What an application is for."""

    AE = "ae"
    SJUK_FULL = "sjuk_full"
    SJUK_PARTIAL = "sjuk_partial"


@dataclass(frozen=True, slots=True)
class Decision:
    """A decision on aktivitetsersättning, from its first to its last day.

    extent: 25, 50, 75 or 100. decided: the day it was made, where known.
    """

    kind: Kind
    extent: int
    start: date
    end: date
    decided: date | None = None


@dataclass(frozen=True, slots=True)
class Dormancy:
    """A period of vilande aktivitetsersättning. level: 25 to 100, the part that rests."""

    reason: Reason
    level: int
    start: date
    end: date
    decided: date | None = None
    ended_by: EndedBy | None = None


@dataclass(frozen=True, slots=True)
class StudyTrial:
    """A period of prövotid: studies with the benefit kept (36:9 a)."""

    start: date
    end: date


@dataclass(frozen=True, slots=True)
class Application:
    """An application and the day from which the right is said to arise."""

    benefit: Benefit
    day: date
    right_from: date


class FollowUpKind(StrEnum):
    """What is followed up: the plan (33:22) or, in some cases, the year. No day of it stands in the law."""

    PLAN = "plan"
    YEARLY = "yearly"


@dataclass(frozen=True, slots=True)
class FollowUp:
    """A follow-up that somebody has typed in. at and how: its hour and manner, where they are known."""

    kind: FollowUpKind
    day: date
    at: time | None = None
    how: str = ""


@dataclass(frozen=True, slots=True)
class Facts:
    """Everything the law needs to know of one person. Order of rows never matters."""

    birth_date: date
    decisions: tuple[Decision, ...] = ()
    dormancies: tuple[Dormancy, ...] = ()
    trials: tuple[StudyTrial, ...] = ()
    application: Application | None = None
    work_start: date | None = None
    dormancy_application: date | None = None
    stops_work: date | None = None
    notified: date | None = None
    decision_made: date | None = None
    follow_ups: tuple[FollowUp, ...] = ()
