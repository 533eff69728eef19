"""Fresh registers: migrated once for each kind of database, copied for each test."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

from sqlalchemy.orm import Session

from dinadatum.register import tables as t
from dinadatum.register.crypto import Keyring, new_keyring
from dinadatum.register.database import Database
from dinadatum.register.ledger import Entry, write_entries
from dinadatum.register.migrating import migrate
from dinadatum.register.states import State
from notify.values import Intent, MessageKind, Pace, Recipient, Road, Wording
from tests.standins.databases import Databases
from timeline.facts import Kind

TODAY = date(2026, 11, 24)
"""A Tuesday."""
NOW = datetime(2026, 11, 24, 8, 0, tzinfo=UTC)
KEYS = new_keyring()


class Registers:
    """Makes and drops registers."""

    def __init__(self, databases: Databases) -> None:
        self._databases = databases
        self._templates: dict[str, str] = {}

    def url(self, kind: str = "sqlite") -> str:
        """Make a migrated, empty register, and give its URL."""
        return self.copy(kind, self._template(kind))

    def copy(self, kind: str, template: str) -> str:
        return self._databases.create(kind, template)

    def drop(self, kind: str, url: str) -> None:
        self._databases.drop(kind, url)

    def _template(self, kind: str) -> str:
        if kind not in self._templates:
            url = self._databases.create(kind)
            database = Database(url, KEYS)
            migrate(database.engine)
            database.check_keys()
            database.close()
            self._templates[kind] = url
        return self._templates[kind]


def add_person(session: Session, ref: str = "P-1", **values: object) -> t.Person:
    """Put a person in, with a yes and a mobile unless told otherwise."""
    given = {
        "birth_date": date(2000, 5, 17),
        "first_name": "Åsa",
        "mobile": "+46701740605",
        "mobile_hash": "m" * 64,
        "known_since": date(2026, 1, 1),
        "sheet_given": date(2026, 1, 1),
        "look_on": TODAY,
        "pace": Pace.LAGOM,
    }
    person = t.Person(ref=ref, **(given | values))
    session.add(person)
    session.flush()
    session.add(t.Consent(person_id=person.id, given=True, at=NOW, source="test"))
    return person


def add_caseworker(session: Session, username: str = "sara", **values: object) -> t.Caseworker:
    given = {
        "name": "Sara Ek",
        "sms_name": "Sara",
        "phone": "0701740699",
        "unit": "5065",
        "first_day": date(2024, 1, 1),
    }
    worker = t.Caseworker(username=username, **(given | values))
    session.add(worker)
    session.flush()
    return worker


def add_decision(session: Session, person: t.Person, first: date, last: date, **values: object) -> t.Decision:
    given = {"kind": Kind.REDUCED_CAPACITY, "extent": 100}
    decision = t.Decision(person_id=person.id, first_day=first, last_day=last, **(given | values))
    session.add(decision)
    session.flush()
    return decision


def intent(number: int = 1, ref: str = "P-1", **values: object) -> Intent:
    """Make an intent; what is not given is ordinary."""
    given = {
        "identity": f"{ref}|decision_end|2027-09-30|step1.{number}|person",
        "ref": ref,
        "recipient": Recipient.PERSON,
        "recipient_key": "",
        "road": Road.SMS,
        "kind": MessageKind.ORDINARY,
        "template": "M03",
        "wording": Wording.DISKRET,
        "pace": Pace.LAGOM,
        "day": TODAY,
        "at": time(10, 0),
        "key_date": "decision_end",
        "key_date_day": date(2027, 9, 30),
        "step": f"step1.{number}",
        "why": "Beslutet slutar 30 september 2027.",
        "priority": 50,
        "last_useful_day": TODAY + timedelta(days=30),
    }
    return Intent(**(given | values))


def add_messages(
    session: Session,
    person_id: int,
    count: int = 1,
    *,
    send_at: datetime = NOW,
    state: State = State.PLANNED,
    first: int = 1,
    **values: object,
) -> list[t.Message]:
    """Put messages in the ledger as a look does, and give the rows, in order of number."""
    intents = [intent(number, **values) for number in range(first, first + count)]
    write_entries(session, [Entry(person_id, made, send_at, state) for made in intents], NOW)
    rows = {row.identity: row for row in session.query(t.Message)}
    return [rows[made.identity] for made in intents]


def open_register(url: str, keys: Keyring = KEYS) -> Database:
    return Database(url, keys)
