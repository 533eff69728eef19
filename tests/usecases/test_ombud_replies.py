"""What the person says of ombud reaches the register, the way out, and the simulation alike."""

from __future__ import annotations

from datetime import date, time, timedelta

import pytest
from sqlalchemy import select

from dinadatum import clock
from dinadatum.register import tables as t
from dinadatum.register.cases import load_case
from dinadatum.register.database import Database
from dinadatum.register.states import State
from dinadatum.usecases.cases.by_hand import refusal
from dinadatum.usecases.looks.simulation import SaidReply, simulate
from dinadatum.usecases.replies.storing_replies import Received
from dinadatum.usecases.replies.take_reply import take_reply
from dinadatum.usecases.rules import Rules
from dinadatum.usecases.sending.send_due import send_due
from notify.values import Copies, Road, TaskKind
from tests.usecases.counties import Provider, Stepper, both_roads
from tests.usecases.small_lives import messages, one_person, tasks
from tests.usecases.test_stepping_is_the_truth import done, done_tasks, said, said_tasks
from tests.usecases.test_stepping_with_replies import FIRST, LAST, number, play

DAY = date(2026, 10, 6)
"""A Tuesday: the first message about step 1, at 10; its copy would go at 12."""
BEGIN = FIRST
NUMBER, OMBUD_NUMBER = "+46701740621", "+46701740623"


def helped(database: Database, ref: str = "P-1", *, ombud_alone: bool = False) -> int:
    """Put in a person with an ombud, each with a number of their own."""
    mobile, ombuds = number(ref), OMBUD_NUMBER if ref == "P-1" else f"+4670174063{ref[-1]}"
    person_id = one_person(
        database,
        BEGIN,
        ref,
        mobile=mobile,
        mobile_hash=database.keyring.fingerprint(mobile),
        known_since=BEGIN,
        first_name="Alva",
        ombud_alone=ombud_alone,
    )
    with database.transaction("test", clock.opening(BEGIN)) as session:
        session.add(
            t.Ombud(
                person_id=person_id,
                name="Maria Ek",
                name_hash="o" * 64,
                mobile=ombuds,
                first_day=BEGIN,
                last_day=date(2028, 5, 31),
                copies=Copies.ALL,
            )
        )
    return person_id


def say(
    database: Database, rules: Rules, text: str, at: str = "11:00", day: date = DAY, sender: str = NUMBER
) -> str:
    moment = clock.instant(day, time.fromisoformat(at))
    taken = take_reply(
        database, rules, Received(Road.SMS, sender, text, f"SM-{day}-{at}-{text}", moment), moment
    )
    assert taken is not None
    return taken.read_as


def receipt(database: Database, stepper: Stepper, provider: Provider, at: str, day: date = DAY) -> str:
    moment = clock.instant(day, time.fromisoformat(at)) + timedelta(seconds=30)
    before = len(provider.accepted)
    send_due(database, stepper.rules, stepper.channels, lambda: moment)
    return provider.accepted[before].text


@pytest.fixture
def played(register: Database, rules: Rules, provider: Provider) -> Stepper:
    helped(register)
    stepper = Stepper(register, rules, both_roads(provider))
    stepper.run_days(BEGIN, DAY - timedelta(days=1))
    stepper.look(DAY)
    return stepper


def test_the_receipts_within_the_minute_word_for_word(
    register: Database, rules: Rules, provider: Provider, played: Stepper
) -> None:
    assert say(register, rules, "vem får mina sms?", "09:00") == "OMBUD_VEM"
    assert receipt(register, played, provider, "09:00") == (
        "Dina datum:\nMaria får veta när du får sms.\nDet gäller till och med 31 maj 2028.\n"
        "Ska det sluta? Svara OMBUD NEJ."
    )
    say(register, rules, "ombud nej", "09:10")
    assert receipt(register, played, provider, "09:10") == (
        "Dina datum:\nNu slutar vi skriva till Maria.\nVi berättar att du har valt det.\n"
        "Fullmakten på papper gäller ändå.\nÄndrar du dig? Svara OMBUD JA."
    )
    say(register, rules, "OMBUD", "09:20")
    assert receipt(register, played, provider, "09:20") == (
        "Dina datum:\nInget ombud får veta när du får sms.\nVill du ändra det? Svara OMBUD JA."
    )


