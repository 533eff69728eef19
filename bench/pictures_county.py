"""A made-up county that has been worked with for some weeks, so that every page has something to show."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from bench.places import DAY, settings
from dinadatum import clock
from dinadatum.app import Service, initialise, open_service
from dinadatum.madeup import write_county
from dinadatum.register import tables as t
from dinadatum.register.states import State
from dinadatum.roads import open_channels
from dinadatum.usecases.intake.import_files import ImportOrder, import_files
from dinadatum.usecases.looks.daily_look import look
from dinadatum.usecases.looks.derived import refresh_touched
from dinadatum.usecases.replies.storing_replies import Received
from dinadatum.usecases.replies.take_reply import take_reply
from dinadatum.usecases.sending.held import JUMP
from dinadatum.usecases.sending.send_due import send_due
from dinadatum.usecases.staff.accounts import create
from dinadatum.usecases.staff.viewers import Role
from dinadatum.web.app import make_app
from dinadatum.web.serving import serve
from notify.values import Recipient, Road, TaskKind

PASSWORD = "fyra gröna äpplen till"
CASEWORKER = "sara"
UNIT = "Enhet Norr"
ACCOUNTS = (
    (CASEWORKER, Role.CASEWORKER, UNIT, CASEWORKER),
    ("greta", Role.TEAM_LEADER, "*", ""),
    ("adam", Role.ADMINISTRATOR, "*", ""),
    ("gunnar", Role.AUDITOR, "", ""),
)
WORDS = ("KLAR", "HJÄLP", "bla bla hejsan farfar", "RING", "PAUS", "fel nummer", "inte hunnit")
STRANGER = "nagon.annan@example.com"
HOUR = time(9, 12)
WEEKS = 5
WORKED = (0, 1, 3)
"""Weekdays on which the days before are played: enough to have told a life, few enough to be quick."""


@dataclass(frozen=True, slots=True)
class County:
    """The served county. refs: some people's references, by what is special about them."""

    address: str
    refs: dict[str, str]
    task: int
    letter: int
    reply: int
    stranger: int


@contextmanager
def served_county(folder: Path) -> Iterator[County]:
    """Make the county in a folder, live with it for some weeks, and serve its pages on a day that stands still."""
    config = settings(folder, f"sqlite:///{folder / 'county.sqlite'}")
    initialise(config)
    first = DAY - timedelta(weeks=WEEKS)
    with open_service(config) as service:
        _read_in(service, folder / "county", first)
        with open_channels(config, service.database) as channels:
            for day in _days(first):
                _work(service, channels, day)
                if day == DAY - timedelta(days=1):
                    _answer(service, day)
        _accounts(service)
        with serve(make_app(service, _now), "127.0.0.1", 0) as server:
            yield _found(service, server.address)


def _now() -> datetime:
    return clock.instant(DAY, HOUR)


def _days(first: date) -> list[date]:
    days = [first + timedelta(days=number) for number in range((DAY - first).days + 1)]
    return [day for day in days if day.weekday() in WORKED]


def _read_in(service: Service, files: Path, first: date) -> None:
    write_county("sormland", files, seed=1, day=first)
    now = clock.opening(first)
    report = import_files(service.database, ImportOrder(files, first, now, "påhittat län"))
    if not report.clean:
        raise RuntimeError(f"the made-up county was refused: {report.errors[0]}")
    refresh_touched(service.database, service.rules, report.touched, "påhittat län", now)


def _work(service: Service, channels: object, day: date) -> None:
    """Do a day's work: all that is due has gone by noon, but today it is early."""
    opening = clock.opening(day)
    look(service.database, service.rules, day, opening)
    until = clock.instant(day, time(service.rules.paces.sending.last_hour)) if day < DAY else _now()
    send_due(
        service.database,
        service.rules,
        channels,  # type: ignore[arg-type]
        lambda: opening if day < DAY else _now(),
        until=until,
        alone=True,
    )


def _answer(service: Service, day: date) -> None:
    """Let some of those who were written to answer, and somebody whom nobody knows."""
    with service.database.reading() as session:
        numbers = session.scalars(
            select(t.Person.mobile)
            .join(t.Caseworker, t.Caseworker.id == t.Person.caseworker_id)
            .where(
                t.Caseworker.username == CASEWORKER, t.Person.mobile.is_not(None), t.Person.road == Road.SMS
            )
            .where(t.Person.id.in_(select(t.Message.person_id).where(t.Message.state == State.ACCEPTED)))
            .order_by(t.Person.ref)
        ).all()
    told = [(Road.SMS, str(number), text) for number, text in zip(numbers, WORDS, strict=False)]
    told.append((Road.EMAIL, STRANGER, "hej det är jag igen, jag har bytt adress"))
    for count, (road, sender, text) in enumerate(told):
        at = clock.instant(day, time(15, 10 + count))
        take_reply(service.database, service.rules, Received(road, sender, text, f"svar-{count}", at), at)


