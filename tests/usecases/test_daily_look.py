"""The daily look: safe to repeat, safe to interrupt, and never held to what was true yesterday."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from threading import Thread

import pytest
from sqlalchemy import func, select, text

from dinadatum import clock
from dinadatum.register import tables as t
from dinadatum.register.database import Database
from dinadatum.register.states import State
from dinadatum.usecases.looks import daily_look
from dinadatum.usecases.looks.daily_look import is_anyone_waiting, look, looked_on
from dinadatum.usecases.looks.deciding import NOT_NEEDED
from dinadatum.usecases.looks.next_day import next_sending_day
from dinadatum.usecases.rules import Rules
from notify.channels.values import Outcome, Result
from notify.values import MessageKind, Road, StepKind
from tests.usecases.counties import COUNTY_DAY, Provider, Stepper, at, both_roads
from tests.usecases.small_lives import (
    LAST,
    add_step,
    change,
    days,
    everything,
    messages,
    one_person,
    tasks,
)

_WAITING = text(
    "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"
)
AWAY = Result(Outcome.RETRY, code="http_503", meaning="Leverantören är inte tillgänglig just nu.")


def first_message_day(stepper: Stepper, kind: MessageKind) -> date:
    """Step until something of a kind is planned for the day, without sending it; give the day."""
    day = date(2026, 9, 1)
    while True:
        stepper.look(day)
        if any(m.kind is kind for m in planned(stepper, day)):
            return day
        stepper.send(day)
        with stepper.database.reading() as session:
            following = session.scalar(select(func.min(t.Person.look_on)))
        assert following is not None, f"no {kind}"
        day = following


def planned(stepper: Stepper, day: date) -> list[t.Message]:
    return [m for m in messages(stepper.database) if m.day == day and m.state is State.PLANNED]


def the_one(stepper: Stepper, ledger_id: str) -> t.Message:
    (row,) = [m for m in messages(stepper.database) if m.id == ledger_id]
    return row


def test_twice_the_same_day_changes_nothing(county: Database, rules: Rules) -> None:
    stepper = Stepper(county, rules, both_roads(Provider()))
    first = stepper.look(COUNTY_DAY)
    assert first.people > 1000
    assert first.messages > 0
    assert sum(first.per_template.values()) == first.messages
    after = everything(county)
    again = stepper.look(COUNTY_DAY)
    assert (again.messages, again.skipped, again.cancelled, again.tasks) == (0, 0, 0, 0)
    assert everything(county) == after
    tomorrow = stepper.look(COUNTY_DAY + timedelta(days=1))
    assert tomorrow.people < first.people / 2, "only those whose day it is are asked about"


def test_twice_the_same_day_on_both_databases(each_register: Database, rules: Rules) -> None:
    one_person(each_register, COUNTY_DAY)
    stepper = Stepper(each_register, rules, both_roads(Provider()))
    for day in days(COUNTY_DAY, COUNTY_DAY + timedelta(days=3)):
        stepper.run(day)
        after = everything(each_register)
        stepper.run(day)
        assert everything(each_register) == after
    assert State.ACCEPTED in {m.state for m in messages(each_register)}


def test_an_interrupted_look_goes_on_to_the_same_end(
    copies: Callable[..., Database], some_url: str, rules: Rules, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(daily_look, "CHUNK", 40)
    whole, broken = copies("sqlite", some_url), copies("sqlite", some_url)
    now = clock.opening(COUNTY_DAY)
    look(whole, rules, COUNTY_DAY, now)
    chunks = []

    def die_in_the_second(*arguments: object, **more: object) -> object:
        chunks.append(1)
        if len(chunks) == 2:
            raise KeyboardInterrupt
        return written(*arguments, **more)

    written = daily_look.refresh
    with monkeypatch.context() as patch:
        patch.setattr(daily_look, "refresh", die_in_the_second)
        with pytest.raises(KeyboardInterrupt):
            look(broken, rules, COUNTY_DAY, now)
    with broken.reading() as session:
        assert looked_on(session) is None, "a look that broke off is no whole look"
        assert session.scalar(select(func.count(t.Message.id))) > 0, "the first chunk stands"
    look(broken, rules, COUNTY_DAY, now)
    assert everything(broken) == everything(whole)


class TestWaiting:
    """What was due and didn't go."""

    def test_a_message_that_waits_over_a_day_gets_the_new_day(
        self, stepper: Stepper, provider: Provider
    ) -> None:
        one_person(stepper.database, date(2026, 9, 1))
        day = first_message_day(stepper, MessageKind.SAFETY)
        provider.always = AWAY
        stepper.send(day)
        assert messages(stepper.database, kind="safety")[-1].state is State.WAITING
        tomorrow = next(d for d in days(day + timedelta(days=1), LAST) if stepper.rules.calendar.is_open(d))
        for between in days(day + timedelta(days=1), tomorrow):
            stepper.look(between)
        provider.always = None
        (row,) = [m for m in messages(stepper.database, kind="safety") if m.day == tomorrow]
        assert clock.local_day(row.send_at) == tomorrow
        stepper.send(tomorrow)
        (row,) = [m for m in messages(stepper.database, kind="safety") if m.day == tomorrow]
        assert row.state is State.ACCEPTED
        assert len({m.ledger_id for m in provider.accepted}) == len(provider.accepted)

    def test_a_message_that_helps_nobody_any_more_is_skipped_with_its_reason(
        self, stepper: Stepper, provider: Provider
    ) -> None:
        one_person(stepper.database, date(2026, 9, 1))
        provider.always = AWAY
        for day in days(date(2026, 9, 1), LAST + timedelta(days=60))[::5]:
            stepper.run(day)
        rows = messages(stepper.database)
        assert provider.accepted == []
        assert len(rows) > 3
        assert {m.state for m in rows} <= {State.SKIPPED, State.CANCELLED, State.WAITING}
        for row in rows:
            if row.last_useful_day < LAST + timedelta(days=55):
                assert row.state in (State.SKIPPED, State.CANCELLED), row.identity
                assert row.reason

    def test_an_application_cancels_the_safety_message_that_waits(
        self, stepper: Stepper, provider: Provider
    ) -> None:
        person_id = one_person(stepper.database, date(2026, 9, 1))
        day = first_message_day(stepper, MessageKind.SAFETY)
        provider.always = AWAY
        stepper.send(day)
        add_step(stepper.database, person_id, day, "received")
        report = stepper.look(day + timedelta(days=1))
        (row,) = [m for m in messages(stepper.database, kind="safety") if m.day == day]
        assert (row.state, row.reason) == (State.CANCELLED, NOT_NEEDED)
        assert report.cancelled == 1
        provider.always = None
        stepper.send(day + timedelta(days=1))
        assert row.id not in {m.ledger_id for m in provider.accepted}

    def test_an_application_on_the_same_morning_cancels_it_too(
        self, stepper: Stepper, provider: Provider
    ) -> None:
        person_id = one_person(stepper.database, date(2026, 9, 1))
        day = first_message_day(stepper, MessageKind.SAFETY)
        before = len(provider.calls)
        add_step(stepper.database, person_id, day, "received")
        stepper.run(day)
        (row,) = [m for m in messages(stepper.database, kind="safety") if m.day == day]
        assert row.state is State.CANCELLED
        assert len(provider.calls) == before

    def test_a_no_stops_what_is_planned(self, stepper: Stepper, provider: Provider) -> None:
        person_id = one_person(stepper.database, date(2026, 9, 1))
        day = first_message_day(stepper, MessageKind.ORDINARY)
        with stepper.database.transaction("test", clock.opening(day)) as session:
            session.add(t.Consent(person_id=person_id, given=False, at=at(day, 6), source="test"))
        change(stepper.database, person_id, day)
        (row,) = planned(stepper, day)
        before = len(provider.calls)
        stepper.run(day)
        assert len(provider.calls) == before
        assert the_one(stepper, row.id).state is State.CANCELLED

    def test_another_own_day_puts_today_s_message_off(self, stepper: Stepper, provider: Provider) -> None:
        person_id = one_person(stepper.database, date(2026, 9, 1), weekday=1)
        day = first_message_day(stepper, MessageKind.ORDINARY)
        assert day.weekday() == 1
        (row,) = planned(stepper, day)
        change(stepper.database, person_id, day, weekday=3)
        before = len(provider.calls)
        stepper.run(day)
        assert len(provider.calls) == before, "it is no longer this person's day"
        for later in days(day + timedelta(days=1), day + timedelta(days=8)):
            stepper.run(later)
        row = the_one(stepper, row.id)
        assert (row.state, row.day.weekday()) == (State.ACCEPTED, 3)

    def test_a_new_number_sends_what_was_held_the_same_day(
        self, stepper: Stepper, provider: Provider
    ) -> None:
        person_id = one_person(stepper.database, date(2026, 9, 1))
        day = first_message_day(stepper, MessageKind.ORDINARY)
        (row,) = planned(stepper, day)
        change(stepper.database, person_id, day + timedelta(days=999), mobile=None)
        stepper.send(day)
        row = the_one(stepper, row.id)
        assert (row.state, row.code) == (State.HELD, "unreachable")
        assert [task.kind.value for task in tasks(stepper.database)][-1] == "unreachable"
        change(stepper.database, person_id, day, mobile="+46701740620")
        before = len(provider.accepted)
        stepper.run(day)
        assert [m.address for m in provider.accepted[before:]] == ["+46701740620"]
        assert the_one(stepper, row.id).state is State.ACCEPTED


