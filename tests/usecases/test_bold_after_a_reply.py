"""In the register: a bold message that a reply makes due on its last day is in the ledger at once, or a task is."""

from __future__ import annotations

from datetime import date, time, timedelta

import pytest
from sqlalchemy import delete

from dinadatum import clock
from dinadatum.register import tables as t
from dinadatum.register.states import State
from dinadatum.usecases.looks.daily_look import look_after_reply
from notify.values import MessageKind, TaskKind
from tests.usecases.counties import Stepper
from tests.usecases.small_lives import LAST, add_step, messages, one_person, tasks


def takes_back(stepper: Stepper, person_id: int, day: date, at: time) -> None:
    """The person says, after the look of the day, that the application is not in."""
    now = clock.instant(day, at)
    with stepper.database.transaction("svar", now) as session:
        session.execute(delete(t.Step))
        look_after_reply(session, stepper.rules, person_id, day, now)


def bold(stepper: Stepper) -> list[t.Message]:
    found = messages(stepper.database, kind=MessageKind.SAFETY)
    return [m for m in found if m.step.startswith("net.") and m.state is not State.SKIPPED]


@pytest.fixture
def applied(stepper: Stepper) -> tuple[int, date]:
    """Somebody whose application is in, looked at on the last day of the last message of the net before the end."""
    day = LAST
    while not stepper.rules.calendar.is_open(day):
        day -= timedelta(days=1)
    person_id = one_person(stepper.database, day, confirmed=day, unit="5065")
    add_step(stepper.database, person_id, day - timedelta(days=40), "received")
    stepper.run(day)
    assert bold(stepper) == []
    return person_id, day


def test_it_goes_the_same_day(stepper: Stepper, applied: tuple[int, date]) -> None:
    person_id, day = applied
    takes_back(stepper, person_id, day, time(15, 20))
    (message,) = bold(stepper)
    assert (message.day, message.state, clock.local_time(message.send_at)) == (
        day,
        State.PLANNED,
        time(15, 20),
    )
    takes_back(stepper, person_id, day, time(15, 21))
    assert len(bold(stepper)) == 1
    stepper.send(day)
    assert [m.state for m in bold(stepper)] == [State.ACCEPTED]


def test_after_the_hours_somebody_is_to_call(stepper: Stepper, applied: tuple[int, date]) -> None:
    person_id, day = applied
    takes_back(stepper, person_id, day, time(18, 5))
    assert bold(stepper) == []
    (task,) = [task for task in tasks(stepper.database) if task.kind is TaskKind.TELL]
    assert task.day == day
    assert task.why.endswith("ring nu.")
