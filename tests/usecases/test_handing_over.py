"""A case changes hands: the person is told first, and nothing names the new one before that."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import select

from dinadatum import clock
from dinadatum.register import tables as t
from dinadatum.register.cases import load_case
from dinadatum.register.database import Database
from dinadatum.usecases.cases.handing_over import HandoverError, HandoverOrder, plan_handovers
from dinadatum.usecases.looks.simulation import simulate
from notify.values import Recipient, TaskKind
from tests.register.registers import add_caseworker
from tests.usecases.counties import Stepper
from tests.usecases.small_lives import messages, one_person, tasks

KNOWN, FIRST, WRITES = date(2026, 1, 16), date(2026, 2, 9), date(2026, 2, 11)
ORDER = HandoverOrder("sara", "amir", FIRST, WRITES)


def plan(database: Database, order: HandoverOrder = ORDER, day: date = KNOWN) -> list[str]:
    with database.transaction("test", clock.opening(day)) as session:
        return plan_handovers(session, order, day)


@pytest.fixture
def person(register: Database) -> int:
    """One person who has sara, and amir who is to take over."""
    person_id = one_person(register, KNOWN, hour=clock.local_time(clock.opening(KNOWN)))
    with register.transaction("test", clock.opening(KNOWN)) as session:
        add_caseworker(session, "amir", name="Amir Ask", sms_name="Amir")
    return person_id


def caseworker(database: Database) -> str:
    with database.reading() as session:
        return load_case(session, "P-1").caseworker


def test_rule_19_the_person_is_told_first_and_the_case_changes_hands_on_the_day(
    stepper: Stepper, person: int
) -> None:
    assert plan(stepper.database) == ["P-1"]
    stepper.run_days(KNOWN, date(2026, 2, 8))
    told = [m for m in messages(stepper.database) if m.template == "M13"]
    assert told[0].day == date(2026, 1, 19), "the first open day after a Friday"
    assert told[0].text is not None
    assert "Amir är din handläggare från måndag 9 februari." in told[0].text
    assert "Amir skriver till dig onsdag 11 februari." in told[0].text
    assert caseworker(stepper.database) == "sara"
    stepper.run(FIRST)
    assert caseworker(stepper.database) == "amir"
    (task,) = [task for task in tasks(stepper.database) if task.kind is TaskKind.HANDOVER]
    assert task.day == WRITES


def test_nothing_names_the_new_one_before_the_person_is_told(stepper: Stepper, person: int) -> None:
    plan(stepper.database)
    stepper.run_days(KNOWN, date(2026, 4, 10))
    rows = [m for m in messages(stepper.database) if m.text and m.recipient is Recipient.PERSON]
    first = min(m.day for m in rows if m.template == "M13")
    assert not [m for m in rows if "Amir" in (m.text or "") and m.day < first]
    assert not [m for m in rows if "Sara" in (m.text or "") and m.day >= FIRST]


def test_the_simulation_tells_of_the_handover_as_it_comes(stepper: Stepper, person: int) -> None:
    plan(stepper.database)
    last = date(2026, 4, 10)
    with stepper.database.reading() as session:
        promised = simulate(session, stepper.rules, [person], KNOWN, last)
    stepper.run_days(KNOWN, last)
    assert [(m.day, m.template, m.text) for m in promised if m.recipient is Recipient.PERSON] == [
        (m.day, m.template, m.text) for m in messages(stepper.database) if m.text
    ]


def test_planned_again_the_last_order_counts(stepper: Stepper, person: int) -> None:
    plan(stepper.database)
    later = HandoverOrder("sara", "amir", date(2026, 3, 2), date(2026, 3, 4), ("P-1",))
    plan(stepper.database, later)
    with stepper.database.reading() as session:
        (row,) = session.scalars(select(t.Handover))
    assert (row.first_day, row.writes_on) == (later.day, later.writes_on)


@pytest.mark.parametrize(
    ("order", "says"),
    [
        (HandoverOrder("sara", "nobody", FIRST, WRITES), "nobody"),
        (HandoverOrder("sara", "sara", FIRST, WRITES), "olika"),
        (HandoverOrder("sara", "amir", KNOWN, WRITES), "framåt"),
        (HandoverOrder("sara", "amir", FIRST, KNOWN), "före"),
        (HandoverOrder("sara", "amir", FIRST, WRITES, ("P-9",)), "P-9"),
        (HandoverOrder("amir", "sara", FIRST, WRITES), "inga ärenden"),
    ],
)
def test_an_order_that_cannot_be_is_refused_with_a_sentence(
    stepper: Stepper, person: int, order: HandoverOrder, says: str
) -> None:
    with pytest.raises(HandoverError, match=says):
        plan(stepper.database, order)
    with stepper.database.reading() as session:
        assert list(session.scalars(select(t.Handover))) == []


def test_amendment_07_a_helper_of_the_step_is_named_instead_of_the_handlaggare(
    stepper: Stepper, person: int
) -> None:
    with stepper.database.transaction("test", clock.opening(KNOWN)) as session:
        session.add(t.StepHelper(person_id=person, step="1", name="Lena Lind", role="boendestödjare"))
    stepper.run_days(date(2026, 9, 1), date(2026, 11, 30))
    said = [m.text for m in messages(stepper.database) if m.template == "M39"]
    assert said
    assert all("Lena" in (text or "") for text in said)
