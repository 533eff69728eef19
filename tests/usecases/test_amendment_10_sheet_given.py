"""Amendment 10 in the register: what Mitt blad showed is kept, and it is to be given again when a day moves."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select, update

from dinadatum import clock
from dinadatum.register import tables as t
from dinadatum.register.cases import load_case
from dinadatum.register.database import Database
from dinadatum.usecases.cases import task_changes
from dinadatum.usecases.changing.history import history, undoing
from dinadatum.usecases.changing.keeping import Change, keep
from dinadatum.usecases.changing.subjects import SUBJECTS
from dinadatum.usecases.intake.import_files import ImportOrder, import_files
from dinadatum.usecases.looks.derived import refresh_touched
from dinadatum.usecases.looks.simulation import simulate
from dinadatum.usecases.rules import Rules
from dinadatum.usecases.staff.viewers import Role, Viewer
from notify.sheet_days import BENEFIT_END, TURNS_30
from notify.values import ShownDay, TaskKind
from tests.usecases.counties import Provider, Stepper, both_roads
from tests.usecases.small_lives import LAST, add_step, change, one_person, tasks
from tests.usecases.test_stepping_is_the_truth import done, done_tasks, said, said_tasks

DAY = date(2026, 10, 5)
VISIT, LATER, LATEST = date(2026, 12, 3), date(2026, 12, 10), date(2026, 12, 17)
ANNA = Viewer(1, "anna", Role.TEAM_LEADER, frozenset({"5065"}), None, "", "")


@pytest.fixture
def stepper(each_register: Database, rules: Rules, provider: Provider) -> Stepper:
    """Play on both databases: the days of a sheet are written in one statement for many people."""
    return Stepper(each_register, rules, both_roads(provider))


@pytest.fixture
def person(stepper: Stepper) -> int:
    """Somebody with a visit to come and Mitt blad in the hand, whom the look has asked about."""
    found = one_person(stepper.database, DAY, sheet_given=DAY, known_since=DAY, unit="5065")
    add_step(stepper.database, found, VISIT, "visit")
    change(stepper.database, found, DAY)
    stepper.look(DAY)
    return found


def shows(database: Database, ref: str = "P-1") -> tuple[ShownDay, ...] | None:
    with database.reading() as session:
        return load_case(session, ref).case.sheet_shows


def visits(database: Database) -> list[date]:
    return [each.day for each in shows(database) or () if each.kind == "visit"]


def move_visit(database: Database, person_id: int, day: date, to: date) -> None:
    """Move the visit as an import does."""
    with database.transaction("test", clock.opening(day)) as session:
        session.execute(
            update(t.Step).where(t.Step.person_id == person_id, t.Step.kind == "visit").values(day=to)
        )
        session.get_one(t.Person, person_id).look_on = day


def write(stepper: Stepper, person_id: int, day: date, slug: str, **columns: object) -> int | None:
    """Write as a form does."""
    with stepper.database.reading() as session:
        version = session.get_one(t.Person, person_id).version
    one = Change(SUBJECTS[slug], person_id, person_id, version, columns)
    return keep(stepper.database, stepper.rules, one, "anna", today=day, now=clock.opening(day))


def to_give(database: Database) -> list[t.Task]:
    return [task for task in tasks(database) if task.kind is TaskKind.GIVE_SHEET]


def still_to_give(database: Database) -> list[t.Task]:
    return [task for task in to_give(database) if task.done_at is None]


def tick(stepper: Stepper, task: t.Task, day: date) -> None:
    now = clock.opening(day)
    with stepper.database.transaction("anna", now) as session:
        assert task_changes.tick_off(session, stepper.rules, ANNA, task.id, "", now)


def untick(stepper: Stepper, task: t.Task, now: datetime) -> None:
    with stepper.database.transaction("anna", now) as session:
        assert task_changes.undo(session, ANNA, task.id, now)


def day(number: int) -> date:
    return DAY + timedelta(days=number)


def test_amendment_10_what_the_sheet_shows_is_kept(stepper: Stepper, person: int) -> None:
    kept = shows(stepper.database)
    assert kept is not None
    assert {each.kind for each in kept} == {"visit", BENEFIT_END, "last_apply", TURNS_30}
    assert ShownDay("visit", VISIT) in kept
    assert ShownDay(BENEFIT_END, LAST) in kept


def test_amendment_10_a_moved_visit_asks_once_and_again_when_given_in_between(
    stepper: Stepper, person: int
) -> None:
    for number in range(1, 4):
        stepper.look(day(number))
    assert to_give(stepper.database) == []
    move_visit(stepper.database, person, day(4), LATER)
    for number in range(4, 8):
        stepper.look(day(number))
    (task,) = to_give(stepper.database)
    assert task.why == "Ge Mitt blad igen: dagen för besöket är inte samma som på bladet."
    move_visit(stepper.database, person, day(8), LATEST)
    stepper.look(day(8))
    assert len(to_give(stepper.database)) == 1
    tick(stepper, task, day(8))
    assert visits(stepper.database) == [LATEST]
    stepper.look(day(9))
    assert still_to_give(stepper.database) == []
    move_visit(stepper.database, person, day(10), VISIT)
    stepper.look(day(10))
    assert len(to_give(stepper.database)) == 2
    assert len(still_to_give(stepper.database)) == 1


def test_amendment_10_the_form_keeps_what_the_sheet_shows_and_ticks_off(
    stepper: Stepper, person: int
) -> None:
    move_visit(stepper.database, person, day(1), LATER)
    stepper.look(day(1))
    assert len(still_to_give(stepper.database)) == 1
    write(stepper, person, day(2), "blad", sheet_given=day(2))
    assert visits(stepper.database) == [LATER]
    (task,) = to_give(stepper.database)
    assert task.done_by == "anna"
    stepper.look(day(3))
    assert still_to_give(stepper.database) == []


def test_amendment_10_a_second_sheet_on_the_same_day_is_another(stepper: Stepper, person: int) -> None:
    move_visit(stepper.database, person, DAY, LATER)
    write(stepper, person, DAY, "blad", sheet_given=DAY)
    assert visits(stepper.database) == [LATER]
    stepper.look(day(1))
    assert to_give(stepper.database) == []


def test_amendment_10_a_sheet_that_was_not_given_after_all_is_asked_for_again(stepper: Stepper) -> None:
    person = one_person(stepper.database, DAY, sheet_given=None, known_since=DAY, unit="5065")
    stepper.look(DAY)
    (task,) = still_to_give(stepper.database)
    write(stepper, person, DAY, "blad", sheet_given=DAY)
    assert still_to_give(stepper.database) == []
    with stepper.database.reading() as session:
        newest = next(entry for entry in history(session, person) if entry.can_undo)
        back = undoing(session, person, newest.id)
    assert back is not None
    assert back.columns == {"sheet_given": None}
    keep(stepper.database, stepper.rules, back, "anna", today=DAY, now=clock.opening(DAY))
    assert shows(stepper.database) is None
    assert [each.id for each in still_to_give(stepper.database)] == [task.id]


def test_amendment_10_the_task_ticked_off_is_the_sheet_given_and_undone_it_is_not(stepper: Stepper) -> None:
    one_person(stepper.database, DAY, sheet_given=None, known_since=DAY, unit="5065")
    stepper.look(DAY)
    (task,) = still_to_give(stepper.database)
    tick(stepper, task, day(1))
    with stepper.database.reading() as session:
        assert load_case(session, "P-1").case.sheet_given == day(1)
    assert shows(stepper.database)
    stepper.look(day(1))
    untick(stepper, task, clock.opening(day(1)))
    with stepper.database.reading() as session:
        assert load_case(session, "P-1").case.sheet_given is None
        assert session.scalars(select(t.Person.look_on)).one() == day(1), "the day is asked anew"
    assert len(still_to_give(stepper.database)) == 1


def test_amendment_10_of_an_older_sheet_nobody_knows_what_it_showed(stepper: Stepper, person: int) -> None:
    """As before: then only what the person has been told of counts."""
    with stepper.database.transaction("test", clock.opening(DAY)) as session:
        session.execute(update(t.Person).values(sheet_shows=None))
    move_visit(stepper.database, person, day(1), LATER)
    stepper.look(day(1))
    assert shows(stepper.database) is None
    assert to_give(stepper.database) == []


def test_amendment_10_an_import_keeps_what_the_sheet_shows(
    each_register: Database, rules: Rules, tmp_path: Path
) -> None:
    def take(sheet: str, visit: date, on: date) -> None:
        (tmp_path / "personer.csv").write_text(
            f"referens;födelsedatum;ordval;blad\nP-7;2001-02-03;diskret;{sheet}\n", encoding="utf-8"
        )
        (tmp_path / "beslut.csv").write_text(
            "referens;slag;omfattning;från;till\nP-7;nedsatt;100;2025-06-01;2027-05-31\n", encoding="utf-8"
        )
        (tmp_path / "uppfoljning.csv").write_text(f"referens;slag;dag\nP-7;plan;{visit}\n", encoding="utf-8")
        found = import_files(each_register, ImportOrder(tmp_path, on, clock.opening(on), "import"))
        assert found.clean, found.errors
        refresh_touched(each_register, rules, found.touched, "import", clock.opening(on))

    take("", VISIT, DAY)
    assert shows(each_register, "P-7") is None
    take(f"{DAY}", VISIT, DAY)
    assert ShownDay("follow_up_plan", VISIT) in (shows(each_register, "P-7") or ())
    first = shows(each_register, "P-7")
    take(f"{DAY}", LATER, day(1))
    assert shows(each_register, "P-7") == first
    take(f"{day(2)}", LATER, day(2))
    assert ShownDay("follow_up_plan", LATER) in (shows(each_register, "P-7") or ())


@pytest.mark.parametrize("moves", [True, False])
def test_amendment_10_stepping_is_what_the_simulation_says(
    stepper: Stepper, person: int, rules: Rules, *, moves: bool
) -> None:
    if moves:
        move_visit(stepper.database, person, day(1), LATER)
    with stepper.database.reading() as session:
        foretold = simulate(session, rules, [person], day(1), day(60))
    provider = Provider()
    again = Stepper(stepper.database, rules, both_roads(provider))
    again.run_days(day(1), day(60))
    assert done(stepper.database, provider) == said(foretold)
    assert done_tasks(stepper.database) == said_tasks(foretold)
    found = [m for m in foretold if m.template == TaskKind.GIVE_SHEET.value]
    assert len(found) == moves
