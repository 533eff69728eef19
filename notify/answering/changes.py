"""What a reply can change, each with how a case looks afterwards. The register writes the same changes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, time
from typing import Any

from notify.progress import open_application
from notify.values import Case, ChosenDay, CopiesChosen, Pace, PartDone, Road, SaidDay, StepFact, StepKind


@dataclass(frozen=True, slots=True)
class ConsentGiven:
    """A yes or a no to messages: a new row in the consent log."""

    given: bool


@dataclass(frozen=True, slots=True)
class StepSaid:
    """A step that the person says is done, or the day of the visit. value: as in StepFact."""

    kind: StepKind
    day: date
    value: str = ""


@dataclass(frozen=True, slots=True)
class PartSaid:
    """A small part of a step that the person says is done."""

    step: str
    number: int
    day: date


@dataclass(frozen=True, slots=True)
class DayPlanned:
    """A day that the person chose for a step; it takes the place of an earlier one."""

    step: str
    day: date
    said: date


@dataclass(frozen=True, slots=True)
class WorkSaid:
    """Work or studies that the person says begin (or end). day: the one they named, or None."""

    begins: bool
    said: date
    day: date | None = None


@dataclass(frozen=True, slots=True)
class PauseSet:
    """A pause up to a day (the first with ordinary messages again), or none. Days chosen in it are let go."""

    until: date | None


@dataclass(frozen=True, slots=True)
class RestSet:
    """Ordinary messages wait until a day, or no longer."""

    until: date | None


@dataclass(frozen=True, slots=True)
class PaceSet:
    """Another pace."""

    pace: Pace


@dataclass(frozen=True, slots=True)
class StopSet:
    """STOPP from a day on, or no longer."""

    day: date | None


@dataclass(frozen=True, slots=True)
class WrongAddress:
    """Somebody else has the number (SMS) or the address (EMAIL)."""

    road: Road


@dataclass(frozen=True, slots=True)
class CopiesSet:
    """The person's word on whether ombud may hear of them: a new row in the log of such words."""

    allowed: bool
    day: date
    at: time


Change = (
    ConsentGiven
    | StepSaid
    | PartSaid
    | DayPlanned
    | PauseSet
    | RestSet
    | PaceSet
    | StopSet
    | WrongAddress
    | CopiesSet
    | WorkSaid
)


def apply(case: Case, changes: Sequence[Change]) -> Case:
    """Give the case as it is after the changes."""
    for change in changes:
        case = _APPLY[type(change)](case, change)
    return case


def _step(case: Case, change: StepSaid) -> Case:
    fact = StepFact(change.kind, change.day, change.value)
    known = [step for step in case.steps if (step.kind, step.day) != (fact.kind, fact.day)]
    steps = tuple(sorted((*known, fact), key=lambda step: (step.kind, step.day)))
    facts = replace(case.facts, application=open_application(case.facts.decisions, steps))
    return replace(case, steps=steps, facts=facts)


def _part(case: Case, change: PartSaid) -> Case:
    others = (p for p in case.parts if (p.step, p.number) != (change.step, change.number))
    return replace(case, parts=(*others, PartDone(change.step, change.number, change.day)))


def _plan(case: Case, change: DayPlanned) -> Case:
    others = (chosen for chosen in case.chosen if chosen.step != change.step)
    return replace(case, chosen=(*others, ChosenDay(change.step, change.day, change.said)))


def _work(case: Case, change: WorkSaid) -> Case:
    known = case.facts.work_start if change.begins else case.facts.stops_work
    if says_nothing_new(change, known):
        return case
    said = SaidDay(change.said, change.day)
    return replace(case, work_start_said=said) if change.begins else replace(case, stops_work_said=said)


def says_nothing_new(change: WorkSaid, confirmed: date | None) -> bool:
    """Tell whether what is said is what somebody has confirmed: the same day, or no day and a day to come."""
    if confirmed is None:
        return False
    return change.day == confirmed or (change.day is None and confirmed >= change.said)


def _pause(case: Case, change: PauseSet) -> Case:
    kept = tuple(c for c in case.chosen if change.until is None or c.day >= change.until)
    return replace(case, paused_until=change.until, chosen=kept)


def _wrong(case: Case, change: WrongAddress) -> Case:
    if change.road is Road.EMAIL:
        return replace(case, email_wrong=True)
    return replace(case, number_wrong=True)


_APPLY: dict[type[Any], Callable[[Case, Any], Case]] = {
    ConsentGiven: lambda case, change: replace(case, consent=change.given),
    StepSaid: _step,
    PartSaid: _part,
    DayPlanned: _plan,
    PauseSet: _pause,
    WorkSaid: _work,
    RestSet: lambda case, change: replace(case, rests_until=change.until),
    PaceSet: lambda case, change: replace(case, preferences=replace(case.preferences, pace=change.pace)),
    StopSet: lambda case, change: replace(case, stopped_on=change.day),
    WrongAddress: _wrong,
    CopiesSet: lambda case, change: replace(
        case, copies_chosen=CopiesChosen(change.allowed, change.day, change.at)
    ),
}
