"""All that a life asks for, said or unsaid: every path in one list. Knows nothing of today."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

from notify.life import DAY, Life
from notify.occasions import Move, Occasion
from notify.paths.after_thirty import after_thirty
from notify.paths.answer import answer
from notify.paths.beginning import first_decision
from notify.paths.chosen import chosen_days
from notify.paths.doctor import doctor
from notify.paths.extra import extra
from notify.paths.handover import handover
from notify.paths.housing import housing
from notify.paths.letter import other_letter
from notify.paths.meetings import meetings
from notify.paths.moved import moved
from notify.paths.net import safety_net
from notify.paths.new_decision import new_decision
from notify.paths.number import number
from notify.paths.pause import pause_over
from notify.paths.resting import paid_part, regained, resting
from notify.paths.school import school_ends
from notify.paths.steps import apply, book, notices
from notify.paths.thirty import thirty
from notify.paths.trial import trial
from notify.paths.visit import visit
from notify.paths.waiting import waiting
from notify.paths.welcome import welcome
from notify.paths.work import work_starts, work_stops
from notify.values import MessageKind

READ_ALREADY = "Personen har svarat att samma sak redan är läst."
STEPS = ("step1.", "step3.")

# A new kind of message is a new path here and nothing else.
PATHS: tuple[Callable[[Life], Iterator[Occasion]], ...] = (
    first_decision,
    new_decision,
    moved,
    handover,
    housing,
    doctor,
    notices,
    other_letter,
    book,
    visit,
    meetings,
    apply,
    school_ends,
    safety_net,
    waiting,
    answer,
    thirty,
    after_thirty,
    resting,
    paid_part,
    regained,
    trial,
    work_starts,
    work_stops,
    pause_over,
    chosen_days,
    number,
    extra,
)


def occasions(life: Life) -> list[Occasion]:
    """List what is neither sent nor skipped. Before a yes it is the welcome alone; after a no, nothing.

    After STOPP only the safety net is left, by another road.
    """
    paths = PATHS if life.case.consent else (welcome,)
    found = [o for path in paths for o in path(life)]
    if life.history.rows:
        found = [o for o in found if not life.history.spent(o.key)]
    if life.case.stopped_on:
        return [o for o in found if o.kind is MessageKind.SAFETY]
    if life.history.rows:
        found = [_read_already(o) if _is_read(o, life) else o for o in found]
    return found


def _is_read(occasion: Occasion, life: Life) -> bool:
    """Tell whether it would say again what the person has answered is read.

    A step is done, not read; and a visit is reminded of, whatever has been read.
    """
    notice = occasion.kind is MessageKind.ORDINARY and occasion.move is Move.NEXT_OWN
    again = notice and not occasion.step.startswith(STEPS)
    return again and life.history.has_read(occasion.key_date, occasion.key_date_day, occasion.template)


def _read_already(occasion: Occasion) -> Occasion:
    """Let it lapse on its day: the ledger then says why."""
    return replace(occasion, close=occasion.target - DAY, lapse=READ_ALREADY)
