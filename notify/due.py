"""What is due today for one person: the pure decider.

In go the facts, what the law makes of them, the ledger and today; out come messages, what will not be sent
and why, tasks, and the next day on which to ask. Asking more often changes nothing; asking later loses
nothing that still helps.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from datetime import date, time

from notify.calendar import Calendar
from notify.chore import promise_day
from notify.chores import chores
from notify.copies import due_copies
from notify.history import History
from notify.intents import intent_of, reaches_somebody, sent_of
from notify.life import DAY, Life, live
from notify.line import Line
from notify.message_tasks import no_caseworker, promise_of, tell
from notify.occasions import STEP, Move, Occasion
from notify.ombud_letters import WELCOME, not_welcomed, ombud_letters
from notify.paces import Paces
from notify.promise_days import PROMISES, SET_BY_HAND, free_from, with_promises
from notify.roads import person_road, sole_ombud, wants_none
from notify.values import Case, Intent, MessageKind, Sent, Skip, TaskIntent, Verdict
from notify.window import lapse
from timeline.derive import Timeline

NO_ROAD = "Det finns varken mobilnummer eller e-post."
REPLACED = "Ersatt av ett meddelande för hand inom tre dagar."
ENDED = "Personen har valt att ombudet inte får något, och får inga egna sms: en människa berättar det."
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
    return decide_line(line_of(case, timeline, history, paces, calendar), today)[0]


def line_of(
    case: Case, timeline: Timeline, history: Sequence[Sent] | History, paces: Paces, calendar: Calendar
) -> Line:
    """Find what the ledger leaves to say."""
    ledger = history if isinstance(history, History) else History(history)
    return Line(live(case, timeline, ledger, paces, calendar))


def decide_line(line: Line, today: date) -> tuple[Verdict, Line]:
    """Decide as decide does, on a day since the person came; gives also the line with what was decided."""
    life = line.life
    intents, skips, told = main_line(line, today)
    new = [*map(sent_of, intents), *(sent_of(skip.intent, counts=False) for skip in skips)]
    copies, next_copy = due_copies(life, today, new, not_welcomed(life, today))
    taken = {intent.recipient_key for intent in (*intents, *copies) if intent.recipient_key}
    letters, next_letter = ombud_letters(life, today, taken)
    intents = _after_welcome(intents, letters, life)
    tasks, next_task = _tasks(life, today, intents)
    if new:
        new = [*map(sent_of, intents), *(sent_of(skip.intent, counts=False) for skip in skips)]
        line = written(line, new)
        _, next_task = _tasks(line.life, today, ())
    verdict = Verdict(
        intents=(*intents, *copies, *letters),
        skips=tuple(skips),
        tasks=(*tasks, *told),
        next_look=_earliest(
            [line.next_day(today), next_copy, next_letter, next_task, _handover(line.life, today)]
        ),
    )
    return verdict, line


def main_line(line: Line, today: date) -> tuple[list[Intent], list[Skip], list[TaskIntent]]:
    """Decide what goes on the person's own line, what never will, and what somebody must tell instead.

    Two messages only where one keeps a day that the person chose, or each has no later day and may not be lost.
    """
    life = line.life
    skips = [Skip(intent_of(view.occasion, life, today), lapse(view, life)) for view in line.lapsed(today)]
    intents: list[Intent] = []
    told: list[TaskIntent] = []
    for chosen in line.choose(today):
        intent = intent_of(chosen.occasion, life, today)
        if is_replaced(chosen.occasion, life, today):
            skips.append(Skip(intent, REPLACED))
        elif person_road(life.case) is None and not intent.recipient_key:
            skips.append(Skip(intent, _why_nobody(life.case)))
            told += [task] if (task := tell(intent, life, today)) else []
        else:
            intents.append(intent)
    return _apart(intents, life, today), skips, told


def speaks(line: Line, today: date) -> bool:
    """Tell whether main_line gives a message to send on a day."""
    life = line.life
    if person_road(life.case) is None and sole_ombud(life.case, today) is None:
        return False
    said = (view.occasion for view in line.choose(today) if not is_replaced(view.occasion, life, today))
    return any(reaches_somebody(occasion, life, today) for occasion in said)


def _apart(intents: Sequence[Intent], life: Life, today: date) -> list[Intent]:
    """Let messages of the same hour go an hour apart: what keeps a chosen day gives way to the others."""
    taken = life.history.hours_of(today)
    if len(intents) + len(taken) < 2:
        return list(intents)
    hours: dict[str, time] = {}
    for intent in sorted(intents, key=lambda each: each.kind is MessageKind.RECEIPT):
        hours[intent.identity] = free = _free_hour(intent.at, taken, life)
        taken = taken | {free}
    return [replace(intent, at=hours[intent.identity]) for intent in intents]


def _after_welcome(intents: Sequence[Intent], letters: Sequence[Intent], life: Life) -> list[Intent]:
    """Let an ombud who alone receives hear who writes first: the day's message comes an hour after the welcome."""
    greeted = {letter.recipient_key: letter.at for letter in letters if letter.template == WELCOME}
    return [
        replace(intent, at=_free_hour(intent.at, {greeted[intent.recipient_key]}, life))
        if intent.recipient_key in greeted
        else intent
        for intent in intents
    ]


