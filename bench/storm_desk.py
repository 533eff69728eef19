"""What handläggare do in a storm, each as the pages do it: forms, tasks, files, handovers, words by hand."""

from __future__ import annotations

import csv
import shutil
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import func, select

from bench.storm_hands import Hands
from dinadatum.clock import local_day
from dinadatum.register import tables as t
from dinadatum.register.cases import load_cases
from dinadatum.register.states import State
from dinadatum.usecases.cases import belonging, by_hand, handover_preview, task_changes
from dinadatum.usecases.cases.handing_over import HandoverError, HandoverOrder
from dinadatum.usecases.changing.history import history, undoing
from dinadatum.usecases.changing.keeping import Change, Moved, Taken, keep
from dinadatum.usecases.changing.rehearsal import rehearse
from dinadatum.usecases.changing.subjects import SUBJECTS
from dinadatum.usecases.intake import quick_ticks
from dinadatum.usecases.intake.import_files import ImportOrder, import_files
from dinadatum.usecases.lists import calendar_feed
from dinadatum.usecases.looks.derived import refresh_touched
from dinadatum.usecases.replies.inbox_sight import TIED
from dinadatum.usecases.replies.saying import SAYABLE, read_as
from dinadatum.usecases.replies.tying import put_aside, tie
from dinadatum.usecases.sending.guarding import release_day
from dinadatum.usecases.staff import absences
from dinadatum.usecases.staff.absences import AbsenceError
from dinadatum.usecases.staff.viewers import Role, Viewer
from notify.values import Pace, StepKind, TaskKind

FORMS = ["takt", "takt", "person", "blad", "steg", "steg", "bort", "samtycke", "kopior", "beslut", "undo"]


def form(hands: Hands) -> bool:
    """Keep a form, or only try it, or take the last change back."""
    person, now = hands.person(), hands.now()
    today = local_day(now)
    change = _change(hands, person, now)
    if change is None:
        return False
    try:
        if hands.chance.random() < 0.2:
            rehearse(hands.database, hands.rules, change, today=today, now=now)
            return True
        return keep(hands.database, hands.rules, change, "storm", today=today, now=now) is not None
    except (Moved, Taken):
        return False


def _change(hands: Hands, person: Any, now: datetime) -> Change | None:
    today, chance = local_day(now), hands.chance
    kind = chance.choice(FORMS)
    if kind == "undo":
        with hands.database.reading() as session:
            entries = [each.id for each in history(session, person.id) if each.can_undo]
            return undoing(session, person.id, chance.choice(entries)) if entries else None
    if kind == "takt":
        return _of_person(person, "takt", pace=chance.choice(list(Pace)))
    if kind == "person":
        return _of_person(person, "person", last_name=f"{chance.choice('ABCD')} Ek")
    if kind == "blad":
        return _of_person(person, "blad", sheet_given=chance.choice((None, today)))
    if kind == "steg":
        day = today - timedelta(days=chance.randrange(3))
        values: dict[str, Any] = {"kind": chance.choice((StepKind.BOOKED, StepKind.VISIT)), "day": day}
        return Change(SUBJECTS["steg"], person.id, None, 0, values)
    if kind == "bort":
        row = hands.one(select(t.Step.id, t.Step.version).where(t.Step.person_id == person.id))
        return row and Change(SUBJECTS["steg"], person.id, row.id, row.version, {}, remove=True)
    if kind == "samtycke":
        values = {"given": chance.random() < 0.8, "source": "möte", "texts": ""}
        return Change(SUBJECTS["samtycke"], person.id, None, 0, values)
    if kind == "kopior":
        values = {"allowed": chance.random() < 0.7, "source": "möte"}
        return Change(SUBJECTS["kopior"], person.id, None, 0, values)
    row = hands.one(
        select(t.Decision.id, t.Decision.version, t.Decision.last_day).where(
            t.Decision.person_id == person.id
        )
    )
    if row is None:
        return None
    last = row.last_day + timedelta(days=chance.choice((-1, 1)))
    return Change(SUBJECTS["beslut"], person.id, row.id, row.version, {"last_day": last})


