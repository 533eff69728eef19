"""Tells the operator of alarms by mail: each at most once a day, however many processes notice it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import delete

from dinadatum.clock import local_day
from dinadatum.register.database import Database
from dinadatum.register.locking import wait_for_turn
from dinadatum.register.putting import put_meta
from dinadatum.register.tables import Meta
from dinadatum.usecases.upkeep.alarms import Alarm, find_alarms
from dinadatum.usecases.upkeep.measuring import read_numbers
from notify.channels.values import Channel, Outcome, Outgoing
from notify.values import Road

ACTOR = "larm"


def tell_alarms(database: Database, channel: Channel, address: str, now: datetime) -> list[Alarm]:
    """Mail the alarms that haven't been told of today; returns those that were. address: the operator's.

    A mail that couldn't go is tried again the next time.
    """
    with database.reading() as session:
        alarms = find_alarms(read_numbers(session, now))
    if not alarms:
        return []
    day = local_day(now).isoformat()
    fresh = _claim(database, alarms, day, now)
    if not fresh:
        return []
    result = channel.send(_mail(fresh, address, now))
    if result.outcome is Outcome.RETRY:
        _take_back(database, fresh, now)
        return []
    return fresh


def _claim(database: Database, alarms: Sequence[Alarm], day: str, now: datetime) -> list[Alarm]:
    """Mark the alarms as told today, before they are; returns those that weren't yet."""
    with database.transaction(ACTOR, now) as session:
        wait_for_turn(session, ACTOR)
        fresh = []
        for alarm in alarms:
            told = session.get(Meta, _key(alarm))
            if told is None or told.value != day:
                put_meta(session, _key(alarm), day)
                fresh.append(alarm)
        return fresh


def _take_back(database: Database, alarms: Sequence[Alarm], now: datetime) -> None:
    with database.transaction(ACTOR, now) as session:
        session.execute(delete(Meta).where(Meta.key.in_([_key(alarm) for alarm in alarms])))


def _key(alarm: Alarm) -> str:
    return f"alarm:{alarm.code}"[:40]


def _mail(alarms: Sequence[Alarm], address: str, now: datetime) -> Outgoing:
    lines = "\n".join(f"- {alarm.text}" for alarm in alarms)
    many = "ett larm" if len(alarms) == 1 else f"{len(alarms)} larm"
    return Outgoing(
        ledger_id=f"larm-{now:%Y%m%d%H%M%S}",
        road=Road.EMAIL,
        address=address,
        subject=f"Dina datum: {many}",
        text=f"Det här behöver ses efter:\n\n{lines}\n\nVarje larm kommer högst en gång om dagen.\n",
        at=now,
    )
