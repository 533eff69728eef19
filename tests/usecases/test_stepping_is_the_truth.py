"""Day by day on a copy gives, row for row, what the simulation said at the start."""

from __future__ import annotations

import os
from collections import defaultdict
from collections.abc import Callable
from datetime import date, timedelta

import pytest
from sqlalchemy import select

from dinadatum import clock
from dinadatum.register import tables as t
from dinadatum.register.cases import everyone
from dinadatum.register.database import Database
from dinadatum.register.states import State
from dinadatum.usecases.looks.simulation import SimulatedMessage, simulate
from dinadatum.usecases.rules import Rules
from notify.values import MessageKind, Pace, Recipient, Road
from tests.usecases.counties import COUNTY_DAY, Provider, Stepper, both_roads, keep_only

LAST_DAY = date(2027, 2, 23)
WHOLE = "DINADATUM_TEST_WHOLE_COUNTY"
HELD_KINDS = {"unreachable", "no_caseworker", "text_does_not_fit", "send_unknown"}

Row = tuple[object, ...]


def said(messages: list[SimulatedMessage]) -> list[Row]:
    return sorted(
        (m.day, m.time, m.person, m.recipient, m.road, m.kind, m.template, m.text, m.chars, m.key_date, m.key_date_day)
        for m in messages
        if m.road is not Road.TASK
    )  # fmt: skip


def said_tasks(messages: list[SimulatedMessage]) -> list[Row]:
    return sorted(
        (m.day, m.person, m.template, m.key_date_day, m.text) for m in messages if m.road is Road.TASK
    )


def done(database: Database, provider: Provider) -> list[Row]:
    """List what the ledger holds of messages that were to go; a text that couldn't be made is empty.

    The words of the oldest have been let go by now: the provider still has them.
    """
    words = {message.ledger_id: message.text for message in provider.accepted}
    with database.reading() as session:
        rows = session.execute(
            select(t.Message, t.Person.ref).join(t.Person, t.Person.id == t.Message.person_id)
        )
        return sorted(
            (
                m.day, clock.local_time(m.send_at), ref, m.recipient, m.road, m.kind, m.template,
                m.text or words.get(m.id, ""),
                m.chars or 0, m.key_date, m.key_date_day,
            )
            for m, ref in rows
            if m.state not in (State.SKIPPED, State.CANCELLED)
        )  # fmt: skip


def done_tasks(database: Database) -> list[Row]:
    with database.reading() as session:
        rows = session.execute(select(t.Task, t.Person.ref).join(t.Person, t.Person.id == t.Task.person_id))
        return sorted(
            (clock.local_day(task.created_at), ref, task.kind.value, task.day, task.why)
            for task, ref in rows
            if not task.identity.endswith(tuple(f"|{kind}" for kind in HELD_KINDS))
        )


def compare(database: Database, rules: Rules, last: date) -> tuple[list[Row], Stepper]:
    with database.reading() as session:
        promised = simulate(session, rules, everyone(session), COUNTY_DAY, last)
    provider = Provider()
    stepper = Stepper(database, rules, both_roads(provider))
    stepper.run_days(COUNTY_DAY, last)
    expected, came = said(promised), done(database, provider)
    assert [row for row in expected if row not in set(came)][:5] == [], "promised and not done"
    assert [row for row in came if row not in set(expected)][:5] == [], "done and not promised"
    assert came == expected
    assert done_tasks(database) == said_tasks(promised)
    assert len(provider.accepted) == len({message.ledger_id for message in provider.accepted})
    return came, stepper


def everyone_counts(database: Database) -> Callable[[t.Person], bool]:
    """Choose some twenty people of every pace, every marked extra, and everybody with an ombud."""
    chosen: dict[Pace, int] = defaultdict(int)
    with database.reading() as session:
        with_ombud = set(session.scalars(select(t.Ombud.person_id)))

    def wanted(person: t.Person) -> bool:
        chosen[person.pace] += 1
        return (
            chosen[person.pace] <= 10
            or person.ref.startswith("X-")
            or (person.id in with_ombud and person.id % 5 == 0)
        )

    return wanted


def test_some_of_every_kind_for_three_months(county: Database, rules: Rules) -> None:
    keep_only(county, everyone_counts(county))
    came, _ = compare(county, rules, LAST_DAY)
    assert len(came) > 60
    assert {row[5] for row in came} >= {MessageKind.ORDINARY, MessageKind.SAFETY, MessageKind.COPY}
    assert {row[3] for row in came} == {Recipient.PERSON, Recipient.OMBUD}
    assert {row[4] for row in came} == {Road.SMS, Road.EMAIL}


@pytest.mark.skipif(WHOLE not in os.environ, reason=f"takes minutes; {WHOLE}=1 runs it")
def test_the_whole_county_for_three_months(county: Database, rules: Rules) -> None:
    came, _ = compare(county, rules, LAST_DAY)
    assert len(came) > 800


def test_a_gap_of_some_days_changes_only_what_was_due_in_it(county: Database, rules: Rules) -> None:
    """The service was away for five days: nothing is doubled, and nothing vanishes without a reason."""
    keep_only(county, everyone_counts(county))
    provider = Provider()
    stepper = Stepper(county, rules, both_roads(provider))
    stepper.run_days(COUNTY_DAY, COUNTY_DAY + timedelta(days=3))
    stepper.run_days(COUNTY_DAY + timedelta(days=9), COUNTY_DAY + timedelta(days=30))
    assert len(provider.accepted) == len({message.ledger_id for message in provider.accepted})
    with county.reading() as session:
        rows = list(session.scalars(select(t.Message)))
    assert {row.state for row in rows} <= {State.ACCEPTED, State.SKIPPED, State.HELD, State.CANCELLED}
    assert all(row.reason for row in rows if row.state is not State.ACCEPTED)
