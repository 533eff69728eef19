"""Puts a made-up county together, and writes it as import files."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from random import Random

from dinadatum.madeup import wishes
from dinadatum.madeup.doing import take_steps
from dinadatum.madeup.extras import extras
from dinadatum.madeup.lives import Life, births, frame, in_force
from dinadatum.madeup.special import has_time_for_rest, resting, schooling, trying
from dinadatum.madeup.staff import Staff, staff_of, staff_rows
from dinadatum.madeup.totals import DORMANT, NAMES, TRIAL, Somebody, counted, municipalities
from dinadatum.register.importing.errors import ImportingError
from dinadatum.register.importing.kinds import KINDS
from dinadatum.register.importing.rejected import line
from dinadatum.register.importing.source import MARKER

SCHOOLING = {"sormland": 175, "orebro": 0}
"""How many have förlängd skolgång, beside the others; the report on Örebro doesn't say."""
OMBUD_WITH_MOBILE = 10
_SCHOOL_AGES = (18, 19, 19, 19, 20, 20, 20, 21, 21, 22)

Cells = dict[str, str]
County = dict[str, list[Cells]]
"""The rows of each file, by file name."""


@dataclass(frozen=True, slots=True)
class _Person:
    ref: str
    somebody: Somebody
    life: Life


@dataclass(slots=True)
class _Drawing:
    """A county on its way."""

    day: date
    dice: Random
    staff: Staff
    names: wishes.Names
    mobiles: list[str]
    files: County = field(default_factory=lambda: {f"{name}.csv": [] for name in KINDS})


def make_county(name: str, seed: int, day: date) -> County:
    """Draw a county as it stands on a day: the rows of each import file, by file name.

    Raises ImportingError for a county that there is no data on.
    """
    if name not in NAMES:
        raise ImportingError(
            f"Det finns inget påhittat län som heter {name}. Det som finns är {', '.join(NAMES)}."
        )
    dice = Random(f"{name} {seed} {day.isoformat()}")  # noqa: S311  # drawn to be drawn again, not to be secret
    places = municipalities(name)
    people = [*_counted(name, day, dice), *_at_school(name, day, dice)]
    dice.shuffle(people)
    letter = name[0].upper()
    persons = [_Person(f"{letter}-{n:04d}", *person) for n, person in enumerate(people, start=1)]
    persons += [
        _Person(f"X-{n:02d}", _anybody(places, dice), life)
        for n, life in enumerate(extras(day, dice), start=1)
    ]
    drawing = _Drawing(day, dice, staff_of(places), wishes.read_names(), list(wishes.MOBILES))
    drawing.files["handlaggare.csv"] = staff_rows(drawing.staff, day)
    with_mobile = _with_mobile(persons, dice)
    for person in persons:
        _write_person(drawing, person, mobile=person.ref in with_mobile)
        _write_life(drawing, person)
    return drawing.files


def write_county(name: str, folder: Path, seed: int, day: date) -> tuple[Path, ...]:
    """Write a county as import files, with the paper that marks its register as made up; returns the files.

    The folder is made if missing. Raises ImportingError for a county that there is no data on.
    """
    county = make_county(name, seed, day)
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for kind in KINDS.values():
        path = folder / f"{kind.name}.csv"
        rows = [[row.get(column, "") for column in kind.columns] for row in county[path.name]]
        path.write_bytes("".join(map(line, [list(kind.columns), *rows])).encode())
        written.append(path)
    marker = folder / MARKER
    marker.write_bytes(_marker(name, seed, day).encode())
    return (*written, marker)


def _marker(name: str, seed: int, day: date) -> str:
    return (
        "# Personerna i den här mappen är påhittade. Ett register som läser in dem märks,\n"
        "# och riktiga meddelanden går aldrig från det.\n"
        f'pahittat = true\nnamn = "{name}"\nseed = {seed}\ndag = {day.isoformat()}\n'
    )


def _counted(name: str, day: date, dice: Random) -> list[tuple[Somebody, Life]]:
    """Draw the people of the report, each with a decision in force."""
    people: list[tuple[Somebody, Life]] = []
    turns = {DORMANT: 0, TRIAL: 0}
    for somebody in counted(name, dice):
        if somebody.classification in turns:
            life = _special(somebody, day, turns[somebody.classification], dice)
            turns[somebody.classification] += 1
        else:
            born = dice.choice(births(somebody.age, day))
            life = Life(born, in_force(frame(born, day), somebody.extent, dice))
            take_steps(life, day, dice)
        people.append((somebody, life))
    return people


def _special(somebody: Somebody, day: date, turn: int, dice: Random) -> Life:
    born = dice.choice([some for some in births(somebody.age, day) if has_time_for_rest(some, day)])
    make = resting if somebody.classification == DORMANT else trying
    return make(born, day, turn, dice)