class TestNewRules:
    """Another law, edition or pace file."""

    def test_everybody_is_asked_again(
        self, copies: Callable[..., Database], some_url: str, rules: Rules
    ) -> None:
        some = copies("sqlite", some_url)
        stepper = Stepper(some, rules, both_roads(Provider()))
        everybody = stepper.look(COUNTY_DAY).people
        stepper.rules = replace(rules, edition=date(2026, 7, 1))
        with some.reading() as session:
            in_register = session.scalar(select(func.count(t.Person.id)))
        report = stepper.look(COUNTY_DAY + timedelta(days=1))
        assert report.people == in_register == everybody
        stepper.rules = replace(rules, sources=(*rules.sources, "another pace file"))
        assert stepper.look(COUNTY_DAY + timedelta(days=2)).people == in_register

    def test_the_same_rules_are_no_new_ones(self, register: Database, rules: Rules) -> None:
        one_person(register, COUNTY_DAY)
        stepper = Stepper(register, rules, both_roads(Provider()))
        assert stepper.look(COUNTY_DAY).people == 1
        assert stepper.look(COUNTY_DAY).people == 0


def test_what_a_dead_sender_left_is_taken_over_by_the_look(stepper: Stepper, provider: Provider) -> None:
    one_person(stepper.database, date(2026, 9, 1))
    day = first_message_day(stepper, MessageKind.SAFETY)
    with stepper.database.transaction("test", clock.opening(day)) as session:
        row = session.scalars(select(t.Message).where(t.Message.day == day)).one()
        row.state, row.claimed_at, identity = State.CLAIMED, clock.opening(day), row.identity
    tomorrow = day + timedelta(days=1)
    while not stepper.rules.calendar.is_open(tomorrow):
        tomorrow += timedelta(days=1)
    stepper.run(tomorrow)
    assert identity in {m.identity for m in messages(stepper.database) if m.state is State.ACCEPTED}


