"""A register of made-up people to live a year with: a county, copied until there are enough."""

from __future__ import annotations

import random
from datetime import date, time, timedelta
from pathlib import Path

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from bench.growth import copy_people
from bench.places import keep_people, references, settings
from dinadatum import clock
from dinadatum.app import Service, initialise, open_service
from dinadatum.config import Config
from dinadatum.madeup import write_county
from dinadatum.register.tables import Person
from dinadatum.usecases.intake.import_files import ImportOrder, import_files
from dinadatum.usecases.looks.derived import refresh_touched
from dinadatum.usecases.looks.simulation import SaidReply
from notify.values import Road

NUMBER = "+467017406{:06d}"
"""Longer than any number in Sweden, in the series for fiction: so many people need more than the series has."""
TEXTED = 5
"""All but one in so many have a mobile, of those who have either mobile or mail."""
REPLIES_A_YEAR = 2
REPLY_AT = time(19, 30)
"""After the day's sending hours: what is answered then leans on nothing that a fault may have delayed."""
WORDS = ("KLAR",) * 6 + ("Klart!", "PAUS", "HJÄLP", "RING", "LUGNT", "OFTA", "ok", "lördag", "inte hunnit",
         "ansökt", "bla bla hejsan farfar", "fel nummer", "STOPP", "START", "fredag")  # fmt: skip


def fill_register(folder: Path, url: str, people: int, day: date) -> Config:
    """Make a register of so many people as it stands before the first look of a day."""
    config = settings(folder, url)
    initialise(config)
    write_county("sormland", folder / "county", seed=1, day=day)
    refs = references(folder / "county")
    if people < len(refs):  # some of every kind, spread over the whole county
        keep_people(folder / "county", {refs[number * len(refs) // people] for number in range(people)})
    with open_service(config) as service:
        now = clock.opening(day)
        report = import_files(service.database, ImportOrder(folder / "county", day, now, "bench"))
        if not report.clean:
            raise RuntimeError(f"the made-up county was refused: {report.errors[0]}")
        refresh_touched(service.database, service.rules, report.touched, "bench", now)
        copy_people(service, people)
        with service.database.transaction("bench", now) as session:
            _reach_everybody(session, service)
    return config


def draw_replies(session: Session, first: date, last: date, seed: int) -> list[SaidReply]:
    """Draw what people answer in a year, in order. Only those who are written to by SMS answer."""
    chance = random.Random(seed)
    refs = session.scalars(
        select(Person.ref).where(Person.mobile.is_not(None), Person.road == Road.SMS).order_by(Person.ref)
    )
    days = (last - first).days + 1
    replies = [
        SaidReply(first + timedelta(days=chance.randrange(days)), REPLY_AT, ref, chance.choice(WORDS))
        for ref in refs
        for _ in range(chance.randint(0, 2 * REPLIES_A_YEAR))
    ]
    once = {(reply.day, reply.person): reply for reply in replies}
    return sorted(once.values(), key=lambda reply: (reply.day, reply.person))


def _reach_everybody(session: Session, service: Service) -> None:
    """Give each a number or an address of their own: a copy has those of whom it was copied from."""
    rows = session.execute(
        select(Person.id, Person.mobile_hash, Person.email_hash)
        .where(Person.mobile_hash.is_not(None) | Person.email_hash.is_not(None))
        .order_by(Person.id)
    )
    fingerprint = service.database.keyring.fingerprint
    values = []
    for number, row in enumerate(rows):
        mobile = NUMBER.format(number) if number % TEXTED else None
        email = None if mobile and row.email_hash is None else f"p{number}@year.example"
        values.append(
            {
                "id": row.id,
                "mobile": mobile,
                "mobile_hash": fingerprint(mobile) if mobile else None,
                "email": email,
                "email_hash": fingerprint(email) if email else None,
                "road": Road.SMS if mobile else Road.EMAIL,
            }
        )
    session.execute(update(Person), values)
