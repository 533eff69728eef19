"""Words are kept 90 days, and until the decision they concern has been final for three months (amendment 39)."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from dinadatum import clock
from dinadatum.register import tables as t
from dinadatum.register.database import Database
from dinadatum.register.states import State
from dinadatum.usecases.rules import Rules
from tests.register.registers import add_messages
from tests.usecases.counties import Stepper
from tests.usecases.small_lives import add_step, messages, one_person

SENT = date(2027, 1, 12)
END = date(2027, 5, 31)


def sent(database: Database, person_id: int, **values: object) -> None:
    with database.transaction("test", clock.opening(SENT)) as session:
        given = {"day": SENT, "key_date_day": END, "last_useful_day": END}
        [row] = add_messages(session, person_id, state=State.DELIVERED, **(given | values))
        row.text, row.subject, row.chars, row.parts = "Dina datum:\nNu börjar steg 3.", "Dina datum", 29, 1


@pytest.mark.parametrize(
    ("key_date", "answered", "last_kept"),
    [
        ("number", None, SENT + timedelta(days=89)),
        ("decision_end", None, date(2027, 10, 30)),
        ("decision_end", date(2027, 4, 15), date(2027, 9, 14)),
        ("decision_end", date(2026, 11, 1), date(2027, 10, 30)),
    ],
)
def test_amendment_39_words_go_when_the_later_of_the_two_days_has_come(
    key_date: str, answered: date | None, last_kept: date, register: Database, rules: Rules, stepper: Stepper
) -> None:
    person_id = one_person(register, SENT, look_on=None)
    sent(register, person_id, key_date=key_date)
    if answered is not None:
        add_step(register, person_id, answered, "answer", "beviljad")
    with register.transaction("test", clock.opening(SENT)) as session:
        session.get_one(t.Person, person_id).look_on = None
    stepper.look(last_kept)
    assert messages(register)[0].text is not None
    stepper.look(last_kept + timedelta(days=1))
    [row] = [row for row in messages(register) if row.day == SENT]
    assert (row.text, row.subject) == (None, None)
    assert (row.template, row.wording, row.day, row.state, row.chars) == (
        "M03",
        "diskret",
        SENT,
        State.DELIVERED,
        29,
    )
