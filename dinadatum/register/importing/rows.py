"""The rows as values, after reading and before the register. Attributes are named as in the tables.

row: the row number in the file. given: the attributes whose columns stand in the file; for a row that the
register already has, the others are left as they are.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, time

from notify.values import Copies, Pace, Road, StepKind, Wording
from timeline.facts import EndedBy, Kind, Reason


@dataclass(frozen=True, slots=True)
class CaseworkerRow:
    """A row of handlaggare.csv."""

    row: int
    given: frozenset[str]
    username: str
    name: str = field(repr=False)
    sms_name: str = field(repr=False)
    phone: str | None = field(repr=False)
    email: str | None = field(repr=False)
    unit: str
    first_day: date
    last_day: date | None


@dataclass(frozen=True, slots=True)
class PersonRow:
    """A row of personer.csv. consent: None where the cell is empty. caseworker: a user name or None."""

    row: int
    given: frozenset[str]
    ref: str
    birth_date: date
    first_name: str | None = field(repr=False)
    last_name: str | None = field(repr=False)
    sex: str
    mobile: str | None = field(repr=False)
    email: str | None = field(repr=False)
    street: str | None = field(repr=False)
    postcode: str | None = field(repr=False)
    city: str | None = field(repr=False)
    municipality: str
    unit: str
    classification: str
    caseworker: str | None
    consent: bool | None
    protected: bool
    road: Road
    pace: Pace
    wording: Wording
    weekday: int
    second_weekday: int | None
    hour: time
    ombud_alone: bool
    steps_alone: str
    reserve_road: str
    sheet_given: date | None


@dataclass(frozen=True, slots=True)
class DecisionRow:
    """A row of beslut.csv. replaces: the first day under which the register has it so far."""

    row: int
    given: frozenset[str]
    ref: str
    kind: Kind
    extent: int
    first_day: date
    last_day: date
    decided: date | None
    replaces: date | None


@dataclass(frozen=True, slots=True)
class DormancyRow:
    """A row of vilande.csv."""

    row: int
    given: frozenset[str]
    ref: str
    reason: Reason
    level: int
    first_day: date
    last_day: date
    decided: date | None
    ended_by: EndedBy | None
    replaces: date | None


@dataclass(frozen=True, slots=True)
class TrialRow:
    """A row of provotid.csv."""

    row: int
    given: frozenset[str]
    ref: str
    first_day: date
    last_day: date
    replaces: date | None


@dataclass(frozen=True, slots=True)
class StepRow:
    """A row of steg.csv."""

    row: int
    given: frozenset[str]
    ref: str
    kind: StepKind
    day: date
    value: str


@dataclass(frozen=True, slots=True)
class FollowUpRow:
    """A row of uppfoljning.csv."""

    row: int
    given: frozenset[str]
    ref: str
    day: date
    at: time | None
    kind: str
    how: str


@dataclass(frozen=True, slots=True)
class OmbudRow:
    """A row of ombud.csv."""

    row: int
    given: frozenset[str]
    ref: str
    name: str = field(repr=False)
    mobile: str | None = field(repr=False)
    email: str | None = field(repr=False)
    road: Road
    first_day: date
    last_day: date | None
    copies: Copies

    @property
    def name_key(self) -> str:
        """Return the name as it is compared: capitals don't matter."""
        return self.name.casefold()


@dataclass(frozen=True, slots=True)
class HelperRow:
    """A row of hjalpare.csv. how: how to reach the helper, or None."""

    row: int
    given: frozenset[str]
    ref: str
    step: str
    name: str = field(repr=False)
    role: str
    how: str | None = field(repr=False)


PeriodRow = DecisionRow | DormancyRow | TrialRow
PersonFactRow = PeriodRow | StepRow | FollowUpRow | OmbudRow | HelperRow
Row = CaseworkerRow | PersonRow | PersonFactRow

_KEYS: dict[type, tuple[str, ...]] = {
    CaseworkerRow: ("username",),
    PersonRow: ("ref",),
    DecisionRow: ("ref", "first_day"),
    DormancyRow: ("ref", "first_day"),
    TrialRow: ("ref", "first_day"),
    StepRow: ("ref", "kind", "day"),
    FollowUpRow: ("ref", "day", "kind"),
    OmbudRow: ("ref", "name_key"),
    HelperRow: ("ref", "step"),
}
_NOT_FIELDS = {"row", "given"}


def key(row: Row) -> tuple[str, ...]:
    """Return the natural key of a row within its file."""
    return tuple(str(getattr(row, name)) for name in _KEYS[type(row)])


def fields(row: Row) -> Iterator[tuple[str, object]]:
    """Yield the attributes that the file gives, without row number."""
    for name in row.__dataclass_fields__:
        if name not in _NOT_FIELDS and name in row.given:
            yield name, getattr(row, name)
