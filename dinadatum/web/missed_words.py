"""What a handläggare can do about a message that never came through."""

from __future__ import annotations

from dinadatum.register.states import State
from dinadatum.usecases.lists.looking_back_pages import PastRow
from dinadatum.usecases.upkeep.restoring import GONE
from notify.channels.code import Next
from notify.channels.errors import explain
from notify.due import NO_ROAD, REPLACED, STOPPED
from notify.paths.answer import REPLACED as NEXT_IS_NEAR
from notify.paths.extra import NO_CALM_MONTH
from notify.paths.net import REPLACED as LATER_ONE_WENT
from notify.paths.steps import SOMEBODY_TOOK_OVER
from notify.window import NO_SHEET, PAUSED

NOTHING = "Inget."
OTHERWISE = "Hör av dig själv om det ännu är viktigt."
_BY_REASON = {
    GONE: NOTHING,
    REPLACED: NOTHING,
    LATER_ONE_WENT: NOTHING,
    NEXT_IS_NEAR: NOTHING,
    SOMEBODY_TOOK_OVER: NOTHING,
    NO_CALM_MONTH: NOTHING,
    PAUSED: "Inget: personen har själv valt paus.",
    STOPPED: "Kom överens om en annan väg, och skriv in den i ärendet.",
    NO_ROAD: "Lägg till mobilnummer eller e-post i ärendet.",
    NO_SHEET: "Ge personen Mitt blad, och skriv in dagen i ärendet.",
}
_BY_CODE = {
    Next.OTHER_ROAD: "Ring, eller skriv in en annan väg i ärendet.",
    Next.WRONG_NUMBER: "Ta reda på rätt nummer eller adress, och rätta i ärendet.",
    Next.OPT_OUT: "Kom överens om en annan väg, och skriv in den i ärendet.",
    Next.ALARM: "Säg till driften. Hör av dig själv om det brådskar.",
}


def remedy(row: PastRow) -> str:
    """Say the one thing to do about a message that was missed."""
    if row.reason in _BY_REASON:
        return _BY_REASON[row.reason]
    if row.state is State.FAILED and row.code:
        return _BY_CODE.get(explain(row.code).next, OTHERWISE)
    return OTHERWISE
