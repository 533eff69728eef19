"""Work or studies that begin or end: said to the same day, while there is still something to do about it."""

from __future__ import annotations

from notify.answering.receipts import contact, receipt, task
from notify.answering.values import Answer, Asking
from notify.paths.work import BACK_AGAIN, MAY_REST, ONLY_REPORT, REGAIN, SOME_MONTHS, STOPS_WORK
from notify.values import TaskKind
from timeline.dormancy import DormancyDates


def begins(asking: Asking) -> Answer:
    """Tell of applying before the first day where vilande or prövotid is possible, else of reporting it."""
    why = "Personen ska börja jobba eller studera: hjälp till att anmäla det före första dagen."
    if _resting(asking):
        return contact(asking, TaskKind.WORK_STARTS, why)
    possible = _may_rest(asking) or asking.timeline.trial_earliest_start is not None
    told = task(asking, TaskKind.WORK_STARTS, asking.promise, why)
    return Answer((), (receipt(asking, MAY_REST if possible else ONLY_REPORT),), (told,), for_human=True)


def _may_rest(asking: Asking) -> bool:
    return bool(asking.timeline.dormant_possible_within_decision)


def ends(asking: Asking) -> Answer:
    """Tell of the money that can be had back, where it rests; else let somebody make contact."""
    why = "Personen slutar jobba eller studera: hjälp till att få ersättningen tillbaka."
    resting = _resting(asking)
    if not resting:
        return contact(asking, TaskKind.WORK_STOPS, why)
    after = resting[-1].after
    template = SOME_MONTHS if after.kind == REGAIN and after.regain_months else BACK_AGAIN
    said = receipt(asking, template, about=(STOPS_WORK, asking.today))
    told = task(asking, TaskKind.WORK_STOPS, asking.promise, why)
    return Answer((), (said,), (told,), for_human=True)


def _resting(asking: Asking) -> list[DormancyDates]:
    rests = asking.timeline.dormancies
    return [
        rest
        for rest in rests
        if rest.dormancy.start <= asking.today <= rest.dormancy.end and rest.dormancy.ended_by is None
    ]
