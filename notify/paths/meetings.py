"""Meetings that somebody has typed in: about the plan, and about the year."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from notify.life import Life
from notify.occasions import MEETING, Move, Occasion
from notify.paths.countdown import Matter, countdown
from timeline.facts import FollowUpKind

FOLLOW_UP = "follow_up"
ABOUT_THE_PLAN, ABOUT_THE_YEAR = "M14", "M69"
TEMPLATES = {FollowUpKind.PLAN: ABOUT_THE_PLAN, FollowUpKind.YEARLY: ABOUT_THE_YEAR}
AFTER_YES = {ABOUT_THE_PLAN: "M120", ABOUT_THE_YEAR: "M121"}
"""Who has said that the time suits is not asked again."""
YES_NOTED = "M93"


def meetings(life: Life) -> Iterator[Occasion]:
    """List the messages before each meeting. They move back to an allowed day, never past the meeting."""
    for row in life.case.facts.follow_ups:
        step = f"{row.kind.value}."
        asks = TEMPLATES[row.kind]
        template = AFTER_YES[asks] if _suits(life, row.day) else asks
        matter = Matter(FOLLOW_UP, row.day, step, template, MEETING, "Inför samtalet", Move.BACK)
        yield from countdown(matter, life.rules.meeting, life, begin=life.case.known_since)


def _suits(life: Life, day: date) -> bool:
    """Tell whether the person has answered yes to the meeting of that day."""
    about = (FOLLOW_UP, day, YES_NOTED)
    return any((row.key_date, row.key_date_day, row.template) == about for row in life.history.rows)
