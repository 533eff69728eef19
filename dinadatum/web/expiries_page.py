"""Utgångar: what ends soonest, for whom, and how it stands."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Blueprint, render_template
from sqlalchemy.orm import Session

from dinadatum.usecases import expiries
from dinadatum.usecases.expiries import ExpiryRow, Selection, What
from dinadatum.usecases.viewers import Sight, Viewer, sight
from dinadatum.web import query
from dinadatum.web.chart import bars
from dinadatum.web.desk import service, today, viewer
from dinadatum.web.words import WHATS

pages = Blueprint("expiries", __name__)

DEFAULT_WITHIN = "180"
ALL, MINE = "", "mina"
WITHIN = {str(days): f"{days} dagar" for days in expiries.WINDOWS}
WHAT_CHOICES = {ALL: "Alla", **{what.value: word for what, word in WHATS.items()}}
OWNER_CHOICES = {ALL: "Alla", MINE: "Mina"}


@dataclass(frozen=True, slots=True)
class Wish:
    """What was asked for, as the form shows it again."""

    within: str
    what: str
    unit: str
    owner: str

    def address(self, after: str = "") -> dict[str, str]:
        """Return the values of the address that asks for the same, from a place in the list."""
        values = {
            "inom": self.within,
            "vad": self.what,
            "enhet": self.unit,
            "vems": self.owner,
            "efter": after,
        }
        return {name: value for name, value in values.items() if value}


@pages.get("/utgangar")
def show() -> str:
    """Show the list, with its filters and the number per month."""
    errors: dict[str, str] = {}
    seer = viewer()
    with service().database.reading() as session:
        units = _units(session, seer)
        wish = _wish(units, errors)
        chosen = _selection(seer, wish)
        after = query.cursor("efter")
        page = expiries.page(session, chosen, after)
        months = expiries.counts_per_month(session, chosen)
    return render_template(
        "expiries.html",
        wish=wish,
        errors=errors,
        rows=[(row, _hidden(row, seer)) for row in page.rows],
        first_page=after is None,
        more=query.cursor_text(page.next),
        total=sum(count for _, count in months),
        bars=bars(months),
        chosen=chosen,
        units=units,
        within_choices=WITHIN,
        what_choices=WHAT_CHOICES,
        owner_choices=OWNER_CHOICES if seer.caseworker else {},
    )


def _units(session: Session, seer: Viewer) -> dict[str, str]:
    """Return the units that the viewer can choose from; empty where there is nothing to choose."""
    known = expiries.units_with_expiries(session) if seer.units is None else sorted(seer.units)
    if len(known) < 2:
        return {}
    return {ALL: "Alla", **{unit: unit for unit in known if unit}}


def _wish(units: dict[str, str], errors: dict[str, str]) -> Wish:
    return Wish(
        within=query.choice("inom", WITHIN, errors, DEFAULT_WITHIN),
        what=query.choice("vad", WHAT_CHOICES, errors, ALL),
        unit=query.choice("enhet", units, errors, ALL) if units else ALL,
        owner=query.choice("vems", OWNER_CHOICES, errors, ALL),
    )


def _selection(seer: Viewer, wish: Wish) -> Selection:
    return expiries.selection(
        today(),
        int(wish.within),
        units=frozenset({wish.unit}) if wish.unit else seer.units,
        what=What(wish.what) if wish.what else None,
        caseworker=seer.caseworker if wish.owner == MINE and seer.caseworker else None,
    )


def _hidden(row: ExpiryRow, seer: Viewer) -> bool:
    seen = sight(seer, unit=row.unit, caseworker_id=row.caseworker_id, protected=row.protected)
    return seen is not Sight.ALL
