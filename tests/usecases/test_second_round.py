"""Amendments 8, 16 and 17: what reached nobody goes by the next way, and a broken promise gets a new day."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest

from dinadatum import clock
from dinadatum.register import tables as t
from dinadatum.register.database import Database
from dinadatum.register.states import State
from dinadatum.usecases.looks.following import RoundReport
from dinadatum.usecases.looks.promising import free_day
from dinadatum.usecases.looks.second_round import second_round
from dinadatum.usecases.sending.take_receipt import take_receipt
from notify.channels.values import Outcome, Result
from notify.values import Copies, MessageKind, Recipient, Road, TaskKind, Wording
from tests.usecases.counties import Provider, Stepper, at, both_roads
from tests.usecases.small_lives import messages, one_person, tasks

DAY = date(2027, 2, 22)
"""A Monday; the decision ends on 31 May: S2 of the safety net goes about now."""
NO = Result(Outcome.FAILED, "SM1", "30006", "Numret finns inte.")
MAIL = {"email": "asa@example.se", "email_hash": "e" * 64}


def sent_safety(stepper: Stepper, **values: object) -> t.Message:
    """Play until a message of the safety net has gone; give its row."""
    one_person(stepper.database, DAY, sheet_given=DAY, known_since=DAY, unit="5065", **values)
    for number in range(14):
        stepper.run(DAY + timedelta(days=number))
        if found := [m for m in messages(stepper.database) if m.step.startswith("net.")]:
            return found[0]
    raise AssertionError("no message of the net")


def follow(stepper: Stepper, now: datetime) -> RoundReport:
    return second_round(stepper.database, stepper.rules, now)


def after(message: t.Message, hours: float) -> datetime:
    assert message.settled_at is not None
    return message.settled_at + timedelta(hours=hours)


def following(stepper: Stepper) -> list[t.Message]:
    return [m for m in messages(stepper.database) if m.identity.startswith("F|")]


def kinds(database: Database) -> set[TaskKind]:
    return {task.kind for task in tasks(database)}


@pytest.mark.parametrize(("hours", "count"), [(23.9, 0), (24, 1)])
def test_amendment_17_without_a_receipt_in_a_day_it_goes_by_mail(
    stepper: Stepper, hours: float, count: int
) -> None:
    first = sent_safety(stepper, **MAIL)
    follow(stepper, after(first, hours))
    assert [(m.road, m.template, m.kind) for m in following(stepper)] == (
        [(Road.EMAIL, first.template, MessageKind.SAFETY)] * count
    )


def test_a_receipt_of_delivery_ends_it(stepper: Stepper) -> None:
    first = sent_safety(stepper, **MAIL)
    assert take_receipt(stepper.database, first.id, first.provider_id, "delivered", "", after(first, 1))
    follow(stepper, after(first, 30))
    assert following(stepper) == []


def test_a_failure_goes_on_at_once_and_only_once(stepper: Stepper, provider: Provider) -> None:
    provider.always = NO
    first = sent_safety(stepper, **MAIL)
    assert first.state is State.FAILED
    follow(stepper, after(first, 0.1))
    follow(stepper, after(first, 0.2))
    assert len(following(stepper)) == 1


def test_amendment_16_a_mail_counts_as_delivered_when_accepted(register: Database, stepper: Stepper) -> None:
    mail = Stepper(register, stepper.rules, both_roads(Provider("smtp")))
    first = sent_safety(mail, road=Road.EMAIL, mobile=None, mobile_hash=None, **MAIL)
    follow(mail, after(first, 100))
    assert following(mail) == []
    assert TaskKind.GET_THROUGH not in kinds(register)


def test_amendment_17_then_the_ombud_then_a_call_then_a_letter(stepper: Stepper, provider: Provider) -> None:
    provider.always = NO
    first = sent_safety(stepper, **MAIL)
    with stepper.database.transaction("test", after(first, 0)) as session:
        ombud = t.Ombud(
            person_id=first.person_id, name="Maria Ek", name_hash="n" * 64, mobile="+46701740606",
            road=Road.SMS, first_day=DAY, copies=Copies.URGENT,
        )  # fmt: skip
        session.add(ombud)
    now = after(first, 0.1)
    for _ in range(3):
        follow(stepper, now)
        stepper.send(clock.local_day(now))
        now += timedelta(minutes=10)
    assert [(m.road, m.recipient) for m in following(stepper)] == [
        (Road.EMAIL, Recipient.PERSON),
        (Road.SMS, Recipient.OMBUD),
    ]
    (call,) = [task for task in tasks(stepper.database) if task.kind is TaskKind.GET_THROUGH]
    assert call.day == clock.local_day(now), "at once, on any weekday"
    assert TaskKind.SEND_LETTER not in kinds(stepper.database)
    follow(stepper, now + timedelta(days=3))
    (letter,) = [task for task in tasks(stepper.database) if task.kind is TaskKind.SEND_LETTER]
    assert "Adressen saknas" in letter.why


@pytest.mark.parametrize("wording", list(Wording))
def test_the_ombud_is_told_the_same_whatever_words_the_person_is_given(
    stepper: Stepper, provider: Provider, wording: Wording
) -> None:
    """The last text of the net is urgent, and so is the copy that goes in its place."""
    provider.always = NO
    day = date(2027, 4, 30)
    one_person(stepper.database, day, sheet_given=day, known_since=day, confirmed=day, wording=wording)
    while not (found := [m for m in messages(stepper.database) if m.template == "M05"]):
        stepper.run(day)
        day += timedelta(days=1)
        assert day < date(2027, 5, 31), "M05 never came"
    first = found[0]
    with stepper.database.transaction("test", after(first, 0)) as session:
        ombud = t.Ombud(
            person_id=first.person_id, name="Maria Ek", name_hash="n" * 64, mobile="+46701740606",
            road=Road.SMS, first_day=DAY, copies=Copies.URGENT,
        )  # fmt: skip
        session.add(ombud)
    follow(stepper, after(first, 0.1))
    assert [(m.recipient, m.template) for m in following(stepper)] == [(Recipient.OMBUD, "M56")]


def test_the_road_that_was_agreed_comes_first(stepper: Stepper, provider: Provider) -> None:
    provider.always = NO
    address = {"street": "Exempelgatan 1", "postcode": "111 11", "city": "Trosa"}
    first = sent_safety(stepper, reserve_road="brev", **MAIL, **address)
    follow(stepper, after(first, 0.1))
    (letter,) = [task for task in tasks(stepper.database) if task.kind is TaskKind.SEND_LETTER]
    assert "Adressen finns" in letter.why
    assert following(stepper) == []


def test_what_no_longer_helps_goes_no_further(stepper: Stepper, provider: Provider) -> None:
    provider.always = NO
    first = sent_safety(stepper, **MAIL)
    with stepper.database.transaction("test", after(first, 0)) as session:
        session.add(t.Step(person_id=first.person_id, kind="received", day=first.day))
    follow(stepper, after(first, 1))
    assert following(stepper) == []


def test_the_daily_look_leaves_what_this_round_wrote(stepper: Stepper, provider: Provider) -> None:
    provider.always = NO
    first = sent_safety(stepper, **MAIL)
    follow(stepper, at(first.day, 20))
    stepper.look(first.day + timedelta(days=1))
    (mail,) = following(stepper)
    assert (mail.state, mail.day) == (State.PLANNED, first.day + timedelta(days=1))


# ---- promises


def promised(stepper: Stepper, kind: TaskKind = TaskKind.CALL) -> int:
    person_id = one_person(stepper.database, DAY, known_since=DAY)
    with stepper.database.transaction("test", clock.opening(DAY)) as session:
        task = t.Task(
            identity="T|P-1|call|1", person_id=person_id, kind=kind, day=DAY, why="Ring.",
            created_at=clock.opening(DAY),
        )  # fmt: skip
        session.add(task)
    return person_id


def test_amendment_08_a_promise_holds_the_whole_of_its_day(stepper: Stepper) -> None:
    promised(stepper)
    assert follow(stepper, at(DAY, 23)).broken == 0


def test_amendment_08_a_broken_promise_is_an_alarm_and_the_person_gets_a_new_day(stepper: Stepper) -> None:
    promised(stepper)
    following_day = DAY + timedelta(days=1)
    assert follow(stepper, at(following_day, 8)).broken == 1
    assert follow(stepper, at(following_day, 9)).broken == 0, "told once"
    (alarm,) = [task for task in tasks(stepper.database) if task.kind is TaskKind.BROKEN_PROMISE]
    assert alarm.day == date(2027, 2, 25), "two working days from now"
    assert "Personen har fått en ny dag." in alarm.why
    stepper.send(following_day)
    (said,) = [m for m in messages(stepper.database) if m.template == "M57"]
    assert said.text is not None
    assert "Sara hör av sig torsdag 25 februari." in said.text


def test_amendment_08_an_alarm_says_when_the_person_is_not_told_the_new_day(stepper: Stepper) -> None:
    person_id = promised(stepper)
    with stepper.database.transaction("test", clock.opening(DAY)) as session:
        session.add(t.Consent(person_id=person_id, given=False, at=clock.opening(DAY), source="telefon"))
    follow(stepper, at(DAY + timedelta(days=1), 8))
    (alarm,) = [task for task in tasks(stepper.database) if task.kind is TaskKind.BROKEN_PROMISE]
    assert "hölls inte. Personen får inget meddelande om den nya dagen. Ring." in alarm.why
    assert [m for m in messages(stepper.database) if m.template == "M57"] == []


def test_amendment_08_a_promise_that_was_kept_is_quiet(stepper: Stepper) -> None:
    promised(stepper)
    with stepper.database.transaction("test", clock.opening(DAY)) as session:
        session.query(t.Task).update({"done_at": clock.opening(DAY)})
    assert follow(stepper, at(DAY + timedelta(days=1), 9)).broken == 0


def test_amendment_08_a_task_whose_day_nobody_was_told_is_no_promise(stepper: Stepper) -> None:
    promised(stepper, TaskKind.TAKE_OVER)
    assert follow(stepper, at(DAY + timedelta(days=1), 9)).broken == 0


@pytest.mark.parametrize(("most", "day"), [(2, date(2027, 2, 24)), (1, date(2027, 2, 25))])
def test_amendment_08_no_more_promises_on_a_day_than_the_handlaggare_can_keep(
    stepper: Stepper, most: int, day: date
) -> None:
    person_id = promised(stepper)
    with stepper.database.transaction("test", clock.opening(DAY)) as session:
        session.query(t.Task).update({"day": date(2027, 2, 24)})
        session.query(t.Caseworker).update({"most_promises": most})
    with stepper.database.reading() as session:
        assert free_day(session, stepper.rules, person_id, DAY) == day


def test_amendment_08_a_promise_falls_on_a_day_when_that_person_is_in(stepper: Stepper) -> None:
    person_id = promised(stepper)
    with stepper.database.transaction("test", clock.opening(DAY)) as session:
        worker = session.query(t.Caseworker).one()
        away = {"first_day": date(2027, 2, 24), "last_day": date(2027, 2, 26)}
        session.add(t.CaseworkerAbsence(caseworker_id=worker.id, **away))
    with stepper.database.reading() as session:
        assert free_day(session, stepper.rules, person_id, DAY) == date(2027, 3, 1)