def _accounts(service: Service) -> None:
    with service.database.transaction("bilder", _now()) as session:
        for username, role, unit, caseworker in ACCOUNTS:
            create(
                session,
                username=username,
                password=PASSWORD,
                role=role,
                now=_now(),
                unit=unit,
                caseworker=caseworker,
            )
        later = session.scalars(select(t.Message).where(t.Message.state == State.PLANNED).limit(9)).all()
        for row in later[:6]:
            row.state, row.code = State.HELD, JUMP
            row.reason = "412 meddelanden skulle gå i dag. Den största dagen de senaste fyra veckorna var 20."
        _post(session)


def _post(session: Session) -> None:
    """Let one message have reached nobody, so that somebody is to post it as a letter."""
    sent = select(t.Message).join(t.Person, t.Person.id == t.Message.person_id)
    sent = sent.join(t.Caseworker, t.Caseworker.id == t.Person.caseworker_id)
    sent = sent.where(t.Caseworker.username == CASEWORKER, t.Person.street.is_not(None))
    message = session.scalars(
        sent.where(t.Message.recipient == Recipient.PERSON, t.Message.text.is_not(None)).limit(1)
    ).first()
    if message is not None:
        why = f"Skriv och posta ett brev om detta. Adressen finns i registret. {message.why}"
        identity = f"F|{message.id}|brev"
        task = t.Task(
            identity=identity,
            person_id=message.person_id,
            kind=TaskKind.SEND_LETTER,
            day=DAY,
            why=why,
            created_at=_now(),
        )
        session.add(task)


def _found(service: Service, address: str) -> County:
    with service.database.reading() as session:
        mine = select(t.Person.ref).join(t.Caseworker, t.Caseworker.id == t.Person.caseworker_id)
        protected = mine.where(t.Person.protected, t.Person.unit == UNIT)
        own = protected.where(t.Caseworker.username == CASEWORKER)
        others = protected.where(t.Caseworker.username != CASEWORKER)
        mine = mine.where(t.Caseworker.username == CASEWORKER, ~t.Person.protected)
        sent = select(t.Message.person_id, func.count().label("n")).where(t.Message.text.is_not(None))
        counted = sent.group_by(t.Message.person_id).subquery()
        answered = t.Person.id.in_(select(t.Reply.person_id))
        told = mine.join(counted, counted.c.person_id == t.Person.id).order_by(counted.c.n.desc())
        decided = select(t.Decision.person_id)
        refs = {
            "told": session.scalars(told.where(answered).limit(1)).first(),
            "most": session.scalars(told.limit(1)).first(),
            "new": session.scalars(mine.where(t.Person.id.not_in(decided)).limit(1)).first(),
            "resting": session.scalars(
                mine.where(t.Person.id.in_(select(t.Dormancy.person_id))).limit(1)
            ).first(),
            "trial": session.scalars(
                mine.where(t.Person.id.in_(select(t.StudyTrial.person_id))).limit(1)
            ).first(),
            "own": session.scalars(own.limit(1)).first(),
            "hidden": session.scalars(others.limit(1)).first(),
        }
        known = {name: ref for name, ref in refs.items() if ref}
        known.setdefault("told", known["most"])
        waiting = select(t.Task.id).join(t.Person, t.Person.id == t.Task.person_id)
        waiting = waiting.join(t.Caseworker, t.Caseworker.id == t.Person.caseworker_id)
        waiting = waiting.where(t.Caseworker.username == CASEWORKER, t.Task.done_at.is_(None))
        task = session.scalars(waiting.limit(1)).first() or 0
        letter = session.scalars(waiting.where(t.Task.kind == "send_letter").limit(1)).first() or 0
        unread = select(t.Reply.id).where(t.Reply.for_human, t.Reply.done_at.is_(None))
        reply = session.scalars(unread.where(t.Reply.person_id.is_not(None))).first() or 0
        stranger = session.scalars(unread.where(t.Reply.person_id.is_(None))).first() or 0
    return County(address, known, task, letter, reply, stranger)
