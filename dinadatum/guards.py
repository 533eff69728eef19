"""Puts the last guards before sending. Where nothing leaves the machine there is nothing to guard."""

from __future__ import annotations

from datetime import date, datetime

from dinadatum.app import Service
from dinadatum.roads import real_roads
from dinadatum.usecases.sending.guarding import Limits, guard


def guard_day(service: Service, now: datetime) -> int:
    """Hold what is too much today; returns how many messages were held. now: of the day that is sent for."""
    if not real_roads(service.config):
        return 0
    settings = service.config.sending
    return guard(
        service.database,
        Limits(settings.per_number_per_day, settings.per_ombud_per_day, settings.jump_factor),
        now,
    )


def release_words(day: date) -> str:
    """Say how a person lets a day go."""
    return f"titta, och släpp med dinadatum release --day {day}"