def test_the_next_sending_day_is_the_one_on_which_something_goes(
    stepper: Stepper, provider: Provider
) -> None:
    one_person(stepper.database, date(2026, 9, 1))
    day = date(2026, 9, 1)
    stepper.run(day)
    for _ in range(4):
        with stepper.database.reading() as session:
            promised = next_sending_day(session, day)
        assert promised is not None
        before = len(provider.accepted)
        for between in days(day + timedelta(days=1), promised - timedelta(days=1)):
            stepper.run(between)
        assert len(provider.accepted) == before
        stepper.run(promised)
        assert len(provider.accepted) == before + 1
        day = promised


def test_a_road_is_never_chosen_by_the_look_alone(stepper: Stepper) -> None:
    one_person(stepper.database, date(2026, 9, 1), email="a@example.se", email_hash="e" * 64, road=Road.EMAIL)
    first_message_day(stepper, MessageKind.ORDINARY)
    assert {m.road for m in messages(stepper.database)} == {Road.EMAIL}


class TestHeld:
    """What waits for a person holds nobody else up, and goes when what held it is mended."""

    def test_without_a_caseworker_the_rest_goes_on_and_the_message_when_there_is_one(
        self, stepper: Stepper, provider: Provider
    ) -> None:
        one_person(stepper.database, date(2026, 9, 1))
        with stepper.database.transaction("test", clock.opening(date(2026, 9, 1))) as session:
            worker = session.scalars(select(t.Caseworker)).one()
            worker.last_day = date(2026, 9, 30)
        stepper.run_days(date(2026, 10, 1), date(2026, 12, 16))
        held = [m for m in messages(stepper.database) if m.state is State.HELD]
        assert held, "M27 names the caseworker"
        assert {(m.template, m.code) for m in held} == {("M27", "no_caseworker")}
        assert "no_caseworker" in {task.kind.value for task in tasks(stepper.database)}
        after = [m for m in messages(stepper.database) if m.day > held[0].day]
        assert after, "the line isn't blocked"
        with stepper.database.transaction("test", clock.opening(date(2026, 12, 16))) as session:
            session.scalars(select(t.Caseworker)).one().last_day = None
        stepper.run_days(date(2026, 12, 17), date(2027, 1, 12))
        row = the_one(stepper, held[0].id)
        assert row.state is State.ACCEPTED
        assert row.day > date(2026, 12, 16)


