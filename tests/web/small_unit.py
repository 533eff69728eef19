"""Seven made-up people in two units, and those who work with them."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from sqlalchemy.orm import Session

from dinadatum.register import tables as t
from dinadatum.register.states import State
from dinadatum.usecases.staff import accounts
from dinadatum.usecases.staff.viewers import Role
from notify.values import Copies, MessageKind, Pace, Recipient, Road, StepKind, TaskKind, Wording
from timeline.facts import Kind, Reason

PASSWORD = "fyra gröna äpplen till"
UNIT, OTHER_UNIT = "5065", "5070"
SECRET_NAME, SECRET_TOWN = "Hemliga", "Hemköping"
SECRET_MOBILE, SECRET_MOBILE_AS_SHOWN = "+46701740699", "070-174 06 99"
SENT_TEXT = "Dina datum:\nNu är en bra tid för steg 1: boka tid.\nSvara med dagen eller HJÄLP."
REPLY_TEXT = "klar nu <b>på riktigt</b>"


def fill(session: Session, now: datetime) -> list[int]:
    """Put everybody in; returns the ids of the people."""
    sara = _caseworker(session, "sara", "Sara Ek", UNIT)
    omar = _caseworker(session, "omar", "Omar Lind", UNIT)
    lena = _caseworker(session, "lena", "Lena Sund", OTHER_UNIT)
    people = [
        _person(session, "W-1", sara, UNIT, last="Ettsson", mobile="+46701740605"),
        _person(
            session,
            "W-2",
            omar,
            UNIT,
            last=SECRET_NAME,
            mobile=SECRET_MOBILE,
            town=SECRET_TOWN,
            protected=True,
        ),
        _person(session, "W-3", lena, OTHER_UNIT, last="Tresson", mobile="+46701740607"),
        _person(session, "W-4", sara, UNIT, last="Fyrsson", born=date(1997, 4, 17)),
        _person(session, "W-5", sara, UNIT, last="Femsson", mobile="+46701740608", protected=True),
        _person(session, "W-6", sara, UNIT, last="Sexsson", mobile="+46701740609"),
        _person(session, "W-7", None, UNIT, last=""),
    ]
    one, two, three, four, five, six, _ = people
    _decision(session, one, date(2024, 1, 1), date(2026, 12, 31))
    _decision(session, two, date(2025, 4, 1), date(2027, 3, 31))
    _decision(session, three, date(2025, 3, 1), date(2027, 2, 28))
    _decision(session, four, date(2025, 4, 1), date(2027, 3, 31), extent=50)
    _decision(session, five, date(2025, 2, 1), date(2027, 1, 31))
    _decision(session, six, date(2025, 10, 1), date(2027, 9, 30), kind=Kind.EXTENDED_SCHOOLING)
    session.add(
        t.Dormancy(
            person_id=six,
            reason=Reason.WORK,
            level=50,
            first_day=date(2026, 9, 1),
            last_day=date(2027, 2, 28),
        )
    )
    session.add(t.Step(person_id=five, kind=StepKind.BOOKED, day=date(2026, 5, 2), value=""))
    session.add(t.Step(person_id=five, kind=StepKind.RECEIVED, day=date(2026, 10, 2), value=""))
    _ombud(session, six)
    session.add(t.Consent(person_id=one, given=True, at=now, source="papper"))
    _said(session, one, now)
    _tasks(session, now, one=one, two=two, three=three, four=four)
    session.add(t.Heartbeat(job="look", at=now, said=now.date().isoformat()))
    session.add(t.Meta(key="made_up", value="yes"))
    _accounts(session, now)
    session.flush()
    return people


def _accounts(session: Session, now: datetime) -> None:
    for name, role, unit, caseworker in (
        ("sara", Role.CASEWORKER, UNIT, "sara"),
        ("omar", Role.CASEWORKER, UNIT, "omar"),
        ("greta", Role.TEAM_LEADER, "5065, 5070", ""),
        ("alla", Role.TEAM_LEADER, "*", ""),
        ("adam", Role.ADMINISTRATOR, "*", ""),
        ("gunnar", Role.AUDITOR, "", ""),
    ):
        accounts.create(
            session,
            username=name,
            password=PASSWORD,
            role=role,
            now=now,
            unit=unit,
            caseworker=caseworker,
        )


def _caseworker(session: Session, username: str, name: str, unit: str) -> int:
    row = t.Caseworker(
        username=username,
        name=name,
        sms_name=name.split()[0],
        phone="+46701740690",
        email=f"{username}@example.se",
        unit=unit,
        first_day=date(2020, 1, 1),
    )
    session.add(row)
    session.flush()
    return row.id


def _person(
    session: Session,
    ref: str,
    caseworker: int | None,
    unit: str,
    *,
    last: str,
    mobile: str | None = None,
    town: str = "Nyköping",
    born: date = date(2002, 5, 17),
    protected: bool = False,
) -> int:
    row = t.Person(
        ref=ref,
        birth_date=born,
        first_name="Kim" if last else None,
        last_name=last or None,
        mobile=mobile,
        mobile_hash=f"hash-{mobile}" if mobile else None,
        street="Påhittade gatan 1" if mobile else None,
        municipality=town,
        unit=unit,
        caseworker_id=caseworker,
        protected=protected,
        pace=Pace.LAGOM,
        sheet_given=date(2026, 1, 7),
        known_since=date(2026, 1, 7),
    )
    session.add(row)
    session.flush()
    return row.id


def _decision(
    session: Session,
    person_id: int,
    first: date,
    last: date,
    *,
    extent: int = 100,
    kind: Kind = Kind.REDUCED_CAPACITY,
) -> None:
    session.add(
        t.Decision(
            person_id=person_id, kind=kind, extent=extent, first_day=first, last_day=last, decided=None
        )
    )


def _ombud(session: Session, person_id: int) -> None:
    session.add(
        t.Ombud(
            person_id=person_id,
            name="Mika Ombudsson",
            name_hash="hash-mika",
            email="mika@example.se",
            road=Road.EMAIL,
            first_day=date(2026, 1, 1),
            copies=Copies.URGENT,
        )
    )


def _said(session: Session, person_id: int, now: datetime) -> None:
    message = _message(person_id, "m" * 32, now - timedelta(days=20), State.DELIVERED, "Dags för steg 1.")
    message.text, message.chars, message.parts = SENT_TEXT, len(SENT_TEXT), 1
    session.add(message)
    session.add(_message(person_id, "n" * 32, now + timedelta(hours=1), State.PLANNED, "Skyddsnät: ansök."))
    waiting = _message(person_id, "o" * 32, now - timedelta(hours=1), State.WAITING, "Väntar.")
    waiting.road, waiting.attempts, waiting.retry_at = Road.EMAIL, 2, now + timedelta(minutes=5)
    session.add(waiting)
    session.add(
        t.Reply(
            person_id=person_id,
            road=Road.SMS,
            provider_id="SM1",
            sender_hash="hash",
            received_at=now - timedelta(days=19),
            text=REPLY_TEXT,
            read_as="KLAR",
        )
    )


def _message(person_id: int, key: str, send_at: datetime, state: State, why: str) -> t.Message:
    return t.Message(
        id=key,
        identity=key,
        person_id=person_id,
        recipient=Recipient.PERSON,
        road=Road.SMS,
        kind=MessageKind.ORDINARY,
        template="M03",
        wording=Wording.DISKRET,
        pace=Pace.LAGOM,
        key_date="decision_end",
        key_date_day=date(2026, 12, 31),
        step="step1.1",
        why=why,
        priority=5,
        day=send_at.date(),
        send_at=send_at,
        last_useful_day=date(2026, 12, 31),
        state=state,
        created_at=send_at,
    )


def _tasks(session: Session, now: datetime, **people: int) -> None:
    for name, kind, day, why in (
        ("one", TaskKind.GIVE_SHEET, date(2026, 11, 20), "Blad för nya datum."),
        ("one", TaskKind.RISK_OF_GAP, date(2026, 11, 25), "Har inte ansökt. Beslutet slutar 31 december."),
        ("two", TaskKind.TAKE_OVER, date(2026, 11, 26), "Hemligt om den skyddade."),
        ("three", TaskKind.TAKE_OVER, date(2026, 11, 26), "Något i den andra enheten."),
        ("four", TaskKind.UNREACHABLE, date(2026, 11, 27), "Numret finns inte längre."),
    ):
        session.add(
            t.Task(
                identity=f"{name}:{kind.value}",
                person_id=people[name],
                kind=kind,
                day=day,
                why=why,
                created_at=now,
            )
        )
