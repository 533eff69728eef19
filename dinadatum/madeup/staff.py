"""The handläggare of a made-up county: who they are, what they work with, and who is about to change."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

_NAMES = (
    ("sara", "Sara Exempelsson"),
    ("amir", "Amir Provén"),
    ("karin", "Karin Låtsasdotter"),
    ("jonas", "Jonas Mönster"),
    ("leila", "Leila Övning"),
    ("per", "Per Testberg"),
    ("ingrid", "Ingrid Attrapp"),
    ("mehmet", "Mehmet Mallsson"),
    ("elisabeth", "Elisabeth Prövare"),
)
LEAVING, COMING, GONE = "per", "ingrid", "elisabeth"
"""One whose time ends soon, the one who takes over, and one who has left."""
_LEAVES_IN, _COMES_BEFORE, _LEFT_AGO = 20, 14, 15
"""Days."""
UNITS = ("Enhet Norr", "Enhet Söder", "Enhet Väst")

Cells = dict[str, str]


@dataclass(frozen=True, slots=True)
class Staff:
    """Who works where. units: the unit of each municipality. by_unit: user names."""

    units: dict[str, str]
    by_unit: dict[str, list[str]]

    def contact(self, municipality: str, dice: Random) -> str:
        """Draw the handläggare of somebody; a few have one who has left, and a few none."""
        chance = dice.random()
        if chance < 0.01:
            return "" if chance < 0.004 else GONE
        return dice.choice(
            [name for name in self.by_unit[self.units[municipality]] if name not in (COMING, GONE)]
        )


def staff_of(municipalities: list[str]) -> Staff:
    """Share the municipalities and the handläggare between three units."""
    names = sorted(set(municipalities))
    units = {name: UNITS[number % len(UNITS)] for number, name in enumerate(names)}
    by_unit: dict[str, list[str]] = {unit: [] for unit in UNITS}
    for number, (username, _) in enumerate(_NAMES):
        by_unit[UNITS[number % len(UNITS)]].append(username)
    return Staff(units, by_unit)


def staff_rows(staff: Staff, day: date) -> list[Cells]:
    """Return the rows of handlaggare.csv. The numbers are of PTS's series for fiction in Stockholm."""
    return [
        {
            "användare": username,
            "namn": name,
            "smsnamn": name.split()[0],
            "telefon": f"08-465 004 {number:02d}",
            "epost": f"{username}@example.se",
            "enhet": next(unit for unit, members in staff.by_unit.items() if username in members),
            **_time(username, day),
        }
        for number, (username, name) in enumerate(_NAMES)
    ]


def _time(username: str, day: date) -> Cells:
    first, last = date(day.year - 2, 1, 1), ""
    if username == LEAVING:
        last = (day + timedelta(days=_LEAVES_IN)).isoformat()
    elif username == COMING:
        first = day - timedelta(days=_COMES_BEFORE)
    elif username == GONE:
        last = (day - timedelta(days=_LEFT_AGO)).isoformat()
    return {"från": first.isoformat(), "till": last}
