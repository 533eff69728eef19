"""Messages that hadn't gone when their day was over: all of a chunk get their new day in few statements."""

from __future__ import annotations

import gc
from datetime import timedelta

from sqlalchemy import event

from dinadatum.register.database import Database
from dinadatum.register.states import State
from dinadatum.usecases.rules import Rules
from tests.usecases.counties import COUNTY_DAY, Provider, Stepper, both_roads
from tests.usecases.small_lives import messages, one_person

PEOPLE = 40
MOST = 3
"""Statements that change messages, for a chunk of people: new days, new tries, and what is put off."""


def test_late_messages_get_their_day_in_few_statements(each_register: Database, rules: Rules) -> None:
    for number in range(PEOPLE):
        one_person(each_register, COUNTY_DAY, f"P-{number}")
    stepper = Stepper(each_register, rules, both_roads(Provider()))
    day, changes = COUNTY_DAY, list[str]()
    while not messages(each_register):
        stepper.look(day)
        day += timedelta(days=1)
    first = {m.identity: m.day for m in messages(each_register)}
    event.listen(
        each_register.engine, "before_cursor_execute", lambda *given: changes.append(given[2].lstrip())
    )
    for _ in range(14):
        changes.clear()
        stepper.look(day)
        day += timedelta(days=1)
        assert sum(each.startswith("UPDATE message") for each in changes) <= MOST
    late = [m for m in messages(each_register) if m.identity in first and m.state is State.PLANNED]
    assert len(late) >= PEOPLE
    assert all(m.day > first[m.identity] for m in late)


def test_the_collector_is_as_it_was_after_a_look(register: Database, rules: Rules) -> None:
    one_person(register, COUNTY_DAY)
    before = gc.get_threshold()
    Stepper(register, rules, both_roads(Provider())).look(COUNTY_DAY)
    assert (gc.get_threshold(), gc.isenabled()) == (before, True)
