"""Steps that a person takes alone, from the register to the way out: the looks, the second round, the simulation."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from dinadatum import clock
from dinadatum.register import tables as t
from dinadatum.register.cases import load_case
from dinadatum.register.database import Database
from dinadatum.register.states import State
from dinadatum.usecases.changing.keeping import Change, keep
from dinadatum.usecases.changing.subjects import SUBJECTS
from dinadatum.usecases.looks.own_steps import OWN_STEP
from dinadatum.usecases.looks.simulation import simulate
from dinadatum.usecases.rules import Rules
from notify.values import Copies, MessageKind, Pace, Recipient, Road, TaskKind
from tests.usecases.counties import Provider, Stepper, both_roads
from tests.usecases.small_lives import change, messages, tasks
from tests.usecases.test_ombud_replies import DAY, helped
from tests.usecases.test_second_round import MAIL, NO, after, follow, following, sent_safety
from tests.usecases.test_stepping_is_the_truth import done, done_tasks, said, said_tasks
from tests.usecases.test_stepping_with_replies import FIRST, LAST, play


def copies(database: Database) -> list[t.Message]:
    return [m for m in messages(database) if m.kind is MessageKind.COPY and m.key_date != "ombud"]


def choose(database: Database, rules: Rules, person_id: int, steps: str, at: str) -> None:
    """Write the choice as the form does."""
    with database.reading() as session:
        version = session.get_one(t.Person, person_id).version
    written = Change(SUBJECTS["egna"], person_id, person_id, version, {"steps_alone": steps})
    hour, minute = map(int, at.split(":"))
    now = clock.opening(DAY).replace(hour=0) + timedelta(hours=hour, minutes=minute)
    assert keep(database, rules, written, "sara", today=DAY, now=now) is not None


def test_amendment_13_the_case_has_the_steps_of_its_row(register: Database) -> None:
    person_id = helped(register)
    change(register, person_id, FIRST, steps_alone="1 3")
    with register.reading() as session:
        assert load_case(session, "P-1").case.preferences.steps_alone == frozenset({1, 3})


def test_amendment_13_stepping_is_what_the_simulation_says(register: Database, rules: Rules) -> None:
    """Three people live the same days, each with a choice of their own."""
    chosen = {helped(register, f"P-{n}"): steps for n, steps in enumerate(("1", "3", "1 2 3 4"), 1)}
    for person_id, steps in chosen.items():
        change(register, person_id, FIRST, steps_alone=steps)
    with register.reading() as session:
        foretold = simulate(session, rules, list(chosen), FIRST, LAST)
    provider = play(register, rules, [])
    assert done(register, provider) == said(foretold)
    assert done_tasks(register) == said_tasks(foretold)
    for person_id, steps in chosen.items():
        mine = {step for step in ("step1", "step3") if step[-1] in steps}
        theirs = [m for m in messages(register) if m.person_id == person_id]
        told = {copy.step.split(".")[0] for copy in copies(register) if copy.person_id == person_id}
        assert mine.isdisjoint(told), steps
        assert any(m.step.startswith("step1.") for m in theirs if m.recipient is Recipient.PERSON), steps


@pytest.mark.parametrize(("steps", "says"), [("", True), ("3", False)])
def test_amendment_13_a_copy_names_no_day_on_which_the_ombud_hears_nothing(
    register: Database, rules: Rules, steps: str, *, says: bool
) -> None:
    """In VIKTIGT step 3 comes next after the last message about step 1."""
    person_id = helped(register)
    change(register, person_id, FIRST, steps_alone=steps, pace=Pace.VIKTIGT)
    with register.reading() as session:
        foretold = simulate(session, rules, [person_id], FIRST, date(2027, 2, 28))
    last = [m for m in foretold if m.template == "M15" and "steg 1" in m.text][-1]
    assert ("Vi skriver igen" in last.text) == says


def test_amendment_13_a_copy_on_its_way_is_taken_back_and_the_ledger_says_why(
    register: Database, rules: Rules, provider: Provider
) -> None:
    """The message goes at 10; its copy would go at 12."""
    person_id = helped(register)
    stepper = Stepper(register, rules, both_roads(provider))
    stepper.run_days(FIRST, DAY - timedelta(days=1))
    stepper.look(DAY)
    (copy,) = copies(register)
    assert copy.state is State.PLANNED
    choose(register, rules, person_id, "2", "10:30")
    assert copies(register)[0].state is State.PLANNED, "the copy is about step 1"
    choose(register, rules, person_id, "1 2", "11:00")
    (copy,) = copies(register)
    assert (copy.state, copy.reason) == (State.CANCELLED, OWN_STEP)
    stepper.send(DAY)
    assert not [m for m in provider.accepted if m.ledger_id == copy.id]
    with register.reading() as session:
        row = session.scalars(select(t.Audit).where(t.Audit.what == "person").order_by(t.Audit.id)).all()[-1]
        assert "steps_alone" in (row.detail or "")


def add_ombud(stepper: Stepper, first: t.Message) -> None:
    with stepper.database.transaction("test", after(first, 0)) as session:
        session.add(
            t.Ombud(
                person_id=first.person_id, name="Maria Ek", name_hash="n" * 64, mobile="+46701740606",
                road=Road.SMS, first_day=first.day, copies=Copies.ALL,
            )
        )  # fmt: skip


def test_amendment_13_the_net_goes_past_the_ombud_to_a_call(stepper: Stepper, provider: Provider) -> None:
    provider.always = NO
    first = sent_safety(stepper, steps_alone="3", reserve_road="ombud", **MAIL)
    add_ombud(stepper, first)
    now = after(first, 0.1)
    for _ in range(3):
        follow(stepper, now)
        stepper.send(clock.local_day(now))
        now += timedelta(minutes=10)
    assert [(m.road, m.recipient) for m in following(stepper)] == [(Road.EMAIL, Recipient.PERSON)]
    assert TaskKind.GET_THROUGH in {task.kind for task in tasks(stepper.database)}
    assert not [m for m in messages(stepper.database) if m.recipient is Recipient.OMBUD]


def test_amendment_13_what_the_second_round_wrote_to_the_ombud_is_taken_back_too(
    stepper: Stepper, provider: Provider
) -> None:
    provider.always = NO
    first = sent_safety(stepper)
    add_ombud(stepper, first)
    follow(stepper, after(first, 0.1))
    (to_ombud,) = following(stepper)
    assert (to_ombud.recipient, to_ombud.state) == (Recipient.OMBUD, State.PLANNED)
    change(stepper.database, first.person_id, first.day, steps_alone="3")
    stepper.look(first.day)
    (to_ombud,) = following(stepper)
    assert (to_ombud.state, to_ombud.reason) == (State.CANCELLED, OWN_STEP)
    follow(stepper, after(first, 0.2))
    assert TaskKind.GET_THROUGH in {task.kind for task in tasks(stepper.database)}


def test_amendment_13_after_stopp_nothing_of_a_step_taken_alone_reaches_the_ombud(
    register: Database, rules: Rules, provider: Provider
) -> None:
    person_id = helped(register)
    change(register, person_id, FIRST, steps_alone="1 3", stopped_on=FIRST, reserve_road="ombud")
    stepper = Stepper(register, rules, both_roads(provider))
    stepper.run_days(FIRST, date(2027, 3, 31))
    steps = {m.step.split(".")[0] for m in messages(register) if m.recipient is Recipient.OMBUD}
    assert steps.isdisjoint({"step1", "step3", "net"})
    told = [task for task in tasks(register) if task.kind is TaskKind.TELL and "|net." in task.identity]
    assert told
    assert all("inte för ombudet" in task.why for task in told)
