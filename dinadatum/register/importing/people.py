"""Writes rows of handlaggare.csv and personer.csv."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import func, insert, select

from dinadatum.register import tables as t
from dinadatum.register.importing import rows as values
from dinadatum.register.importing.desk import Counts, Desk, Outcome, apply, chunks

CONSENT_SOURCE = "import"
_NO_COLUMNS = {"caseworker", "consent"}


def write_caseworkers(desk: Desk, rows: Sequence[values.CaseworkerRow]) -> Counts:
    """Write handläggare. A change touches everybody whose contact they are."""
    marks = desk.marks("handlaggare", rows)
    query = select(t.Caseworker).where(t.Caseworker.username.in_([row.username for row in rows]))
    there = {worker.username: worker for worker in desk.session.scalars(query)}

    def put(row: values.CaseworkerRow, news: frozenset[str]) -> Outcome:
        marks.note(row, None)
        worker = there.get(row.username)
        if worker is None:
            desk.session.add(t.Caseworker(**_all(row)))
            return Outcome.NEW
        if not apply(worker, {name: getattr(row, name) for name in news}):
            return Outcome.UNCHANGED
        cases = select(t.Person.id).where(t.Person.caseworker_id == worker.id)
        desk.touched.update(desk.session.scalars(cases))
        return Outcome.CHANGED

    counts = desk.each("handlaggare", rows, marks, put)
    desk.session.flush()
    marks.save()
    return counts


def write_persons(desk: Desk, rows: Sequence[values.PersonRow]) -> Counts:
    """Write people. A yes or no in samtycke is added to the log of consents when it is a new answer."""
    marks = desk.marks("personer", rows)
    wanted = [row.ref for row in rows if marks.news(row)]
    there: dict[str, t.Person] = {}
    for some in chunks(wanted):
        query = select(t.Person).where(t.Person.ref.in_(some))
        there.update((person.ref, person) for person in desk.session.scalars(query))
    consents = _Consents(desk, [person.id for person in there.values()])
    workers = _workers(desk)
    written: list[tuple[values.PersonRow, t.Person, Outcome]] = []

    def put(row: values.PersonRow, news: frozenset[str]) -> Outcome:
        person = there.get(row.ref)
        if person is None:
            person = t.Person(**_columns(desk, row, _all(row), workers), known_since=desk.today)
            desk.session.add(person)
            outcome = Outcome.NEW
        else:
            given = {name: getattr(row, name) for name in news}
            changed = apply(person, _columns(desk, row, given, workers))
            changed |= "consent" in news and consents.differs(person, row.consent)
            outcome = Outcome.CHANGED if changed else Outcome.UNCHANGED
        written.append((row, person, outcome))
        if outcome is Outcome.NEW or "consent" in news:
            consents.note(person, row.consent)
        return outcome

    counts = desk.each("personer", rows, marks, put)
    desk.session.flush()
    consents.save()
    for row, person, outcome in written:
        marks.note(row, person.id)
        if outcome is not Outcome.UNCHANGED:
            desk.touched.add(person.id)
    marks.save()
    return counts


class _Consents:
    """The last answers of people who are in the register, and the new ones on their way in."""

    def __init__(self, desk: Desk, person_ids: Sequence[int]) -> None:
        self._session = desk.session
        self._last: dict[int, bool] = {}
        self._new: list[tuple[t.Person, bool]] = []
        for some in chunks(person_ids):
            newest = select(func.max(t.Consent.id)).where(t.Consent.person_id.in_(some))
            query = select(t.Consent.person_id, t.Consent.given).where(
                t.Consent.id.in_(newest.group_by(t.Consent.person_id))
            )
            self._last.update((person_id, given) for person_id, given in self._session.execute(query))

    def differs(self, person: t.Person, given: bool | None) -> bool:  # noqa: FBT001  # it is the answer
        """Tell whether this is another answer than the last. An empty cell takes no answer back."""
        return given is not None and self._last.get(person.id) is not given

    def note(self, person: t.Person, given: bool | None) -> None:  # noqa: FBT001  # it is the answer
        """Keep a new answer until the person has an id."""
        if given is not None and self.differs(person, given):
            self._new.append((person, given))

    def save(self) -> None:
        """Write the new answers."""
        at = self._session.info["now"]
        new = [
            {"person_id": person.id, "given": given, "at": at, "source": CONSENT_SOURCE, "texts": ""}
            for person, given in self._new
        ]
        if new:
            self._session.execute(insert(t.Consent), new)


def _workers(desk: Desk) -> dict[str, int]:
    rows = desk.session.execute(select(t.Caseworker.username, t.Caseworker.id))
    return {row.username: row.id for row in rows}


def _all(row: values.CaseworkerRow | values.PersonRow) -> dict[str, Any]:
    names = set(row.__dataclass_fields__) - {"row", "given"}
    return {name: getattr(row, name) for name in names}


def _columns(
    desk: Desk, row: values.PersonRow, given: dict[str, Any], workers: dict[str, int]
) -> dict[str, Any]:
    """Return the columns of the person table that the given attributes stand for."""
    columns = {name: value for name, value in given.items() if name not in _NO_COLUMNS}
    if "caseworker" in given:
        columns["caseworker_id"] = workers[row.caseworker] if row.caseworker else None
    if "mobile" in given:
        columns["mobile_hash"] = desk.keyring.fingerprint(row.mobile) if row.mobile else None
    if "email" in given:
        columns["email_hash"] = desk.keyring.fingerprint(row.email.lower()) if row.email else None
    return columns
