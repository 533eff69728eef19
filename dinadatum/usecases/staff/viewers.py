"""Who looks, and what they may see. Decided here once; every page and export asks."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, Row, Subquery, and_, or_, select, true, union

from dinadatum.register.tables import Account, Caseworker, Person

ALL_UNITS = "*"
UNIT_SEPARATOR = ","


class Role(StrEnum):
    """What an account is for."""

    CASEWORKER = "caseworker"
    TEAM_LEADER = "team_leader"
    ADMINISTRATOR = "administrator"
    AUDITOR = "auditor"


ROLE_WORDS = {
    Role.CASEWORKER: "handläggare",
    Role.TEAM_LEADER: "gruppledare",
    Role.ADMINISTRATOR: "administratör",
    Role.AUDITOR: "granskare",
}

CASE_ROLES = frozenset({Role.CASEWORKER, Role.TEAM_LEADER})
"""The roles that see cases at all. An administratör sees the machine, and a granskare the log, never a person."""


class Sight(StrEnum):
    """How much of a case somebody may see. REFERENCE: that it exists and whose it is, nothing else."""

    NOTHING = "nothing"
    REFERENCE = "reference"
    ALL = "all"


@dataclass(frozen=True, slots=True)
class Viewer:
    """Somebody who is logged in. units: None for every unit. caseworker: own user name as handläggare, or "".

    stamp: changes with the password, so that older log-ins end. asks_code: has a second factor. stands_in:
    the handläggare who are away today and whose tasks the viewer has meanwhile.
    """

    account_id: int
    username: str
    role: Role
    units: frozenset[str] | None
    caseworker_id: int | None
    caseworker: str
    stamp: str
    asks_code: bool = field(default=False, kw_only=True)
    stands_in: frozenset[int] = field(default=frozenset(), kw_only=True)

    @property
    def sees_cases(self) -> bool:
        """Tell whether the role sees cases at all."""
        return self.role in CASE_ROLES

    def sees_unit(self, unit: str) -> bool:
        """Tell whether the unit is one of the viewer's own."""
        return self.units is None or unit in self.units


def sight(viewer: Viewer, *, unit: str, caseworker_id: int | None, protected: bool) -> Sight:
    """Decide how much of a case the viewer may see.

    One's own cases, those one stands in for, and those of one's own unit. A protected identity: its own
    handläggare alone.
    """
    if not viewer.sees_cases:
        return Sight.NOTHING
    own = caseworker_id is not None and caseworker_id == viewer.caseworker_id
    if own:
        return Sight.ALL
    if not viewer.sees_unit(unit) and caseworker_id not in viewer.stands_in:
        return Sight.NOTHING
    return Sight.REFERENCE if protected else Sight.ALL


def visible_people(viewer: Viewer) -> ColumnElement[bool]:
    """Return the condition that picks the people whose cases the viewer may know of, protected ones too."""
    if viewer.units is None:
        return true()
    mine = () if viewer.caseworker_id is None else (Person.caseworker_id == viewer.caseworker_id,)
    return or_(Person.unit.in_(sorted(viewer.units)), *mine, *_stood_in_for(viewer))


def open_people(viewer: Viewer) -> ColumnElement[bool]:
    """Return the condition that picks the people of whom the viewer may know more than the reference."""
    known: ColumnElement[bool] = Person.protected.is_(False)
    if viewer.caseworker_id is not None:
        known = or_(known, Person.caseworker_id == viewer.caseworker_id)
    return and_(known, visible_people(viewer))


def open_people_parts(viewer: Viewer) -> list[ColumnElement[bool]]:
    """Return the conditions that together pick the same people as open_people, each with an index of its own."""
    known = Person.protected.is_(False)
    parts = [known] if viewer.units is None else [and_(known, Person.unit.in_(sorted(viewer.units)))]
    parts += [and_(known, stood_in) for stood_in in _stood_in_for(viewer)]
    if viewer.caseworker_id is not None:
        parts.append(Person.caseworker_id == viewer.caseworker_id)
    return parts


def own_people(viewer: Viewer) -> ColumnElement[bool]:
    """Return the condition that picks the viewer's own cases, those they stand in for, and those of nobody."""
    if viewer.caseworker_id is None:
        return visible_people(viewer)
    nobodys = and_(Person.caseworker_id.is_(None), visible_people(viewer))
    return or_(Person.caseworker_id == viewer.caseworker_id, nobodys, *_stood_in_for(viewer))


def people_of(viewer: Viewer, *, mine: bool) -> Subquery:
    """Return a table of the people of visible_people, or if mine of own_people, with what decides their sight.

    Each part has an index of its own, and they are found first: SQLite takes every open task or message of the
    day to be few, and would look up the person of each.
    """
    columns = (Person.id, Person.ref, Person.unit, Person.caseworker_id, Person.protected)
    parts = [select(*columns).where(part) for part in _parts_of(viewer, mine=mine)]
    return (parts[0] if len(parts) == 1 else union(*parts)).subquery("people")


def _parts_of(viewer: Viewer, *, mine: bool) -> list[ColumnElement[bool]]:
    in_units = true() if viewer.units is None else Person.unit.in_(sorted(viewer.units))
    if viewer.caseworker_id is None or (viewer.units is None and not mine):
        return [in_units]
    first = and_(Person.caseworker_id.is_(None), in_units) if mine else in_units
    return [first, Person.caseworker_id == viewer.caseworker_id, *_stood_in_for(viewer)]


def _stood_in_for(viewer: Viewer) -> tuple[ColumnElement[bool], ...]:
    return (Person.caseworker_id.in_(sorted(viewer.stands_in)),) if viewer.stands_in else ()


def read_units(text: str) -> frozenset[str] | None:
    """Read an account's units: "5065", "5065, 5066", or "*" for all (None). Empty: cases without a unit."""
    if text.strip() == ALL_UNITS:
        return None
    return frozenset(part.strip() for part in text.split(UNIT_SEPARATOR))


def viewer_of(account: Row[Any], stands_in: frozenset[int] = frozenset()) -> Viewer:
    """Return the viewer of a row with VIEWER_COLUMNS."""
    return Viewer(
        account_id=account.id,
        username=account.username,
        role=Role(account.role),
        units=read_units(account.unit),
        caseworker_id=account.caseworker_id,
        caseworker=account.caseworker or "",
        stamp=hashlib.sha256(account.password_hash.encode()).hexdigest()[:16],
        asks_code=account.asks_code,
        stands_in=stands_in,
    )


# Without what is encrypted.
VIEWER_COLUMNS: tuple[Any, ...] = (
    Account.id,
    Account.username,
    Account.role,
    Account.unit,
    Account.caseworker_id,
    Account.password_hash,
    Account.closed,
    Account.second_factor.is_not(None).label("asks_code"),
    Caseworker.username.label("caseworker"),
)
