"""With the same replies, day by day gives row for row what the simulation said: receipts and tasks too."""

from __future__ import annotations

from datetime import date, time, timedelta

from sqlalchemy import select

from dinadatum import clock
from dinadatum.register import tables as t
from dinadatum.register.cases import everyone
from dinadatum.register.database import Database
from dinadatum.usecases.looks.simulation import SaidReply, simulate
from dinadatum.usecases.replies.storing_replies import Received
from dinadatum.usecases.replies.take_reply import take_reply
from dinadatum.usecases.rules import Rules
from dinadatum.usecases.sending.send_due import send_due
from notify.values import MessageKind, Pace, Road
from tests.usecases.counties import Provider, Stepper, both_roads
from tests.usecases.small_lives import one_person
from tests.usecases.test_stepping_is_the_truth import done, done_tasks, said, said_tasks

FIRST, LAST = date(2026, 9, 28), date(2027, 4, 20)
PEOPLE = {"P-1": Pace.OFTA, "P-2": Pace.LAGOM, "P-3": Pace.LUGNT, "P-4": Pace.VIKTIGT}
TALK = """
2026-10-01 11:00 P-1 KLAR
2026-10-05 22:40 P-1 klart
2026-10-06 09:10 P-1 Klart!
2026-10-06 09:12 P-1 12 november
2026-11-02 20:00 P-1 paus
2027-01-05 11:00 P-1 hjälp
2027-01-12 09:00 P-1 fredag
2027-02-04 12:00 P-1 STOPP
2027-04-01 12:00 P-1 START
2027-04-01 12:01 P-1 jag vill inte leva
2027-04-05 12:01 P-1 ska börja jobba på ica
2026-10-07 11:00 P-2 lördag
2026-10-10 10:30 P-2 inte hunnit
2026-10-13 10:30 P-2 lugnt
2026-10-14 03:30 P-2 bla bla hejsan farfar
2026-10-14 10:35 P-2 bla bla hejsan farfar
2026-12-12 10:35 P-2 fel nummer
2026-10-08 08:00 P-3 ok
2026-10-20 09:59 P-3 bokat tid 20 november
2026-12-28 14:00 P-3 ansökt
2026-10-08 09:00 P-4 ring mig
2026-10-08 09:01 P-4 torsdag
2026-11-19 13:13 P-4 ofta
"""


def number(ref: str) -> str:
    return f"+4670174062{ref[-1]}"


def script() -> list[SaidReply]:
    rows = [line.split(maxsplit=3) for line in TALK.strip().splitlines()]
    return [
        SaidReply(date.fromisoformat(day), time.fromisoformat(at), ref, text) for day, at, ref, text in rows
    ]


def play(database: Database, rules: Rules, replies: list[SaidReply]) -> Provider:
    provider = Provider()
    stepper = Stepper(database, rules, both_roads(provider))
    day = FIRST
    while day <= LAST:
        todays = sorted((reply for reply in replies if reply.day == day), key=lambda reply: reply.time)
        for reply in (reply for reply in todays if reply.time < time(5)):
            take(database, rules, reply)
        stepper.look(day)
        for reply in (reply for reply in todays if reply.time >= time(5)):
            send(stepper, reply)
            take(database, rules, reply)
            send(stepper, reply)
        stepper.send(day)
        day += timedelta(days=1)
    return provider


def send(stepper: Stepper, reply: SaidReply) -> None:
    now = clock.instant(reply.day, reply.time)
    send_due(stepper.database, stepper.rules, stepper.channels, lambda: now, until=now, alone=True)


def take(database: Database, rules: Rules, reply: SaidReply) -> None:
    now = clock.instant(reply.day, reply.time)
    sid = f"SM-{reply.day}-{reply.time}-{reply.person}"
    assert take_reply(database, rules, Received(Road.SMS, number(reply.person), reply.text, sid, now), now)


def test_stepping_with_replies_is_what_the_simulation_says(register: Database, rules: Rules) -> None:
    for ref, pace in PEOPLE.items():
        hashed = register.keyring.fingerprint(number(ref))
        one_person(register, FIRST, ref, pace=pace, mobile=number(ref), mobile_hash=hashed, known_since=FIRST)
    replies = script()
    with register.reading() as session:
        promised = simulate(session, rules, everyone(session), FIRST, LAST, script=replies)
    provider = play(register, rules, replies)
    expected, came = said(promised), done(register, provider)
    assert [row for row in expected if row not in came] == [], "promised and not done"
    assert [row for row in came if row not in expected] == [], "done and not promised"
    assert done_tasks(register) == said_tasks(promised)
    receipts = [row for row in came if row[5] is MessageKind.RECEIPT]
    assert len(receipts) >= len(replies) - 2
    assert len({message.ledger_id for message in provider.accepted}) == len(provider.accepted)
    with register.reading() as session:
        assert session.scalars(select(t.Reply).where(t.Reply.read_at.is_(None))).all() == []


def test_a_task_that_a_reply_made_has_the_time_of_the_reply(register: Database, rules: Rules) -> None:
    """What the daily look finds stands at the first hour; it is the same list, in order of time."""
    one_person(register, FIRST, known_since=FIRST)
    replies = [
        SaidReply(date(2026, 10, 8), time(7, 15), "P-1", "ring mig"),
        SaidReply(date(2026, 10, 12), time(13, 13), "P-1", "hjälp"),
    ]
    with register.reading() as session:
        played = simulate(session, rules, everyone(session), FIRST, date(2026, 12, 31), script=replies)
    found = {(m.day, m.time) for m in played if m.road is Road.TASK and m.template in ("call", "help")}
    assert found == {(reply.day, reply.time) for reply in replies}
    others = {m.time for m in played if m.road is Road.TASK and m.template not in ("call", "help")}
    assert others == {time(9)}
