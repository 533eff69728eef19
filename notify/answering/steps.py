"""Answers about steps: done, a part done, not yet, and a day."""

from __future__ import annotations

from datetime import date, timedelta

from notify.answering.changes import DayPlanned, PartSaid, RestSet, StepSaid
from notify.answering.question import NEXT, said, step_message, step_of
from notify.answering.receipts import (
    MAKES_CONTACT,
    NOT_UNDERSTOOD,
    THANKS,
    contact,
    human,
    matter,
    noted,
    receipt,
)
from notify.answering.values import Answer, Asking
from notify.paths.chosen import CHOSEN_DAY, STEP_1, STEP_2, STEP_3
from notify.paths.visit import VISIT
from notify.values import Intent, Sent, StepKind, TaskKind, Wording
from notify.words import long_date

PARTS = {
    "M40": (STEP_1, 1, "M75"),
    "M75": (STEP_1, 2, "M76"),
    "M50": (STEP_3, 1, "M77"),
    "M77": (STEP_3, 2, "M78"),
}
"""A text about a small part: its step, its number, and the text of the next part."""
STEP_DONE, WHICH_DAY_IS_VISIT, NOT_YET, DAY_CHOSEN = "M16", "M88", "M42", "M43"
ABOUT_CONTACT = frozenset(
    {
        "M12",
        "M14",
        "M19",
        "M27",
        "M33",
        "M45",
        "M52",
        "M53",
        "M54",
        "M57",
        "M69",
        "M94",
        "M98",
        "M120",
        "M121",
        "P19",
    }
)
"""Texts after which a day means the day of a talk, not of a step."""
RINGS = "M45"
REST_AFTER_NOT_YET = timedelta(days=7)


def klar(asking: Asking) -> Answer:
    """Close the step or the part that the last message about a step asked for."""
    sent = step_message(asking.history, asking.today, asking.at)
    if sent is None or asking.done is None:
        return human(asking)
    if sent.template in PARTS and asking.case.preferences.wording is not Wording.PING:
        return _part_done(asking, sent)
    step = _meant(sent, asking)
    if step == STEP_1 and asking.done.booked is None:
        return _booked(asking, sent)
    if step == STEP_3 and not asking.done.handed_in:
        return _closed(asking, StepSaid(StepKind.APPLIED, asking.today))
    return noted(asking, sent=sent)


def _meant(sent: Sent, asking: Asking) -> str:
    step = step_of(sent)
    return _next_step(asking) if step == NEXT else step


def _next_step(asking: Asking) -> str:
    done = asking.done
    return STEP_1 if done is None or done.booked is None else STEP_3


def _part_done(asking: Asking, sent: Sent) -> Answer:
    step, number, then = PARTS[sent.template]
    change = PartSaid(step, number, asking.today)
    said_next = receipt(asking, then, changes=(change,), about=matter(asking, sent), step=f"{step}.reply")
    return Answer((change,), (said_next,))


def _booked(asking: Asking, sent: Sent) -> Answer:
    done = StepSaid(StepKind.BOOKED, asking.today)
    visit = asking.reading.day
    if visit is not None and visit > asking.today:
        return _closed(asking, done, StepSaid(StepKind.VISIT, visit))
    asks = receipt(
        asking, WHICH_DAY_IS_VISIT, changes=(done,), about=matter(asking, sent), step=f"{STEP_1}.reply"
    )
    return Answer((done,), (asks,))


def _closed(asking: Asking, *changes: StepSaid) -> Answer:
    step = STEP_3 if changes[0].kind is StepKind.APPLIED else STEP_1
    about = matter(asking)
    return Answer(changes, (receipt(asking, STEP_DONE, changes=changes, about=about, step=f"{step}.reply"),))


def not_yet(asking: Asking) -> Answer:
    """Keep the step and ask for a day. A day to come that was named is a plan; "inte i dag" is none."""
    sent = step_message(asking.history, asking.today, asking.at)
    if sent is None:
        return human(asking)
    if asking.reading.day is not None and asking.reading.day > asking.today:
        return day(asking)
    rest = RestSet(later(asking.case.rests_until, asking.today + REST_AFTER_NOT_YET))
    asks = receipt(
        asking, NOT_YET, changes=(rest,), about=matter(asking, sent), step=f"{_meant(sent, asking)}.reply"
    )
    return Answer((rest,), (asks,))


def day(asking: Asking) -> Answer:
    """Note a day: of a talk, of the visit, or for a step. Who wasn't understood says again what they were asked."""
    told = said(asking.history, asking.today, asking.at)
    chosen, before = asking.reading.day, [row for row in told if row.template != NOT_UNDERSTOOD]
    if chosen is None or chosen < asking.today or not before:
        return human(asking)
    if before[-1].template in ABOUT_CONTACT:
        return _another_day(asking, before[-1], chosen)
    sent = step_message(asking.history, asking.today, asking.at)
    if sent is None or asking.done is None or asking.done.handed_in:
        return human(asking)
    step = _meant(sent, asking)
    if step in (STEP_1, STEP_2) and asking.done.booked is not None:
        change = StepSaid(StepKind.VISIT, chosen)
        return Answer((change,), (_visit_noted(asking, change),))
    if chosen == asking.today:
        return noted(asking, DayPlanned(step, chosen, asking.today), sent=sent)
    return _planned(asking, step, chosen)


def _visit_noted(asking: Asking, change: StepSaid) -> Intent:
    return receipt(asking, THANKS, changes=(change,), about=(VISIT, change.day), step=f"{STEP_2}.reply")


def _planned(asking: Asking, step: str, chosen: date) -> Answer:
    change = DayPlanned(step, chosen, asking.today)
    return Answer(
        (change,),
        (receipt(asking, DAY_CHOSEN, changes=(change,), about=(CHOSEN_DAY, chosen), step=f"{step}.reply"),),
    )


def _another_day(asking: Asking, sent: Sent, chosen: date) -> Answer:
    by = _working_day(asking, chosen)
    kind = TaskKind.CALL if sent.template == RINGS else TaskKind.MEET
    template = RINGS if sent.template == RINGS else MAKES_CONTACT
    return contact(asking, kind, f"Personen vill höras {long_date(chosen)}.", template=template, by=by)


def _working_day(asking: Asking, chosen: date) -> date:
    """Give the last day up to the chosen one that can be promised, else the first after it; never today."""
    found = chosen if asking.calendar.is_workday(chosen) else asking.calendar.workdays_before(chosen, 1)
    while found > asking.today:
        if asking.can_promise(found):
            return found
        found = asking.calendar.workdays_before(found, 1)
    return asking.promise_from(asking.calendar.workdays_after(asking.today, 1))


def later(one: date | None, other: date) -> date:
    """Give the later of two days."""
    return max(one, other) if one else other
