"""What is missing, invalid, double or old in the register, and whose. Each check is a condition on people."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

from dateutil.relativedelta import relativedelta
from sqlalchemy import ColumnElement, and_, func, or_, select
from sqlalchemy.orm import Session, aliased

from dinadatum.register.tables import Caseworker, Consent, Decision, Finding, Person, Task
from dinadatum.usecases.staff.viewers import Viewer, open_people
from notify.values import Road, TaskKind

STALE_MONTHS = 18
PAGE = 100


@dataclass(frozen=True, slots=True)
class Check:
    """Something that can be wrong: what it is called in an address, what it is, and what to do."""

    code: str
    name: str
    remedy: str
    condition: Callable[[date], ColumnElement[bool]]


@dataclass(frozen=True, slots=True)
class Line:
    """Somebody of whom a check is true."""

    ref: str
    unit: str
    caseworker: str


@dataclass(frozen=True, slots=True)
class QualityPage:
    """Some of those of whom a check is true, by reference. after: where the next page begins, or empty."""

    rows: tuple[Line, ...]
    after: str


def counts(session: Session, viewer: Viewer, today: date) -> list[tuple[Check, int]]:
    """Count those of whom each check is true, among those whom the viewer may see."""
    return [(check, _count(session, viewer, check, today)) for check in CHECKS]


def find_check(code: str) -> Check | None:
    """Return the check of a code, or None."""
    return next((check for check in CHECKS if check.code == code), None)


def quality_page(
    session: Session, viewer: Viewer, check: Check, today: date, after: str = "", limit: int = PAGE
) -> QualityPage:
    """Return a page of those of whom a check is true."""
    query = (
        select(Person.ref, Person.unit, Caseworker.username)
        .join(Caseworker, Caseworker.id == Person.caseworker_id, isouter=True)
        .where(check.condition(today), open_people(viewer), Person.ref > after)
        .order_by(Person.ref)
        .limit(limit + 1)
    )
    found = [Line(ref, unit, caseworker or "") for ref, unit, caseworker in session.execute(query)]
    return QualityPage(tuple(found[:limit]), found[limit - 1].ref if len(found) > limit else "")


def every_line(session: Session, viewer: Viewer, check: Check, today: date) -> Iterator[Line]:
    """Yield all those of whom a check is true, by reference."""
    after = ""
    while True:
        part = quality_page(session, viewer, check, today, after, limit=500)
        yield from part.rows
        if not part.after:
            return
        after = part.after


def _count(session: Session, viewer: Viewer, check: Check, today: date) -> int:
    query = select(func.count()).select_from(Person).where(check.condition(today), open_people(viewer))
    return session.scalar(query) or 0


def _no_way(_today: date) -> ColumnElement[bool]:
    return and_(Person.mobile_hash.is_(None), Person.email_hash.is_(None), Person.street.is_(None))


def _wrong_way(_today: date) -> ColumnElement[bool]:
    lacking = {Road.SMS: Person.mobile_hash, Road.EMAIL: Person.email_hash, Road.LETTER: Person.street}
    chosen = (and_(Person.road == road, column.is_(None)) for road, column in lacking.items())
    agreed = and_(Person.reserve_road == "brev", or_(Person.street.is_(None), Person.city.is_(None)))
    return or_(*chosen, agreed)


def _no_decision(_today: date) -> ColumnElement[bool]:
    return Person.id.notin_(select(Decision.person_id))


def _no_caseworker(today: date) -> ColumnElement[bool]:
    gone = select(Caseworker.id).where(Caseworker.last_day < today)
    return or_(Person.caseworker_id.is_(None), Person.caseworker_id.in_(gone))


def _no_consent(_today: date) -> ColumnElement[bool]:
    return Person.id.notin_(select(Consent.person_id))


def _no_place(_today: date) -> ColumnElement[bool]:
    return or_(Person.municipality == "", Person.unit == "")


def _wrong_number(_today: date) -> ColumnElement[bool]:
    open_tasks = select(Task.person_id).where(Task.kind == TaskKind.FIND_NUMBER, Task.done_at.is_(None))
    known_wrong = and_(Person.mobile_hash.is_not(None), Person.mobile_hash == Person.wrong_mobile_hash)
    return or_(known_wrong, Person.id.in_(open_tasks))


def _contradicts(_today: date) -> ColumnElement[bool]:
    return Person.id.in_(select(Finding.person_id))


def _same_mobile(_today: date) -> ColumnElement[bool]:
    other = aliased(Person)
    return select(other.id).where(other.mobile_hash == Person.mobile_hash, other.id != Person.id).exists()


def _same_email(_today: date) -> ColumnElement[bool]:
    other = aliased(Person)
    return select(other.id).where(other.email_hash == Person.email_hash, other.id != Person.id).exists()


def _stale(today: date) -> ColumnElement[bool]:
    asked = func.coalesce(Person.confirmed, Person.known_since)
    limit = today - relativedelta(months=STALE_MONTHS)
    return and_(Person.mobile_hash.is_not(None), asked < limit)


CHECKS = (
    Check("ingen-vag", "Saknar mobil, mejl och adress", "Ta reda på en väg till personen.", _no_way),
    Check(
        "fel-vag",
        "Saknar det som den valda vägen behöver",
        "Fyll i det, eller välj en annan väg.",
        _wrong_way,
    ),
    Check("inget-beslut", "Saknar beslut", "Lägg in beslutet. Utan det räknas inga datum.", _no_decision),
    Check("ingen-handlaggare", "Saknar handläggare", "Bestäm vem som är handläggare.", _no_caseworker),
    Check(
        "inget-samtycke", "Har inte svarat om samtycke", "Fråga om personen vill ha meddelanden.", _no_consent
    ),
    Check("ingen-plats", "Saknar kommun eller enhet", "Fyll i kommun och enhet.", _no_place),
    Check("fel-nummer", "Numret är fel", "Ta reda på rätt nummer.", _wrong_number),
    Check(
        "motsager",
        "Uppgifter som motsäger varandra",
        "Öppna ärendet. Där står vad som inte går ihop.",
        _contradicts,
    ),
    Check("samma-mobil", "Samma mobil som någon annan", "Kontrollera vems numret är.", _same_mobile),
    Check("samma-mejl", "Samma mejl som någon annan", "Kontrollera vems adressen är.", _same_email),
    Check(
        "gammalt-nummer",
        f"Numret är inte bekräftat på {STALE_MONTHS} månader",
        "Fråga om numret stämmer, och bekräfta uppgifterna.",
        _stale,
    ),
)
