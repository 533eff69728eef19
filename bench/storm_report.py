"""Lets a storm go over a register on each database, and tells what came of it. ./do torture --storm"""

from __future__ import annotations

import time
from collections.abc import Iterable
from datetime import date, timedelta
from pathlib import Path

from bench.places import DAY, NAMES, POSTGRESQL, SQLITE, fill, settings, throw_away, write_part_of_county
from bench.storm import Storm, Weathered, weather
from bench.tables import show
from dinadatum import clock
from dinadatum.app import open_service
from dinadatum.usecases.staff.accounts import create
from dinadatum.usecases.staff.viewers import Role
from tests.standins.databases import Databases

TEXTED, MAILED = 10, 2
"""Few people, so that all want the same."""
DAYS = 3
USUAL_S = 120.0
"""So long a storm is on each database, unless told otherwise."""


def storm_over(
    databases: Databases,
    kind: str,
    place: Path,
    *,
    seconds: float,
    days: int = DAYS,
    limit: int = 0,
    seed: int = 1,
) -> Weathered:
    """Make a register of a kind, let a storm go over it, and throw it away. seconds: of all days together."""
    config = settings(place, databases.create(kind))
    fill(config, write_part_of_county(place, texted=TEXTED, mailed=MAILED))
    with open_service(config) as service:
        now = clock.opening(DAY)
        with service.database.transaction("bench", now) as session:
            password = "en lång mening om ingenting"  # of an account that is thrown away
            create(session, username="storm", password=password, role=Role.TEAM_LEADER, now=now, unit="*")
        storm = Storm(
            config.database.url,
            service.database.keyring,
            place / "storm",
            _days(days),
            seconds / days,
            seed=seed,
            limit=limit,
        )
        found = weather(storm)
    databases.drop(kind, config.database.url)
    return found


def _days(count: int) -> tuple[date, ...]:
    return tuple(DAY + timedelta(days=number) for number in range(count))


def run_storm(seconds: float, seed: int) -> int:
    """Let a storm go over both databases, and print what came of it. Returns the exit code: 3 for any fault."""
    faults, started = 0, time.monotonic()
    for kind in (POSTGRESQL, SQLITE):
        with throw_away() as (folder, databases):
            found = storm_over(databases, kind, folder, seconds=seconds or USUAL_S, seed=seed)
        _tell(NAMES[kind], found)
        faults += found.errors.total() + len(found.wrong)
    print(f"storms 2, faults {faults}, seconds {time.monotonic() - started:.0f}")
    return 3 if faults else 0


def _tell(name: str, found: Weathered) -> None:
    rows = [(deed, count, found.done[deed]) for deed, count in sorted(found.deeds.items())]
    show(f"Storm: {name}, {found.sent} skickade", ("vad som gjordes", "gånger", "ändrade något"), rows)
    _tell_faults("fel", (f"{count} × {said}" for said, count in found.errors.most_common()))
    _tell_faults("stämmer inte", found.wrong)


def _tell_faults(what: str, said: Iterable[str]) -> None:
    for one in said:
        print(f"{what}: {one}")
