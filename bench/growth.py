"""How the daily look grows: with what is due, not with who is registered. python -m bench.growth [--million]

A made-up county is looked at once, and then copied inside the database, so that a whole country is there in
seconds. First look: nothing is known of yesterday, everybody is asked about. Ordinary day: the next day, with the
facts of one in a hundred changed. Quiet day: the same day once more, nobody due.
"""

from __future__ import annotations

import argparse
import resource
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from sqlalchemy import Table, case, func, insert, literal, select, update
from sqlalchemy.orm import Session

from bench.curves import Curve, Panel, draw
from bench.living import live
from bench.places import DAY, NAMES, SQLITE, settings, throw_away
from bench.tables import show
from dinadatum import clock
from dinadatum.app import Service, initialise, open_service
from dinadatum.madeup import write_county
from dinadatum.register.tables import Base, Caseworker, Message, Person
from dinadatum.usecases.intake.import_files import ImportOrder, import_files
from dinadatum.usecases.looks.daily_look import look
from dinadatum.usecases.looks.derived import refresh_touched
from tests.standins.databases import Databases

PICTURE = Path(__file__).parents[1] / "docs" / "pictures" / "tillvaxt.svg"
COUNTRY, MILLION = 40_000, 1_000_000
SIZES = (886, 10_000, COUNTRY)
UP = "sekunder av processorn"
CHANGED = 100
"""One in so many has new facts on an ordinary day."""
LIVED = 15
NEXT = DAY + timedelta(days=LIVED)
NOT_COPIED = {"person_word", "import_mark", "reply", "task", "tick_row", "audit"}
GOALS = {("first", COUNTRY): 10.0, ("ordinary", COUNTRY): 1.0, ("ordinary", MILLION): 30.0}
WORDS = {"first": "första genomgången", "ordinary": "vanlig dag", "quiet": "ingen på tur"}


@dataclass(frozen=True, slots=True)
class Point:
    """One look: how many were registered, how many were asked about, and how long it took.

    worked: seconds of a processor, helping processes included; on a machine with other work the clock says more.
    """

    what: str
    people: int
    asked: int
    seconds: float
    worked: float

    def row(self) -> tuple[object, ...]:
        goal = GOALS.get((self.what, self.people))
        reached = "" if goal is None else ("ja" if self.seconds < goal else "nej")
        rate = f"{self.asked / self.seconds:.0f}" if self.asked else ""
        limit = "" if goal is None else f"< {goal:g} s"
        times = (f"{self.seconds:.2f}", f"{self.worked:.2f}")
        return (self.people, WORDS[self.what], self.asked, *times, rate, limit, reached)


def grow(folder: Path, databases: Databases, kind: str, people: int, *, first: bool) -> Iterator[Point]:
    """Measure the looks of a register of so many. first: that of everybody, and no other."""
    folder.mkdir()
    config = settings(folder, databases.create(kind))
    initialise(config)
    write_county("sormland", folder / "county", seed=1, day=DAY)
    with open_service(config) as service:
        now = clock.opening(DAY)
        report = import_files(service.database, ImportOrder(folder / "county", DAY, now, "bench"))
        refresh_touched(service.database, service.rules, report.touched, "bench", now)
        if not first:  # what has been done for those who are copied has been done for everybody
            live(service, config, DAY, LIVED)  # in its first days much is told at once
        people = copy_people(service, people)
        if first:
            yield _look(service, "first", people)
        else:
            _change(service, people)
            yield _look(service, "ordinary", people)
            yield _look(service, "quiet", people)
    databases.drop(kind, config.database.url)


def _look(service: Service, what: str, people: int) -> Point:
    day = DAY if what == "first" else NEXT
    started, worked = time.perf_counter(), _worked()
    processes = service.config.look.processes
    done = look(service.database, service.rules, day, clock.opening(day), processes=processes)
    return Point(what, people, done.people, time.perf_counter() - started, _worked() - worked)


def _worked() -> float:
    """Return the seconds of a processor that this process and those that helped it have taken."""
    usages = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(usage.ru_utime + usage.ru_stime for usage in usages)


def _change(service: Service, people: int) -> None:
    with service.database.transaction("bench", clock.opening(NEXT)) as session:
        session.execute(update(Person).where(Person.id % CHANGED == 0).values(look_on=NEXT))


