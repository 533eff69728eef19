"""Amendment 17: the fallback chain of a safety message runs on any day, and makes its task at once."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

import pytest

from dinadatum import clock
from dinadatum.register import tables as t
from dinadatum.register.states import State
from dinadatum.usecases.looks.following import RoundReport
from dinadatum.usecases.looks.second_round import second_round
from dinadatum.usecases.sending.send_due import send_due
from notify.channels.values import Outcome, Result
from notify.values import Road, TaskKind
from tests.register.registers import add_caseworker, add_decision, add_person
from tests.usecases.counties import Provider, Stepper, at
from tests.usecases.small_lives import messages, tasks

ANY_DAY = {
    "fredag": date(2027, 3, 12),
    "lördag": date(2027, 3, 13),
    "söndag": date(2027, 3, 14),
    "röd dag": date(2027, 3, 26),
    "julafton": date(2026, 12, 24),
}
"""The red one is Good Friday, långfredag."""
NO = Result(Outcome.FAILED, "SM1", "30006", "Numret finns inte.")
MAIL = {"email": "asa@example.se", "email_hash": "e" * 64}


def failed_on(stepper: Stepper, provider: Provider, day: date, **values: object) -> t.Message:
    """Play until a message of the safety net has gone; let the provider say on the day that it never arrived.

    The decision ends two months later, so that S3 went in the days before and still helps for weeks.
    """
    start, ends = day - timedelta(days=17), day + timedelta(days=59)
    with stepper.database.transaction("test", clock.opening(start)) as session:
        given = {"sheet_given": start, "known_since": start, "look_on": start}
        worker = add_caseworker(session)
        person = add_person(session, "P-1", caseworker_id=worker.id, **(given | values))
        add_decision(session, person, date(2025, 1, 1), ends, decided=date(2024, 12, 1))
    for number in range(17):
        stepper.run(start + timedelta(days=number))
    found = [m for m in messages(stepper.database) if m.step.startswith("net.")]
    assert found, "no message of the net"
    with stepper.database.transaction("test", at(day, 9)) as session:
        row = session.get_one(t.Message, found[-1].id)
        row.state, row.settled_at = State.FAILED, at(day, 9)
    provider.always = NO
    return found[-1]


def follow(stepper: Stepper, now: datetime) -> RoundReport:
    return second_round(stepper.database, stepper.rules, now)


def made(stepper: Stepper, kind: TaskKind) -> list[t.Task]:
    return [task for task in tasks(stepper.database) if task.kind is kind]


@pytest.mark.parametrize("day", ANY_DAY.values(), ids=ANY_DAY)
def test_amendment_17_the_task_is_made_at_once(stepper: Stepper, provider: Provider, day: date) -> None:
    failed_on(stepper, provider, day)
    follow(stepper, at(day, 9, 5))
    assert [(task.day, task.created_at) for task in made(stepper, TaskKind.GET_THROUGH)] == [
        (day, at(day, 9, 5))
    ]


@pytest.mark.parametrize("day", ANY_DAY.values(), ids=ANY_DAY)
def test_amendment_17_the_mail_goes_the_same_day(stepper: Stepper, provider: Provider, day: date) -> None:
    failed_on(stepper, provider, day, **MAIL)
    provider.always = None
    follow(stepper, at(day, 9, 5))
    send_due(stepper.database, stepper.rules, stepper.channels, lambda: at(day, 9, 6), alone=True)
    (mail,) = [m for m in messages(stepper.database) if m.identity.startswith("F|")]
    assert (mail.road, mail.day, mail.state) == (Road.EMAIL, day, State.ACCEPTED)


@pytest.mark.parametrize("day", ANY_DAY.values(), ids=ANY_DAY)
def test_amendment_17_mail_and_call_on_the_same_day(stepper: Stepper, provider: Provider, day: date) -> None:
    failed_on(stepper, provider, day, **MAIL)
    follow(stepper, at(day, 9, 5))
    send_due(stepper.database, stepper.rules, stepper.channels, lambda: at(day, 9, 6), alone=True)
    follow(stepper, at(day, 9, 10))
    assert [task.day for task in made(stepper, TaskKind.GET_THROUGH)] == [day]


@pytest.mark.parametrize(
    ("day", "working"),
    [
        (ANY_DAY["fredag"], ANY_DAY["fredag"]),
        (ANY_DAY["lördag"], date(2027, 3, 15)),
        (ANY_DAY["röd dag"], date(2027, 3, 30)),
        (ANY_DAY["julafton"], date(2026, 12, 28)),
    ],
)
def test_amendment_17_the_letter_waits_until_somebody_could_call(
    stepper: Stepper, provider: Provider, day: date, working: date
) -> None:
    failed_on(stepper, provider, day)
    follow(stepper, at(day, 9, 5))
    follow(stepper, clock.instant(working, time(23)))
    assert made(stepper, TaskKind.SEND_LETTER) == [], "the whole of the working day is there for the call"
    after = working + timedelta(days=1)
    follow(stepper, at(after, 6))
    assert [task.day for task in made(stepper, TaskKind.SEND_LETTER)] == [after]
