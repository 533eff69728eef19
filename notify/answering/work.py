"""Work or studies that begin or end: said to the same day, while there is still something to do about it."""

from __future__ import annotations

from datetime import date

from notify.answering.changes import WorkSaid
from notify.answering.receipts import contact, receipt, task
from notify.answering.values import Answer, Asking
from notify.paths.work import BACK_AGAIN, MAY_REST, ONLY_REPORT, REGAIN, SOME_MONTHS, STOPS_WORK
from notify.values import TaskKind
from notify.words import long_date
from timeline.dormancy import DormancyDates

CONFIRM = "Det är sagt och inte bekräftat: skriv in dagen på ärendets sida."


def begins(asking: Asking) -> Answer:
    """Tell of applying before the first day where vilande or prövotid is possible, else of reporting it."""
    said = WorkSaid(begins=True, said=asking.today, day=_coming(asking))
    why = f"{_say('Personen ska börja jobba eller studera', said)}: hjälp till att anmäla det före första dagen."
    why = f"{why} {CONFIRM}"
    if _resting(asking):
        return contact(asking, TaskKind.WORK_STARTS, why, changes=(said,))
    possible = _may_rest(asking) or asking.timeline.trial_earliest_start is not None
    told = task(asking, TaskKind.WORK_STARTS, asking.promise, why)
    text = receipt(asking, MAY_REST if possible else ONLY_REPORT, changes=(said,))
    return Answer((said,), (text,), (told,), for_human=True)


def _may_rest(asking: Asking) -> bool:
    return bool(asking.timeline.dormant_possible_within_decision)


def ends(asking: Asking) -> Answer:
    """Tell of the money that can be had back, where it rests; else let somebody make contact."""
    change = WorkSaid(begins=False, said=asking.today, day=_coming(asking))
    why = f"{_say('Personen slutar jobba eller studera', change)}: hjälp till att få ersättningen tillbaka. {CONFIRM}"
    resting = _resting(asking)
    if not resting:
        return contact(asking, TaskKind.WORK_STOPS, why, changes=(change,))
    after = resting[-1].after
    template = SOME_MONTHS if after.kind == REGAIN and after.regain_months else BACK_AGAIN
    said = receipt(asking, template, about=(STOPS_WORK, asking.today), changes=(change,))
    told = task(asking, TaskKind.WORK_STOPS, asking.promise, why)
    return Answer((change,), (said,), (told,), for_human=True)


def _coming(asking: Asking) -> date | None:
    """Give the day that was named, if it has not been."""
    day = asking.reading.day
    return day if day is not None and day >= asking.today else None


def _say(what: str, said: WorkSaid) -> str:
    return f"{what} {long_date(said.day)}" if said.day else what


def _resting(asking: Asking) -> list[DormancyDates]:
    rests = asking.timeline.dormancies
    return [
        rest
        for rest in rests
        if rest.dormancy.start <= asking.today <= rest.dormancy.end and rest.dormancy.ended_by is None
    ]
