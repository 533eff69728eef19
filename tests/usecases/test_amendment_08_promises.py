"""Amendment 8: the day in the text is the day of the task, somebody is in, and no day has more than fits."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta

import pytest
from sqlalchemy import select

from dinadatum import clock
from dinadatum.register import tables as t
from dinadatum.register.cases import everyone
from dinadatum.register.database import Database
from dinadatum.usecases.cases.handing_over import HandoverOrder
from dinadatum.usecases.cases.handover_preview import hand_over, preview
from dinadatum.usecases.looks.promising import free_day_of
from dinadatum.usecases.looks.second_round import second_round
from dinadatum.usecases.looks.simulation import SimulatedMessage, simulate
from dinadatum.usecases.replies.inbox import waiting_replies
from dinadatum.usecases.replies.take_reply import take_reply
from dinadatum.usecases.replies.tying import put_aside
from dinadatum.usecases.rules import Rules
from notify.values import Road, TaskKind
from notify.words import day_in_words
from tests.register.registers import add_caseworker
from tests.usecases.counties import Provider, Stepper, both_roads
from tests.usecases.small_lives import messages, one_person, tasks
from tests.usecases.test_stepping_is_the_truth import done, done_tasks, said_tasks
from tests.usecases.test_stepping_is_the_truth import said as told
from tests.usecases.test_take_reply import DAY, NUMBER, OTHER_NUMBER, said, somebody

WEDNESDAY, THURSDAY, FRIDAY, MONDAY = (DAY + timedelta(days=n) for n in (1, 2, 3, 6))
ASKS = ("hjälp", "ring mig", "skriv till mig", "jag vill prata med en människa")


def limit(database: Database, most: int) -> None:
    with database.transaction("test", clock.opening(DAY)) as session:
        session.scalars(select(t.Caseworker)).one().most_promises = most


def away(database: Database, first: date, last: date, stand_in: str = "") -> None:
    with database.transaction("test", clock.opening(DAY)) as session:
        ids = {worker.username: worker.id for worker in session.scalars(select(t.Caseworker))}
        absence = t.CaseworkerAbsence(
            caseworker_id=ids["sara"], stand_in_id=ids.get(stand_in), first_day=first, last_day=last
        )
        session.add(absence)


def receipt_days(database: Database) -> list[date]:
    return [row.key_date_day for row in messages(database, kind="receipt")]


@pytest.mark.parametrize("text", ASKS)
def test_amendment_08_the_receipt_says_the_day_of_its_task(
    register: Database, rules: Rules, provider: Provider, text: str
) -> None:
    """Two working days on it is Thursday: Sara is away until Friday."""
    somebody(register)
    away(register, WEDNESDAY, THURSDAY)
    take_reply(register, rules, said(text), clock.opening(DAY))
    assert [task.day for task in tasks(register)] == receipt_days(register) == [FRIDAY]
    Stepper(register, rules, both_roads(provider)).send(DAY)
    (row,) = messages(register, kind="receipt")
    assert row.text is not None
    assert day_in_words(FRIDAY, DAY) in row.text


def test_amendment_08_a_stand_in_keeps_the_promise_unless_away_too(register: Database, rules: Rules) -> None:
    somebody(register)
    with register.transaction("test", clock.opening(DAY)) as session:
        other = t.Caseworker(username="omar", name="Omar Ali", sms_name="Omar", first_day=date(2024, 1, 1))
        session.add(other)
        session.flush()
        other_id = other.id
    away(register, THURSDAY, FRIDAY, stand_in="omar")
    with register.reading() as session:
        assert free_day_of(session, rules, "sara", DAY) == THURSDAY
    with register.transaction("test", clock.opening(DAY)) as session:
        session.add(t.CaseworkerAbsence(caseworker_id=other_id, first_day=THURSDAY, last_day=THURSDAY))
    with register.reading() as session:
        assert free_day_of(session, rules, "sara", DAY) == FRIDAY


def test_amendment_08_two_replies_in_the_same_moment_get_different_days(
    each_register: Database, rules: Rules
) -> None:
    somebody(each_register)
    somebody(each_register, "P-2", OTHER_NUMBER)
    limit(each_register, 1)
    now = clock.opening(DAY)
    came = [said("hjälp", sender=NUMBER, sid="1"), said("hjälp", sender=OTHER_NUMBER, sid="2")]
    with ThreadPoolExecutor(2) as pool:
        list(pool.map(lambda reply: take_reply(each_register, rules, reply, now), came))
    assert sorted(task.day for task in tasks(each_register)) == [THURSDAY, FRIDAY]
    assert sorted(receipt_days(each_register)) == [THURSDAY, FRIDAY]


def test_amendment_08_a_day_that_was_said_stays_when_the_handlaggare_goes_away(
    register: Database, rules: Rules, provider: Provider
) -> None:
    somebody(register)
    take_reply(register, rules, said("hjälp"), clock.opening(DAY))
    away(register, WEDNESDAY, FRIDAY)
    Stepper(register, rules, both_roads(provider)).send(DAY)
    (row,) = messages(register, kind="receipt")
    assert row.text is not None
    assert day_in_words(THURSDAY, DAY) in row.text
    assert [task.day for task in tasks(register)] == [THURSDAY]


@pytest.mark.parametrize(
    ("text", "day"),
    [("ring mig på fredag", MONDAY), ("ring mig på lördag", THURSDAY)],
    ids=["full", "weekend"],
)
def test_amendment_08_a_day_that_was_asked_for_is_promised_only_where_it_has_room(
    register: Database, rules: Rules, text: str, day: date
) -> None:
    person_id = somebody(register)
    limit(register, 1)
    with register.transaction("test", clock.opening(DAY)) as session:
        full = t.Task(
            identity="full", person_id=person_id, kind=TaskKind.MEET, day=FRIDAY, why="", created_at=clock.opening(DAY)
        )  # fmt: skip
        session.add(full)
    take_reply(register, rules, said(text), clock.opening(DAY))
    assert receipt_days(register) == [day]


def taking_over(database: Database, rules: Rules, people: int, days: int) -> list[SimulatedMessage]:
    """Let several people come late to step 1, so that somebody takes over on the same day."""
    first = date(2027, 1, 11)
    for number in range(people):
        one_person(database, first, f"P-{number}", known_since=first)
    limit(database, 2)
    with database.reading() as session:
        promised = simulate(session, rules, everyone(session), first, first + timedelta(days=days))
    provider = Provider()
    stepper = Stepper(database, rules, both_roads(provider))
    stepper.run_days(first, first + timedelta(days=days))
    assert done(database, provider) == told(promised)
    assert done_tasks(database) == said_tasks(promised)
    return promised


def test_amendment_08_those_taken_over_on_one_day_share_the_days_and_each_is_told_theirs(
    register: Database, rules: Rules
) -> None:
    taking_over(register, rules, 5, 10)
    found = [task for task in tasks(register) if task.kind is TaskKind.TAKE_OVER]
    assert sorted(task.day for task in found) == [
        date(2027, 1, 13), date(2027, 1, 13), date(2027, 1, 14), date(2027, 1, 14), date(2027, 1, 15)
    ]  # fmt: skip
    said_to = {row.person_id: row.text or "" for row in messages(register) if row.template == "M27"}
    assert len(said_to) == 5
    for task in found:
        assert day_in_words(task.day, date(2027, 1, 12)) in said_to[task.person_id]


def test_amendment_08_a_text_whose_task_is_past_makes_a_new_one(register: Database, rules: Rules) -> None:
    """The task came while there was no road; the text goes much later, with a day of its own."""
    first = date(2027, 1, 11)
    person_id = one_person(register, first, known_since=first, mobile=None, mobile_hash=None)
    stepper = Stepper(register, rules, both_roads(Provider()))
    stepper.look(first)
    with register.transaction("test", clock.opening(first)) as session:
        session.query(t.Message).delete()
        person = session.get_one(t.Person, person_id)
        person.mobile, person.mobile_hash, person.look_on = NUMBER, "m" * 64, first + timedelta(days=7)
    stepper.run_days(first + timedelta(days=7), first + timedelta(days=9))
    days = [task.day for task in tasks(register) if task.kind is TaskKind.TAKE_OVER]
    (row,) = [row for row in messages(register) if row.template == "M27"]
    assert days == [date(2027, 1, 13), date(2027, 1, 20)]
    assert day_in_words(days[1], row.day) in (row.text or "")


def test_amendment_08_an_ombuds_reply_waits_for_a_day_when_somebody_is_in(
    register: Database, rules: Rules
) -> None:
    person_id = somebody(register)
    away(register, WEDNESDAY, FRIDAY)
    with register.transaction("test", clock.opening(DAY)) as session:
        ombud = t.Ombud(
            person_id=person_id,
            name="Maria Ek",
            name_hash="o" * 64,
            road=Road.SMS,
            mobile=OTHER_NUMBER,
            first_day=date(2026, 1, 1),
        )
        session.add(ombud)
    take_reply(register, rules, said("vad betyder det", sender=OTHER_NUMBER), clock.opening(DAY))
    assert [(task.kind, task.day) for task in tasks(register)] == [(TaskKind.READ_REPLY, MONDAY)]


def reading(database: Database) -> list[date]:
    return [task.day for task in tasks(database) if task.kind is TaskKind.READ_REPLY]


def test_amendment_08_the_day_of_reading_counts_as_a_promise(register: Database, rules: Rules) -> None:
    """One promise a day: Thursday is taken by the reading, so the call is promised for Friday."""
    somebody(register)
    limit(register, 1)
    take_reply(register, rules, said("bla bla hejsan farfar", sid="1"), clock.opening(DAY))
    take_reply(register, rules, said("ring mig", sid="2"), clock.opening(DAY))
    assert [(row.template, row.key_date_day) for row in messages(register, kind="receipt")] == [
        ("M25", THURSDAY),
        ("M45", FRIDAY),
    ]


def test_amendment_08_a_second_one_that_day_is_read_with_the_first(register: Database, rules: Rules) -> None:
    somebody(register)
    for n, text in enumerate(("bla bla hejsan farfar", "gurka tomat sallad")):
        take_reply(register, rules, said(text, sid=str(n)), clock.opening(DAY))
    assert [row.template for row in messages(register, kind="receipt")] == ["M25"]
    assert reading(register) == [THURSDAY, THURSDAY]


def test_amendment_08_a_reply_that_nobody_read_in_time_gets_a_new_day(
    register: Database, rules: Rules, provider: Provider
) -> None:
    somebody(register)
    take_reply(register, rules, said("bla bla hejsan farfar"), clock.opening(DAY))
    stepper = Stepper(register, rules, both_roads(provider))
    stepper.send(DAY)
    assert second_round(register, rules, clock.opening(THURSDAY)).broken == 0, "the whole day is there"
    assert second_round(register, rules, clock.opening(FRIDAY)).broken == 1
    stepper.send(MONDAY)
    (row,) = [row for row in messages(register) if row.template == "M117"]
    (alarm,) = [task for task in tasks(register) if task.kind is TaskKind.BROKEN_PROMISE]
    assert row.text is not None
    assert "Sara läser det senast" in row.text
    assert day_in_words(alarm.day, row.day) in row.text


def test_amendment_08_a_reply_that_is_put_aside_is_a_promise_kept(
    register: Database, rules: Rules, provider: Provider
) -> None:
    somebody(register)
    take_reply(register, rules, said("bla bla hejsan farfar"), clock.opening(DAY))
    Stepper(register, rules, both_roads(provider)).send(DAY)
    with register.reading() as session:
        (waiting,) = waiting_replies(session)
    assert put_aside(register, waiting.reply_id, who="sara", note="Läst.", now=clock.opening(WEDNESDAY))
    assert [(task.done_by, task.kind) for task in tasks(register)] == [("sara", TaskKind.READ_REPLY)]
    assert second_round(register, rules, clock.opening(FRIDAY)).broken == 0


def test_amendment_08_a_new_handlaggare_is_not_promised_to_more_people_than_fit_in_a_day(
    register: Database, rules: Rules, provider: Provider
) -> None:
    """Five cases change hands; Amir takes two a day, and is away on the second."""
    known, first, writes = date(2026, 1, 16), date(2026, 2, 9), date(2026, 2, 11)
    for number in range(5):
        one_person(register, known, f"P-{number}")
    with register.transaction("test", clock.opening(known)) as session:
        amir = add_caseworker(session, "amir", name="Amir Ask", sms_name="Amir", most_promises=2)
        away_on = date(2026, 2, 12)
        session.add(t.CaseworkerAbsence(caseworker_id=amir.id, first_day=away_on, last_day=away_on))
    order = HandoverOrder("sara", "amir", first, writes)
    seen = preview(register, rules, order, known)
    assert seen.last_write == date(2026, 2, 16)
    with register.transaction("test", clock.opening(known)) as session:
        hand_over(session, rules, order, known, clock.opening(known))
    Stepper(register, rules, both_roads(provider)).run_days(known, date(2026, 1, 22))
    found = {task.person_id: task.day for task in tasks(register) if task.kind is TaskKind.HANDOVER}
    assert sorted(found.values()) == [
        date(2026, 2, 11), date(2026, 2, 11), date(2026, 2, 13), date(2026, 2, 13), date(2026, 2, 16)
    ]  # fmt: skip
    said_to = {row.person_id: row.text or "" for row in messages(register) if row.template == "M13"}
    assert all(day_in_words(day, known) in said_to[person] for person, day in found.items())
