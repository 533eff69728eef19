"""Registers with made-up people in them, and days that are played on copies of them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

from sqlalchemy import delete, select

from dinadatum import clock
from dinadatum.madeup import write_county
from dinadatum.register import tables as t
from dinadatum.register.database import Database
from dinadatum.usecases.intake.import_files import ImportOrder, import_files
from dinadatum.usecases.looks.daily_look import LookReport, look
from dinadatum.usecases.looks.derived import refresh_touched
from dinadatum.usecases.rules import Rules
from dinadatum.usecases.sending.send_due import Channels, SendReport, send_due
from notify.channels.values import Outcome, Outgoing, Result
from notify.values import Road

COUNTY_DAY = date(2026, 11, 23)
"""A Monday: the day before the tests' own."""


def import_county(database: Database, rules: Rules, folder: Path, day: date = COUNTY_DAY) -> None:
    """Draw the county of Sörmland as it stands on a day, and read it in."""
    write_county("sormland", folder, seed=1, day=day)
    now = clock.opening(day)
    report = import_files(database, ImportOrder(folder, day, now, "test"))
    assert report.clean, report.errors[:3]
    refresh_touched(database, rules, report.touched, "test", now)


def keep_only(database: Database, wanted: Callable[[t.Person], bool]) -> None:
    """Take everybody else out of the register."""
    with database.transaction("test", clock.opening(COUNTY_DAY)) as session:
        away = [person.id for person in session.scalars(select(t.Person)) if not wanted(person)]
        for start in range(0, len(away), 500):
            session.execute(delete(t.Person).where(t.Person.id.in_(away[start : start + 500])))


class Provider:
    """A provider in memory: answers as it is told to, and keeps what it accepted. Counts every call."""

    def __init__(self, name: str = "twilio") -> None:
        self.name = name
        self.calls: list[Outgoing] = []
        self.accepted: list[Outgoing] = []
        self.answers: list[Result] = []
        """The answers to come, in order; after them always yes."""
        self.always: Result | None = None

    def send(self, message: Outgoing) -> Result:
        self.calls.append(message)
        if self.always is not None:
            result = self.always
        elif self.answers:
            result = self.answers.pop(0)
        else:
            result = Result(Outcome.ACCEPTED, provider_id=f"{self.name}-{len(self.accepted) + 1}")
        if result.outcome is Outcome.ACCEPTED:
            self.accepted.append(message)
        return result

    def close(self) -> None:
        """Let go of nothing."""


def both_roads(provider: Provider) -> Channels:
    return {Road.SMS: provider, Road.EMAIL: provider}


@dataclass(slots=True)
class Stepper:
    """Plays days on a register: look in the morning, and send what is due up to the end of the hours."""

    database: Database
    rules: Rules
    channels: Channels

    def look(self, day: date) -> LookReport:
        return look(self.database, self.rules, day, clock.opening(day))

    def send(self, day: date) -> SendReport:
        closes = clock.instant(day, time(self.rules.paces.sending.last_hour))
        return send_due(
            self.database, self.rules, self.channels, lambda: clock.opening(day), until=closes, alone=True
        )

    def run(self, day: date) -> tuple[LookReport, SendReport]:
        return self.look(day), self.send(day)

    def run_days(self, first: date, last: date) -> None:
        for number in range((last - first).days + 1):
            self.run(first + timedelta(days=number))


def at(day: date, hour: int, minute: int = 0) -> datetime:
    """Give the instant of a Swedish time of day."""
    return clock.instant(day, time(hour, minute)).astimezone(UTC)
