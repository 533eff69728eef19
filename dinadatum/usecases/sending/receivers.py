"""Reads where messages go and who is named in them: for many at a time, and no more than they need."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import BindParameter, Row, Select, Text, bindparam, select, type_coerce
from sqlalchemy.orm import InstrumentedAttribute, Session

from dinadatum.register import tables as t
from dinadatum.register.cases import CaseRow
from dinadatum.register.crypto import Keyring
from notify.answering.ombud import RECEIPTS as OF_OMBUD
from notify.contacts import contact_on
from notify.given import Names
from notify.history import History
from notify.paths.handover import HANDOVER
from notify.values import Intent, Road

HELPED_STEPS = {"step1": "1", "visit": "2", "step3": "3", "net": "3", "age_30": "3", "waiting": "4"}
"""The step on Mitt blad that a message is about, by its step or else its key date."""


@dataclass(frozen=True, slots=True)
class Receiver:
    """Where a message goes, by its road, and who is named in it."""

    address: str | None = field(repr=False)
    names: Names = field(repr=False)
    phone: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Receivers:
    """Those whom some messages are to and about. What is encrypted is decrypted when a message needs it."""

    _keyring: Keyring = field(repr=False)
    _people: Mapping[int, Row[Any]] = field(repr=False)
    _workers: Mapping[str, Row[Any]] = field(repr=False)
    _ombud: Mapping[int, Row[Any]] = field(repr=False)
    _helpers: Mapping[tuple[int, str], str] = field(repr=False)
    _phones: dict[str, str] = field(default_factory=dict, repr=False)

    def find(self, row: CaseRow, intent: Intent, day: date) -> Receiver:
        """Give the names and the address that one message needs, and no others.

        A new handläggare is only named in the message that tells of them, until the person has been told.
        """
        person = self._people[row.person_id]
        contact = contact_on(row.case, History(row.history), day)
        worker = self._workers.get(contact.key) if contact else None
        new = self._workers.get(row.case.handover.key) if row.case.handover else None
        ombud = self._ombud.get(int(intent.recipient_key)) if intent.recipient_key else None
        everyone = self._all_ombud(row) if intent.template in OF_OMBUD else {}
        names = Names(
            person=self._decrypt(person.first_name) or "",
            contact=worker.sms_name if worker else "",
            helper=self._helper(row.person_id, intent),
            ombud=self._first_name(ombud) if ombud is not None else next(iter(everyone.values()), ""),
            all_ombud=everyone,
            new_contact=new.sms_name if new and intent.key_date == HANDOVER else "",
        )
        phone = self._phone(worker.phone) if worker and worker.phone else ""
        to = person if ombud is None else ombud
        return Receiver(self._decrypt(to.email if intent.road is Road.EMAIL else to.mobile), names, phone)

    def _all_ombud(self, row: CaseRow) -> dict[str, str]:
        """Give the first name of every ombud of a person: the receipts that say who gets to know name them."""
        found = {each.key: self._ombud.get(int(each.key)) for each in row.case.ombud}
        return {key: self._first_name(ombud) for key, ombud in found.items() if ombud is not None}

    def _first_name(self, ombud: Row[Any]) -> str:
        return first_name(self._decrypt(ombud.name) or "")

    def _decrypt(self, token: str | None) -> str | None:
        return None if token is None else self._keyring.decrypt(token)

    def _helper(self, person_id: int, intent: Intent) -> str:
        """Give the first name of whoever helps with the step that the message is about; empty without one."""
        token = self._helpers.get((person_id, _step(intent) or ""))
        return (self._decrypt(token) or " ").split(" ")[0]

    def _phone(self, number: str) -> str:
        if number not in self._phones:
            self._phones[number] = in_swedish(number)
        return self._phones[number]


def first_name(name: str) -> str:
    """Return the first word of a name."""
    return next(iter(name.split()), "")


def read_receivers(
    session: Session, rows: Sequence[CaseRow], recipient_keys: Iterable[str] = ()
) -> Receivers:
    """Read what messages of some cases may need. recipient_keys: those of messages to an ombud."""
    keyring: Keyring = session.get_bind().dialect.keyring  # type: ignore[attr-defined]  # as types.Secret
    ids = [row.person_id for row in rows]
    ombud = {int(key) for key in recipient_keys if key}
    ombud |= {int(each.key) for row in rows for each in row.case.ombud}
    named = session.execute(_NAMED, {"ids": ids}).all()
    return Receivers(
        keyring,
        {row.id: row for row in named},
        _read_workers(session, rows),
        _read_ombud(session, ombud),
        {(row.id, row.step): row.helper for row in named if row.step is not None},
    )


def _read_workers(session: Session, rows: Sequence[CaseRow]) -> dict[str, Row[Any]]:
    names = {row.case.contact.key for row in rows if row.case.contact is not None}
    names |= {row.case.handover.key for row in rows if row.case.handover is not None}
    if not names:
        return {}
    return {row.username: row for row in session.execute(_OF_WORKERS, {"names": sorted(names)})}


def _read_ombud(session: Session, ids: set[int]) -> dict[int, Row[Any]]:
    if not ids:
        return {}
    return {row.id: row for row in session.execute(_OF_OMBUD, {"ids": sorted(ids)})}


def _raw(column: InstrumentedAttribute[Any]) -> Any:
    """Read a secret as it is stored."""
    return type_coerce(column, Text).label(column.key)


def _step(intent: Intent) -> str | None:
    return HELPED_STEPS.get(intent.step.split(".")[0]) or HELPED_STEPS.get(intent.key_date)


def in_swedish(number: str) -> str:
    """Write a number in E.164 as it is read aloud in Sweden: 08-465 004 03."""
    import phonenumbers

    try:
        parsed = phonenumbers.parse(number, None)
    except phonenumbers.NumberParseException:
        return number
    if parsed.country_code != 46:
        return number
    return phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.NATIONAL)


# Written once: to write a question takes longer than to answer it.
_IDS: BindParameter[int] = bindparam("ids", expanding=True)
_NAMED: Select[*tuple[Any, ...]] = (
    select(
        t.Person.id,
        _raw(t.Person.first_name),
        _raw(t.Person.mobile),
        _raw(t.Person.email),
        t.StepHelper.step,
        type_coerce(t.StepHelper.name, Text).label("helper"),
    )
    .join(t.StepHelper, t.StepHelper.person_id == t.Person.id, isouter=True)
    .where(t.Person.id.in_(_IDS))
)
_OF_WORKERS: Select[*tuple[Any, ...]] = select(
    t.Caseworker.username, t.Caseworker.sms_name, t.Caseworker.phone
).where(t.Caseworker.username.in_(bindparam("names", expanding=True)))
_OF_OMBUD = select(t.Ombud.id, _raw(t.Ombud.name), _raw(t.Ombud.mobile), _raw(t.Ombud.email)).where(
    t.Ombud.id.in_(_IDS)
)
