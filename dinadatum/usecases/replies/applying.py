"""Writes what a reply changes into the register: the same changes that notify.answering plays on a case."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from dinadatum.clock import instant
from dinadatum.register import tables as t
from dinadatum.usecases.replies.copy_choices import add_choice
from notify.answering import changes as c
from notify.values import Road

FROM_REPLY = "svar"
WORK_STARTS = ("work_start", "work_start_said", "work_start_confirmed")
WORK_STOPS = ("stops_work", "stops_work_said", "stops_work_confirmed")
"""Columns of a person: the day, when it was said, and when it was confirmed."""


def write_changes(
    session: Session, person: t.Person, changes: Sequence[c.Change], now: datetime, shown: str
) -> None:
    """Write the changes of a reply. shown: the text that the person had seen, for the consent log."""
    for change in changes:
        if isinstance(change, c.ConsentGiven):
            session.add(
                t.Consent(person_id=person.id, given=change.given, at=now, source=FROM_REPLY, texts=shown)
            )
        else:
            _WRITE[type(change)](session, person, change)
    session.flush()


def _step(session: Session, person: t.Person, change: c.StepSaid) -> None:
    query = select(t.Step).where(
        t.Step.person_id == person.id, t.Step.kind == change.kind, t.Step.day == change.day
    )
    known = session.scalar(query)
    if known is None:
        session.add(t.Step(person_id=person.id, kind=change.kind, day=change.day, value=change.value))
    else:
        known.value = change.value


def _part(session: Session, person: t.Person, change: c.PartSaid) -> None:
    query = select(t.PartDone).where(
        t.PartDone.person_id == person.id, t.PartDone.step == change.step, t.PartDone.number == change.number
    )
    known = session.scalar(query)
    if known is None:
        session.add(t.PartDone(person_id=person.id, step=change.step, number=change.number, day=change.day))
    else:
        known.day = change.day


def _plan(session: Session, person: t.Person, change: c.DayPlanned) -> None:
    query = select(t.ChosenDay).where(t.ChosenDay.person_id == person.id, t.ChosenDay.step == change.step)
    known = session.scalar(query)
    if known is None:
        session.add(t.ChosenDay(person_id=person.id, step=change.step, day=change.day, said=change.said))
    else:
        known.day, known.said = change.day, change.said


def _work(_session: Session, person: t.Person, change: c.WorkSaid) -> None:
    """Write what is said of work. What is confirmed stays, unless another day is said."""
    day, said, confirmed = WORK_STARTS if change.begins else WORK_STOPS
    known = getattr(person, day) if getattr(person, confirmed) else None
    if c.says_nothing_new(change, known):
        return
    setattr(person, day, change.day)
    setattr(person, said, change.said)
    setattr(person, confirmed, None)


def _pause(session: Session, person: t.Person, change: c.PauseSet) -> None:
    person.paused_until = change.until
    if change.until is not None:
        in_it = (t.ChosenDay.person_id == person.id) & (t.ChosenDay.day < change.until)
        session.execute(delete(t.ChosenDay).where(in_it))


def _rest(_session: Session, person: t.Person, change: c.RestSet) -> None:
    person.rests_until = change.until


def _pace(_session: Session, person: t.Person, change: c.PaceSet) -> None:
    person.pace = change.pace


def _stop(_session: Session, person: t.Person, change: c.StopSet) -> None:
    person.stopped_on = change.day


def _copies(session: Session, person: t.Person, change: c.CopiesSet) -> None:
    at = instant(change.day, change.at)
    add_choice(session, person.id, allowed=change.allowed, at=at, source=FROM_REPLY)


def _wrong(_session: Session, person: t.Person, change: c.WrongAddress) -> None:
    if change.road is Road.EMAIL:
        person.wrong_email_hash = person.email_hash
    else:
        person.wrong_mobile_hash = person.mobile_hash


_WRITE: dict[type[Any], Callable[[Session, t.Person, Any], None]] = {
    c.StepSaid: _step,
    c.PartSaid: _part,
    c.DayPlanned: _plan,
    c.PauseSet: _pause,
    c.WorkSaid: _work,
    c.RestSet: _rest,
    c.PaceSet: _pace,
    c.StopSet: _stop,
    c.WrongAddress: _wrong,
    c.CopiesSet: _copies,
}
