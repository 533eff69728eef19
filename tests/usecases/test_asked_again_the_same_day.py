"""A look that comes again the same day, on the same facts, changes nothing: not even what doesn't go."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from sqlalchemy import update

from dinadatum import clock
from dinadatum.register import tables as t
from dinadatum.register.database import Database
from dinadatum.register.states import State
from dinadatum.usecases.looks.daily_look import look
from dinadatum.usecases.rules import Rules
from notify.due import REPLACED
from notify.history import BY_HAND
from notify.values import Pace
from tests.register.registers import add_messages
from tests.usecases.small_lives import messages, one_person

BEGAN = date(2026, 9, 1)


def ask(database: Database, rules: Rules, day: date) -> list[tuple[str, State, date, str]]:
    """Ask about everybody, and give what the ledger then says."""
    now = clock.opening(day)
    with database.transaction("test", now) as session:
        session.execute(update(t.Person).values(look_on=day))
    look(database, rules, day, now)
    return [(row.step, row.state, row.day, row.reason) for row in messages(database)]


def write_by_hand(database: Database, person_id: int, day: date) -> None:
    with database.transaction("test", clock.opening(day)) as session:
        add_messages(
            session, person_id, identity=f"H|{day}", key_date=BY_HAND, key_date_day=day, step=BY_HAND,
            day=day, send_at=clock.opening(day), state=State.ACCEPTED,
        )  # fmt: skip


@pytest.mark.parametrize("late", [0, 5])
def test_a_message_by_hand_stands_for_one_however_often_it_is_asked(
    each_register: Database, rules: Rules, late: int
) -> None:
    """Also for one that should have gone some days ago."""
    person_id, day = one_person(each_register, BEGAN, pace=Pace.OFTA), BEGAN
    while not any(step == "step1.1" for step, *_ in ask(each_register, rules, day)):
        day += timedelta(days=1)
    day += timedelta(days=late)
    write_by_hand(each_register, person_id, day)
    once = ask(each_register, rules, day)
    assert [(step, on) for step, _, on, reason in once if reason == REPLACED] == [("step1.1", day)]
    assert ask(each_register, rules, day) == once