def test_a_look_waits_for_a_change_that_is_under_way(copies: Callable[..., Database], rules: Rules) -> None:
    """On PostgreSQL others write meanwhile: what a page is just changing is in what the look decides."""
    day = LAST - timedelta(days=40)
    changed, before = copies("postgresql18"), copies("postgresql18")
    for register in (changed, before):
        one_person(register, day)
    add_step(before, 1, day, StepKind.RECEIVED.value)
    looking = Thread(target=look, args=(changed, rules, day, clock.opening(day)))
    with changed.transaction("test", clock.opening(day)) as session:
        session.get_one(t.Person, 1).look_on = day + timedelta(days=1)
        session.flush()
        session.get_one(t.Person, 1).look_on = day
        session.add(t.Step(person_id=1, kind=StepKind.RECEIVED.value, day=day, value=""))
        session.flush()
        looking.start()
        with changed.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as seen:
            while not seen.scalar(_WAITING):
                assert looking.is_alive()
    looking.join()
    look(before, rules, day, clock.opening(day))
    assert everything(changed) == everything(before)


def test_what_is_ticked_off_after_the_look_takes_back_what_was_to_go_that_day(
    register: Database, rules: Rules
) -> None:
    day = LAST - timedelta(days=40)
    person = one_person(register, day)
    while True:
        look(register, rules, day, clock.opening(day))
        going = [
            m.id for m in messages(register) if m.kind is MessageKind.SAFETY and m.state is State.PLANNED
        ]
        if going:
            break
        day += timedelta(days=1)
        change(register, person, day)
    assert not waiting(register, day)
    add_step(register, person, day, StepKind.RECEIVED.value)
    assert waiting(register, day)
    look(register, rules, day, clock.opening(day))
    assert not waiting(register, day)
    assert {m.state for m in messages(register) if m.id in going} == {State.CANCELLED}


def waiting(database: Database, day: date) -> bool:
    with database.reading() as session:
        return is_anyone_waiting(session, day)
