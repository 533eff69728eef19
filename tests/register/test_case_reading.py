"""A case that is read is the case that was put in."""

from __future__ import annotations

from datetime import date, time

import pytest
from sqlalchemy import event

from dinadatum.errors import UnknownPersonError
from dinadatum.register import tables as t
from dinadatum.register.cases import CHUNK, everyone, load_case, load_cases
from dinadatum.register.database import Database
from dinadatum.register.states import State
from notify.values import (
    Case,
    Contact,
    Copies,
    Ombud,
    Pace,
    Preferences,
    Road,
    StepFact,
    StepKind,
    Wording,
)
from tests.register.registers import (
    NOW,
    add_caseworker,
    add_decision,
    add_messages,
    add_person,
)
from timeline.facts import (
    Application,
    Benefit,
    Decision,
    Dormancy,
    EndedBy,
    Facts,
    FollowUp,
    FollowUpKind,
    Kind,
    Reason,
    StudyTrial,
)


def put_in_everything(database: Database) -> None:
    with database.transaction("test", NOW) as session:
        worker = add_caseworker(session, last_day=date(2027, 6, 30))
        person = add_person(
            session,
            caseworker_id=worker.id,
            municipality="Nyköping",
            unit="5065",
            road=Road.EMAIL,
            email="a@example.se",
            email_hash="e" * 64,
            pace=Pace.OFTA,
            wording=Wording.TYDLIG,
            weekday=0,
            second_weekday=2,
            hour=time(13, 30),
            ombud_alone=True,
            protected=True,
            reserve_road="brev",
            paused_until=date(2027, 1, 15),
        )
        add_decision(
            session, person, date(2023, 1, 1), date(2024, 12, 31), extent=50, decided=date(2022, 12, 1)
        )
        add_decision(session, person, date(2025, 1, 1), date(2027, 12, 31), decided=date(2024, 12, 5))
        ours = {"person_id": person.id}
        session.add_all(
            [
                t.Dormancy(
                    **ours, reason=Reason.WORK, level=25, first_day=date(2026, 2, 1), last_day=date(2026, 8, 31),
                    decided=date(2026, 1, 10), ended_by=EndedBy.FK,
                ),
                t.StudyTrial(**ours, first_day=date(2027, 1, 1), last_day=date(2027, 5, 31)),
                t.Step(**ours, kind=StepKind.BOOKED, day=date(2024, 5, 1)),
                t.Step(**ours, kind=StepKind.ANSWER, day=date(2024, 12, 5), value="beviljad"),
                t.Step(**ours, kind=StepKind.APPLIED, day=date(2027, 7, 1)),
                t.FollowUp(**ours, day=date(2026, 12, 3), at=time(13, 0), kind="plan", how="på kontoret"),
                t.FollowUp(**ours, day=date(2027, 3, 3), kind="årlig"),
                t.Ombud(
                    **ours, name="Eva Ek", name_hash="x", mobile="+46701740606", first_day=date(2026, 1, 1),
                    last_day=date(2027, 1, 1), copies=Copies.ALL,
                ),
            ]
        )  # fmt: skip
        session.add(t.Consent(person_id=person.id, given=False, at=NOW, source="test"))