def _of_person(person: Any, slug: str, **values: object) -> Change:
    return Change(SUBJECTS[slug], person.id, person.id, person.version, values)


def task(hands: Hands) -> bool:
    now = hands.now()
    row = hands.one(select(t.Task.id).order_by(t.Task.kind != TaskKind.GIVE_SHEET).limit(20))
    if row is None:
        return False
    with hands.database.transaction("storm", now) as session:
        what = hands.chance.random()
        if what < 0.45:
            return task_changes.tick_off(session, hands.rules, hands.viewer, row.id, "", now) is not None
        if what < 0.85:
            return task_changes.undo(session, hands.viewer, row.id, now) is not None
        if what < 0.93:
            return task_changes.write_note(session, hands.viewer, row.id, "Ringt", now) is not None
        return task_changes.put_off(session, hands.viewer, row.id, local_day(now), now) is not None


def ticks(hands: Hands) -> bool:
    now = hands.now()
    today = local_day(now)
    rows = {hands.person().ref for _ in range(6)}
    pasted = "\n".join(
        f"{ref};{hands.chance.choice(('bokat', 'besök', 'bekräftat'))};{today}" for ref in sorted(rows)
    )
    with hands.database.transaction("storm", now) as session:
        read_ = quick_ticks.read_ticks(session, hands.viewer, pasted, today)
        return quick_ticks.save_ticks(session, hands.rules, read_, today) > 0


def untick(hands: Hands) -> bool:
    now = hands.now()
    row = hands.one(select(t.TickBatch.id).order_by(t.TickBatch.id.desc()).limit(3))
    if row is None:
        return False
    with hands.database.transaction("storm", now) as session:
        return quick_ticks.undo_batch(session, hands.rules, hands.viewer, row.id, local_day(now)) is not None


def take_in(hands: Hands) -> bool:
    """Read in files in which a pace, a name or a step is another, and sometimes somebody new."""
    now, folder = hands.now(), hands.place / str(next(hands.files))
    folder.mkdir(parents=True)
    some = [hands.person() for _ in range(5)]
    refs = sorted({each.ref for each in some}, key=lambda _: hands.chance.random())
    with hands.database.reading() as session:
        born = {ref: day for ref, day in session.execute(select(t.Person.ref, t.Person.birth_date))}  # noqa: C416
    pace = hands.chance.choice(("lugnt", "lagom", "ofta"))
    people = [{"referens": ref, "födelsedatum": born[ref], "takt": pace} for ref in refs]
    if hands.chance.random() < 0.3:
        new = f"NY-{hands.chance.randrange(9)}"
        people.append({"referens": new, "födelsedatum": born.get(new, "2001-05-06"), "takt": pace})
    _write(folder / "personer.csv", people)
    day = local_day(now) - timedelta(days=hands.chance.randrange(3))
    _write(folder / "steg.csv", [{"referens": ref, "steg": "bokat", "dag": day} for ref in reversed(refs)])
    if hands.chance.random() < 0.3:
        with hands.database.reading() as session:
            worker = hands.chance.choice(session.scalars(select(t.Caseworker)).all())
        phone = f"070-17406{hands.chance.randrange(10, 99)}"
        one = {"användare": worker.username, "namn": worker.name, "från": worker.first_day, "telefon": phone}
        _write(folder / "handlaggare.csv", [one])
    report = import_files(hands.database, ImportOrder(folder, local_day(now), now, "storm"))
    refresh_touched(hands.database, hands.rules, report.touched, "storm", now)
    shutil.rmtree(folder)
    return bool(report.touched)


def _write(path: Path, rows: list[dict[str, Any]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]), delimiter=";")
        writer.writeheader()
        writer.writerows(rows)


def hand_over(hands: Hands) -> bool:
    now = hands.now()
    today = local_day(now)
    cases = select(t.Caseworker.username, t.Person.ref).join(
        t.Person, t.Person.caseworker_id == t.Caseworker.id
    )
    some = [hands.one(cases) for _ in range(2)]
    new = hands.one(select(t.Caseworker.username))
    refs = tuple(dict.fromkeys(each.ref for each in some if each.username == some[0].username))
    day = today + timedelta(days=hands.chance.choice((1, 3)))
    order = HandoverOrder(some[0].username, new.username, day, day + timedelta(days=2), refs)
    try:
        if hands.chance.random() < 0.3:
            return bool(handover_preview.preview(hands.database, hands.rules, order, today).told)
        with hands.database.transaction("storm", now) as session:
            return bool(handover_preview.hand_over(session, hands.rules, order, today, now))
    except HandoverError:
        return False