def copy_people(service: Service, people: int) -> int:
    """Copy everybody, with all that is theirs, until there are so many; returns how many there are."""
    with service.database.transaction("bench", clock.opening(DAY)) as session:
        known = session.scalar(select(func.count(Person.id))) or 0
        step = (session.scalar(select(func.max(Person.id))) or 0) + 1
        number = 1
        workers = (session.scalar(select(func.max(Caseworker.id))) or 0) + 1
        while known * number < people:
            most = min(step, people - known * number)
            _copy_workers(session, number, workers)
            for table in _tables():
                _copy_rows(session, table, number, (step, workers), most)
            number += 1
        return session.scalar(select(func.count(Person.id))) or 0


def _tables() -> list[Table]:
    owned = [table for table in Base.metadata.sorted_tables if "person_id" in table.c]
    return [Base.metadata.tables["person"], *(t for t in owned if t.name not in NOT_COPIED)]


def _copy_workers(session: Session, number: int, step: int) -> None:
    """Let every county have handläggare of its own: what is promised in their names is theirs alone."""
    table = Base.metadata.tables["caseworker"]
    values = {
        **{column.name: column for column in table.c},
        "id": table.c.id + number * step,
        "username": table.c.username + literal(f"-{number}"),
    }
    rows = select(*(value.label(name) for name, value in values.items())).where(table.c.id < step)
    session.execute(insert(table).from_select(list(values), rows))


def _copy_rows(session: Session, table: Table, number: int, steps: tuple[int, int], most: int) -> None:
    """Copy the rows of the first people, in the database itself. Secrets are copied as they stand, encrypted.

    steps: between the ids of the people, and of the handläggare, of two counties.
    """
    step, workers = steps
    owner = table.c.id if table.name == "person" else table.c.person_id
    values = {}
    for column in table.c:
        if column is owner:
            values[column.name] = owner + number * step
        elif column.name == "id" and table is not Message.__table__:
            continue  # the database gives it
        elif column.name == "caseworker_id":
            values[column.name] = column + number * workers
        elif column.name == "caseworker":
            values[column.name] = case((column == "", ""), else_=column + literal(f"-{number}"))
        elif column.name in ("ref", "identity") or column.primary_key:
            values[column.name] = column + literal(f"-{number}")
        else:
            values[column.name] = column
    rows = select(*(value.label(name) for name, value in values.items())).where(owner < step, owner <= most)
    session.execute(insert(table).from_select(list(values), rows))


def memory() -> float:
    """Return the most memory that this process has had, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def measure(sizes: Sequence[tuple[int, bool]], tell: Callable[[str], None]) -> list[Point]:
    """Measure sizes, each with or without a first look, on SQLite."""
    points: list[Point] = []
    with throw_away() as (folder, databases):
        for people, first in sizes:
            for point in grow(folder / f"growth-{people}-{first}", databases, SQLITE, people, first=first):
                points.append(point)
                tell(
                    f"  {point.people:>9} {point.what:<9} {point.asked:>7} {point.seconds:8.2f} s"
                    f" ({point.worked:.2f} s av processorn)"
                )
    return points


def report(sizes: Sequence[tuple[int, bool]]) -> list[Point]:
    """Measure sizes, each with or without a first look, and print the table."""
    points = measure(sizes, print)
    heads = ("personer", "vad", "genomgångna", "sekunder", "av processorn", "per s", "mål", "nått")
    title = f"Dagens genomgång, {NAMES[SQLITE]}; mest minne {memory():.0f} MB"
    show(title, heads, [point.row() for point in points])
    return points


def main() -> None:
    """Measure, print the table, and draw the curves."""
    options = argparse.ArgumentParser(prog="python -m bench.growth", description=__doc__)
    options.add_argument("--million", action="store_true", help="bara en miljon personer, och ingen bild")
    options.add_argument("--picture", type=Path, default=PICTURE, help="var kurvorna läggs")
    chosen = options.parse_args()
    if chosen.million:
        report([(MILLION, False)])
        return
    sizes = [(size, first) for first in (False, True) for size in SIZES]
    draw(chosen.picture, "Dagens genomgång", "personer i registret", UP, _panels(report(sizes)))


def _panels(points: list[Point]) -> list[Panel]:
    """Give the first look a scale of its own: beside it nothing else would be seen."""
    curves = {
        what: Curve(
            words,
            tuple((p.people, p.worked) for p in points if p.what == what),
        )
        for what, words in WORDS.items()
    }
    return [
        Panel("Första genomgången: ingenting är känt", (curves["first"],), _goal("first")),
        Panel("Dagarna därefter", (curves["ordinary"], curves["quiet"]), _goal("ordinary")),
    ]


def _goal(what: str) -> tuple[float, float, str]:
    limit = GOALS[what, COUNTRY]
    return (COUNTRY, limit, f"mål: {limit:g} s")


if __name__ == "__main__":
    main()
