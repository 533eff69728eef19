"""The four steps as marks: done where they are done, ahead where they are to come, never behind as undone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from dinadatum.picture.marks import Mark, Sign
from notify.paces import Paces
from notify.progress import Progress, latest_of, progress_of
from notify.values import Case, StepFact, StepKind
from timeline import Benefit, Kind, Timeline
from timeline.months import same_day
from timeline.outlasting import end_of_benefit
from timeline.words import MONTHS

DAY = timedelta(days=1)
NO_LATER = date.max - timedelta(days=366)
HELPS_MONTHS = 12  # so long after the end the steps towards a new decision are still shown


@dataclass(frozen=True, slots=True)
class Road:
    """The way to the next decision. end: the last day of the benefit. doctor, apply: good days for step 1 and 3.

    None: nothing to renew.
    """

    kind: Kind
    end: date
    done: Progress
    doctor: date | None
    apply: date | None

    @property
    def schooling(self) -> bool:
        """Tell whether it is a decision for förlängd skolgång, which needs no doctor."""
        return self.kind is Kind.EXTENDED_SCHOOLING


def road_of(case: Case, timeline: Timeline, paces: Paces) -> Road | None:
    """Find the way from the last decision to the next. None without decisions."""
    latest = latest_of(timeline)
    if latest is None:
        return None
    start, end = latest.decision.start, end_of_benefit(latest, timeline)
    keys = {key.code: key.first for key in timeline.key_dates if key.about == start}
    doctor, apply = keys.get("policy_doctor_day"), keys.get("policy_apply_day")
    anchors = paces.anchors
    short = end < anchors.short_decision.after(start) - DAY
    if doctor and short and start < NO_LATER:
        doctor = max(doctor, anchors.short_decision_rest.after(start))
    return Road(latest.decision.kind, end, progress_of(latest, timeline, case.steps), doctor, apply)


def waits_until(case: Case, timeline: Timeline, paces: Paces, today: date) -> date | None:
    """Say when an answer tends to come to one without a decision who has applied; None for all others."""
    applied = _first_application(case, timeline)
    if timeline.decisions or applied is None:
        return None
    return max(paces.waiting.handling.after(applied), today)


def step_marks(case: Case, timeline: Timeline, paces: Paces, today: date) -> list[Mark]:
    """Return the steps as marks."""
    road = road_of(case, timeline, paces)
    if road is None:
        return _before_first(case, timeline, paces, today)
    if not _still_helps(road, today):
        return []
    found = [*_visit_marks(road, case.steps, today)]
    if road.apply is not None:
        found += _school_mark(road, today) if road.schooling else _doctor_mark(road, today)
        found += _apply_mark(road, today)
        found += _answer_mark(road, paces, today)
    return found


def _still_helps(road: Road, today: date) -> bool:
    return today <= max(same_day(road.end, HELPS_MONTHS), road.end)


def _before_first(case: Case, timeline: Timeline, paces: Paces, today: date) -> list[Mark]:
    applied = _first_application(case, timeline)
    if applied is None:
        return []
    return [
        Mark(applied, "applied", Sign.DONE, "steg 3: klart", "Steg 3 är klart: ansökan är inne."),
        _waiting(paces.waiting.handling.after(applied), today),
    ]


def _first_application(case: Case, timeline: Timeline) -> date | None:
    application = timeline.facts.application
    if application and application.benefit is Benefit.AE:
        return application.day
    return max((s.day for s in case.steps if s.kind is StepKind.RECEIVED), default=None)


def _doctor_mark(road: Road, today: date) -> list[Mark]:
    done = road.done
    if done.booked:
        # A visit with a day can be known before anybody noted the booking: then the visit speaks for both.
        day = min(done.booked, today)
        return [Mark(day, "booked", Sign.DONE, "steg 1: klart", "Steg 1 är klart: tiden är bokad.")]
    if road.doctor is None or done.handed_in or done.answer or today > road.end:
        return []  # once the decision is over, the application comes first
    day = max(road.doctor, today)
    words = "Steg 1: boka läkare."
    return [Mark(day, "policy_doctor_day", Sign.BOOK, "steg 1: boka läkare", words, whole_month=True)]


def _school_mark(road: Road, today: date) -> list[Mark]:
    if road.doctor is None or road.done.handed_in or road.done.answer:
        return []
    day, words = max(road.doctor, today), "Prata med din handläggare om tiden efter skolan."
    return [Mark(day, "policy_doctor_day", Sign.DAY, "prata om tiden efter", words, whole_month=True)]


def _visit_marks(road: Road, steps: Sequence[StepFact], today: date) -> list[Mark]:
    days = [s.day for s in steps if s.kind is StepKind.VISIT and s.day > road.done.since]
    if not days:
        return []
    day = max(days)
    if day < today:
        return [Mark(day, "visit", Sign.DONE, "steg 2: klart", "Steg 2 är klart: besöket har varit.")]
    return [Mark(day, "visit", Sign.VISIT, f"steg 2: besök {_day(day)}", "Steg 2: ditt besök.")]


def _apply_mark(road: Road, today: date) -> list[Mark]:
    done = road.done
    if done.received:
        return [
            Mark(done.received, "received", Sign.DONE, "steg 3: klart", "Steg 3 är klart: ansökan är inne.")
        ]
    if done.applied:
        said = "Du har sagt att steg 3 är klart."
        return [Mark(done.applied, "applied", Sign.DONE, "steg 3: du sa klart", said)]
    if done.answer or road.apply is None or road.schooling:
        return []
    if today > same_day(road.apply, 1).replace(day=1) - DAY:
        return [_apply(today, "steg 3: ansök")]
    day = max(road.apply, today)
    return [_apply(day, f"steg 3: ansök i {MONTHS[day.month - 1]}")]


def _apply(day: date, short: str) -> Mark:
    return Mark(day, "policy_apply_day", Sign.APPLY, short, "Steg 3: ansök igen.", whole_month=True)


def _answer_mark(road: Road, paces: Paces, today: date) -> list[Mark]:
    done = road.done
    if done.answer:
        return [Mark(done.answer.day, "answer", Sign.ANSWER, "svaret har kommit", "Svaret har kommit.")]
    if road.schooling and not done.handed_in:
        return []
    begun = done.application_day or max(road.apply or today, today)
    return [_waiting(paces.waiting.handling.after(begun), today)]


def _waiting(expected: date, today: date) -> Mark:
    if expected < today:
        short, words = "steg 4: vänta på svar", "Steg 4: vänta på svar."
        return Mark(today, "waiting", Sign.ANSWER, short, words, whole_month=True)
    words = "Steg 4: svaret brukar komma."
    return Mark(expected, "waiting", Sign.ANSWER, "svaret brukar komma", words, whole_month=True)


def _day(day: date) -> str:
    return f"{day.day} {MONTHS[day.month - 1]}"
