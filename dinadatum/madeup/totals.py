"""The numbers of the real counties: how many people of which municipality, sex, age, extent and class."""

from __future__ import annotations

import csv
from collections import Counter
from dataclasses import dataclass, replace
from pathlib import Path
from random import Random

NAMES = ("sormland", "orebro")
"""The counties that can be made."""

DORMANT = "vilande aktivitetsersättning"
TRIAL = "prövotid vid studier"

_HERE = Path(__file__).parent
_SEXES = {"men": "man", "women": "kvinna"}
_LAST_AGE = 29
_SETTLED_AGES = range(22, 29)
"""Ages at which there has been time for twelve months of benefit, and there is time left."""
_OREBRO_DORMANT, _OREBRO_TRIAL = 24, 10
"""Not in the report on Örebro; some four in a hundred, as the report on Skåne says."""


@dataclass(frozen=True, slots=True)
class Somebody:
    """One of those who are counted. classification: empty where the report has none."""

    municipality: str
    sex: str
    age: int
    extent: int = 100
    classification: str = ""


def counted(name: str, dice: Random) -> list[Somebody]:
    """Return the people with nedsatt arbetsförmåga, in an order that means nothing."""
    people = _sormland(dice) if name == "sormland" else _orebro(dice)
    dice.shuffle(people)
    return people


def municipalities(name: str) -> list[str]:
    """Return the municipality of each of those who are counted."""
    rows = _rows("sormland_2019-02_municipality" if name == "sormland" else "orebro_2019-10")
    return [row["municipality"] for row in rows for key in _SEXES for _ in range(int(row[key]))]


def _sormland(dice: Random) -> list[Somebody]:
    rows = _rows("sormland_2019-02_municipality")
    who = [(row["municipality"], _SEXES[key]) for row in rows for key in _SEXES for _ in range(int(row[key]))]
    dice.shuffle(who)
    ages = [int(age) for age in _repeated("sormland_2019-02_age", "age")]
    dice.shuffle(ages)
    oldest = _oldest(
        [place for place, _ in who],
        {row["municipality"]: int(row["aged_29"]) for row in rows},
        ages.count(_LAST_AGE),
        dice,
    )
    younger = (age for age in ages if age != _LAST_AGE)
    people = [
        Somebody(place, sex, _LAST_AGE if number in oldest else next(younger))
        for number, (place, sex) in enumerate(who)
    ]
    extents = Counter(int(extent) for extent in _repeated("sormland_2019-02_extent", "extent"))
    classes = Counter(_repeated("sormland_2019-02_classification", "classification"))
    return _settled(people, extents, classes, dice)


def _oldest(places: list[str], least: dict[str, int], total: int, dice: Random) -> set[int]:
    """Choose who is 29: as many in each municipality as its row says, and the rest anywhere.

    The rows sum to 96 and the age table says 100; the age table counts.
    """
    chosen: set[int] = set()
    for municipality, number in least.items():
        there = [index for index, place in enumerate(places) if place == municipality]
        chosen.update(dice.sample(there, number))
    rest = [index for index in range(len(places)) if index not in chosen]
    return chosen | set(dice.sample(rest, total - len(chosen)))


def _orebro(dice: Random) -> list[Somebody]:
    people = [
        Somebody(row["municipality"], _SEXES[key], dice.choice(_ages(row["age_class"])))
        for row in _rows("orebro_2019-10")
        for key in _SEXES
        for _ in range(int(row[key]))
    ]
    sormland = Counter(int(extent) for extent in _repeated("sormland_2019-02_extent", "extent"))
    drawn = dice.choices(list(sormland), weights=list(sormland.values()), k=len(people))
    classes = Counter({DORMANT: _OREBRO_DORMANT, TRIAL: _OREBRO_TRIAL})
    classes[""] = len(people) - classes.total()
    return _settled(people, Counter(drawn), classes, dice)


def _ages(age_class: str) -> range:
    first, _, last = age_class.partition("-")
    return range(int(first), int(last or first) + 1)


def _settled(
    people: list[Somebody], extents: Counter[int], classes: Counter[str], dice: Random
) -> list[Somebody]:
    """Give everybody an extent and a class. Vilande and prövotid go to those with time for them, in full."""
    able = [number for number, person in enumerate(people) if person.age in _SETTLED_AGES]
    special = dice.sample(able, classes[DORMANT] + classes[TRIAL])
    of_special = dict(
        zip(special, Counter({DORMANT: classes[DORMANT], TRIAL: classes[TRIAL]}).elements(), strict=True)
    )
    rest_extents = list((extents - Counter({100: len(special)})).elements())
    rest_classes = list((classes - Counter(of_special.values())).elements())
    dice.shuffle(rest_extents)
    dice.shuffle(rest_classes)
    return [
        replace(person, classification=of_special[number])
        if number in of_special
        else replace(person, extent=rest_extents.pop(), classification=rest_classes.pop())
        for number, person in enumerate(people)
    ]


def _rows(file: str) -> list[dict[str, str]]:
    with (_HERE / f"{file}.csv").open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def _repeated(file: str, column: str) -> list[str]:
    """Return the values of a column, each as often as it has people."""
    return [row[column] for row in _rows(file) for _ in range(int(row["people"]))]