def test_the_copy_that_was_on_its_way_is_taken_back_at_once(
    register: Database, rules: Rules, played: Stepper
) -> None:
    waiting = [row for row in messages(register, kind="copy") if row.day == DAY]
    assert [row.state for row in waiting] == [State.PLANNED]
    say(register, rules, "mamma ska inte få sms")
    [copy] = [row for row in messages(register, kind="copy") if row.day == DAY]
    assert (copy.state, copy.reason) == (State.CANCELLED, "Personen har valt att ombudet inte får mer.")
    assert TaskKind.COPIES_ENDED in {task.kind for task in tasks(register)}
    with register.reading() as session:
        ombud = session.scalars(select(t.Ombud)).one()
        assert (ombud.last_day, ombud.copies) == (date(2028, 5, 31), Copies.ALL), "the paper stands"


def test_every_choice_is_kept_with_its_moment_and_how(
    register: Database, rules: Rules, played: Stepper
) -> None:
    for text, at in (("ombud nej", "09:00"), ("ombud ja", "09:05"), ("ombud nej", "09:10")):
        say(register, rules, text, at)
    with register.reading() as session:
        rows = session.scalars(select(t.CopyChoice).order_by(t.CopyChoice.id)).all()
        case = load_case(session, "P-1").case
        log = session.scalars(select(t.Audit.action).where(t.Audit.what == "copy_choice")).all()
    assert [(row.allowed, row.source) for row in rows] == [(False, "svar"), (True, "svar"), (False, "svar")]
    assert [clock.local_time(row.at) for row in rows] == [time(9), time(9, 5), time(9, 10)]
    assert case.copies_ended
    assert log == ["added"] * 3


def test_an_ombuds_own_reply_ends_nothing(register: Database, rules: Rules, played: Stepper) -> None:
    assert say(register, rules, "OMBUD NEJ", sender=OMBUD_NUMBER) == "OMBUD"
    with register.reading() as session:
        assert session.scalar(select(t.CopyChoice.id)) is None


TALK = (
    (DAY, "11:00", "OMBUD NEJ"),
    (date(2026, 10, 13), "09:00", "vem får mina sms"),
    (date(2026, 10, 22), "20:00", "ombud ja"),
    (date(2026, 11, 17), "08:00", "sluta ombud"),
    (date(2026, 11, 17), "08:02", "ombud igen"),
    (date(2026, 12, 1), "09:00", "OMBUD NEJ"),
    (date(2026, 12, 8), "09:00", "OMBUD JA"),
)


def test_stepping_with_these_replies_is_what_the_simulation_says(register: Database, rules: Rules) -> None:
    """Two say the same: one has messages of one's own, for the other the ombud alone has them."""
    people = {"P-1": helped(register), "P-2": helped(register, "P-2", ombud_alone=True)}
    script = [SaidReply(day, time.fromisoformat(at), ref, text) for day, at, text in TALK for ref in people]
    with register.reading() as session:
        foretold = simulate(session, rules, list(people.values()), FIRST, LAST, script=script)
    provider = play(register, rules, script)
    assert done(register, provider) == said(foretold)
    assert done_tasks(register) == said_tasks(foretold)
    for ref, template in (("P-1", "M113"), ("P-2", "M114")):
        assert {row.template for row in messages(register) if row.person_id == people[ref]} >= {
            template, "M115", "M116",
        }, ref  # fmt: skip


def test_nothing_is_written_by_hand_to_one_who_wanted_none_and_ended_the_ombuds(
    register: Database, rules: Rules
) -> None:
    helped(register, ombud_alone=True)
    say(register, rules, "ombud nej", day=BEGIN)
    with register.reading() as session:
        assert "Kom överens om en väg" in refusal(load_case(session, "P-1"), BEGIN)