def move(hands: Hands) -> bool:
    person, now = hands.person(), hands.now()
    worker = hands.one(select(t.Caseworker.username, t.Caseworker.unit))
    to = belonging.Belonging(worker.unit, worker.username, person.version)
    try:
        with hands.database.transaction("storm", now) as session:
            return belonging.move_case(session, hands.rules, person.id, to, local_day(now), now)
    except Moved:
        return False


def write_by_hand(hands: Hands) -> bool:
    person, now = hands.person(), hands.now()
    text = f"Hej. Jag ringer dig i morgon klockan {hands.chance.randrange(8, 16)}. Det räcker att läsa."
    draft = by_hand.Draft(text, held=hands.chance.random() < 0.3)
    with hands.database.reading() as session:
        row = next(load_cases(session, [person.id]))
        if by_hand.prepare(session, hands.rules, row, draft, now).words is None:
            return False
    with hands.database.transaction("storm", now) as session:
        made = by_hand.write(
            session, hands.rules, row, draft, keyring=hands.database.keyring, who="storm", now=now
        )
    return made is not None


def settle_by_hand(hands: Hands) -> bool:
    now = hands.now()
    row = hands.one(
        select(t.Message.id, t.Message.person_id).where(
            t.Message.state == State.HELD, t.Message.identity.like("H|%")
        )
    )
    if row is None:
        return False
    with hands.database.transaction("storm", now) as session:
        message = by_hand.held(session, row.person_id, row.id)
        if message is None:
            return False
        if hands.chance.random() < 0.5:
            return by_hand.release(session, hands.rules, message, who="storm", now=now)
        return by_hand.withdraw(session, message, who="storm", now=now)


def inbox(hands: Hands) -> bool:
    now, waits = hands.now(), t.Reply.for_human & t.Reply.done_at.is_(None)
    row = hands.one(select(t.Reply.id, t.Reply.person_id, t.Reply.read_as).where(waits).limit(5))
    if row is None:
        return False
    if row.person_id is None and row.read_as in TIED:
        person = hands.person()
        return tie(hands.database, hands.rules, row.id, person.id, who="storm", receipt=True, now=now)
    if row.person_id is not None and hands.chance.random() < 0.7:
        return read_as(
            hands.database, hands.rules, row.id, hands.chance.choice(SAYABLE), who="storm", now=now
        )
    return put_aside(hands.database, row.id, who="storm", note="Läst", now=now)


def release(hands: Hands) -> bool:
    now = hands.now()
    with hands.database.transaction("storm", now) as session:
        return release_day(session, hands.rules, local_day(now), local_day(now), now) > 0


def calendar(hands: Hands) -> bool:
    with hands.database.transaction("storm", hands.now()) as session:
        account = session.scalar(select(t.Account.id).limit(1))
        if account is None:
            return False
        viewer = Viewer(account, "storm", Role.TEAM_LEADER, None, None, "", "stamp")
        if hands.chance.random() < 0.3:
            calendar_feed.revoke(session, viewer)
        else:
            calendar_feed.new_token(session, hands.database.keyring, viewer)
    return True


def absence(hands: Hands) -> bool:
    now = hands.now()
    worker = hands.one(select(t.Caseworker.id))
    today = local_day(now)
    try:
        with hands.database.transaction("storm", now) as session:
            there = session.scalar(select(func.min(t.CaseworkerAbsence.id)))
            if there is not None and hands.chance.random() < 0.5:
                return absences.remove(session, hands.viewer, there)
            last = today + timedelta(days=hands.chance.randrange(4))
            absences.add(
                session, hands.viewer, who=worker.id, stand_in=None, first=today, last=last, today=today
            )
    except AbsenceError:
        return False
    return True
