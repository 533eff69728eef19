"""Lets a register live some days in its own service: each day is looked at, and what is due is sent."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from functools import partial

from dinadatum import clock
from dinadatum.app import Service
from dinadatum.config import Config
from dinadatum.roads import open_channels
from dinadatum.usecases.looks.daily_look import look
from dinadatum.usecases.sending.send_due import send_due


def live(service: Service, config: Config, first: date, days: int) -> None:
    """Live so many days from the first on, each until its last hour of sending."""
    closes = time(service.rules.paces.sending.last_hour)
    with open_channels(config, service.database) as channels:
        for number in range(days):
            day = first + timedelta(days=number)
            now = clock.opening(day)
            look(service.database, service.rules, day, now)
            until = clock.instant(day, closes)
            send_due(service.database, service.rules, channels, partial(_same, now), until=until, alone=True)


def _same(now: datetime) -> datetime:
    return now
