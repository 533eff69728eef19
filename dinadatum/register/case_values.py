"""Makes what the core decides on of the rows of one person."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, time
from functools import lru_cache
from typing import Any

from sqlalchemy import Row

from dinadatum.clock import local_day, local_time
from dinadatum.register.states import REACHED, RESTORED, State
from notify.history import BY_HAND
from notify.progress import open_application
from notify.sheet_days import of_text
from notify.values import (
    Case,
    ChosenDay,
    Contact,
    Copies,
    CopiesChosen,
    Handover,
    MessageKind,
    Ombud,
    Pace,
    PartDone,
    Preferences,
    PromiseDays,
    Recipient,
    Road,
    SaidDay,
    Sent,
    StepFact,
    StepKind,
    Wording,
)
from timeline.facts import Decision, Dormancy, Facts, FollowUp, FollowUpKind, StudyTrial

_COUNTS = REACHED | {State.PLANNED, State.CLAIMED, State.WAITING}
_FOLLOW_UPS = {"plan": FollowUpKind.PLAN, "årlig": FollowUpKind.YEARLY}


@dataclass(frozen=True, slots=True)
class Own:
    """What stands in other tables than the person's, as a case has it."""

    decisions: tuple[Decision, ...]
    dormancies: tuple[Dormancy, ...]
    trials: tuple[StudyTrial, ...]
    follow_ups: tuple[FollowUp, ...]
    steps: tuple[StepFact, ...]
    ombud: tuple[Ombud, ...]
    consent: bool | None
    handover: Handover | None
    chosen: tuple[ChosenDay, ...]
    parts: tuple[PartDone, ...]
    copies_chosen: CopiesChosen | None
    promises: PromiseDays


def case_of(row: Row[Any], own: Own) -> Case:
    """Make a case of a row of the person and of what stands in other tables."""
    facts = _life(row.birth_date, own)
    if row.work_start_confirmed or row.stops_work_confirmed:
        facts = _with_work(facts, row)
    return _case(row, facts, own)


def _life(birth_date: date, own: Own) -> Facts:
    latest = max(own.decisions, key=lambda decision: decision.start, default=None)
    answers = [step.day for step in own.steps if step.kind is StepKind.ANSWER]
    return Facts(
        birth_date=birth_date,
        decisions=own.decisions,
        dormancies=own.dormancies,
        trials=own.trials,
        application=open_application(own.decisions, own.steps) if own.steps else None,
        notified=max(answers, default=None),
        decision_made=latest.decided if latest is not None else None,
        follow_ups=own.follow_ups,
    )


def _with_work(facts: Facts, row: Row[Any]) -> Facts:
    """Give the facts with the days of work that somebody has confirmed."""
    starts = row.work_start if row.work_start_confirmed else None
    stops = row.stops_work if row.stops_work_confirmed else None
    return replace(facts, work_start=starts, stops_work=stops)


def _only_said(day: date | None, said: date | None, confirmed: date | None) -> SaidDay | None:
    return None if said is None or confirmed is not None else SaidDay(said, day)


def _case(row: Row[Any], facts: Facts, own: Own) -> Case:
    return Case(
        ref=row.ref,
        facts=facts,
        known_since=row.known_since,
        preferences=_preferences(
            row.road,
            row.pace,
            row.wording,
            row.weekday,
            row.second_weekday,
            row.hour,
            row.ombud_alone,
            row.steps_alone,
        ),
        steps=own.steps,
        ombud=own.ombud,
        contact=None if row.username is None else _contact(row.username, row.first_day, row.last_day),
        consent=own.consent,
        sheet_given=row.sheet_given,
        sheet_shows=None if row.sheet_shows is None else of_text(row.sheet_shows),
        paused_until=row.paused_until,
        protected=row.protected,
        has_mobile=row.mobile_hash is not None,
        has_email=row.email_hash is not None,
        reserve_road=row.reserve_road,
        confirmed=row.confirmed,
        stopped_on=row.stopped_on,
        number_wrong=row.wrong_mobile_hash is not None and row.wrong_mobile_hash == row.mobile_hash,
        email_wrong=row.wrong_email_hash is not None and row.wrong_email_hash == row.email_hash,
        rests_until=row.rests_until,
        chosen=own.chosen,
        parts=own.parts,
        handover=own.handover,
        extra_offer=row.extra_offer,
        work_start_said=_only_said(row.work_start, row.work_start_said, row.work_start_confirmed),
        stops_work_said=_only_said(row.stops_work, row.stops_work_said, row.stops_work_confirmed),
        promises=own.promises,
        copies_chosen=own.copies_chosen,
    )


@lru_cache(maxsize=4096)
def _preferences(  # the columns in their order: many share the same choice
    road: Road,
    pace: Pace,
    wording: Wording,
    weekday: int,
    second: int | None,
    hour: time,
    ombud_alone: bool,  # noqa: FBT001
    steps_alone: str,
) -> Preferences:
    weekdays = (weekday,) if second is None else (weekday, second)
    own = frozenset(map(int, steps_alone.split()))
    return Preferences(road, pace, wording, weekdays, hour, ombud_alone, steps_alone=own)


_contact = lru_cache(maxsize=1024)(Contact)


def follow_up(day: date, kind: str, at: time | None, how: str) -> FollowUp:
    """Make a follow-up of its columns."""
    return FollowUp(_FOLLOW_UPS[kind], day, at, how)


def ombud(key: int, road: Road, first: date, last: date | None, copies: Copies) -> Ombud:
    """Make an ombud of its columns."""
    return Ombud(str(key), road, first, last, copies)


def chosen_day(day: date, step: str, said: date) -> ChosenDay:
    """Make a chosen day of its columns."""
    return ChosenDay(step, day, said)


def part_done(day: date, step: str, number: int) -> PartDone:
    """Make a part that is done of its columns."""
    return PartDone(step, number, day)


def sent(  # the columns in their order
    identity: str,
    template: str,
    kind: MessageKind,
    recipient: Recipient,
    day: date,
    key_date: str,
    key_date_day: date,
    step: str,
    state: State,
    send_at: datetime,
    code: str,
    last_useful_day: date,
) -> Sent:
    """Make what the ledger holds about one message of its columns."""
    # What is written by hand and still held back may never go.
    held = state is State.HELD
    counts = state in _COUNTS or (held and key_date != BY_HAND)
    may_have_gone = code == RESTORED
    return Sent(
        identity, template, kind, recipient, day, key_date, key_date_day, step, counts, local_time(send_at),
        held=held and not may_have_gone,
        stood_for=state is State.SKIPPED and day <= last_useful_day,
    )  # fmt: skip


def copies_chosen(allowed: bool, at: datetime) -> CopiesChosen:  # noqa: FBT001  # the columns in their order
    """Make the last word on copies of its columns."""
    return CopiesChosen(allowed, local_day(at), local_time(at))
