"""A register of made-up people to live a year with: a county, copied until there are enough."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from bench.growth import copy_people
from bench.places import keep_people, references, settings
from dinadatum import clock
from dinadatum.app import Service, initialise, open_service
from dinadatum.config import Config
from dinadatum.madeup import write_county
from dinadatum.register.tables import Caseworker, Person
from dinadatum.usecases.intake.import_files import ImportOrder, import_files
from dinadatum.usecases.looks.derived import refresh_touched
from notify.values import Road, Wording

NUMBER = "+467017406{:06d}"
"""Longer than any number in Sweden, in the series for fiction: so many people need more than the series has."""
TEXTED = 5
"""All but one in so many have a mobile, of those who have either mobile or mail."""
WORDINGS = (Wording.DISKRET, Wording.TYDLIG, Wording.PING)
STEPS_ALONE = ("", "", "1", "3", "1 2 3 4")
ALONE = 7
"""Of one in so many an ombud alone receives, where there is an ombud."""


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


def _reach_everybody(session: Session, service: Service) -> None:
    """Give each a number or an address of their own: a copy has those of whom it was copied from.

    And a handläggare who stays: without one a message that names them is held until a human appoints one, and
    nobody here does.

    Wordings, own steps and ombud who alone receive are as many as it takes to try them all.
    """
    rows = session.execute(
        select(Person.id, Person.mobile_hash, Person.email_hash, Person.ombud_alone)
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
                "wording": WORDINGS[number % len(WORDINGS)],
                "steps_alone": STEPS_ALONE[number // len(WORDINGS) % len(STEPS_ALONE)],
                "ombud_alone": row.ombud_alone or number % ALONE == 0,
            }
        )
    session.execute(update(Person), values)
    session.execute(update(Caseworker).values(last_day=None))
    anybody = select(func.min(Caseworker.id)).scalar_subquery()
    session.execute(update(Person).where(Person.caseworker_id.is_(None)).values(caseworker_id=anybody))
