"""Meetings that somebody has typed in: about the plan, and about the year."""

from __future__ import annotations

from collections.abc import Iterator

from notify.life import Life
from notify.occasions import MEETING, Move, Occasion
from notify.paths.countdown import Matter, countdown
from timeline.facts import FollowUpKind

FOLLOW_UP = "follow_up"
ABOUT_THE_PLAN, ABOUT_THE_YEAR = "M14", "M69"
TEMPLATES = {FollowUpKind.PLAN: ABOUT_THE_PLAN, FollowUpKind.YEARLY: ABOUT_THE_YEAR}


def meetings(life: Life) -> Iterator[Occasion]:
    """List the messages before each meeting. They move back to an allowed day, never past the meeting."""
    for row in life.case.facts.follow_ups:
        step = f"{row.kind.value}."
        matter = Matter(FOLLOW_UP, row.day, step, TEMPLATES[row.kind], MEETING, "Inför samtalet", Move.BACK)
        yield from countdown(matter, life.rules.meeting, life, begin=life.case.known_since)