def _at_school(name: str, day: date, dice: Random) -> list[tuple[Somebody, Life]]:
    """Draw the people with förlängd skolgång."""
    places = municipalities(name)
    ages = [age for age in _SCHOOL_AGES if births(age, day)]
    people: list[tuple[Somebody, Life]] = []
    for _ in range(SCHOOLING[name]):
        life = schooling(dice.choice(births(dice.choice(ages), day)), day, dice)
        take_steps(life, day, dice)
        people.append((_anybody(places, dice), life))
    return people


def _anybody(places: list[str], dice: Random) -> Somebody:
    """Draw somebody who is in none of the tables."""
    return Somebody(dice.choice(places), dice.choice(("kvinna", "man")), age=0)


def _with_mobile(persons: list[_Person], dice: Random) -> set[str]:
    """Choose who has a mobile: all extras, all with vilande or prövotid, others while numbers last."""
    first = [
        person.ref
        for person in persons
        if person.ref.startswith("X") or person.life.rests or person.life.trials
    ]
    rest = [person.ref for person in persons if person.ref not in first]
    dice.shuffle(rest)
    return set([*first, *rest][: len(wishes.MOBILES) - OMBUD_WITH_MOBILE])


def _write_person(drawing: _Drawing, person: _Person, *, mobile: bool) -> None:
    dice, sex = drawing.dice, person.somebody.sex
    first, last = drawing.names.first(sex, dice), drawing.names.last(dice)
    mail = wishes.address(first, last, person.ref)
    wants, stands = wishes.preferences(dice), wishes.standing(drawing.day, dice)
    place = person.somebody.municipality
    both = not mobile or dice.random() < 0.5
    helper = _ombud(drawing, person.ref) if dice.random() < 0.25 else None
    row = {
        "referens": person.ref,
        "födelsedatum": person.life.born.isoformat(),
        "förnamn": first,
        "efternamn": last,
        "kön": sex,
        "mobil": drawing.mobiles.pop(0) if mobile else "",
        "epost": mail if both else "",
        "väg": "sms" if mobile else "epost",
        "kommun": place,
        "enhet": drawing.staff.units[place],
        "klassificering": person.somebody.classification,
        "handläggare": drawing.staff.contact(place, dice),
        "ombud_ensam": "ja" if helper and dice.random() < 0.08 else "nej",
        **wants,
        **stands,
    }
    row["egna_steg"] = wishes.own_steps(person.ref) if helper and row["ombud_ensam"] == "nej" else ""
    if stands["skyddad"] == "nej" and dice.random() < 0.6:
        row |= wishes.home(place, dice)
    row["reservväg"] = _reserve(row, dice, ombud=helper is not None)
    drawing.files["personer.csv"].append(row)


def _reserve(row: Cells, dice: Random, *, ombud: bool) -> str:
    """Draw the road that is agreed for when the first fails; only one that there is."""
    roads = ["", "handläggare"]
    roads += ["epost"] * 2 if row["väg"] == "sms" and row["epost"] else []
    roads += ["brev"] * 3 if row.get("adress") else []
    roads += ["ombud"] * 3 if ombud else []
    return dice.choice(roads)


def _ombud(drawing: _Drawing, ref: str) -> Cells:
    """Give a person an ombud, with one of the numbers while there are any to spare."""
    dice, rows = drawing.dice, drawing.files["ombud.csv"]
    name = f"{drawing.names.first(dice.choice(('kvinna', 'man')), dice)} {drawing.names.last(dice)}"
    mobile = drawing.mobiles.pop() if len(rows) % 10 == 0 and len(rows) < 10 * OMBUD_WITH_MOBILE else ""
    row = wishes.ombud(ref, name, mobile, drawing.day, dice)
    rows.append(row)
    return row


def _write_life(drawing: _Drawing, person: _Person) -> None:
    ref, life, files = person.ref, person.life, drawing.files
    for span in life.decisions:
        decided = span.decided.isoformat() if span.decided else ""
        days = {"från": span.first.isoformat(), "till": span.last.isoformat(), "beslutat": decided}
        files["beslut.csv"].append(
            {"referens": ref, "slag": span.kind, "omfattning": str(span.extent), **days}
        )
    for rest in life.rests:
        days = {
            "från": rest.first.isoformat(),
            "till": rest.last.isoformat(),
            "beslutat": rest.decided.isoformat(),
        }
        row = {"referens": ref, "skäl": rest.reason, "nivå": str(rest.level), "avslutat_av": rest.ended_by}
        files["vilande.csv"].append(row | days)
    for first, last in life.trials:
        files["provotid.csv"].append({"referens": ref, "från": first.isoformat(), "till": last.isoformat()})
    for step in life.done:
        row = {"referens": ref, "steg": step.step, "dag": step.day.isoformat(), "värde": step.value}
        files["steg.csv"].append(row)
    if drawing.dice.random() < 0.08:
        files["uppfoljning.csv"].append(wishes.meeting(ref, drawing.day, drawing.dice))
