"""Trying a change: what it would lead to, and nobody who writes has to wait for it."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import select

from dinadatum.clock import opening
from dinadatum.register import tables as t
from dinadatum.register.database import Database
from dinadatum.usecases.changing import rehearsal
from dinadatum.usecases.changing.keeping import Change
from dinadatum.usecases.changing.subjects import SUBJECTS
from dinadatum.usecases.rules import Rules
from tests.register.registers import TODAY
from tests.usecases.small_lives import one_person


def test_others_can_write_while_the_years_are_played(
    each_register: Database, rules: Rules, monkeypatch: pytest.MonkeyPatch
) -> None:
    person_id = one_person(each_register, TODAY)
    with each_register.reading() as session:
        decision = session.scalars(select(t.Decision)).one()
    written: list[int] = []
    compare = rehearsal.compare

    def meanwhile(*said: object) -> object:
        with each_register.transaction("en annan", opening(TODAY)) as session:
            session.get_one(t.Person, person_id).municipality = "Trosa"
        written.append(1)
        return compare(*said)

    monkeypatch.setattr(rehearsal, "compare", meanwhile)
    real = rehearsal._life

    def life(*given: object) -> object:
        with each_register.transaction("en annan", opening(TODAY)) as session:
            session.get_one(t.Person, person_id).unit = "5065"
        written.append(1)
        return real(*given)

    monkeypatch.setattr(rehearsal, "_life", life)
    columns = {"last_day": date(2028, 5, 31)}
    change = Change(SUBJECTS["beslut"], person_id, decision.id, decision.version, columns)
    outlook = rehearsal.rehearse(each_register, rules, change, today=TODAY, now=opening(TODAY))
    assert written == [1, 1, 1]
    assert any(date(2028, 5, 31) in move.after for move in outlook.dates)
    assert outlook.messages.go or outlook.messages.changed
    with each_register.reading() as session:
        assert session.scalars(select(t.Decision.last_day)).one() == date(2027, 5, 31)
