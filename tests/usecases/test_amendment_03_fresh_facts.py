"""Amendment 3: urgent words need a fact that somebody has confirmed within thirty days."""

from __future__ import annotations

from datetime import timedelta

import pytest

from dinadatum import clock
from dinadatum.register import tables as t
from dinadatum.register.database import Database
from dinadatum.usecases.cases.task_changes import tick_off
from dinadatum.usecases.staff.viewers import Role, Viewer
from notify.values import TaskKind
from tests.usecases.counties import COUNTY_DAY, Stepper
from tests.usecases.small_lives import LAST, messages, one_person, tasks

BEFORE = LAST - timedelta(days=40)


def run(stepper: Stepper) -> t.Task:
    """Play until the task to confirm is there; give it."""
    one_person(stepper.database, BEFORE, sheet_given=BEFORE, unit="5065")
    stepper.run_days(BEFORE, LAST - timedelta(days=33))
    (task,) = [task for task in tasks(stepper.database) if task.kind is TaskKind.CONFIRM_FACTS]
    return task


def said_at_four_weeks(stepper: Stepper) -> set[str]:
    stepper.run_days(LAST - timedelta(days=32), LAST - timedelta(days=20))
    return {m.template for m in messages(stepper.database) if m.step == "net.S4"}


def test_unconfirmed_facts_are_asked_about_not_shouted(stepper: Stepper) -> None:
    run(stepper)
    assert said_at_four_weeks(stepper) == {"M79"}


def test_the_task_ticked_off_confirms_the_facts(stepper: Stepper) -> None:
    task = run(stepper)
    day = LAST - timedelta(days=33)
    viewer = Viewer(1, "anna", Role.TEAM_LEADER, frozenset({"5065"}), None, "", "")
    with stepper.database.transaction("anna", clock.opening(day)) as session:
        assert tick_off(session, stepper.rules, viewer, task.id, "", clock.opening(day)) is not None
    assert said_at_four_weeks(stepper) == {"M05"}


def test_an_import_confirms_what_it_brings(county: Database) -> None:
    with county.reading() as session:
        people = session.query(t.Person).join(t.Decision, t.Decision.person_id == t.Person.id)
        assert {person.confirmed for person in people.limit(50)} == {COUNTY_DAY}


@pytest.mark.parametrize("days", [30, 31])
def test_a_fact_is_fresh_for_thirty_days_in_the_register(stepper: Stepper, days: int) -> None:
    sent = LAST - timedelta(days=28)
    while not stepper.rules.calendar.is_open(sent):
        sent -= timedelta(days=1)
    confirmed = LAST - timedelta(days=28) - timedelta(days=days)
    one_person(stepper.database, BEFORE, sheet_given=BEFORE, confirmed=confirmed)
    stepper.run_days(BEFORE, LAST - timedelta(days=20))
    said = {m.template for m in messages(stepper.database) if m.step == "net.S4"}
    assert said == ({"M05"} if days == 30 else {"M79"})
