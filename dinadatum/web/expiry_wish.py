"""What was asked for in the list of expiries: read from the address, shown again, and turned to a selection."""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from datetime import timedelta
from typing import Any

from sqlalchemy.orm import Session

from dinadatum.usecases.lists import expiries
from dinadatum.usecases.lists.expiry_filters import Risk, Selection, Sort, What, keeping_secrets, selection
from dinadatum.usecases.staff.viewers import Role, Viewer
from dinadatum.web import query
from dinadatum.web.desk import desk, present, today
from dinadatum.web.words import KINDS, RISKS, STEPS, WHATS

DEFAULT_WITHIN = "180"
ALL, MINE, EVERYBODYS = "", "mina", "enheten"
"""EVERYBODYS stands in the address, as on Idag: without it a handläggare sees the own cases first."""
MOST_OWNERS = 300
"""Where there are more handläggare, those of one unit at a time can be chosen."""
REMEMBERED = timedelta(minutes=10)
ANY = {ALL: "Alla"}
WITHIN = {str(days): f"{days} dagar" for days in expiries.WINDOWS}
SORTS = {Sort.DAY.value: "Dag", Sort.REF.value: "Referens", Sort.MUNICIPALITY.value: "Kommun"}


@dataclass(frozen=True, slots=True)
class Choices:
    """What can be chosen in each field, value -> word. Empty: there is nothing to choose between."""

    within: dict[str, str]
    what: dict[str, str]
    unit: dict[str, str]
    owner: dict[str, str]
    municipality: dict[str, str]
    kind: dict[str, str]
    classification: dict[str, str]
    step: dict[str, str]
    risk: dict[str, str]
    sort: dict[str, str]


NAMES = {
    "within": "inom",
    "what": "vad",
    "unit": "enhet",
    "owner": "vems",
    "municipality": "kommun",
    "kind": "slag",
    "classification": "klass",
    "step": "steg",
    "risk": "lage",
    "sort": "ordning",
}
"""Each field as it stands in an address."""


@dataclass(frozen=True, slots=True)
class Wish:
    """What was asked for, as the form shows it again."""

    within: str
    what: str
    unit: str
    owner: str
    municipality: str
    kind: str
    classification: str
    step: str
    risk: str
    sort: str

    def address(self, after: str = "") -> dict[str, str]:
        """Return the values of the address that asks for the same, from a place in the list."""
        values = {NAMES[field]: value for field, value in asdict(self).items()}
        return {name: value for name, value in {**values, "efter": after}.items() if value}

    @property
    def narrowed(self) -> bool:
        """Tell whether any of the fields that are folded away is used."""
        folded = (self.municipality, self.kind, self.classification, self.step, self.risk)
        return any(folded) or self.sort != Sort.DAY

    @property
    def picks(self) -> bool:
        """Tell whether some of what ends is left out."""
        return bool(
            self.what or self.municipality or self.kind or self.classification or self.step or self.risk
        )

    def of_everybody(self) -> Wish:
        """Return the same wish for all handläggare."""
        return replace(self, owner=EVERYBODYS)

    def of_me(self) -> Wish:
        """Return the same wish for the own cases."""
        return replace(self, owner=MINE)

    @property
    def everybodys(self) -> bool:
        """Tell whether the cases of all handläggare are asked for."""
        return self.owner in (ALL, EVERYBODYS)

    @property
    def mine(self) -> bool:
        """Tell whether the own cases are asked for."""
        return self.owner == MINE


def choices(session: Session, seer: Viewer) -> Choices:
    """Return what a viewer can choose between; in a register with very many, as it was some minutes ago."""

    def count() -> tuple[Choices, int]:
        return _choices(session, seer), expiries.highest(session)

    unit = query.text(NAMES["unit"]) if seer.units is None else ""
    key = ("choices", seer.units, seer.caseworker_id, seer.stands_in, unit)
    return desk().memory.recall(key, present(), count, REMEMBERED).value


def _choices(session: Session, seer: Viewer) -> Choices:
    return Choices(
        within=WITHIN,
        what=ANY | {what.value: word for what, word in WHATS.items()},
        unit=_units(session, seer),
        owner=_owners(session, seer),
        municipality=_same(expiries.municipalities(session, seer)),
        kind=ANY | {kind.value: word for kind, word in KINDS.items()},
        classification=_same(expiries.classifications(session, seer)),
        step=ANY | STEPS,
        risk=ANY | {risk.value: chip.word for risk, chip in RISKS.items()},
        sort=SORTS,
    )


def read(can: Choices, errors: dict[str, str]) -> Wish:
    """Read the address; what can't be chosen leaves a sentence in errors, by the name in the address."""
    firsts = {"within": DEFAULT_WITHIN, "sort": Sort.DAY.value, "owner": next(iter(can.owner), ALL)}
    given: dict[str, Any] = {
        field: query.choice(name, getattr(can, field) or ANY, errors, firsts.get(field, ALL))
        for field, name in NAMES.items()
    }
    return Wish(**given)


def selected(seer: Viewer, wish: Wish) -> Selection:
    """Return the selection that the viewer wishes for, within what the viewer may see."""
    chosen = selection(
        today(),
        int(wish.within),
        units=frozenset({wish.unit}) if wish.unit else seer.units,
        what=What(wish.what) if wish.what else None,
        caseworker=_caseworker(seer, wish),
    )
    narrowed = replace(
        chosen,
        municipality=wish.municipality,
        kind=wish.kind,
        classification=wish.classification,
        step=wish.step,
        risk=Risk(wish.risk) if wish.risk else None,
        sort=Sort(wish.sort),
        together=True,
    )
    return keeping_secrets(narrowed, seer)


def _units(session: Session, seer: Viewer) -> dict[str, str]:
    known = expiries.units_with_expiries(session) if seer.units is None else sorted(seer.units)
    return _same([unit for unit in known if unit]) if len(known) > 1 else {}


def _owners(session: Session, seer: Viewer) -> dict[str, str]:
    """Return the handläggare to choose between: first the one whose cases are shown where nobody has chosen."""
    units, everybody = seer.units, "Alla"
    if units is None and expiries.has_more_caseworkers(session, MOST_OWNERS):
        unit = query.text(NAMES["unit"])
        everybody = everybody if unit else "Alla (välj enhet för att välja en)"
        units = frozenset({unit}) if unit else frozenset()
    others = expiries.caseworkers(session, units)
    others.pop(seer.caseworker, None)
    mine = {MINE: "Mina"} if seer.caseworker else {}
    if mine and seer.role is Role.CASEWORKER and expiries.has_cases(session, seer):
        return {**mine, EVERYBODYS: everybody, **others}
    return {EVERYBODYS: everybody, **mine, **others}


def _caseworker(seer: Viewer, wish: Wish) -> str | None:
    if wish.mine:
        return seer.caseworker
    return None if wish.everybodys else wish.owner


def _same(values: list[str]) -> dict[str, str]:
    return ANY | {value: value for value in values}
