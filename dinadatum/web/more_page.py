"""Mer: every page of the role that has no place of its own in the menu."""

from __future__ import annotations

from typing import NamedTuple

from flask import Blueprint, render_template

from dinadatum.web import guard
from dinadatum.web.desk import viewer

pages = Blueprint("more", __name__)


class Door(NamedTuple):
    """A page, its name, and what one does there."""

    endpoint: str
    name: str
    use: str


DOORS = (
    Door("own.show", "Mina inställningar", "Morgonmejl, och dagar då du är borta."),
    Door("handover.ask", "Byt handläggare", "Lämna över ett eller flera ärenden till en kollega."),
    Door("accounts.show", "Konton", "Lägg till, lås och ändra konton."),
    Door("log.show", "Loggen", "Se vem som har gjort och sett vad, och när."),
    Door("ticks.show", "Snabb avstämning", "Stäm av många ärenden på en gång, från Excel."),
    Door("importing.show", "Läs in", "Läs in registret från filer, och se vilka rader som är fel."),
    Door("statistics.show", "Statistik", "Se hur många det gäller, och vad det blev av det."),
    Door("quality.show", "Datakvalitet", "Se vad som saknas, är fel, dubbelt eller gammalt."),
    Door("texts.show", "Texter", "Läs alla meddelanden, och vad de är till för."),
    Door("calendar.show", "Kalender", "Följ utgångarna i din egen kalender."),
    Door("account.show", "Mitt konto", "Byt lösenord, och slå på en andra faktor."),
    Door("back.missed", "Det här missades", "Se vad som inte kom fram, varför, och vad du kan göra."),
    Door("back.shadow", "Det här skulle ha skickats", "Se vad som ligger i utkorgen i stället för att gå."),
    Door("back.held", "Hållet", "Se vad som väntar på ett ja, och släpp en ovanligt stor dag."),
    Door("system.show", "Systemet", "Se om jobben går och om något väntar."),
)
ALL_UNITS_ONLY = frozenset({"importing.show"})
"""Pages for those who see every unit."""


@pages.get("/mer")
def show() -> str:
    """Show the pages that the role has."""
    return render_template("more.html", doors=[door for door in DOORS if _open(door)])


def _open(door: Door) -> bool:
    if door.endpoint in ALL_UNITS_ONLY and viewer().units is not None:
        return False
    return viewer().role in guard.ROLES[door.endpoint]
