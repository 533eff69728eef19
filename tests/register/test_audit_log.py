"""Every change of a fact leaves a row: who, when, what, and the old and new values."""

from __future__ import annotations

import json
from datetime import date

import pytest
from sqlalchemy import select

from dinadatum.errors import RegisterError
from dinadatum.register import tables as t
from dinadatum.register.database import Database
from notify.values import Pace
from tests.register.registers import NOW, add_decision, add_person


def log(database: Database, what: str = "person") -> list[tuple[str, str, dict[str, list[object]]]]:
    with database.reading() as session:
        rows = session.scalars(select(t.Audit).where(t.Audit.what == what).order_by(t.Audit.id))
        assert all(row.at == NOW for row in rows.all())
        rows = session.scalars(select(t.Audit).where(t.Audit.what == what).order_by(t.Audit.id))
        return [(row.actor, row.action, json.loads(row.detail or "{}")) for row in rows]


@pytest.fixture
def person_id(register: Database) -> int:
    with register.transaction("import", NOW) as session:
        return add_person(session).id


def test_what_is_added_is_logged_with_its_values(register: Database, person_id: int) -> None:
    ((actor, action, detail),) = log(register)
    assert (actor, action) == ("import", "added")
    assert detail["first_name"] == [None, "Åsa"]
    assert detail["birth_date"] == [None, "2000-05-17"]
    assert detail["pace"] == [None, "lagom"]
    with register.reading() as session:
        row = session.scalars(select(t.Audit)).first()
        assert row is not None
        assert (row.person_id, row.row_id) == (person_id, str(person_id))


def test_a_change_is_logged_with_old_and_new_and_makes_a_version(register: Database, person_id: int) -> None:
    with register.transaction("anna", NOW) as session:
        person = session.get_one(t.Person, person_id)
        person.pace, person.sheet_given = Pace.LUGNT, None
    assert log(register)[1] == (
        "anna",
        "changed",
        {"pace": ["lagom", "lugnt"], "sheet_given": ["2026-01-01", None]},
    )
    with register.reading() as session:
        assert session.get_one(t.Person, person_id).version == 2


def test_the_same_value_again_is_no_change(register: Database, person_id: int) -> None:
    with register.transaction("anna", NOW) as session:
        person = session.get_one(t.Person, person_id)
        person.first_name, person.pace = "Åsa", Pace.LAGOM
    assert len(log(register)) == 1
    with register.reading() as session:
        assert session.get_one(t.Person, person_id).version == 1


def test_what_the_machine_keeps_for_itself_is_no_change(register: Database, person_id: int) -> None:
    with register.transaction("look", NOW) as session:
        person = session.get_one(t.Person, person_id)
        person.look_on, person.next_message_day = date(2027, 1, 1), date(2027, 1, 2)
    assert len(log(register)) == 1
    with register.reading() as session:
        person = session.get_one(t.Person, person_id)
        assert (person.version, person.look_on) == (1, date(2027, 1, 1))


def test_what_is_removed_is_logged_with_what_it_held(register: Database, person_id: int) -> None:
    with register.transaction("anna", NOW) as session:
        person = session.get_one(t.Person, person_id)
        decision_id = add_decision(session, person, date(2025, 1, 1), date(2027, 12, 31)).id
    with register.transaction("bo", NOW) as session:
        session.delete(session.get_one(t.Decision, decision_id))
    actor, action, detail = log(register, "decision")[1]
    assert (actor, action) == ("bo", "removed")
    assert detail["last_day"] == ["2027-12-31", None]
    assert detail["extent"] == [100, None]


def test_work_that_fails_leaves_neither_change_nor_row(register: Database, person_id: int) -> None:
    def work() -> None:
        with register.transaction("anna", NOW) as session:
            session.get_one(t.Person, person_id).first_name = "Bo"
            session.flush()
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        work()
    assert len(log(register)) == 1
    with register.reading() as session:
        assert session.get_one(t.Person, person_id).first_name == "Åsa"


def test_a_fact_about_nobody_is_refused(register: Database) -> None:
    with (
        pytest.raises(RegisterError, match="Databasen svarade nej"),
        register.transaction("anna", NOW) as session,
    ):
        session.add(t.StudyTrial(person_id=4711, first_day=date(2026, 1, 1), last_day=date(2026, 6, 30)))


def test_with_the_person_go_the_facts(register: Database, person_id: int) -> None:
    with register.transaction("anna", NOW) as session:
        add_decision(session, session.get_one(t.Person, person_id), date(2025, 1, 1), date(2027, 12, 31))
    with register.transaction("anna", NOW) as session:
        session.delete(session.get_one(t.Person, person_id))
    with register.reading() as session:
        assert session.scalars(select(t.Decision)).all() == []
