"""When Mitt blad is to be given, and given again."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import partial

from notify.chore import Chore, make_chore
from notify.life import DAY, DECISION_END, Life, Renewal
from notify.paths.moved import MOVED
from notify.sheet_days import ALWAYS, about_sheet, moved_days, shown_end, what_moved
from notify.values import TaskKind, Wording


def give_sheet(life: Life) -> Iterator[Chore]:
    """Ask for Mitt blad to be given before the messages that lean on it."""
    days, case = life.renewal, life.case
    discreet = case.preferences.wording is Wording.DISKRET and not case.protected
    if days is None or days.schooling or not discreet or not case.consent:
        return
    if days.done.handed_in:
        return
    if case.sheet_given and case.sheet_shows is not None:
        yield from _give_sheet_anew(life, days, case.sheet_given)
        return
    if days.good < days.begin:
        return
    if case.sheet_given:
        yield from _give_sheet_again(life, days, case.sheet_given)
        return
    yield make_chore(
        life,
        TaskKind.GIVE_SHEET,
        f"{DECISION_END}|{days.end}",
        first=life.paces.sheet.ask_before.before(days.opens),
        due=lambda: days.opens,
        last=days.good,
        why="Ge Mitt blad: meddelanden om steg 1 pekar på bladet och väntar tills det är givet.",
    )


def _give_sheet_anew(life: Life, days: Renewal, given: date) -> Iterator[Chore]:
    """Ask for a new sheet when a day that the given one shows is another now, or when there is a new decision.

    One task for a sheet, however much moves: it has the same identity until a sheet is given again.
    """
    if not life.case.sheet_shows:
        return
    again = partial(make_chore, life, TaskKind.GIVE_SHEET, about_sheet(life.case))
    shown = shown_end(life.case)
    if life.latest and (shown is None or shown < life.latest.decision.start):
        if days.good >= days.begin:
            first = life.paces.sheet.ask_before.before(days.opens)
            why = "Ge Mitt blad igen: det finns ett nytt beslut sedan det gavs."
            yield again(first=max(first, given), due=lambda: days.opens, last=days.good, why=why)
        return
    moved = moved_days(life.case, life.timeline)
    last = max((days.last if each.kind in ALWAYS else each.day for each in moved), default=given - DAY)
    if last >= given:
        yield again(
            first=given,
            due=lambda: life.diary.calendar.workdays_after(given, life.paces.risk_of_gap.call_workdays),
            last=min(last, days.last),
            why=f"Ge Mitt blad igen: {what_moved(moved)} är inte samma som på bladet.",
        )


def _give_sheet_again(life: Life, days: Renewal, given: date) -> Iterator[Chore]:
    """Ask for a new sheet when a day has moved, and the person has been told, since it was given.

    That is all there is to go by where nobody kept what the sheet showed.
    """
    told = [row.day for row in life.history.main if row.step.startswith(MOVED) and row.counts]
    if not told or max(told) <= given:
        return
    first = max(told) + DAY
    yield make_chore(
        life,
        TaskKind.GIVE_SHEET,
        f"{DECISION_END}|{days.end}|moved|{max(told)}",
        first=first,
        due=lambda: life.diary.calendar.workdays_after(first, life.paces.risk_of_gap.call_workdays),
        last=days.good,
        why="Ge Mitt blad igen: ett datum har flyttats sedan det gavs.",
    )
