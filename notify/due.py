"""What is due today for one person: the pure decider.

In go the facts, what the law makes of them, the ledger and today; out come messages, what will not be sent
and why, tasks, and the next day on which to ask. Asking more often changes nothing; asking later loses
nothing that still helps.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, timedelta

from notify.calendar import SEARCH_DAYS, Calendar
from notify.chores import chores, no_caseworker, promise_day, tell
from notify.copies import due_copies
from notify.history import History
from notify.intents import intent_of, sent_of
from notify.life import DAY, Life, live
from notify.occasions import STEP, Move, Occasion
from notify.ombud_letters import ombud_letters
from notify.paces import Paces
from notify.plan import occasions
from notify.roads import person_road
from notify.values import Case, Intent, MessageKind, Sent, Skip, TaskIntent, Verdict
from notify.window import Window, has_room, is_day_for, lapse, next_day, window, within_caps
from timeline.derive import Timeline

# No message is moved back further than the calendar searches.
REACH = timedelta(days=SEARCH_DAYS)
NO_ROAD = "Det finns varken mobilnummer eller e-post."
REPLACED = "Ersatt av ett meddelande för hand inom tre dagar."
STOPPED = "Personen har svarat STOPP: en människa berättar det i stället."


def decide(
    case: Case,
    timeline: Timeline,
    history: Sequence[Sent] | History,
    today: date,
    *,
    paces: Paces,
    calendar: Calendar,
) -> Verdict:
    """Decide what is due today. A task comes at every look until its point is past; its identity is the same.

    calendar: made once and shared by all cases, with the quiet days of the same paces.
    """
    if today < case.known_since:
        return Verdict(next_look=case.known_since)
    ledger = history if isinstance(history, History) else History(history)
    life = live(case, timeline, ledger, paces, calendar)
    near, far = _split(life, today)
    views = [window(occasion, life) for occasion in near]
    skips = [_lapsed(view, life, today) for view in views if view.occasion.close < today]
    chosen = _choose(views, life, today)
    intents: list[Intent] = []
    told: TaskIntent | None = None
    if chosen is not None:
        intent = intent_of(chosen.occasion, life, today)
        if is_replaced(chosen.occasion, life, today):
            skips.append(Skip(intent, REPLACED))
        elif person_road(case) is None and not intent.recipient_key:
            skips.append(Skip(intent, STOPPED if case.stopped_on else NO_ROAD))
            told = tell(intent, life, today)
        else:
            intents.append(intent)
    new = [*map(sent_of, intents), *(sent_of(skip.intent, counts=False) for skip in skips)]
    copies, next_copy = due_copies(life, today, new)
    taken = {intent.recipient_key for intent in (*intents, *copies) if intent.recipient_key}
    letters, next_letter = ombud_letters(life, today, taken)
    tasks, next_task = _tasks(life, today, intents)
    if new:
        life = replace(life, history=ledger.with_rows(new))
        near, far = _split(life, today)
        views = [window(occasion, life) for occasion in near]
        _, next_task = _tasks(life, today, ())
    return Verdict(
        intents=(*intents, *copies, *letters),
        skips=tuple(skips),
        tasks=(*tasks, told) if told else tuple(tasks),
        next_look=_earliest(
            [
                _next_message(views, far, life, today),
                next_copy,
                next_letter,
                next_task,
                _handover(life, today),
            ]
        ),
    )


def _split(life: Life, today: date) -> tuple[list[Occasion], list[Occasion]]:
    """Part what may go today, however far back it is moved, from what can't. The far lie in order."""
    near: list[Occasion] = []
    far: list[Occasion] = []
    horizon = today + REACH
    for occasion in occasions(life):
        (near if occasion.target <= horizon else far).append(occasion)
    far.sort(key=lambda occasion: occasion.target)
    return near, far


def _next_message(views: Iterable[Window], far: Iterable[Occasion], life: Life, today: date) -> date | None:
    """Find the next day with a message or a lapse; of those far away only as many as may be the first."""
    best = min((max(next_day(view, life, today), today + DAY) for view in views), default=None)
    for occasion in far:
        if best is not None and occasion.target - REACH > best:
            break
        day = next_day(window(occasion, life), life, today)
        best = day if best is None else min(best, day)
    return best


def _lapsed(view: Window, life: Life, today: date) -> Skip:
    return Skip(intent_of(view.occasion, life, today), lapse(view, life))


def _choose(views: Sequence[Window], life: Life, today: date) -> Window | None:
    """Choose the one message of the day: by matter, then the latest of the same matter."""
    if life.history.said_on(today):
        return None
    ready = [
        view
        for view in views
        if view.contains(today)
        and is_day_for(view.occasion, life, today)
        and within_caps(view.occasion, life, today)
        and has_room(view, life, today, views)
    ]
    return min(ready, key=_urgency, default=None)


def is_replaced(occasion: Occasion, life: Life, today: date) -> bool:
    """Tell whether what somebody has written by hand stands for the message: a step, or something to read.

    Never the safety net, an answer, a meeting, or what the person has chosen.
    """
    light = occasion.kind is MessageKind.ORDINARY and occasion.move is Move.NEXT_OWN
    return light and occasion.priority >= STEP and life.history.by_hand_near(today)


def _urgency(view: Window) -> tuple[int, int, str]:
    occasion = view.occasion
    return (occasion.priority, -occasion.target.toordinal(), occasion.step)


def _tasks(life: Life, today: date, intents: Sequence[Intent]) -> tuple[list[TaskIntent], date | None]:
    """List the tasks that have a point today, and the first later day on which another begins."""
    found = chores(life)
    due = [_still_ahead(chore.task, life, today) for chore in found if chore.first <= today <= chore.last]
    if intents:
        due.extend(no_caseworker(life, today))
    return due, min((chore.first for chore in found if chore.first > today), default=None)


def _handover(life: Life, today: date) -> date | None:
    """Give the day on which a case changes hands; until it has, every day from then on."""
    planned = life.case.handover
    return None if planned is None else max(planned.first, today + DAY)


def _still_ahead(task: TaskIntent, life: Life, today: date) -> TaskIntent:
    """Give a task that comes late a day that can still be kept: nobody has broken what nobody was asked."""
    return task if task.day >= today else replace(task, day=promise_day(today, life))


def _earliest(days: Iterable[date | None]) -> date | None:
    return min((day for day in days if day is not None), default=None)