def _free_hour(at: time, taken: Collection[time], life: Life) -> time:
    """Give the first free hour from a time on; with none left in the day, the last one before it."""
    last = life.paces.sending.last_hour
    later = [at.replace(hour=hour) for hour in range(at.hour, last + 1)]
    earlier = [at.replace(hour=hour) for hour in range(at.hour - 1, -1, -1)]
    return next((each for each in [*later, *earlier] if each not in taken and each <= time(last)), at)


def written(line: Line, rows: Sequence[Sent]) -> Line:
    """Give the line as it is when rows have been written."""
    return Line(replace(line.life, history=line.life.history.with_rows(rows)))


def _why_nobody(case: Case) -> str:
    if wants_none(case):
        return ENDED
    return STOPPED if case.stopped_on else NO_ROAD


def is_replaced(occasion: Occasion, life: Life, today: date) -> bool:
    """Tell whether what somebody has written by hand stands for the message: a step, or something to read.

    Never the safety net, an answer, a meeting, or what the person has chosen.
    """
    light = occasion.kind is MessageKind.ORDINARY and occasion.move is Move.NEXT_OWN
    return light and occasion.priority >= STEP and life.history.by_hand_near(today)


def _tasks(life: Life, today: date, intents: Sequence[Intent]) -> tuple[list[TaskIntent], date | None]:
    """List the tasks that have a point today, and the first later day on which another begins."""
    found = chores(life)
    due: list[TaskIntent] = []
    for chore in found:
        if chore.first <= today <= chore.last:
            due.append(_day_that_can_be_kept(chore.task, life, today, due))
    known = with_promises(life.case.promises, due)
    due.extend(task for intent in intents if (task := promise_of(intent, known, life, today)))
    if intents:
        due.extend(no_caseworker(life, today))
    return due, min((chore.first for chore in found if chore.first > today), default=None)


def _handover(life: Life, today: date) -> date | None:
    """Give the day on which a case changes hands; until it has, every day from then on."""
    planned = life.case.handover
    return None if planned is None else max(planned.first, today + DAY)


def _day_that_can_be_kept(
    task: TaskIntent, life: Life, today: date, others: Sequence[TaskIntent]
) -> TaskIntent:
    """Give the day of a task: the one it was given, else one with room for a promise, and never one that is past.

    Nobody has broken what nobody was asked.
    """
    for each in life.case.promises.made:
        if each.identity == task.identity:
            return replace(task, day=each.day)
    day = task.day if task.day >= today else promise_day(today, life)
    if task.kind in PROMISES - SET_BY_HAND:
        known = with_promises(life.case.promises, others)
        day = free_from(day, life.diary.calendar, life.paces.anchors, known)
    return replace(task, day=day)


def _earliest(days: Iterable[date | None]) -> date | None:
    return min((day for day in days if day is not None), default=None)