def test_a_case_is_read_as_it_was_put_in(register: Database) -> None:
    put_in_everything(register)
    with register.reading() as session:
        row = load_case(session, "P-1")
        ombud_key = row.case.ombud[0].key
    steps = (
        StepFact(StepKind.BOOKED, date(2024, 5, 1)),
        StepFact(StepKind.ANSWER, date(2024, 12, 5), "beviljad"),
        StepFact(StepKind.APPLIED, date(2027, 7, 1)),
    )
    facts = Facts(
        birth_date=date(2000, 5, 17),
        decisions=(
            Decision(Kind.REDUCED_CAPACITY, 50, date(2023, 1, 1), date(2024, 12, 31), date(2022, 12, 1)),
            Decision(Kind.REDUCED_CAPACITY, 100, date(2025, 1, 1), date(2027, 12, 31), date(2024, 12, 5)),
        ),
        dormancies=(
            Dormancy(Reason.WORK, 25, date(2026, 2, 1), date(2026, 8, 31), date(2026, 1, 10), EndedBy.FK),
        ),
        trials=(StudyTrial(date(2027, 1, 1), date(2027, 5, 31)),),
        application=Application(Benefit.AE, date(2027, 7, 1), date(2028, 1, 1)),
        notified=date(2024, 12, 5),
        decision_made=date(2024, 12, 5),
        follow_ups=(
            FollowUp(FollowUpKind.PLAN, date(2026, 12, 3), time(13, 0), "på kontoret"),
            FollowUp(FollowUpKind.YEARLY, date(2027, 3, 3)),
        ),
    )
    assert row.case.facts.decisions == facts.decisions
    assert sorted(row.case.steps, key=lambda s: s.day) == list(steps)
    case = Case(
        ref="P-1",
        facts=facts,
        known_since=date(2026, 1, 1),
        preferences=Preferences(
            Road.EMAIL, Pace.OFTA, Wording.TYDLIG, weekdays=(0, 2), hour=time(13, 30), ombud_alone=True
        ),
        steps=row.case.steps,
        ombud=(Ombud(ombud_key, Road.SMS, date(2026, 1, 1), date(2027, 1, 1), Copies.ALL),),
        contact=Contact("sara", date(2024, 1, 1), date(2027, 6, 30)),
        consent=False,
        sheet_given=date(2026, 1, 1),
        sheet_shows=(),
        paused_until=date(2027, 1, 15),
        protected=True,
        has_mobile=True,
        has_email=True,
        reserve_road="brev",
    )
    assert row.case == case
    assert (row.unit, row.municipality, row.caseworker) == ("5065", "Nyköping", "sara")


def test_the_history_counts_what_reached_somebody_or_still_may(register: Database) -> None:
    with register.transaction("test", NOW) as session:
        person_id = add_person(session).id
        for number, state in enumerate(State, start=1):
            add_messages(session, person_id, 1, first=number, state=state, step=state.value)
    with register.reading() as session:
        history = {sent.step: sent.counts for sent in load_case(session, "P-1").history}
    gone = {State.SKIPPED, State.CANCELLED, State.FAILED}
    assert history == {state.value: state not in gone for state in State}


def test_an_unknown_reference_is_said(sqlite_register: Database) -> None:
    with (
        sqlite_register.reading() as session,
        pytest.raises(UnknownPersonError, match="Ingen person har referensen X-9"),
    ):
        load_case(session, "X-9")


def test_everyone_or_those_of_a_unit(register: Database) -> None:
    with register.transaction("test", NOW) as session:
        for ref, unit in (("P-2", "B"), ("P-1", "B"), ("P-3", "A")):
            add_person(session, ref, unit=unit)
    with register.reading() as session:
        refs = {person.id: person.ref for person in session.query(t.Person)}
        assert [refs[person_id] for person_id in everyone(session, "A")] == ["P-3"]
        assert [refs[person_id] for person_id in everyone(session)] == ["P-1", "P-2", "P-3"]


def test_reading_many_takes_as_few_questions_as_reading_one(sqlite_register: Database) -> None:
    with sqlite_register.transaction("test", NOW) as session:
        ids = [add_person(session, f"P-{n:03d}").id for n in range(120)]
    assert len(ids) < CHUNK
    asked: list[str] = []
    event.listen(sqlite_register.engine, "before_cursor_execute", lambda *args: asked.append(args[2]))
    with sqlite_register.reading() as session:
        refs = [row.case.ref for row in load_cases(session, list(reversed(ids)))]
    assert refs == sorted(refs, reverse=True), "in the order that was asked for"
    assert len(asked) <= 14
